"""What somebody fills in to ask for a show: few fields, every error at its field."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from troupes.genres import Category
from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.base.grouped_choice import Offer, OfferedField
from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.places.models import Venue

from .. import when_words
from ..models import Request
from ..scheduling.request_asking import (
    RequestFacts,
    days_fault,
    phone_fault,
)
from .count_field import CountField
from .instants import DayField
from .request_offers import place_below

_NEEDED = {"required": gettext_lazy("This is needed.")}
_DAY = {"invalid": gettext_lazy("Write the day like 2026-07-01.")}
_DAY_INPUT = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class RequestForm(PlainForm):
    """Days may be left to the words: what they mean is then filled in, and the form is
    shown once more, never taken in silence (`read_days`)."""

    region = OfferedField(
        label=gettext_lazy("Banner, county or district"), error_messages=_NEEDED
    )
    place_name = forms.CharField(
        label=gettext_lazy("Sumu, gacha, school or community"),
        max_length=80,
        error_messages=_NEEDED,
        widget=forms.TextInput(attrs={"list": "places-below", "autocomplete": "off"}),
    )
    place_kind = forms.ChoiceField(
        label=gettext_lazy("Who asks"),
        choices=Request.Place,
        widget=forms.RadioSelect,
        initial=Request.Place.GACHA,
    )
    when_words = forms.CharField(
        label=gettext_lazy("When, in your own words"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Such as “about mid-June, depends on the weather”."),
    )
    window_from = DayField(
        label=gettext_lazy("Earliest day"),
        required=False,
        widget=_DAY_INPUT,
        error_messages=_DAY,
    )
    window_until = DayField(
        label=gettext_lazy("Latest day"),
        required=False,
        widget=_DAY_INPUT,
        error_messages=_DAY,
    )
    genre = forms.ChoiceField(
        label=gettext_lazy("What you would like to see"),
        choices=[("", pgettext_lazy("genre", "No wish")), *Category.choices],
        required=False,
    )
    work = OfferedField(label=gettext_lazy("Or a work of theirs"), required=False)
    audience = CountField(
        label=gettext_lazy("How many you expect"), required=False, min_value=1
    )
    setting = forms.ChoiceField(
        label=gettext_lazy("Indoors or outdoors?"),
        choices=Request.Setting,
        widget=forms.RadioSelect,
        initial=Request.Setting.EITHER,
    )
    power = forms.ChoiceField(
        label=gettext_lazy("Electricity"),
        choices=[
            ("", gettext_lazy("I do not know")),
            (Venue.Power.THREE, gettext_lazy("Three-phase (380 V)")),
            (Venue.Power.SINGLE, gettext_lazy("Household current (220 V)")),
            (Venue.Power.NONE, pgettext_lazy("electricity", "None")),
        ],
        required=False,
    )
    space = forms.CharField(
        label=gettext_lazy("The ground or the room"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Such as “school yard, about 30 × 20 m, flat”."),
    )
    contact_name = forms.CharField(
        label=pgettext_lazy("asker", "Whom to call"),
        max_length=40,
        error_messages=_NEEDED,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact_phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        max_length=40,
        error_messages=_NEEDED,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    note = forms.CharField(
        label=gettext_lazy("Anything else"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        banners: Offer,
        works: Offer,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["region"].take(banners, unchosen=_("Please choose"))
        self.fields["work"].take(works, unchosen=pgettext("genre", "No wish"))
        # The days were read from the words, and are shown to be looked at.
        self.read_days: when_words.Window | None = None

    def clean(self) -> dict[str, Any]:
        """Every fault at once, those of the verb included."""
        facts = super().clean()
        phone = facts.get("contact_phone")
        wrong = phone_fault(phone) if phone else ""
        if wrong:
            self.add_error("contact_phone", wrong)
        if not {"window_from", "window_until"} & set(self.errors):
            self._days(facts)
        return facts

    def _days(self, facts: dict[str, Any]) -> None:
        today = _today()
        first, last = facts.get("window_from"), facts.get("window_until")
        if not (first or last):
            self._read(facts, today)
            return
        facts["window_from"] = first = first or min(last, today)
        facts["window_until"] = last = last or first
        field, wrong = days_fault(first, last, today)
        if wrong:
            self.add_error(field, wrong)

    def _read(self, facts: dict[str, Any], today: date) -> None:
        """Days from the words: filled in, and asked about by `read_days`."""
        words = facts.get("when_words", "")
        self.read_days = when_words.window(words, today) if words else None
        if self.read_days is None:
            self.add_error(
                "window_from",
                _("Add the earliest and the latest day, so that nobody guesses wrong.")
                if words
                else _("Say when it would suit you."),
            )
            return
        first, last = self.read_days.first, self.read_days.last
        facts["window_from"], facts["window_until"] = first, last
        self.data = self.data.copy()
        self.data["window_from"] = first.isoformat()
        self.data["window_until"] = last.isoformat()

    def facts(
        self,
        *,
        venue: Venue | None = None,
        wished_troupe: Troupe | None = None,
    ) -> RequestFacts:
        told = self.cleaned_data
        banner = told["region"]
        return RequestFacts(
            region=place_below(banner, told["place_name"]) or banner,
            place_name=told["place_name"],
            place_kind=told["place_kind"],
            venue=venue if venue and venue.region.banner_id == banner.pk else None,
            window_from=told["window_from"],
            window_until=told["window_until"],
            when_words=told["when_words"],
            genre=told["genre"] or (told["work"].category if told["work"] else ""),
            work=told["work"],
            wished_troupe=wished_troupe,
            audience=told["audience"],
            setting=told["setting"],
            power=told["power"],
            space=told["space"],
            note=told["note"],
            contact_name=told["contact_name"],
            contact_phone=told["contact_phone"],
        )


def _today() -> date:
    return clock.now().astimezone(clock.SHANGHAI).date()
