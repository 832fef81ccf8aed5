"""Whom people of a troupe ring about a show."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import pgettext

from troupes.models import DutyContact
from ulanmuqi.base import clock, rights

from ...models import Performance, ShowContact
from ...statuses import FIRM, OFF

# Under which whoever asked for a show stands on its call sheet
# (scheduling/request_hosts.py).
_ASKERS = frozenset({ShowContact.Duty.HOST})
# Those who write for the troupe ring the asker beforehand, and to say thanks.
_AFTERWARDS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Contact:
    role: str
    name: str
    phone: str


def contacts_of(
    show: Performance, user: Any, now: datetime, *, writes: bool
) -> tuple[Contact, ...]:
    """The house first, then host and site lead, then the duty people of every troupe,
    of a show that stands and of one that was called off just now: then above all people
    have to be rung. `writes`: for a troupe of the show. No query."""
    found = []
    venue = show.venue
    if venue is not None and rights.may(user, "view_private", venue):
        # Translators: zh: 场地
        role = pgettext("contact", "Venue")
        found.append(Contact(role, venue.contact_name, venue.contact_phone))
    if show.status in FIRM | OFF:
        found += [
            Contact(str(one.get_duty_display()), one.name, one.phone)
            for one in show.contacts.all()
            if _may_read(one, show, now, writes=writes)
        ]
        found += [
            Contact(
                one.role or str(DutyContact.Duty(one.duty).label), one.name, one.phone
            )
            for troupe in show.troupes_in_order
            for one in troupe.duty_contacts.all()
        ]
    return tuple(one for one in found if one.phone or one.name)


def _may_read(
    contact: ShowContact, show: Performance, now: datetime, *, writes: bool
) -> bool:
    """Whoever asked for a show gave their number to those who arrange it: they read it
    until the day after, everybody who plays on the day itself (a coach that stands
    still has to ring). This page is kept on telephones."""
    asked = show.kind == Performance.Kind.REQUESTED and contact.duty in _ASKERS
    if not asked:
        return True
    if writes:
        return now < show.ends_at + _AFTERWARDS
    return clock.midnight(show.starts_at) <= now < show.ends_at
