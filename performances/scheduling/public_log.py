"""Writes the public change log: what the public was told, and whom it concerns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ulanmuqi.base.codes import random_code

from ..calendars import scopes
from ..models import Change, ChangeScope, Performance
from ..statuses import FIRM, Status
from .call_sheets import open_sheet
from .facts import ShowFacts
from .snapshot import Snapshot

# A change this close to the show is told by telephone (call_sheets).
URGENT = timedelta(hours=24)
# Scopes somebody may be mailed for.
_AUDIENCES = ("troupe:", "venue:", "region:")


@dataclass(frozen=True, slots=True)
class Told:
    """One row of an act; `kind` is "" where the act is nobody's news."""

    performance: Performance
    kind: str
    before: Snapshot | None
    after: Snapshot


def tell(told: Sequence[Told], reason: str, now: datetime) -> list[Change]:
    """Stores what of an act is news, for the log and the outbox at once, and opens a
    call sheet for each show it changed within a day of its hour: for a firm one also
    when nobody announced it, since people are on the way all the same.

    Two queries however many shows; one more for a show whose announcement still lies
    ahead, and three for each call sheet.
    """
    act = random_code()
    made: list[tuple[Change, Told]] = []
    unannounced: list[tuple[Change, Told]] = []
    for one in told:
        change = _change(one, reason, act, now)
        if change is not None:
            made.append((change, one))
        elif _is_known_inside(one) and _is_urgent(one, now):
            unannounced.append((_row(one, reason, act, now), one))
    Change.objects.bulk_create([change for change, _one in made])
    ChangeScope.objects.bulk_create(
        ChangeScope(change=change, key=key, waits=key.startswith(_AUDIENCES))
        for change, one in made
        for key in sorted(_keys(one))
    )
    for change, one in [*made, *unannounced]:
        if change.is_urgent:
            open_sheet(change, _keys(one), now)
    return [change for change, _one in made]


def take_over(old: str, new: str) -> None:
    """What concerned a duplicate concerns the row it was merged into."""
    both = ChangeScope.objects.filter(key=new).values("change")
    theirs = ChangeScope.objects.filter(key=old)
    theirs.filter(change__in=both).delete()
    theirs.update(key=new)


def _is_known_inside(one: Told) -> bool:
    """Whether a show that was firm, or is, has changed for those who work with it."""
    before = one.before
    if not one.kind or before is None:
        return False
    return before.status in FIRM or one.after.status in FIRM


def _change(one: Told, reason: str, act: str, now: datetime) -> Change | None:
    row = one.performance
    if not one.kind or row.announced_at is None:
        return None
    if row.announced_at > now:
        # What happens before the announcement is nobody's news.
        if one.kind != Change.Kind.ANNOUNCED:
            return None
        row.changes.filter(at__gt=now).delete()
    was_public = one.before is not None and one.before.announced_at is not None
    change = _row(one, reason, act, max(now, row.announced_at), at_work=now)
    if not was_public:
        change.before = {}
    return change


def _row(
    one: Told, reason: str, act: str, at: datetime, *, at_work: datetime | None = None
) -> Change:
    """Not stored yet; `at_work` is now where the public learns of it later."""
    row = one.performance
    return Change(
        kind=one.kind,
        at=at,
        performance=row,
        showcase=row.showcase,
        before=one.before.public() if one.before else {},
        after=one.after.public() | _new_date(row),
        reason=reason,
        act=act,
        is_urgent=_is_urgent(one, at_work or at),
    )


def _is_urgent(one: Told, now: datetime) -> bool:
    """Whether the show was, or is now, less than a day ahead and not over. Who was
    just told of a show for the first time has no plan that changes."""
    if one.kind == Change.Kind.ANNOUNCED:
        return False
    states = [one.after.facts, *([one.before.facts] if one.before else [])]
    return any(now < f.ends_at and f.starts_at < now + URGENT for f in states)


def _new_date(row: Performance) -> dict[str, Any]:
    """Where a postponed show plays instead, when the act made that date."""
    if row.status != Status.POSTPONED or not hasattr(row, "replacement"):
        return {}
    return {"new": Snapshot.of(row.replacement).public()}


def _keys(one: Told) -> set[str]:
    """Everything the show stood in before or stands in now."""
    keys = {scopes.ALL} | _keys_of(one.after.facts)
    if one.before is not None:
        keys |= _keys_of(one.before.facts)
    if one.performance.showcase_id is not None:
        keys.add(scopes.showcase(one.performance.showcase_id))
    return keys


def _keys_of(facts: ShowFacts) -> set[str]:
    keys = {scopes.troupe(troupe.pk) for troupe in facts.troupes}
    region = facts.region
    if facts.venue is not None:
        keys.add(scopes.venue(facts.venue.pk))
        region = facts.venue.region
    if region is not None:
        keys |= {scopes.region(code) for code in region.path.rstrip(".").split(".")}
    return keys
