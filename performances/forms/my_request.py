"""What a leader fills in on the phone to answer a request; one form for every act."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troupes.genres import Category
from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region, Venue

from ..models import Performance, Request
from ..scheduling import ShowFacts
from ..scheduling.request_grounds import venue_named
from ..scheduling.request_proposals import HOUR, LOAD_IN, MINUTES, STRIKE
from .my_fields import MyForm, day_field, hour_field, place_field, words_field
from .my_places import found_place, label_of, offered_places
from .request_placing import of_the_place

_LONGEST = 500


def _area() -> forms.Widget:
    return forms.Textarea(attrs={"rows": 3})


def _words(missing: Any = "", **more: Any) -> forms.Field:
    label = more.pop("label", gettext_lazy("Words"))
    return words_field(label, _LONGEST, missing=missing, widget=_area(), **more)


def _read_by_asker() -> Any:
    # Translators: zh: 点单的人看得到。
    return gettext_lazy("Whoever asked reads it.")


# Every field an act may ask for, by the name scheduling gives the fact.
FIELDS = {
    "words": lambda: _words(
        # Translators: zh: 还想说的话（可以不写）
        label=gettext_lazy("Words, if you like"), help_text=_read_by_asker()
    ),
    "question": lambda: _words(
        # Translators: zh: 写上要问什么。
        gettext_lazy("Write what you want to know."),
        # Translators: zh: 问什么
        label=gettext_lazy("The question"), help_text=_read_by_asker(),
    ),
    "reason": lambda: _words(
        # Translators: zh: 写上为什么来不了，比如“那几天在外盟”。
        gettext_lazy("Say why it cannot be, such as “in another league those days”."),
        # Translators: zh: 为什么来不了
        label=gettext_lazy("Why it cannot be"),
        # Translators: zh: 点单的人看得到。什么时候能来，也写上。
        help_text=gettext_lazy("Whoever asked reads it. Say when it could be, too."),
    ),
    "inside": lambda: _words(
        # Translators: zh: 给盟市的话（可以不写）
        label=gettext_lazy("Words for those who handle it, if you like"),
        # Translators: zh: 点单的人看不到。
        help_text=gettext_lazy("Whoever asked does not read it."),
    ),
    "day": lambda: day_field(gettext_lazy("On which day")),
    "hour": lambda: hour_field(gettext_lazy("Start at"), required=False),
    "place": lambda: place_field(
        label=gettext_lazy("Where"),
        # Translators: zh: 还没定就空着，先记在点单的旗县。
        help_text=gettext_lazy("Not settled yet? Leave it empty."),
    ),
    "anyway": lambda: forms.BooleanField(
        # Translators: zh: 知道了，还是这一天
        label=gettext_lazy("I know; this day all the same"), required=False
    ),
}  # fmt: skip
# What a form calls otherwise than the verb.
_FACTS = {"inside": "words", "question": "words"}


class MyRequestForm(MyForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(
        self,
        data: Any = None,
        *,
        act: str,
        asks: Sequence[str],
        row: Request,
        near: Sequence[Region] = (),
        day: date | None = None,
    ) -> None:
        self.row, self.near, self.asks = row, near, asks
        initial = {"version": row.version, "day": day or row.window_from}
        if row.proposed_on is not None:
            initial |= {"day": row.proposed_on, "hour": row.proposed_hour}
        venue = venue_named(row) if "place" in asks else None
        if venue is not None:
            initial["place"] = label_of(venue, offered_places(*near))
        # Several of these stand on one page.
        super().__init__(data, initial=initial, auto_id=f"id_{act}_%s")
        for name in asks:
            self.fields[name] = FIELDS[name]()
        if "place" in asks:
            # A kept day has its hour.
            self.fields["hour"].required = True
            self.initial.setdefault("hour", HOUR)

    def clean_place(self) -> Venue | None:
        return found_place(self.cleaned_data["place"].strip(), *self.near)

    def told(self) -> dict[str, Any]:
        """The facts given, by the verb's names; what was left empty is left out."""
        given = {_FACTS.get(one, one): self.cleaned_data[one] for one in self.asks}
        return {name: value for name, value in given.items() if value not in ("", None)}

    def show(self, troupe: Troupe) -> ShowFacts:
        """The show that would answer it, of the usual length."""
        told, row = self.cleaned_data, self.row
        starts = datetime.combine(told["day"], told["hour"], tzinfo=clock.SHANGHAI)
        return ShowFacts(
            title=_("Show on request"),
            starts_at=starts,
            ends_at=starts + timedelta(minutes=MINUTES),
            troupes=(troupe,),
            venue=told["place"],
            region=row.region,
            kind=Performance.Kind.REQUESTED,
            genre=row.genre or Category.MIXED,
            load_in_minutes=LOAD_IN,
            strike_minutes=STRIKE,
            expected_audience=row.audience,
            technical_note=of_the_place(row),
            is_example=row.is_example,
        )
