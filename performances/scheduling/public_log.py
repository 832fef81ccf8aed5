"""Writes the public change log: what the public was told, and whom it concerns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ulanmuqi.base.codes import random_code

from ..calendars import scopes
from ..models import Change, ChangeScope, Performance
from ..statuses import Status
from .facts import ShowFacts
from .snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Told:
    """One row of an act; `kind` is "" where the act is nobody's news."""

    performance: Performance
    kind: str
    before: Snapshot | None
    after: Snapshot


def tell(told: Sequence[Told], reason: str, now: datetime) -> list[Change]:
    """Stores what of an act is news. Two queries however many shows, and one more for
    a show whose announcement still lies ahead."""
    act = random_code()
    made: list[tuple[Change, Told]] = []
    for one in told:
        change = _change(one, reason, act, now)
        if change is not None:
            made.append((change, one))
    Change.objects.bulk_create([change for change, _one in made])
    ChangeScope.objects.bulk_create(
        ChangeScope(change=change, key=key)
        for change, one in made
        for key in sorted(_keys(one))
    )
    return [change for change, _one in made]


def take_over(old: str, new: str) -> None:
    """What concerned a duplicate concerns the row it was merged into."""
    both = ChangeScope.objects.filter(key=new).values("change")
    theirs = ChangeScope.objects.filter(key=old)
    theirs.filter(change__in=both).delete()
    theirs.update(key=new)


def _change(one: Told, reason: str, act: str, now: datetime) -> Change | None:
    row, before = one.performance, one.before
    if not one.kind or row.announced_at is None:
        return None
    if row.announced_at > now:
        # What happens before the announcement is nobody's news.
        if one.kind != Change.Kind.ANNOUNCED:
            return None
        row.changes.filter(at__gt=now).delete()
    was_public = before is not None and before.announced_at is not None
    return Change(
        kind=one.kind,
        at=max(now, row.announced_at),
        performance=row,
        showcase=row.showcase,
        before=before.public() if was_public and before else {},
        after=one.after.public() | _new_date(row),
        reason=reason,
        act=act,
    )


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
