"""Whether the copy somebody fetched last already holds the latest change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ...models import Change, PrivateScope, Subscription
from .. import stamps
from . import reach
from .reach import Reach


class State(StrEnum):
    CURRENT = "current"
    BEHIND = "behind"
    NEVER = "never"
    ENDED = "ended"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Health:
    """`changed_at` is when what it shows last changed; None where it shows nothing
    any more."""

    state: State
    changed_at: datetime | None = None

    @property
    def needs_a_call(self) -> bool:
        return self.state in (State.BEHIND, State.NEVER)


def of_all(subscriptions: Sequence[Subscription], now: datetime) -> dict[int, Health]:
    """By primary key; two queries however many there are (load them `for_rows`)."""
    reaches = reach.of_all(subscriptions, now)
    return {row.pk: of(row, reaches[row.pk]) for row in subscriptions}


def of(subscription: Subscription, found: Reach) -> Health:
    if not subscription.is_standing():
        return Health(State.CLOSED)
    if not found.is_open:
        return Health(State.ENDED)
    if subscription.copy_stamp is None:
        return Health(State.NEVER, found.stamp)
    is_current = found.stamp is None or subscription.copy_stamp >= found.stamp
    return Health(State.CURRENT if is_current else State.BEHIND, found.stamp)


def behind(
    change: Change, subscriptions: Sequence[Subscription], now: datetime
) -> list[Subscription]:
    """Those that show the change's performance, or did before it, and whose copy was
    fetched before the change; three queries."""
    if not subscriptions:
        return []
    keys = _concerned(change)
    reaches = reach.of_all(subscriptions, now)
    return [
        row
        for row in subscriptions
        if reaches[row.pk].keys & keys and _is_behind(row, reaches[row.pk], change.at)
    ]


def _concerned(change: Change) -> frozenset[str]:
    """The keys the show has now, and those of what it left, which the change names."""
    rows = PrivateScope.objects.filter(entry__performance=change.performance_id)
    left = change.scopes.filter(key__regex=r"^(troupe|venue|region):").values_list(
        "key", flat=True
    )
    return frozenset(rows.values_list("key", flat=True).distinct()) | frozenset(left)


def _is_behind(row: Subscription, found: Reach, at: datetime) -> bool:
    if not of(row, found).needs_a_call:
        return False
    if row.copy_stamp is None or row.fetched_at is None:
        return True
    return row.copy_stamp < stamps.whole_second(at) or row.fetched_at < at
