"""Who acts and why, and what the act did; rows are fresh from the database."""

from dataclasses import dataclass
from typing import Any

from ulanmuqi.base.plain_text import sentence
from ulanmuqi.base.texts import fault_of

from ..conflicts import Conflict
from ..models import Performance, Showcase
from .errors import Refused


@dataclass(frozen=True, slots=True)
class Why:
    """Who acts and why; `accept` is the reason for accepting every warning found.

    Raises Refused at `reason` or `accept` for text that may not be entered: it goes
    to the log, to mails and, a reason, to the public.
    """

    by: Any = None
    reason: str = ""
    accept: str = ""
    note: dict[str, Any] | None = None

    def __post_init__(self) -> None:
        for field, text in (("reason", self.reason), ("accept", self.accept)):
            fault = fault_of(text)
            if fault is not None:
                raise Refused(sentence(fault), field=field)


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
