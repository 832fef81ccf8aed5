"""What a show waits for: its venue, a decision, those before it in the line."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ulanmuqi.base.quotes import within_quotes

from ..models import Performance
from ..queues import Rank
from ..scheduling import rank_text, ranks_of
from ..scheduling.countdown import decision_text
from ..scheduling.wording import short_time
from ..statuses import BOOKED, Status
from .answers import Passed, Said, passed_by, said_of


@dataclass(frozen=True, slots=True)
class Waits:
    """For the page of one show; `line` are the places it has, one sentence each."""

    said: Said | None = None
    decision: str = ""
    is_overdue: bool = False
    line: tuple[str, ...] = ()
    passed: tuple[Passed, ...] = ()


def waits_of(show: Performance, now: datetime) -> Waits:
    """Three queries for a hold, none for what is firm and loaded with its answers."""
    asks = show.venue_id is not None and show.status in BOOKED
    # What is over waits for no answer; one that was given stays.
    asks = asks and (show.ends_at > now or show.venue_answer is not None)
    is_held = show.status == Status.HOLD
    return Waits(
        said=said_of(show) if asks else None,
        decision=decision_text(show, now),
        is_overdue=show.is_overdue(now),
        line=tuple(_place(rank) for rank in ranks_of([show]).get(show.pk, ())),
        passed=tuple(passed_by(show)) if is_held else (),
    )


def short(show: Performance, ranks: tuple[Rank, ...]) -> str:
    """For a cell of a list: its place in line, and what its venue says if anything."""
    answer = show.venue_answer if show.status in BOOKED else None
    said = said_of(show).text if answer is not None else ""
    return " · ".join(part for part in (rank_text(ranks), said) if part)


def _place(rank: Rank) -> str:
    values = {
        "resource": rank.resource.label,
        "place": rank_text((rank,)),
        "of": rank.of,
        "ahead": _(", ").join(
            # Translators: zh: “%(title)s”(%(since)s起)
            _("“%(title)s” (since %(since)s)")
            % {
                "title": within_quotes(claim.title),
                "since": short_time(claim.since or 0),
            }
            for claim in rank.ahead
        ),
    }
    if not rank.ahead:
        # Translators: zh: %(resource)s:%(place)s,共%(of)s个备选
        return _("%(resource)s: %(place)s of %(of)s") % values
    # Translators: zh: %(resource)s:%(place)s,共%(of)s个备选。排在前面:%(ahead)s
    return _("%(resource)s: %(place)s of %(of)s. Ahead: %(ahead)s") % values
