"""What every act on several openings ends with."""

from ulanmuqi.base import clock

from ..calendars import entries
from ..models import Performance, Showcase
from .outcomes import ShowcaseOutcome, Why
from .pending import Pending
from .settle import settle


def settle_openings(
    row: Showcase, openings: list[Performance], batch: list[Pending], why: Why
) -> ShowcaseOutcome:
    """Settles the batch and raises the showcase's version."""
    touch(row)
    outcomes = settle(batch, why)
    entries.refresh_for_showcase(row)
    return ShowcaseOutcome(
        row, tuple(openings), tuple(c for o in outcomes for c in o.conflicts)
    )


def touch(row: Showcase) -> None:
    """So that whoever looked at it before is told before they act."""
    row.version += 1
    row.changed_at = clock.now()
    row.save()
