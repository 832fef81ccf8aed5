"""A troupe's day, and what it coached and served: reported by the troupe itself."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from troupes.models import Troupe

from ..record_policy import DAYS
from . import later_word
from .errors import NotAllowed
from .field_rows import put_act, put_day
from .locks import lock_resources
from .report_facts import ActFacts, DayFacts, digest_of
from .sent import ReportOutcome, Sending
from .transaction import verb


@verb
def report_day(
    troupe: Troupe,
    day: date,
    facts: DayFacts,
    *,
    by: Any = None,
    key: UUID | None = None,
    turn: int | None = None,
    acts: Sequence[ActFacts] = (),
    is_example: bool = False,
) -> ReportOutcome:
    """Says how far and how long the troupe was away on a day (in Shanghai), and what
    it coached and served. There is one row a day: what is None keeps what was said
    before, another value raises StaleWrite with who said it: see `correct_day`.

    Raises Refused at the field, NotAllowed, TryAgain. `key` and `turn` as of
    `report_show`, for the day alone: acts have keys of their own where they need one.
    """
    said = digest_of("day", troupe.pk, day.isoformat(), facts, list(acts))
    sending = Sending(key, "day", said, by, turn)
    lock_resources([troupe])
    first = sending.first()
    if first is not None and not sending.is_later_word(first):
        return first
    if not may_report_for(by, troupe):
        raise NotAllowed
    if first is not None:
        return later_word.later_day(sending, first, troupe, day, facts, by)
    put = put_day(troupe, day, facts, by, is_example=is_example)
    done = [put_act(troupe, day, act, by, is_example=is_example) for act in acts]
    return later_word.note_day(sending, put, facts, done)


@verb
def report_act(
    troupe: Troupe,
    day: date,
    facts: ActFacts | None,
    *,
    by: Any = None,
    key: UUID | None = None,
    turn: int | None = None,
    is_example: bool = False,
) -> ReportOutcome:
    """One coaching or service; None, under a key that had one, is none after all.
    Raises as `report_day`, and Refused where the same stands on that day already."""
    said = digest_of("act", troupe.pk, day.isoformat(), facts)
    sending = Sending(key, "act", said, by, turn)
    lock_resources([troupe])
    first = sending.first()
    if first is not None and not sending.is_later_word(first):
        return first
    if not may_report_for(by, troupe):
        raise NotAllowed
    if first is not None:
        return later_word.later_act(sending, first, troupe, day, facts, by)
    if facts is None:
        return sending.done(ReportOutcome(), cleared=True)
    act = put_act(troupe, day, facts, by, is_example=is_example)
    return sending.done(ReportOutcome(acts=(act,)))


def may_report_for(by: Any, troupe: Troupe) -> bool:
    return by is None or DAYS.may_of_troupe(by, "report", troupe)
