"""Whom people of a troupe ring about a show."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import pgettext

from troupes.models import DutyContact
from ulanmuqi.base import clock, rights

from ...models import Performance, ShowContact
from ...statuses import FIRM, OFF

# Those who write for the troupe ring the asker beforehand, and to say thanks; people of
# what was called off are rung until then, too.
_AFTERWARDS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Contact:
    role: str
    name: str
    phone: str


def contacts_of(
    show: Performance, user: Any, now: datetime, *, writes: bool
) -> tuple[Contact, ...]:
    """The house first, then host, site lead and asker, then the duty people of every
    troupe: of a show that stands, and until the day after of one that was called off,
    when people have to be rung above all. `writes`: for a troupe of the show. No
    query."""
    found = []
    venue = show.venue
    if venue is not None and rights.may(user, "view_private", venue):
        # Translators: zh: 场地
        role = pgettext("contact", "Venue")
        found.append(Contact(role, venue.contact_name, venue.contact_phone))
    is_called_off = show.status in OFF and now < show.ends_at + _AFTERWARDS
    if show.status in FIRM or is_called_off:
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
    if contact.duty != ShowContact.Duty.ASKER:
        return True
    if writes:
        return now < show.ends_at + _AFTERWARDS
    return clock.midnight(show.starts_at) <= now < show.ends_at
