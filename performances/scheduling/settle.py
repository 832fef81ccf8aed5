"""The one way an act becomes rows: judge, write, book, log, tell.

Every verb fetches and locks its rows, changes their values in memory, wraps each in a
`Pending`, and hands all of them over at once: the batch's old bookings go before its
new ones come (rule 5.3), or the guard would refuse chains and swaps that are legal as
a whole.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock
from ulanmuqi.base.analyze import analyze
from ulanmuqi.places.models import Venue

from ..calendars import entries
from ..conflicts import Conflict, Limits, Proposal, Severity, judge
from ..models import (
    Booking,
    CalendarEntry,
    Change,
    ChangeScope,
    Performance,
    PerformanceResource,
    PerformanceTroupe,
    PrivateEntry,
    PrivateScope,
    ProgrammeItem,
    ShowName,
    StandingWarning,
)
from ..slots import epoch
from ..statuses import BOOKED, FIRM
from . import log, reported, warnings
from .allowed import authorise, authorise_along
from .bonds import Bonds, all_bonds, with_bonds
from .bookings import book_shows
from .demands import proposal
from .entry_judging import lapse_beside
from .errors import ConflictsFound, Refused
from .limits import limits_now
from .locks import lock_resources
from .neighbours import neighbours
from .outcomes import Outcome, Why
from .pending import Pending
from .public_log import Told, tell
from .road_book import Roads
from .snapshot import Snapshot, differences
from .venue_news import tell_venues
from .written import load_parts, write_row

# What a show is written into.
_WRITTEN = (
    *(Performance, PerformanceTroupe, PerformanceResource, ProgrammeItem, Booking),
    *(CalendarEntry, PrivateEntry, PrivateScope, Change, ChangeScope, ShowName),
)


def settle(
    batch: Sequence[Pending], why: Why, *, now: datetime | None = None
) -> list[Outcome]:
    """Writes the batch, all of it or (by raising) nothing of it.

    Raises ConflictsFound for blocks, and for warnings without `why.accept`. Drafts
    and holds may stand in any conflict. Runs inside `transaction.verb`.
    """
    now = now or clock.now()
    told_of = reported.touched(batch, why, now)
    for pending in batch:
        _authorise_along(pending, why)
    lock_resources(
        [one for pending in batch for one in pending.cast],
        [p.performance.venue for p in batch if p.performance.venue],
    )
    _look_at_venues_again([pending.performance for pending in batch])
    for pending in batch:
        write_row(pending, now)
    load_parts([pending.performance for pending in batch])
    limits, bonds = limits_now(), all_bonds()
    conflicts = _judge(batch, now, limits, bonds)
    _refuse(batch, (*conflicts, *reported.warnings_of(told_of)), why)
    book_shows([(pending.performance, pending.cast) for pending in batch], bonds)
    by_key: dict[str, list[Conflict]] = {}
    for conflict in conflicts:
        by_key.setdefault(conflict.performance, []).append(conflict)
    planned = [p for p in batch if not p.performance.entered_after]
    tell_venues(planned, why.reason, now)
    told: list[Told] = []
    for pending in batch:
        own = by_key.get(str(pending.performance.pk), [])
        warnings.accept(pending.performance, own, why, now)
        after = Snapshot.of(pending.performance)
        data = differences(pending.before, after)
        log.write(pending.performance, pending.action, why, data=data, at=now)
        told.append(Told(pending.performance, pending.change, pending.before, after))
        # A later reading of the programme must not find today's.
        pending.performance._prefetched_objects_cache.pop("programme", None)
    tell(told, why.reason, now)
    warnings.follow(batch, conflicts, limits, now)
    if batch:
        lapse_beside(_taken(batch), now, through=batch[0].action)
    reported.put_back(told_of, why, now)
    entries.refresh([pending.performance for pending in batch])
    analyze(*_WRITTEN, written=len(batch))
    return [
        Outcome(p.performance, tuple(by_key.get(str(p.performance.pk), ())))
        for p in batch
    ]


def _taken(batch: Sequence[Pending]) -> list[Model]:
    """What the shows of the batch took before, and what they take now."""
    taken: list[Model] = []
    for pending in batch:
        row, before = pending.performance, pending.before
        taken += [*pending.cast, *([row.venue] if row.venue else [])]
        if before is not None:
            old = before.facts
            taken += [*old.troupes, *old.along, *([old.venue] if old.venue else [])]
    return taken


def weigh(
    performance: Performance, cast: Sequence[Model], *, is_new: bool
) -> tuple[Conflict, ...]:
    """What stands against a show as it is in memory; reads only, locks nothing."""
    put = _bound(proposal(performance, list(cast), is_new=is_new), all_bonds())
    leaving_out = [performance.pk] if performance.pk else []
    around = neighbours(put.claims, leaving_out=leaving_out)
    roads = Roads.between([*put.claims, *around])
    limits = limits_now()
    return judge([put], around, now=epoch(clock.now()), travel=roads, limits=limits)


def _authorise_along(pending: Pending, why: Why) -> None:
    """What the act newly takes along, or all of it when the show moves."""
    row, before = pending.performance, pending.before
    along = row.along_in_order if pending.along is None else list(pending.along)
    if before is not None and before.facts.starts_at == row.starts_at:
        along = [thing for thing in along if thing not in before.facts.along]
    authorise_along(why.by, along, row.starts_at)


def _bound(put: Proposal, bonds: Bonds) -> Proposal:
    return replace(put, claims=tuple(with_bonds(put.claims, bonds)))


def _look_at_venues_again(rows: Sequence[Performance]) -> None:
    """The venue as it is now that it is locked: shared or not, in which region.

    Raises Refused when it was merged into another meanwhile.
    """
    found = Venue.objects.select_related("region__league", "region__banner")
    venues = found.order_by().in_bulk({row.venue_id for row in rows if row.venue_id})
    for row in rows:
        if row.venue_id is None:
            continue
        row.venue = venues[row.venue_id]
        row.region = row.venue.region
        if row.venue.merged_into_id is not None and row.status in BOOKED:
            raise Refused(
                _("This venue was merged into another. Choose that one."),
                field="venue",
            )


def _judge(
    batch: Sequence[Pending], now: datetime, limits: Limits, bonds: Bonds
) -> tuple[Conflict, ...]:
    proposals = [
        _bound(proposal(p.performance, p.cast, is_new=_gives_time(p)), bonds)
        for p in batch
        if not p.performance.entered_after
    ]
    claims = [claim for put in proposals for claim in put.claims]
    around = neighbours(claims, leaving_out=[p.performance.pk for p in batch])
    roads = Roads.between([*claims, *around])
    return judge(proposals, around, now=epoch(now), travel=roads, limits=limits)


def _gives_time(pending: Pending) -> bool:
    before = pending.before
    return before is None or before.facts.starts_at != pending.performance.starts_at


def _refuse(
    batch: Sequence[Pending], conflicts: tuple[Conflict, ...], why: Why
) -> None:
    """Raises unless every conflict of a firm show is a note or an accepted warning.

    New words for a show do not answer for a warning that stood before them.
    """
    firm = {str(p.performance.pk) for p in batch if p.performance.status in FIRM}
    against = tuple(
        conflict
        for conflict in conflicts
        if conflict.performance in firm and conflict.severity is not Severity.NOTE
    )
    if not against:
        return
    settled = warnings.accepted_prints(against) | _stood_before(batch)
    blocks = [c for c in against if c.severity is Severity.BLOCK]
    open_warnings = [
        c
        for c in against
        if c.severity is Severity.WARN and c.fingerprint not in settled
    ]
    if blocks or (open_warnings and not why.accept.strip()):
        raise ConflictsFound(
            against, rows=tuple(pending.performance for pending in batch)
        )
    warned = {one.performance for one in open_warnings}
    for pending in batch:
        if str(pending.performance.pk) in warned:
            # Warnings are accepted by coordinators only (rule 5.5).
            authorise(why.by, "accept", pending.performance)


def _stood_before(batch: Sequence[Pending]) -> set[str]:
    worded = [p.performance for p in batch if p.action == "schedule.revise"]
    if not worded:
        return set()
    stood = StandingWarning.objects.filter(performance__in=worded)
    return set(stood.values_list("fingerprint", flat=True))
