"""What placing many new shows at once would meet, row by row: done, then undone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..conflicts import Severity
from ..scheduling import ConflictsFound, Outcome
from .many_preview import Told, conflict_lines
from .undone import undone


@dataclass(frozen=True, slots=True)
class PlacingPreview:
    """`told` has the sentences of each new show, in the order they were given."""

    told: tuple[tuple[Told, ...], ...]
    is_blocked: bool = False
    asks_to_accept: bool = False

    @property
    def is_ready(self) -> bool:
        return not (self.is_blocked or self.asks_to_accept)

    @property
    def has_trouble(self) -> bool:
        """Whether anything but a note stands against one of them."""
        return any(
            severity != Severity.NOTE for one in self.told for severity, _ in one
        )


def preview_placing(act: Callable[[], Sequence[Outcome]]) -> PlacingPreview:
    """Runs the act and rolls it back; raises what is no matter of conflicts."""
    try:
        outcomes = undone(act)
    except ConflictsFound as found:
        keys = [str(row.pk) for row in found.rows]
        told = tuple(
            conflict_lines(c for c in found.conflicts if c.performance == key)
            for key in keys
        )
        return PlacingPreview(
            told, is_blocked=found.blocked, asks_to_accept=not found.blocked
        )
    return PlacingPreview(tuple(conflict_lines(one.conflicts) for one in outcomes))
