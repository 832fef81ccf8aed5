"""A day of a troupe as it is told on the road: kilometres, coaching and services."""

from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troupes.models import Troupe
from ulanmuqi.base.grouped_choice import OfferedField

from ..models import TroupeDay
from ..plausible import Figure
from ..scheduling.report_facts import DayFacts
from .my_acts_told import ActsPart
from .my_fields import day_field, figure_field, words_field
from .my_marks import marks_of
from .place import regions_of

# What a page shows of a day, and how it stands where nobody has said a word.
DAY_NAMES = ("distance_km", "hours", "in_grassroots")
EMPTY_DAY = (None, None, False, "")


class DayPart(ActsPart):
    """Kilometres and hours of the whole day, and what else was done on it."""

    day_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    # A mark of each figure the page had shown, in the order of `DAY_NAMES`.
    day_seen = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    distance_km = figure_field(
        Figure.DISTANCE,
        # Translators: zh: 全天里程（公里）
        gettext_lazy("Kilometres of the whole day"),
    )
    hours = figure_field(
        Figure.HOURS,
        # Translators: zh: 在外（小时）
        gettext_lazy("Hours away on that day"),
        places=1,
    )
    in_grassroots = forms.BooleanField(
        # Translators: zh: 这一天在基层
        label=gettext_lazy("That day was in the grassroots"),
        required=False,
    )
    day_names: ClassVar[tuple[str, ...]] = DAY_NAMES
    field_order: ClassVar[tuple[str, ...]] = ("day_version", "day_seen", *DAY_NAMES)

    def day_facts(self) -> DayFacts:
        """Call after is_valid; an empty tick says nothing of a day nobody named."""
        said = self.cleaned_data
        known = said.get("day_version") is not None
        tick = said["in_grassroots"]
        return DayFacts(
            distance_km=said["distance_km"],
            hours=said["hours"],
            in_grassroots=tick if tick or known else None,
        )

    @property
    def touches_the_day(self) -> bool:
        """Whether anything is said of the day that the page had not shown."""
        seen = self.cleaned_data.get("day_seen")
        return not seen or seen != marks_of(*self.said_of_day())

    def said_of_day(self) -> list[Any]:
        """Empty for what could not be read."""
        said = [self.cleaned_data.get(name) for name in self.day_names]
        return [one.strip() if isinstance(one, str) else one for one in said]

    def show_day(self, row: TroupeDay) -> None:
        """After a refusal: what stands comes into every field the person left as the
        page had shown it, so that nothing is emptied that nobody has seen. What was
        typed stays. Call after is_valid."""
        seen = (self.cleaned_data.get("day_seen") or "").split(".")
        if len(seen) != len(self.day_names):
            seen = marks_of(*EMPTY_DAY[: len(self.day_names)]).split(".")
        typed = marks_of(*self.said_of_day()).split(".")
        shown = day_initial(row, *self.day_names[len(DAY_NAMES) :])
        self.data = self.data.copy()
        for name, was, now in zip(self.day_names, seen, typed, strict=True):
            if was != now or name in self.errors:
                continue
            self.data[name] = "" if shown[name] is None else str(shown[name])
        for name in ("day_version", "day_of", "day_seen"):
            self.data[name] = str(shown[name])


class DayForm(DayPart):
    """A day without a show, or what was forgotten."""

    day = day_field(gettext_lazy("On which day"))
    # Of which day `day_version` is: the person may choose another one.
    day_of = forms.DateField(required=False, widget=forms.HiddenInput)
    remarks = words_field(
        gettext_lazy("Remarks"), 2_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    acts_region = OfferedField(
        # Translators: zh: 辅导、服务在哪里
        label=gettext_lazy("Where that was"),
        required=False,
        # Translators: zh: 选了苏木或嘎查，才算进服务过的嘎查。可以不选。
        help_text=gettext_lazy(
            "With a sumu or gacha it counts among those that were served. It may be "
            "left open."
        ),
        # Translators: zh: 请从名单里选，或者空着。
        error_messages={
            "invalid_choice": gettext_lazy("Choose one of the list, or leave it open.")
        },
    )
    field_order = ("day", *DayPart.field_order)
    day_names = (*DAY_NAMES, "remarks")
    # Whether figures of another day stood in the page and were left out.
    left_the_day = False

    def __init__(self, *args: Any, troupe: Troupe, **more: Any) -> None:
        """One query for the ground of the troupe."""
        super().__init__(*args, **more)
        self.fields["acts_region"].take(regions_of([troupe]))

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("day_of") != values.get("day"):
            self._of_another_day(values)
        if self.errors:
            return values
        says = self.day_facts().says_anything or self.acts()
        if not says and not any(one.touched or one.is_out for one in self.lines()):
            # Translators: zh: 还什么都没有填。
            self.add_error(None, _("Nothing is filled in yet."))
        return values

    def _of_another_day(self, values: dict[str, Any]) -> None:
        """The page had shown a day, and another was chosen: what still stands there as
        it was shown says nothing of the new one."""
        seen = (values.get("day_seen") or "").split(".")
        values["day_version"], values["day_seen"] = None, ""
        now = marks_of(*self.said_of_day()).split(".")
        empty = marks_of(*EMPTY_DAY).split(".")
        if self.errors or len(seen) != len(now):
            return
        carried = [
            at
            for at, name in enumerate(self.day_names)
            if now[at] == seen[at] != empty[at]
        ]
        if not carried:
            return
        self.data = self.data.copy()
        for at in carried:
            name = self.day_names[at]
            values[name] = EMPTY_DAY[at]
            self.data[name] = ""
        self.data["day_version"] = self.data["day_seen"] = ""
        self.left_the_day = True
        # Translators: zh: 日子换了，原来那天的数没有带过来。看看下面，再点一次“上报”。
        self.add_error(
            None,
            _(
                "The day was changed, so the figures of the day before it were not "
                "taken along. Look below, then send once more."
            ),
        )

    def turn_to(self, on: date, row: TroupeDay | None) -> dict[str, Any]:
        """What the fields are to show of another day, which says `row`: what was typed
        stays, all else gives way. Call after is_valid, whatever that said."""
        shown = day_initial(row, "remarks")
        told: dict[str, Any] = self.data.dict()
        moved = told.get("day_of", "") != on.isoformat()
        empty = marks_of(*EMPTY_DAY).split(".")
        seen = str(told.get("day_seen", "")).split(".")
        seen = seen if len(seen) == len(empty) else empty
        now = marks_of(*self.said_of_day()).split(".")
        for at, name in enumerate(self.day_names):
            wrote = now[at] != seen[at] and not (moved and now[at] == empty[at])
            if not wrote and name not in self.errors:
                told[name] = shown.get(name, EMPTY_DAY[at])
        for name in ("day_version", "day_of", "day_seen"):
            told[name] = shown.get(name, "")
        return told

    def day_facts(self) -> DayFacts:
        told = super().day_facts()
        return replace(told, remarks=self.cleaned_data["remarks"].strip())


def day_initial(day: TroupeDay | None, *names: str) -> dict[str, Any]:
    """What the fields show of what was said before; `names` beside the figures."""
    if day is None:
        return {}
    told = {name: getattr(day, name) for name in (*DAY_NAMES, *names)}
    return {
        "day_version": day.version,
        "day_of": day.day,
        "day_seen": marks_of(*told.values()),
        **told,
    }
