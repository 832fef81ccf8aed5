"""Whom a call sheet rings: numbers known now, and where to add those missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from troupes.models import DutyContact
from ulanmuqi.base import clock, rights
from ulanmuqi.base.plain_text import PlainForm

from ..models import Call, CallSheet, Performance, ShowContact
from .phone import dialled

_DUTIES = {
    Call.Party.LEADER: DutyContact.Duty.LEADER,
    Call.Party.DRIVER: DutyContact.Duty.DRIVER,
}
_OF_SHOW = frozenset({Call.Party.HOST, Call.Party.SITE_LEAD, Call.Party.ASKER})


@dataclass(frozen=True, slots=True)
class Number:
    """`dial` is the number as a tel: link takes it; "" when there is none in it."""

    name: str
    phone: str
    dial: str


@dataclass(frozen=True, slots=True)
class Line:
    """One party to ring. `is_hidden` where the user may not know its numbers; `add`
    is where a missing number is entered, `form` the form for it on this page."""

    call: Call
    who: str
    numbers: tuple[Number, ...]
    is_hidden: bool
    add: str
    form: Any


class ContactForm(PlainForm):
    """`seen` is the version of the contact the page showed, 0 while there was none."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=60)
    phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )


def open_sheets(user: Any) -> QuerySet[CallSheet]:
    """Where somebody is still to be told, of shows not over; the soonest first."""
    rows = rights.policy_for(CallSheet).visible(user, CallSheet.objects.all())
    rows = rows.filter(done_at=None, performance__ends_at__gt=clock.now())
    return rows.select_related("performance", "change").order_by(
        "performance__starts_at", "pk"
    )


def open_at(openings: Iterable[Performance], user: Any) -> dict[int, CallSheet]:
    """Open sheets of these shows by the show, each with how many are `untold`, as far
    as the user may see them; one query."""
    sheets = open_sheets(user).filter(performance__in=[one.pk for one in openings])
    untold = Count("calls", filter=Q(calls__told_at=None), distinct=True)
    return {sheet.performance_id: sheet for sheet in sheets.annotate(untold=untold)}


def lines_of(sheet: CallSheet, user: Any) -> list[Line]:
    """Every party with the numbers known now; four queries whatever the cast."""
    calls = list(
        sheet.calls.select_related("troupe__region", "venue__region", "told_by")
    )
    duty = DutyContact.objects.filter(troupe__in=[c.troupe_id for c in calls])
    on_duty = list(duty.order_by("sort_order", "pk"))
    of_show = {row.duty: row for row in sheet.performance.contacts.all()}
    return [_line(call, sheet, on_duty, of_show, user) for call in calls]


def _line(
    call: Call,
    sheet: CallSheet,
    on_duty: list[DutyContact],
    of_show: dict[str, ShowContact],
    user: Any,
) -> Line:
    if call.party in _OF_SHOW:
        known = of_show.get(call.party)
        numbers = (_number(known.name, known.phone),) if known else ()
        initial: dict[str, Any] = {"seen": 0}
        if known:
            initial = {
                "seen": known.version, "name": known.name, "phone": known.phone
            }  # fmt: skip
        form = ContactForm(initial=initial, prefix=call.party)
        return Line(call, "", numbers, False, "", form)
    place = call.venue or call.troupe
    if not rights.may(user, "view_private", place):
        return Line(call, place.local_name, (), True, "", None)
    if call.venue is not None:
        numbers = _numbers([(place.contact_name, place.contact_phone)])
        add = _edit(user, "venues", place)
    else:
        wanted = _DUTIES[Call.Party(call.party)]
        numbers = _numbers(
            (row.name, row.phone)
            for row in on_duty
            if row.troupe_id == place.pk and row.duty == wanted
        )
        add = _edit(user, "troupes", place)
    return Line(call, place.local_name, numbers, False, add, None)


def _numbers(known: Any) -> tuple[Number, ...]:
    return tuple(_number(name, phone) for name, phone in known if name or phone)


def _number(name: str, phone: str) -> Number:
    return Number(name, phone, dialled(phone))


def _edit(user: Any, rows: str, place: Any) -> str:
    may = rights.may(user, "change", place)
    return reverse(f"{rows}:edit", args=[place.pk]) if may else ""
