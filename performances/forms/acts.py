"""What an act on a show or a showcase has to be told: why, by whom, until when."""

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ulanmuqi.places.admin.choices import venue_field

from ..models import Performance, VenueAnswer
from .accepting import accept_field
from .instants import InstantField
from .previewed import PreviewedForm


def _reason() -> forms.Field:
    return forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Public: visitors read it beside the show."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _decided_by() -> forms.Field:
    return forms.CharField(
        label=_("By whose decision"),
        max_length=120,
        help_text=_("Private: an office or a function, for the record."),
    )


def _minutes() -> forms.Field:
    return forms.IntegerField(label=_("Minutes later"), min_value=1, max_value=1440)


def _without_answers() -> forms.Field:
    return forms.CharField(
        label=_("Why it goes ahead without these answers"),
        max_length=300,
        help_text=_("For insiders: kept in the history, with the venues' names."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _answer() -> forms.Field:
    return forms.ChoiceField(
        label=_("The venue's answer"),
        choices=VenueAnswer.Answer.choices,
        widget=forms.RadioSelect,
    )


def _told_by() -> forms.Field:
    return forms.CharField(
        label=_("Who at the venue said so"),
        max_length=80,
        help_text=_("Private. Needed when it was told by telephone."),
    )


def _note() -> forms.Field:
    return forms.CharField(
        label=_("What else was said"),
        max_length=300,
        help_text=_("The venue and those who plan read it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _not_sent_because() -> forms.Field:
    return forms.CharField(
        label=_("Why nobody gets it"),
        max_length=300,
        help_text=_("Private, for the record: told by telephone, for instance."),
    )


def _why() -> forms.Field:
    return forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_("Private: those who plan read it, and the history keeps it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _opening() -> forms.Field:
    return forms.CharField(label=_("Opening line"), max_length=300)


# Every field an act may ask for, by the name scheduling gives the fact.
FIELDS = {
    "reason": _reason,
    "why": _why,
    "accept": partial(accept_field, required=True),
    "decided_by": _decided_by,
    "minutes": _minutes,
    "not_sent_because": _not_sent_because,
    "opening": _opening,
    "without_answers": _without_answers,
    "answer": _answer,
    "proposed_starts_at": lambda: InstantField(
        label=_("The time it proposes"),
        help_text=_("Only for another time. Beijing time."),
    ),
    "by_telephone": lambda: forms.BooleanField(label=_("By telephone"), initial=True),
    "told_by": _told_by,
    "note": _note,
    "venue": lambda: venue_field(label=_("Reserve venue")),
    "at": lambda: InstantField(
        label=_("Public from"), help_text=_("Empty: at once. Beijing time.")
    ),
    "decide_by": lambda: InstantField(
        label=_("Decided at the latest"), help_text=_("Beijing time.")
    ),
    "starts_at": lambda: InstantField(
        label=_("New day and hour"), help_text=_("Beijing time.")
    ),
    "next_word_at": lambda: InstantField(
        label=_("Or: next word at"),
        help_text=_("When nobody knows the new hour yet. Beijing time."),
    ),
    "t_zero": lambda: InstantField(
        label=_("New T-zero"), help_text=_("For all cities at once. Beijing time.")
    ),
}


class ActForm(PreviewedForm):
    """Built from an act's own list: each name with whether it must be given."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        asks: dict[str, bool],
        version: int,
        suggested: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={**(suggested or {}), "version": version})
        for name, required in asks.items():
            field = FIELDS[name]()
            field.required = required
            self.fields[name] = field
        self.asks = tuple(asks)

    def offer_near(self, show: Performance) -> None:
        """Only other venues of the show's league or city: no other can be reserve."""
        venues = self.fields["venue"].queryset.exclude(pk=show.venue_id)
        if show.region is not None and show.region.league_id is not None:
            venues = venues.filter(region__league=show.region.league_id)
        self.fields["venue"].queryset = venues

    def told(self) -> dict[str, Any]:
        """The facts given, by name; what was left empty is left out."""
        given = {name: self.cleaned_data[name] for name in self.asks}
        return {name: value for name, value in given.items() if value not in ("", None)}
