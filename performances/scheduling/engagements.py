"""Books time without a show: rehearsals, training, transfers, blackouts."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import Model, Q

from ulanmuqi.base import clock

from ..calendars.private import store
from ..conflicts import Claim, Conflict, Proposal, Severity, judge
from ..models import AcceptedWarning, Booking, Engagement, EngagementResource
from ..slots import MAX_BOOKING_SECONDS, Precision, Slot, epoch
from . import log
from .allowed import authorise_engagement, authorise_takes, fresh
from .bonds import all_bonds, with_bonds
from .bookings import book_engagements
from .demands import engagement_demands, missed_by
from .engagement_facts import EngagementFacts, engagement_facts_of, sound
from .errors import ConflictsFound
from .limits import limits_now
from .locks import lock_engagement, lock_resources
from .neighbours import neighbours
from .resources import ref_of, resource_ids
from .road_book import Roads
from .settle import Why
from .stored import engagement_key, road_of
from .transaction import verb
from .warnings import accepted_prints, judge_again
from .wording import sentence


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
    data = differences(engagement_facts_of(row), None)
    why = Why(by=by, reason=reason.strip()[:300])
    log.write(row, "schedule.unbook", why, data=data, at=clock.now(), deleted=True)
    touched = _touched(row, ())
    store.leave(engagement=row)
    row.delete()
    judge_again(touched, through="schedule.unbook")


def check_engagement(
    facts: EngagementFacts, *, engagement: Engagement | None = None
) -> tuple[Conflict, ...]:
    """What would stand against it with these facts; writes nothing, locks nothing.

    `engagement` is the row being edited, whose own bookings do not count.
    """
    row = Engagement(**facts.columns())
    if engagement is not None:
        row.pk = engagement.pk
    return _judge(row, facts.takes, clock.now())


def settle_again(row: Engagement, takes: Sequence[Model], why: Why) -> None:
    """Books a row anew after what it takes was changed elsewhere: its venue was merged.
    The row is locked. Raises ConflictsFound."""
    _write_parts(row, takes)
    _refuse(row, _judge(row, takes, clock.now()), why)
    row.save()
    book_engagements([(row, list(takes))])
    store.refresh_engagements(Q(pk=row.pk))


def proposal_of(
    row: Engagement, takes: Sequence[Model], *, is_new: bool = True
) -> Proposal:
    """The engagement as the judge sees it."""
    slot = Slot(row.starts, row.ends)
    claims = [
        Claim(
            performance=engagement_key(row),
            resource=demand.resource,
            slot=slot,
            stage=slot,
            firm=demand.firm,
            exclusive=demand.exclusive,
            title=str(row),
            kind=row.kind,
            home=missed_by(demand.owner, slot),
            **road_of(row),
        )
        for demand in engagement_demands(row, takes)
    ]
    return Proposal(
        performance=engagement_key(row),
        title=str(row),
        stage=slot,
        slot=slot,
        precision=Precision.EXACT,
        firm=row.firm,
        is_new=is_new,
        may_last=True,
        claims=tuple(with_bonds(claims, all_bonds())),
    )


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
    conflicts = _judge(row, takes, now, before=before)
    _refuse(row, conflicts, why)
    book_engagements([(row, takes)])
    _accept(row, conflicts, why, now)
    action = "schedule.rebook" if before is not None else "schedule.book"
    log.write(row, action, why, data=differences(before, facts), at=now)
    store.refresh_engagements(Q(pk=row.pk), at=now)
    judge_again(_touched(row, conflicts), through=action)
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


def _judge(
    row: Engagement,
    takes: Sequence[Model],
    now: datetime,
    *,
    before: EngagementFacts | None = None,
) -> tuple[Conflict, ...]:
    is_new = before is None or before.starts_at != row.starts_at
    put = proposal_of(row, list(dict.fromkeys(takes)), is_new=is_new)
    own = [row.pk] if row.pk else []
    around = neighbours(put.claims, leaving_out_engagements=own)
    roads = Roads.between([*put.claims, *around])
    limits = limits_now()
    return judge([put], around, now=epoch(now), travel=roads, limits=limits)


def _refuse(row: Engagement, conflicts: tuple[Conflict, ...], why: Why) -> None:
    """Raises for a firm one unless all that is left are notes and accepted warnings;
    what is only held may stand in any conflict."""
    if not row.firm:
        return
    against = tuple(c for c in conflicts if c.severity is not Severity.NOTE)
    if not against:
        return
    known = accepted_prints(against)
    warnings = [
        c for c in against if c.severity is Severity.WARN and c.fingerprint not in known
    ]
    blocked = any(c.severity is Severity.BLOCK for c in against)
    if blocked or (warnings and not why.accept.strip()):
        raise ConflictsFound(against)
    if warnings:
        authorise_engagement(why.by, "accept", row)


def _accept(
    row: Engagement, conflicts: tuple[Conflict, ...], why: Why, now: datetime
) -> None:
    """Keeps the accepted warnings that still hold, adds the ones accepted now."""
    warned = {c.fingerprint: c for c in conflicts if c.severity is Severity.WARN}
    own = row.accepted_warnings.in_force()
    own.exclude(fingerprint__in=warned).update(
        lapsed_at=now, lapsed_through="schedule.rebook"
    )
    if not why.accept.strip() or not row.firm:
        return
    known = set(own.values_list("fingerprint", flat=True))
    AcceptedWarning.objects.bulk_create(
        AcceptedWarning(
            engagement=row,
            rule=conflict.rule,
            fingerprint=fingerprint,
            told=sentence(conflict),
            reason=why.accept.strip(),
            by=why.by,
            at=now,
        )
        for fingerprint, conflict in warned.items()
        if fingerprint not in known
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
