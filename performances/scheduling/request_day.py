"""A day kept for a request: what stands against it, and what else the troupe has on it,
is said first, and it is kept anyway only when somebody says so."""

from datetime import datetime
from typing import Any

from ..conflicts import Conflict, Rule
from ..models import Performance, Request
from .demands import road_place
from .errors import ConflictsFound
from .facts import ShowFacts
from .outcomes import Outcome
from .request_booking import schedule_request
from .request_days import Between, beside_show
from .request_proposals import place_asked
from .transaction import verb

# A request names its place roughly: that is no news.
_KNOWN = frozenset({Rule.VENUE_UNKNOWN, Rule.NO_HOUR, Rule.SHEET_UNKNOWN})


class StandsAgainst(ConflictsFound):
    """What speaks against the day, though a hold may be kept all the same; `beside`:
    what else the troupe has on it."""

    def __init__(
        self, conflicts: tuple[Conflict, ...], beside: tuple[Between, ...] = ()
    ) -> None:
        super().__init__(conflicts)
        self.beside = beside


@verb
def keep_day(
    row: Request,
    facts: ShowFacts,
    *,
    anyway: bool = False,
    decide_by: datetime | None = None,
    words: str = "",
    by: Any = None,
    version: int | None = None,
) -> Outcome:
    """As `schedule_request`; without `anyway` it raises StandsAgainst, and nothing is
    written, where anything is known against that day, or the troupe has anything else
    on it."""
    _row, outcome = schedule_request(
        row, facts, decide_by=decide_by, words=words, by=by, version=version
    )
    if anyway:
        return outcome
    against = tuple(one for one in outcome.conflicts if _counts(one))
    others = day_beside(row, outcome.performance)
    if against or others:
        raise StandsAgainst(against, others)
    return outcome


def day_beside(row: Request, show: Performance) -> tuple[Between, ...]:
    """What else the troupes of a show that answers this request have on its day. At
    most six queries."""
    own = road_place(show.venue, None)
    return beside_show(show, show.troupes_in_order, own or place_asked(row))


def _counts(one: Conflict) -> bool:
    return one.rule not in _KNOWN
