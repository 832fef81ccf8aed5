"""Call sheets: whom to ring when a show within a day changes, and who was told."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock

from ..models import Call, CallSheet, Change, Performance, ShowContact
from ..policy import CallSheetPolicy
from . import log
from .errors import NotAllowed, Refused
from .locks import lock
from .outcomes import Why
from .transaction import verb

SHEETS = CallSheetPolicy()


def open_sheet(change: Change, now: datetime) -> CallSheet:
    """A sheet with everybody to ring; the show's open one is overtaken by it, since
    whoever was told something else must be told again. Three queries."""
    CallSheet.objects.filter(performance=change.performance, done_at=None).update(
        done_at=now, is_overtaken=True
    )
    sheet = CallSheet.objects.create(
        performance=change.performance, change=change, opened_at=now
    )
    Call.objects.bulk_create(
        Call(sheet=sheet, position=position, **party)
        for position, party in enumerate(_parties(change))
    )
    return sheet


@verb
def tick_told(call: Call, *, by: Any = None, is_told: bool = True) -> CallSheet:
    """Notes that a party was told, by whom and when; or, with `is_told` False, takes
    it back. Who ticked first stays: ticking again changes nothing.

    Raises NotAllowed, and Refused on a sheet that a later change has overtaken.
    """
    sheet = _locked(call.sheet)
    if by is not None and not SHEETS.may(by, "change", sheet):
        raise NotAllowed
    if sheet.is_overtaken:
        raise Refused(_("There has been a later change. Use the sheet of that one."))
    row = Call.objects.get(pk=call.pk, sheet=sheet)
    if (row.told_at is not None) == is_told:
        return sheet
    now = clock.now()
    row.told_at = now if is_told else None
    row.told_by = by if is_told else None
    row.save()
    waiting = sheet.calls.filter(told_at=None).exists()
    sheet.done_at = None if waiting else now
    sheet.version += 1
    sheet.save()
    action = "schedule.call_told" if is_told else "schedule.call_untold"
    note = {"after": {"party": row.party}}
    log.write(sheet.performance, action, Why(by=by), data=note, at=now)
    return sheet


@verb
def set_contact(
    performance: Performance, *, duty: str, name: str, phone: str, by: Any = None
) -> ShowContact:
    """Who hosts the show or leads on site, with a private number; what was kept for
    that duty is replaced. Raises Refused without a name, NotAllowed."""
    row = Performance.objects.for_cards().get(pk=performance.pk)
    if by is not None and not SHEETS.may(by, "change", CallSheet(performance=row)):
        raise NotAllowed
    if duty not in ShowContact.Duty.values:
        raise Refused(_("There is no such duty."), field="duty")
    if not name.strip():
        raise Refused(_("Give a name."), field="name")
    contact, _made = ShowContact.objects.update_or_create(
        performance=row,
        duty=duty,
        defaults={"name": name.strip()[:60], "phone": phone.strip()[:40]},
    )
    # Neither name nor number stands in the log, which more people read.
    note = {"after": {"duty": duty}}
    log.write(row, "schedule.contact", Why(by=by), data=note, at=clock.now())
    return contact


def _parties(change: Change) -> list[dict[str, Any]]:
    """The venue it left and the one it plays at now, each troupe's leader and driver,
    host and site lead."""
    show, party = change.performance, Call.Party
    venues = {show.venue_id, *_former_venues(change)} - {None}
    parties: list[dict[str, Any]] = [
        {"party": party.VENUE, "venue_id": key} for key in sorted(venues)
    ]
    troupes = list(dict.fromkeys([*_cast(show), *_former_troupes(change)]))
    for key in troupes:
        parties += [
            {"party": party.LEADER, "troupe_id": key},
            {"party": party.DRIVER, "troupe_id": key},
        ]
    return [*parties, {"party": party.HOST}, {"party": party.SITE_LEAD}]


def _cast(show: Performance) -> list[int]:
    return [troupe.pk for troupe in show.troupes_in_order]


def _former_venues(change: Change) -> set[int]:
    return _of_scopes(change, "venue:")


def _former_troupes(change: Change) -> list[int]:
    return sorted(_of_scopes(change, "troupe:"))


def _of_scopes(change: Change, prefix: str) -> set[int]:
    keys = change.scopes.filter(key__startswith=prefix).values_list("key", flat=True)
    return {int(key.removeprefix(prefix)) for key in keys}


def _locked(sheet: CallSheet) -> CallSheet:
    lock(CallSheet.objects.filter(pk=sheet.pk))
    return CallSheet.objects.select_related(
        "performance__venue__region", "performance__region"
    ).get(pk=sheet.pk)
