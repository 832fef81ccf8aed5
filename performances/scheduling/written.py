"""Writes what an act decided: the row, its troupes, what goes along, its programme."""

from datetime import datetime

from django.db.models import Model, prefetch_related_objects

from troupes.models import Troupe

from ..models import (
    Performance,
    PerformanceResource,
    PerformanceTroupe,
    ProgrammeItem,
)
from ..statuses import Status
from .facts import ItemFacts
from .locks import ALONG
from .merged_works import follow_merged_works
from .pending import Pending
from .place_in_line import answer_lapses, return_to_place, take_place
from .resources import ref_of, resource_ids
from .snapshot import Snapshot


def write_row(pending: Pending, now: datetime) -> None:
    row = pending.performance
    is_new = row._state.adding
    row.changed_at = now
    if row.ends_at > now:
        # Given a time ahead, what was entered afterwards is a plan like any other.
        row.entered_after = False
    if is_new:
        row.public_changed_at = now
        # One that was deleted and is restored is as old as it was.
        row.created_at = row.created_at or now
        take_place(row, None, now)
        _return_to_place(pending)
        row.save(force_insert=True)
    if pending.troupes is not None:
        _write_troupes(row, pending.troupes, is_new=is_new)
    if pending.along is not None:
        _write_along(row, pending.along, is_new=is_new)
    if pending.programme is not None:
        _write_programme(row, pending.programme, is_new=is_new)
    if is_new:
        return
    after = Snapshot.of(row)
    before = pending.before
    # A venue merged into another is the same stage, with the same line before it.
    merged = pending.action == "schedule.merge"
    take_place(row, before, now, is_same=merged)
    _return_to_place(pending)
    if before is not None:
        answer_lapses(row, before, now)
        # Private feeds hold everything but drafts: what they showed counts too.
        was_told = before.announced_at is not None or before.status != Status.DRAFT
        if was_told and after.raises_sequence(before):
            row.sequence += 1
        if row.announced_at is not None and after.shows_difference(before):
            row.public_changed_at = now
    row.version += 1
    row.save()


def _return_to_place(pending: Pending) -> None:
    if pending.back_to is not None:
        return_to_place(pending.performance, pending.back_to, pending.cast)


def _write_troupes(
    row: Performance, troupes: tuple[Troupe, ...], *, is_new: bool
) -> None:
    if not is_new:
        row.troupe_parts.all().delete()
    PerformanceTroupe.objects.bulk_create(
        PerformanceTroupe(performance=row, troupe=troupe, position=position)
        for position, troupe in enumerate(dict.fromkeys(troupes))
    )
    row._prefetched_objects_cache = {}


def _write_along(row: Performance, along: tuple[Model, ...], *, is_new: bool) -> None:
    if not is_new:
        row.along_parts.all().delete()
    ids = resource_ids(along) if along else {}
    PerformanceResource.objects.bulk_create(
        PerformanceResource(
            performance=row, resource_id=ids[ref_of(thing).key], position=position
        )
        for position, thing in enumerate(dict.fromkeys(along))
    )


def _write_programme(
    row: Performance, programme: tuple[ItemFacts, ...], *, is_new: bool
) -> None:
    if not is_new:
        row.programme.all().delete()
    ProgrammeItem.objects.bulk_create(
        ProgrammeItem(
            performance=row,
            position=position,
            **{name: getattr(item, name) for name in ItemFacts.__dataclass_fields__},
        )
        for position, item in enumerate(programme)
    )


def load_parts(rows: list[Performance]) -> None:
    """Troupes and programmes as they were just written, once for the whole batch:
    judging, the log and the change log all read them."""
    for row in rows:
        row._prefetched_objects_cache = {}
    prefetch_related_objects(rows, "troupe_parts__troupe", "programme__work", *ALONG)
    follow_merged_works(rows)
