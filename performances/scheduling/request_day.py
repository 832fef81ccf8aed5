"""A day kept for a request: what stands against it, and what else the troupe has on it,
is said first, and it is kept anyway only when somebody says so."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from ulanmuqi.base import clock
from ulanmuqi.base.templatetags.dates import full_dates, full_day

from ..conflicts import Conflict, ResourceKind, Rule
from ..models import Performance, Request
from .demands import road_place
from .errors import ConflictsFound, Refused
from .facts import ShowFacts
from .outcomes import Outcome
from .request_answers import propose_date
from .request_booking import schedule_request
from .request_days import Between, beside_show
from .request_proposals import HOUR, LOAD_IN, MINUTES, STRIKE, place_asked
from .transaction import verb

# From here on a day is asked about: somebody may have slipped a year.
FAR = timedelta(days=92)
# A request names its place roughly: that is no news.
_KNOWN = frozenset({Rule.VENUE_UNKNOWN, Rule.NO_HOUR, Rule.SHEET_UNKNOWN})


class StandsAgainst(ConflictsFound):
    """What speaks against the day, though a hold may be kept all the same; `beside`:
    what else the troupe has on it; `outside`: that nobody asked for that day."""

    def __init__(
        self,
        conflicts: tuple[Conflict, ...],
        beside: tuple[Between, ...] = (),
        outside: str = "",
        *,
        told: str = "",
    ) -> None:
        super().__init__(conflicts)
        # Nobody accepts anything with a reason here: it is read, and ticked.
        # Translators: zh: 还没有留：先看看下面说的；仍要留，就打上勾再发一次。
        self.message = told or _(
            "Nothing is kept yet: read what is said below. To keep the day all the "
            "same, tick it and send again."
        )
        self.beside, self.outside = beside, outside


@verb
def propose_day(
    row: Request,
    *,
    day: date,
    hour: time | None = None,
    anyway: bool = False,
    words: str = "",
    by: Any = None,
    version: int | None = None,
) -> Request:
    """As `propose_date`; without `anyway` it raises StandsAgainst, and nothing is
    written, where the troupe that has it in hand has anything else on that day, or the
    day is far from all that was asked for."""
    row = propose_date(row, day=day, hour=hour, words=words, by=by, version=version)
    if anyway:
        return row
    others = _beside_proposal(row, day, hour)
    outside = _far(row, day)
    if others or outside:
        # Translators: zh: 还没有提：先看看下面说的；仍要提这一天，就打上勾再发一次。
        told = _(
            "Nothing is proposed yet: read what is said below. To propose the day all "
            "the same, tick it and send again."
        )
        raise StandsAgainst((), others, outside, told=told)
    return row


def _beside_proposal(row: Request, day: date, hour: time | None) -> tuple[Between, ...]:
    if row.troupe is None:
        return ()
    starts = datetime.combine(day, hour or HOUR, tzinfo=clock.SHANGHAI)
    show = Performance(
        starts_at=starts,
        ends_at=starts + timedelta(minutes=MINUTES),
        load_in_minutes=LOAD_IN,
        strike_minutes=STRIKE,
    )
    return beside_show(show, [row.troupe], place_asked(row))


def _far(row: Request, day: date) -> str:
    """A year's slip is far from the window; another day of the season is not."""
    if row.window_from - FAR <= day <= row.window_until + FAR:
        return ""
    # Translators: zh: 点单的人要的是%(days)s，%(day)s离得很远。请核对年月。
    told = _("Whoever asked named %(days)s; %(day)s is far from that. Check the year.")
    return told % {
        "days": full_dates(row.window_from, row.window_until),
        "day": full_day(day),
    }


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
    written, where anything is known against that day, the troupe has anything else on
    it, or nobody asked for it. Raises Refused at `day` for a time that is over."""
    if facts.starts_at <= clock.now():
        # Translators: zh: 这个时间已经过了，请换一个。
        raise Refused(_("This time is over. Choose another."), field="day")
    _row, outcome = schedule_request(
        row, facts, decide_by=decide_by, words=words, by=by, version=version
    )
    if anyway:
        return outcome
    others = day_beside(row, outcome.performance)
    against = tuple(
        one for one in outcome.conflicts if _counts(one) and not _is_told(one, others)
    )
    outside = _outside(row, facts)
    if against or others or outside:
        raise StandsAgainst(against, others, outside)
    return outcome


def day_beside(row: Request, show: Performance) -> tuple[Between, ...]:
    """What else the troupes of a show that answers this request have on its day. At
    most six queries."""
    own = road_place(show.venue, None)
    return beside_show(show, show.troupes_in_order, own or place_asked(row))


def _outside(row: Request, facts: ShowFacts) -> str:
    """What was asked for instead, where the day lies outside it; a day the desk itself
    proposed is no news to the asker."""
    day = facts.starts_at.astimezone(clock.SHANGHAI).date()
    if row.window_from <= day <= row.window_until or day == row.proposed_on:
        return ""
    # Translators: zh: 点单的人要的是%(days)s，%(day)s不在里面。没有跟对方说好，请先“提议另一个日子”，对方点一下就能答复。
    told = _(
        "Whoever asked named %(days)s; %(day)s lies outside. Unless you agreed on it, "
        "propose it first: they answer in one tap."
    )
    asked = full_dates(row.window_from, row.window_until)
    return told % {"days": asked, "day": full_day(day)}


def _is_told(one: Conflict, others: tuple[Between, ...]) -> bool:
    """Told in full with what the day holds already."""
    resource = one.resource
    is_own = resource is not None and resource.kind is ResourceKind.TROUPE
    meets = one.rule is Rule.HELD_OVERLAP and any(other.free < 0 for other in others)
    return is_own and meets


def _counts(one: Conflict) -> bool:
    return one.rule not in _KNOWN
