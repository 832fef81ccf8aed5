"""Who acts and why, and what the act did; rows are fresh from the database."""

from dataclasses import dataclass
from typing import Any

from ..conflicts import Conflict
from ..models import Performance, Showcase


@dataclass(frozen=True, slots=True)
class Why:
    """Who acts and why; `accept` is the reason for accepting every warning found."""

    by: Any = None
    reason: str = ""
    accept: str = ""
    note: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """`conflicts` are the notes and accepted warnings that stand after the act;
    `replacement` is the new row a postponement made, if it made one."""

    performance: Performance
    conflicts: tuple[Conflict, ...] = ()
    changed: bool = True
    replacement: Performance | None = None


@dataclass(frozen=True, slots=True)
class ShowcaseOutcome:
    showcase: Showcase
    openings: tuple[Performance, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
