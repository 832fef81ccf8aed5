"""Books time without a show: rehearsals, training, transfers, blackouts."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import Model, Q

from ulanmuqi.base import clock

from ..calendars.private import store
from ..conflicts import Conflict
from ..models import Booking, Engagement, EngagementResource
from ..slots import MAX_BOOKING_SECONDS
from . import log
from .allowed import authorise_engagement, authorise_takes, fresh
from .bookings import book_engagements
from .engagement_facts import EngagementFacts, engagement_facts_of, sound
from .entry_judging import judge_entry, lapse_beside
from .entry_warnings import keep_accepted, refuse_entry
from .locks import lock_engagement, lock_resources
from .outcomes import Why
from .resources import ref_of, resource_ids
from .training_entry import allow_rebook, allow_unbook, follow
from .transaction import verb
from .warnings import judge_again


@dataclass(frozen=True, slots=True)
class Booked:
    """`conflicts` are the notes and accepted warnings that stand after the act."""

    engagement: Engagement
    conflicts: tuple[Conflict, ...] = ()
    changed: bool = True


@verb
def book(facts: EngagementFacts, *, by: Any = None, accept: str = "") -> Booked:
    """Enters an engagement with all it takes: firm, or only held.

    `accept` is the reason for accepting the warnings found. Raises Refused,
    NotAllowed, ConflictsFound, TryAgain.
    """
    sound(facts)
    authorise_takes(by, facts)
    row = Engagement(**facts.columns(), created_at=clock.now())
    return _settle(row, facts, None, Why(by=by, accept=accept))


@verb
def rebook(
    engagement: Engagement,
    facts: EngagementFacts,
    *,
    by: Any = None,
    version: int | None = None,
    accept: str = "",
) -> Booked:
    """Gives it new facts, all at once; saving the same changes nothing.

    Raises as `book`, and StaleWrite when `version` is no longer the row's.
    """
    row = lock_engagement(engagement)
    authorise_engagement(by, "change", row)
    fresh(row, version)
    sound(facts)
    before = engagement_facts_of(row)
    if facts.settled() == before:
        return Booked(row, changed=False)
    authorise_takes(by, facts)
    allow_rebook(row, facts)
    for name, value in facts.columns().items():
        setattr(row, name, value)
    return _settle(row, facts, before, Why(by=by, accept=accept))


@verb
def unbook(
    engagement: Engagement,
    *,
    by: Any = None,
    version: int | None = None,
    reason: str = "",
) -> None:
    """Takes it out of the calendar; its time is free again and the log keeps it."""
    row = lock_engagement(engagement)
    authorise_engagement(by, "delete", row)
    fresh(row, version)
    allow_unbook(row)
    data = differences(engagement_facts_of(row), None)
    why = Why(by=by, reason=reason.strip()[:300])
    log.write(row, "schedule.unbook", why, data=data, at=clock.now(), deleted=True)
    touched = _touched(row, ())
    store.leave(engagement=row)
    taken = row.cast
    row.delete()
    judge_again(touched, through="schedule.unbook")
    lapse_beside(taken, clock.now(), through="schedule.unbook")


def check_engagement(
    facts: EngagementFacts, *, engagement: Engagement | None = None
) -> tuple[Conflict, ...]:
    """What would stand against it with these facts; writes nothing, locks nothing.

    `engagement` is the row being edited, whose own bookings do not count.
    """
    row = Engagement(**facts.columns())
    if engagement is not None:
        row.pk = engagement.pk
    return judge_entry(row, facts.takes, clock.now())


def settle_again(row: Engagement, takes: Sequence[Model], why: Why) -> None:
    """Books a row anew after what it takes was changed elsewhere: its venue was merged.
    The row is locked. Raises ConflictsFound."""
    _write_parts(row, takes)
    refuse_entry(row, judge_entry(row, takes, clock.now()), why)
    row.save()
    book_engagements([(row, list(takes))])
    store.refresh_engagements(Q(pk=row.pk))
    follow(row, why, clock.now())


def differences(
    before: EngagementFacts | None, after: EngagementFacts | None
) -> dict[str, Any]:
    """{"before": …, "after": …} for the log, with only the values that differ."""
    old, new = (_logged(facts) if facts else {} for facts in (before, after))
    changed = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return {
        "before": {name: old[name] for name in changed if old.get(name)},
        "after": {name: new[name] for name in changed if new.get(name)},
    }


def _settle(
    row: Engagement, facts: EngagementFacts, before: EngagementFacts | None, why: Why
) -> Booked:
    """Writes the row, its resources and its bookings, or (by raising) nothing."""
    now = clock.now()
    lock_resources(facts.takes, before.takes if before else ())
    takes = _as_they_are(facts.takes)
    row.changed_at = now
    if before is not None:
        row.version += 1
    row.save()
    _write_parts(row, takes)
    is_new = before is None or before.starts_at != row.starts_at
    conflicts = judge_entry(row, takes, now, is_new=is_new)
    refuse_entry(row, conflicts, why)
    book_engagements([(row, takes)])
    keep_accepted(row, conflicts, why, now)
    action = "schedule.rebook" if before is not None else "schedule.book"
    log.write(row, action, why, data=differences(before, facts), at=now)
    store.refresh_engagements(Q(pk=row.pk), at=now)
    judge_again(_touched(row, conflicts), through=action)
    if before is not None:
        follow(row, why, now)
    taken = [*facts.takes, *(before.takes if before else ())]
    lapse_beside(taken, now, through=action, but=row.pk)
    return Booked(Engagement.objects.for_rows().get(pk=row.pk), conflicts)


def _as_they_are(takes: Sequence[Model]) -> list[Model]:
    """Venues once more now that they are locked: shared or not."""
    for thing in takes:
        if hasattr(thing, "is_shared"):
            thing.refresh_from_db(fields=["is_shared", "merged_into"])
    return list(takes)


def _touched(row: Engagement, conflicts: Sequence[Conflict]) -> set[int]:
    """The shows it stands beside now, and those under a warning beside which it stood:
    what is known of them has to be judged anew."""
    now = {int(key) for one in conflicts for key in one.shows if key.isdigit()}
    reach = MAX_BOOKING_SECONDS
    beside = Booking.objects.filter(
        resource__in=row.parts.values("resource"),
        starts__lt=row.ends + reach,
        ends__gt=row.starts - reach,
        performance__standing_warnings__isnull=False,
    )
    return now | set(beside.values_list("performance", flat=True))


def _write_parts(row: Engagement, takes: Sequence[Model]) -> None:
    row.parts.all().delete()
    ids = resource_ids(takes)
    EngagementResource.objects.bulk_create(
        EngagementResource(
            engagement=row, resource_id=ids[ref_of(thing).key], position=position
        )
        for position, thing in enumerate(dict.fromkeys(takes))
    )


def _logged(facts: EngagementFacts) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in fields(facts):
        value = getattr(facts, field.name)
        if isinstance(value, datetime):
            value = value.isoformat()
        elif field.name == "takes":
            value = [str(thing) for thing in value]
        elif value is not None and not isinstance(value, str | bool):
            value = str(value)
        values[field.name] = value
    return values
