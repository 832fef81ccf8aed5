"""Call sheets: whom to ring when a show within a day changes, and who was told."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock

from ..models import Call, CallSheet, Change, Performance, ShowContact
from ..policy import CallSheetPolicy
from . import log
from .errors import Meanwhile, NotAllowed, Refused, StaleWrite
from .locks import lock
from .outcomes import Why
from .since import TICKS, acts_of, meanwhile
from .transaction import verb

SHEETS = CallSheetPolicy()
# What a stored change would hold.
_FACTS = ("kind", "before", "after", "reason")


def open_sheet(change: Change, keys: Iterable[str], now: datetime) -> CallSheet:
    """A sheet with everybody to ring; the show's open one is overtaken by it, since
    whoever was told something else must be told again. Three queries.

    `keys` are the scopes the show stood in before or stands in now. A change that is
    not stored is nobody's news: the sheet then keeps its facts.
    """
    CallSheet.objects.filter(performance=change.performance, done_at=None).update(
        done_at=now, is_overtaken=True
    )
    is_public = change.pk is not None
    sheet = CallSheet.objects.create(
        performance=change.performance,
        change=change if is_public else None,
        facts={} if is_public else {name: getattr(change, name) for name in _FACTS},
        opened_at=now,
    )
    Call.objects.bulk_create(
        Call(sheet=sheet, position=position, **party)
        for position, party in enumerate(_parties(change.performance, keys))
    )
    return sheet


@verb
def tick_told(
    call: Call, *, by: Any = None, is_told: bool = True, version: int | None = None
) -> CallSheet:
    """Notes that a party was told, by whom and when; or, with `is_told` False, takes
    it back. Who ticked first stays.

    Raises NotAllowed, StaleWrite with who ticked meanwhile when `version` is no longer
    the call's, and Refused on a sheet that a later change has overtaken.
    """
    sheet = _locked(call.sheet)
    if by is not None and not SHEETS.may(by, "change", sheet):
        raise NotAllowed
    if sheet.is_overtaken:
        raise Refused(_("There has been a later change. Use the sheet of that one."))
    row = Call.objects.get(pk=call.pk, sheet=sheet)
    if version is not None and version != row.version:
        raise StaleWrite(_ticks(row, sheet))
    if (row.told_at is not None) == is_told:
        return sheet
    now = clock.now()
    row.told_at = now if is_told else None
    row.told_by = by if is_told else None
    row.version += 1
    row.save()
    waiting = sheet.calls.filter(told_at=None).exists()
    sheet.done_at = None if waiting else now
    sheet.version += 1
    sheet.save()
    action = "schedule.call_told" if is_told else "schedule.call_untold"
    note = {"after": {"party": row.party, "call": row.pk}}
    log.write(sheet.performance, action, Why(by=by), data=note, at=now)
    return sheet


@verb
def set_contact(
    performance: Performance,
    *,
    duty: str,
    name: str,
    phone: str,
    by: Any = None,
    version: int | None = None,
) -> ShowContact:
    """Who hosts the show or leads on site, with a private number; what was kept for
    that duty is replaced.

    `version` is that of the contact the caller saw, 0 for none: raises StaleWrite with
    who entered another meanwhile. Also Refused without a name, and NotAllowed.
    """
    lock(Performance.objects.filter(pk=performance.pk))
    row = Performance.objects.for_cards().get(pk=performance.pk)
    if by is not None and not SHEETS.may(by, "change", CallSheet(performance=row)):
        raise NotAllowed
    if duty not in ShowContact.Duty.values:
        raise Refused(_("There is no such duty."), field="duty")
    if not name.strip():
        raise Refused(_("Give a name."), field="name")
    known = row.contacts.filter(duty=duty).first()
    if version is not None and version != (known.version if known else 0):
        raise StaleWrite(_contact_changes(row, duty))
    contact = known or ShowContact(performance=row, duty=duty, version=0)
    contact.name, contact.phone = name.strip()[:60], phone.strip()[:40]
    contact.version += 1
    contact.save()
    # Neither name nor number stands in the log, which more people read.
    note = {"after": {"duty": duty}}
    log.write(row, "schedule.contact", Why(by=by), data=note, at=clock.now())
    return contact


def _parties(show: Performance, keys: Iterable[str]) -> list[dict[str, Any]]:
    """The venue it left and the one it plays at now, each troupe's leader and driver,
    host, site lead and whoever asked for the show."""
    party, known = Call.Party, list(keys)
    venues = {show.venue_id, *_of_scopes(known, "venue:")} - {None}
    parties: list[dict[str, Any]] = [
        {"party": party.VENUE, "venue_id": key} for key in sorted(venues)
    ]
    cast = [troupe.pk for troupe in show.troupes_in_order]
    for key in dict.fromkeys([*cast, *sorted(_of_scopes(known, "troupe:"))]):
        parties += [
            {"party": party.LEADER, "troupe_id": key},
            {"party": party.DRIVER, "troupe_id": key},
        ]
    parties += [{"party": party.HOST}, {"party": party.SITE_LEAD}]
    if show.contacts.filter(duty=ShowContact.Duty.ASKER).exists():
        parties.append({"party": party.ASKER})
    return parties


def _of_scopes(keys: Iterable[str], prefix: str) -> set[int]:
    return {int(key.removeprefix(prefix)) for key in keys if key.startswith(prefix)}


def _ticks(row: Call, sheet: CallSheet) -> tuple[Meanwhile, ...]:
    """The last tick of that call, with its party; one query."""
    about = " ".join(str(one) for one in (row, row.venue or row.troupe) if one)
    ticks = acts_of(sheet.performance, TICKS).filter(data__after__call=row.pk)
    return tuple(meanwhile(entry, about) for entry in ticks[:1])


def _contact_changes(show: Performance, duty: str) -> tuple[Meanwhile, ...]:
    label = str(ShowContact.Duty(duty).label)
    changes = acts_of(show, ("schedule.contact",)).filter(data__after__duty=duty)
    return tuple(meanwhile(entry, label) for entry in changes[:1])


def _locked(sheet: CallSheet) -> CallSheet:
    lock(CallSheet.objects.filter(pk=sheet.pk))
    return CallSheet.objects.select_related(
        "performance__venue__region", "performance__region"
    ).get(pk=sheet.pk)
