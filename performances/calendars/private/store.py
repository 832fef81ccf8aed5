"""Stores private entries, rendered once per change, and raises the private stamps.

Called with the gate open, inside the transaction that changes the rows: for shows by
`calendars/entries.py`, after the public entries; for engagements by `scheduling`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import Q

from ulanmuqi.base import clock

from ... import open_entry
from ...models import Engagement, Performance, PrivateEntry, PrivateScope, PrivateStamp
from .. import stamps
from . import engagements, scopes, shows
from .plan import Layer, Own, Plan

BATCH = 500
# What is written when an entry differs; identity and beginning stay.
_WRITTEN = [
    "layer", "text", "full_text", "sequence", "core", "modified_at", "starts_at",
    "ends_at", "is_off", "is_whole_day", "lead_minutes", "scopes",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The entry to save, as it stood before, if at all."""

    entry: PrivateEntry
    before: PrivateEntry | None

    @property
    def stamps(self) -> set[str]:
        """Of the feeds that show a difference."""
        after = scopes.stamps_of(self.entry)
        before = scopes.stamps_of(self.before) if self.before else set()
        if self.before and _texts(self.before) == _texts(self.entry):
            return before ^ after
        return before | after

    @property
    def is_moved(self) -> bool:
        return self.before is None or self.before.scopes != self.entry.scopes


def refresh_shows(
    rows: Sequence[Performance], public: Mapping[int, datetime], *, at: datetime
) -> None:
    """Brings the entries of these shows up to date and raises their stamps.

    `public` holds LAST-MODIFIED of the shows' public entries. One query, and six more
    when something differs, however many shows there are.
    """
    outcomes = list(_compared_shows(rows, public, at))
    _save(outcomes)
    raised = set().union(*(outcome.stamps for outcome in outcomes))
    stamps.raise_all(raised, at=at, kind=PrivateStamp)


def refresh_engagements(found: Q, *, at: datetime | None = None) -> None:
    """The same for entries of the calendar that are no show; raises their stamps."""
    at = at or clock.now()
    ids = sorted(set(Engagement.objects.filter(found).values_list("pk", flat=True)))
    raised: set[str] = set()
    for start in range(0, len(ids), BATCH):
        rows = _loaded(ids[start : start + BATCH])
        outcomes = [one for row in rows if (one := _compared_engagement(row, at))]
        _save(outcomes)
        raised = raised.union(*(outcome.stamps for outcome in outcomes))
    stamps.raise_all(raised, at=at, kind=PrivateStamp)


def leave(*, at: datetime | None = None, **rows: object) -> None:
    """Call before a show or engagement is deleted: its feeds show the difference.

    `leave(performance=row)` or `leave(engagement=row)`; one query and the stamps.
    """
    gone = list(PrivateEntry.objects.filter(**rows))
    raised = set().union(*(scopes.stamps_of(entry) for entry in gone))
    stamps.raise_all(raised, at=at or clock.now(), kind=PrivateStamp)


def stale_shows(rows: Sequence[Performance], *, at: datetime) -> set[int]:
    """Those whose stored entries are not what would be rendered now."""
    public = {
        row.pk: row.calendar_entry.modified_at
        for row in rows
        if getattr(row, "calendar_entry", None) is not None
    }
    found = _compared_shows(rows, public, at)
    return {one.entry.performance_id for one in found}


def stale_engagements(ids: Sequence[int], *, at: datetime) -> list[Engagement]:
    return [row for row in _loaded(ids) if _compared_engagement(row, at)]


def _loaded(ids: Sequence[int]) -> Iterable[Engagement]:
    return engagements.load(Engagement.objects.filter(pk__in=ids).order_by("pk"))


def _compared_shows(
    rows: Sequence[Performance], public: Mapping[int, datetime], at: datetime
) -> Iterator[_Outcome]:
    """One query."""
    known: dict[tuple[int, str], PrivateEntry] = {
        (entry.performance_id, entry.kind): entry
        for entry in PrivateEntry.objects.filter(performance__in=[r.pk for r in rows])
    }
    for row in rows:
        wanted = {plan.kind: plan for plan in shows.plans(row, at=at)}
        for kind in PrivateEntry.Kind.values:
            entry, plan = known.get((row.pk, kind)), wanted.get(kind)
            never_seen = entry is None and row.announced_at is None
            if plan is None or (plan.is_off and never_seen):
                outcome = _taken_out(entry)
            else:
                told = public.get(row.pk) if kind == PrivateEntry.Kind.SHOW else None
                reason = {"performance_id": row.pk}
                outcome = _compared(entry, plan, reason, row.created_at, told, at)
            if outcome is not None:
                yield outcome


def _compared_engagement(row: Engagement, at: datetime) -> _Outcome | None:
    entry = getattr(row, "private_entry", None)
    reason = {"engagement_id": row.pk}
    return _compared(entry, engagements.plan(row), reason, row.created_at, None, at)


def _taken_out(entry: PrivateEntry | None) -> _Outcome | None:
    """Its text stays, so that SEQUENCE and LAST-MODIFIED can only rise."""
    if entry is None or entry.layer == Layer.OUT:
        return None
    left = _copy(entry)
    left.layer = Layer.OUT
    return _Outcome(left, entry)


def _compared(
    entry: PrivateEntry | None,
    plan: Plan,
    reason: dict[str, int],
    born: datetime,
    public: datetime | None,
    at: datetime,
) -> _Outcome | None:
    """What differs between the stored entry and the plan; None where nothing does.

    LAST-MODIFIED is the later of the public change and of the last difference here.
    """
    fresh = _copy(entry) if entry else _new(plan, reason, max(at, born))
    fresh.sequence = _sequence(entry, plan)
    for name in ("layer", "core", "starts_at", "ends_at", "is_off", "is_whole_day",
                 "lead_minutes", "scopes"):  # fmt: skip
        setattr(fresh, name, getattr(plan, name))
    own = Own(str(fresh.uid), fresh.sequence, fresh.created_at, max(at, born))
    fresh.text = open_entry.opened(plan.facts(own))
    fresh.full_text = open_entry.opened(plan.full(own)) if plan.full else ""
    if entry is None or _shown(fresh) != _shown(entry):
        fresh.modified_at = stamps.later(
            max(at, born), entry.modified_at if entry else None
        )
    if public is not None and public > fresh.modified_at:
        fresh.modified_at = public
    if entry is not None and _values(fresh) == _values(entry):
        return None
    return _Outcome(fresh, entry)


def _new(plan: Plan, reason: dict[str, int], born: datetime) -> PrivateEntry:
    uid = UUID(plan.uid) if plan.uid else uuid4()
    born = stamps.whole_second(born)
    return PrivateEntry(uid=uid, kind=plan.kind, created_at=born, **reason)


def _copy(entry: PrivateEntry) -> PrivateEntry:
    names = [field.attname for field in PrivateEntry._meta.concrete_fields]
    return PrivateEntry(**{name: getattr(entry, name) for name in names})


def _sequence(entry: PrivateEntry | None, plan: Plan) -> int:
    if plan.sequence is not None:
        return plan.sequence
    if entry is None:
        return 0
    return entry.sequence + (entry.core != plan.core)


def _texts(entry: PrivateEntry) -> tuple[object, ...]:
    return *_shown(entry), entry.modified_at


def _shown(entry: PrivateEntry) -> tuple[object, ...]:
    """All that a feed makes of it: the lead says when a reminder rings."""
    return entry.text, entry.full_text, entry.is_off, entry.lead_minutes


def _values(entry: PrivateEntry) -> list[object]:
    return [getattr(entry, name) for name in _WRITTEN]


def _save(outcomes: Sequence[_Outcome]) -> None:
    """Three queries, or none."""
    if not outcomes:
        return
    entries = [outcome.entry for outcome in outcomes]
    PrivateEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["uid"],
        update_fields=_WRITTEN,
    )
    moved = [outcome.entry for outcome in outcomes if outcome.is_moved]
    if moved:
        PrivateScope.objects.filter(entry__in=moved).delete()
        PrivateScope.objects.bulk_create(
            PrivateScope(entry=entry, key=key)
            for entry in moved
            for key in entry.scopes
        )
