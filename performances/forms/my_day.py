"""A day of a troupe as it is told on the road: kilometres, coaching and services."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troupes.models import Troupe
from ulanmuqi.base.quotes import within_quotes

from ..models import FieldAct, TroupeDay
from ..plausible import Figure
from ..scheduling.report_facts import ActFacts, DayFacts, digest_of
from ..typed_numbers import read_number
from .my_fields import MyForm, day_field, figure_field, put_into_words, words_field

# Acts of one day that a form shows, and takes back.
MOST_ACTS = 30
# What a page shows of a day, and how it stands where nobody has said a word.
DAY_NAMES = ("distance_km", "hours", "in_grassroots")
EMPTY_DAY = (None, None, False, "")
_ACT = re.compile(r"act_(\d{1,12})_version", re.ASCII)


@dataclass(frozen=True, slots=True)
class ActLine:
    """What the form says of an act that is there already. `touched` is whether the
    person wrote something else than the page had shown; `gone`, that somebody removed
    it since."""

    act: FieldAct
    title: str
    people: int | None
    version: int
    is_out: bool
    touched: bool

    @property
    def facts(self) -> ActFacts:
        return replace(ActFacts.of(self.act), title=self.title, people=self.people)


def acts_of(troupe: Troupe, on: date) -> list[FieldAct]:
    """What the troupe reported of a day; one query."""
    rows = FieldAct.objects.filter(troupe=troupe, day=on).order_by("id")
    return list(rows[:MOST_ACTS])


def acts_sent(data: Mapping[str, Any], troupe: Troupe) -> list[FieldAct]:
    """Those a sent form speaks of; one query where it speaks of any."""
    keys = _keys(data)
    if not keys:
        return []
    return list(FieldAct.objects.filter(troupe=troupe, pk__in=keys).order_by("id"))


def _keys(data: Mapping[str, Any]) -> list[int]:
    found = (_ACT.fullmatch(name) for name in data)
    return [int(one[1]) for one in found if one][:MOST_ACTS]


class DayPart(MyForm):
    """Kilometres and hours of the whole day, and what else was done on it. `known` are
    acts reported before: each has fields of its own."""

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
    coaching_title = words_field(
        # Translators: zh: 辅导了什么
        gettext_lazy("What was coached"),
        120,
    )
    coaching_people = figure_field(
        Figure.PEOPLE,
        # Translators: zh: 多少人参加
        gettext_lazy("How many people"),
    )
    service_title = words_field(
        # Translators: zh: 做了什么服务
        gettext_lazy("What service was done"),
        120,
    )
    service_people = figure_field(Figure.PEOPLE, gettext_lazy("How many people"))
    day_names: ClassVar[tuple[str, ...]] = DAY_NAMES

    def __init__(self, *args: Any, known: Iterable[FieldAct] = (), **more: Any) -> None:
        self.known = list(known)
        super().__init__(*args, **more)
        for act in self.known:
            self.fields |= put_into_words(_fields_of(act))

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for kind in FieldAct.Kind.values:
            said, people = values.get(f"{kind}_title"), values.get(f"{kind}_people")
            if people is not None and not (said or "").strip():
                self.add_error(f"{kind}_title", _("Say what was done."))
        for act in self.known:
            name = f"act_{act.pk}"
            empty = not (values.get(f"{name}_title") or "").strip()
            if empty and not values.get(f"{name}_out") and f"{name}_title" in values:
                # Translators: zh: 写做了什么；报错了就勾“删掉”。
                self.add_error(
                    f"{name}_title",
                    _("Say what was done, or tick “delete” if it was an error."),
                )
        for title in self._gone():
            # Translators: zh: “%(title)s”已经被删掉，没有改成。还要报，就在下面重新填。
            self.add_error(
                None,
                _(
                    "“%(title)s” was deleted meanwhile, so it was not mended. If it "
                    "did take place, fill it in below."
                )
                % {"title": within_quotes(title)},
            )
        return values

    def _gone(self) -> list[str]:
        """Acts somebody deleted since the page was opened, and of which it says
        something else than it had shown."""
        known = {act.pk for act in self.known}
        found = []
        for key in _keys(self.data):
            name = f"act_{key}"
            title = str(self.data.get(f"{name}_title", "")).strip()[:120]
            if key in known or f"{name}_out" in self.data or not title:
                continue
            number = read_number(str(self.data.get(f"{name}_people", "")))
            people = None if number is None else int(number)
            if self.data.get(f"{name}_seen") != seen_of(title, people):
                found.append(title)
        return found

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

    def acts(self, **where: Any) -> list[ActFacts]:
        said = self.cleaned_data
        return [
            ActFacts(
                kind=kind,
                title=said[f"{kind}_title"].strip(),
                people=said[f"{kind}_people"],
                **where,
            )
            for kind in FieldAct.Kind.values
            if said[f"{kind}_title"].strip()
        ]

    def lines(self) -> list[ActLine]:
        """Call after is_valid."""
        return [self._line(act) for act in self.known]

    @property
    def shown_lines(self) -> list[dict[str, Any]]:
        """For the page: each act with its fields."""
        parts = ("version", "seen", "title", "people", "out")
        return [
            {"act": act, **{part: self[f"act_{act.pk}_{part}"] for part in parts}}
            for act in self.known
        ]

    def _line(self, act: FieldAct) -> ActLine:
        said = self.cleaned_data
        name = f"act_{act.pk}"
        title, people = said[f"{name}_title"].strip(), said[f"{name}_people"]
        return ActLine(
            act=act,
            title=title,
            people=people,
            version=said[f"{name}_version"] or 0,
            is_out=said[f"{name}_out"],
            touched=said[f"{name}_seen"] != seen_of(title, people),
        )


class DayForm(DayPart):
    """A day without a show, or what was forgotten."""

    day = day_field(gettext_lazy("On which day"))
    # Of which day `day_version` is: the person may choose another one.
    day_of = forms.DateField(required=False, widget=forms.HiddenInput)
    remarks = words_field(
        gettext_lazy("Remarks"), 2_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("day",)
    day_names = (*DAY_NAMES, "remarks")
    # Whether figures of another day stood in the page and were left out.
    left_the_day = False

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


def seen_of(*values: Any) -> str:
    """A mark of what a page showed: whether somebody wrote something else since."""
    plain = [value if isinstance(value, str) else _plain(value) for value in values]
    return digest_of(*plain)[:16]


def marks_of(*values: Any) -> str:
    """A mark of each: which of them somebody wrote anew."""
    return ".".join(seen_of(value)[:8] for value in values)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    return str(value) if isinstance(value, int) else f"{value.normalize():f}"


def _fields_of(act: FieldAct) -> dict[str, forms.Field]:
    name = f"act_{act.pk}"
    is_coaching = act.kind == FieldAct.Kind.COACHING
    title, people = (
        ("coaching_title", "coaching_people")
        if is_coaching
        else ("service_title", "service_people")
    )
    fields = {
        "version": forms.IntegerField(
            required=False, widget=forms.HiddenInput, initial=act.version
        ),
        "seen": forms.CharField(
            required=False,
            max_length=16,
            widget=forms.HiddenInput,
            initial=seen_of(act.title, act.people),
        ),
        "title": words_field(DayPart.base_fields[title].label, 120, initial=act.title),
        "people": figure_field(
            Figure.PEOPLE, DayPart.base_fields[people].label, initial=act.people
        ),
        "out": forms.BooleanField(
            # Translators: zh: 删掉这一条（报错了）
            label=gettext_lazy("Delete this one (it was an error)"),
            required=False,
        ),
    }
    return {f"{name}_{part}": field for part, field in fields.items()}
