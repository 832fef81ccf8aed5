"""A day kept for a request on the road, where nobody weighs a list of warnings: what
stands against it is said first, and kept anyway only when somebody says so."""

from typing import Any

from ulanmuqi.base import clock

from ..conflicts import Conflict, Rule
from ..models import Request
from .errors import ConflictsFound
from .facts import ShowFacts
from .outcomes import Outcome
from .request_booking import schedule_request
from .request_days import Beside, beside
from .transaction import verb

# A request names its place roughly: that is no news.
_KNOWN = frozenset({Rule.VENUE_UNKNOWN, Rule.NO_HOUR, Rule.SHEET_UNKNOWN})


class StandsAgainst(ConflictsFound):
    """What speaks against the day, though a hold may be kept all the same; `beside`:
    what else the troupe has on it."""

    def __init__(
        self, conflicts: tuple[Conflict, ...], beside: tuple[Beside, ...] = ()
    ) -> None:
        super().__init__(conflicts)
        self.beside = beside


@verb
def keep_day(
    row: Request,
    facts: ShowFacts,
    *,
    anyway: bool = False,
    words: str = "",
    by: Any = None,
    version: int | None = None,
) -> Outcome:
    """As `schedule_request`; without `anyway` it raises StandsAgainst, and nothing is
    written, where anything is known against that day, or the troupe has anything else
    on it."""
    _row, outcome = schedule_request(row, facts, words=words, by=by, version=version)
    against = tuple(one for one in outcome.conflicts if _counts(one))
    others = () if anyway else _others(facts, outcome)
    if (against or others) and not anyway:
        raise StandsAgainst(against, others)
    return outcome


def _others(facts: ShowFacts, outcome: Outcome) -> tuple[Beside, ...]:
    """On the local day of the show, whoever of its troupes has it. One query."""
    day = facts.starts_at.astimezone(clock.SHANGHAI).date()
    kept = outcome.performance.pk
    taken = beside(facts.troupes, day, day, leaving_out=kept)
    return tuple(one for found in taken.values() for one in found)


def _counts(one: Conflict) -> bool:
    return one.rule not in _KNOWN
