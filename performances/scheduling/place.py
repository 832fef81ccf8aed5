"""Places new shows in the schedule."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock

from ..conflicts import Conflict
from ..models import Change, Performance, Showcase
from ..slots import MOST_DOORS_MINUTES
from ..statuses import Status
from .allowed import authorise_announcing, authorise_cast, authorise_showcase
from .errors import Refused
from .facts import ShowFacts
from .outcomes import Outcome, Why
from .pending import Pending
from .place_in_line import keeps_place
from .reported import foreseen
from .settle import settle, weigh
from .transaction import verb

LONGEST = timedelta(days=3)
FIRST_STATUSES = frozenset(
    {Status.DRAFT, Status.HOLD, Status.CONFIRMED, Status.CONDITIONAL}
)


@verb
def place(
    facts: ShowFacts,
    *,
    by: Any = None,
    status: str = Status.DRAFT,
    announced_at: datetime | None = None,
    showcase: Showcase | None = None,
    reason: str = "",
    accept: str = "",
    decide_by: datetime | None = None,
) -> Outcome:
    """Puts one show in the schedule as draft, hold, confirmed or conditional.

    `accept` is the reason for accepting the warnings found. `announced_at` may lie
    ahead; a draft or hold cannot be announced. Raises Refused, NotAllowed,
    ConflictsFound, TryAgain.
    """
    return place_all(
        [facts],
        by=by,
        status=status,
        announced_at=announced_at,
        showcase=showcase,
        reason=reason,
        accept=accept,
        decide_by=decide_by,
    )[0]


@verb
def place_all(
    shows: Sequence[ShowFacts],
    *,
    by: Any = None,
    status: str = Status.DRAFT,
    announced_at: datetime | None = None,
    showcase: Showcase | None = None,
    reason: str = "",
    accept: str = "",
    decide_by: datetime | None = None,
) -> list[Outcome]:
    """Places several shows in one transaction: all of them, or none."""
    if showcase is not None:
        authorise_showcase(by, showcase)
    pending = [
        newcomer(facts, status, announced_at, showcase, decide_by, reason, by)
        for facts in shows
    ]
    return settle(pending, Why(by=by, reason=reason, accept=accept))


def check(
    facts: ShowFacts,
    *,
    performance: Performance | None = None,
    status: str = Status.CONFIRMED,
) -> tuple[Conflict, ...]:
    """What would stand against the show with these facts; writes nothing.

    `performance` is the row being edited, whose own bookings do not count.
    """
    row = Performance(**facts.columns(), status=status)
    if performance is not None:
        row.pk = performance.pk
        row.is_opening = performance.is_opening
        if keeps_place(performance, facts):
            row.held_at = performance.held_at
    moved = performance is None or performance.starts_at != facts.starts_at
    found = weigh(row, (*facts.troupes, *facts.along), is_new=moved)
    if performance is None:
        return found
    return (*found, *foreseen(performance, facts, clock.now()))


def newcomer(
    facts: ShowFacts,
    status: str,
    announced_at: datetime | None,
    showcase: Showcase | None,
    decide_by: datetime | None,
    reason: str,
    by: Any,
) -> Pending:
    """A new row on its way to `settle`, authorised and sound. Raises as `place`."""
    authorise_cast(by, facts.troupes, facts.columns()["region"])
    sound(facts)
    if status not in FIRST_STATUSES:
        raise Refused(_("A new show begins as draft, hold, confirmed or conditional."))
    if announced_at is not None and status in (Status.DRAFT, Status.HOLD):
        raise Refused(_("Confirm the show before announcing it."), field="status")
    if announced_at is not None:
        authorise_announcing(by, facts.troupes)
    row = Performance(
        **facts.columns(),
        status=status,
        announced_at=announced_at,
        showcase=showcase,
        decide_by=decide_by if status in (Status.CONDITIONAL, Status.HOLD) else None,
        status_reason=reason if status == Status.CONDITIONAL else "",
    )
    return Pending(
        row,
        before=None,
        action="schedule.place",
        change=Change.Kind.ANNOUNCED if announced_at else "",
        troupes=facts.troupes,
        along=facts.along,
        programme=facts.programme,
    )


def sound(facts: ShowFacts) -> None:
    """Raises Refused at the field for facts no rule can be asked about."""
    if not facts.title.strip():
        raise Refused(_("Give the show a title."), field="title")
    if facts.starts_at.tzinfo is None or facts.ends_at.tzinfo is None:
        raise Refused(_("The hour needs its time zone."), field="starts_at")
    if facts.ends_at <= facts.starts_at:
        raise Refused(_("The end must lie after the start."), field="ends_at")
    if abs((facts.starts_at - clock.now()).days) > 366 * 20:
        raise Refused(
            _("The date is more than twenty years away. Check the year."),
            field="starts_at",
        )
    minutes = facts.load_in_minutes + facts.strike_minutes
    occupied = facts.ends_at - facts.starts_at + timedelta(minutes=minutes)
    if occupied > LONGEST:
        raise Refused(
            _("From load-in to strike a show takes at most three days."),
            field="ends_at",
        )
    _sound_doors(facts)
    if facts.venue is not None and facts.venue.merged_into_id is not None:
        raise Refused(
            _("This venue was merged into another. Choose that one."), field="venue"
        )


def _sound_doors(facts: ShowFacts) -> None:
    """Between load-in and the start; without a load-in no earlier than is usual."""
    minutes, load_in = facts.doors_minutes, facts.load_in_minutes
    if minutes is None:
        return
    if not 0 <= minutes <= MOST_DOORS_MINUTES:
        raise Refused(
            _("The audience is let in 0 to %(most)s minutes before the start.")
            % {"most": MOST_DOORS_MINUTES},
            field="doors_minutes",
        )
    if load_in and minutes > load_in:
        raise Refused(
            _(
                "The audience would be let in before load-in begins (%(minutes)s "
                "minutes before the start). Let it in later, or load in earlier."
            )
            % {"minutes": load_in},
            field="doors_minutes",
        )
