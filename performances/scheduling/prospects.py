"""What stands in a window of days, and what would if drafts and holds were confirmed.

Two looks with the one judge: at the claims as they stand, and at the same claims with
those of drafts and holds made firm. Only the second can find a block, since the
database refuses two firm bookings at once.
"""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace

from django.db.models import prefetch_related_objects

from ..conflicts import (
    Claim,
    Conflict,
    Limits,
    Proposal,
    Rule,
    Severity,
    judge_standing,
)
from ..models import Booking, Performance
from ..queues import Rank, ranks
from ..roads import Travel
from ..statuses import Status
from .demands import proposal
from .limits import limits_now
from .locks import ALONG
from .road_book import Roads
from .stored import standing_claims


@dataclass(frozen=True, slots=True)
class Prospects:
    """`blocks`: a draft or hold that could not be confirmed as it stands. `warnings`:
    between firm shows, between two holds, and those a draft or hold would meet.
    `ranks` are the holds' places in line by show. `claims` are all that was judged,
    drafts and holds as if confirmed, by `travel` and `limits`."""

    blocks: tuple[Conflict, ...]
    warnings: tuple[Conflict, ...]
    ranks: dict[str, tuple[Rank, ...]]
    claims: tuple[Claim, ...]
    travel: Travel
    limits: Limits


def prospects(
    bookings: Iterable[Booking], shows: Iterable[Performance], *, now: int
) -> Prospects:
    """Judges the bookings (loaded with `neighbours.with_what_is_judged`) and the shows
    (loaded with `for_cards`); one query, and three where somebody travels. Overdue
    holds stand against nobody."""
    claimed = standing_claims(bookings)
    standing = [claim for claim in claimed if not claim.is_overdue(now)]
    shows = list(shows)
    prefetch_related_objects(shows, *ALONG)
    drafts = [show for show in shows if show.status == Status.DRAFT]
    wished = [_wish(draft) for draft in drafts]
    soft = {claim.performance for claim in standing if claim.status == Status.HOLD}
    soft |= {wish.performance for wish in wished}
    as_firm = [
        replace(claim, firm=claim.precision.has_hour)
        if claim.performance in soft
        else claim
        for claim in [*standing, *(one for wish in wished for one in wish.claims)]
    ]
    travel, limits = Roads.between(as_firm), limits_now()
    put = [proposal(show, show.cast, is_new=False) for show in shows]
    stand = judge_standing(standing, put, travel=travel, limits=limits)
    would = [
        turned_to(soft, conflict)
        for conflict in judge_standing(as_firm, wished, travel=travel, limits=limits)
        if _is_about_one_wish(conflict, soft)
    ]
    # What would be a block is no warning as well.
    stand = tuple(
        conflict
        for conflict in stand
        if conflict.rule is not Rule.HELD_OVERLAP or conflict.shows <= soft
    )
    warned = {
        conflict.fingerprint: conflict
        for conflict in (*stand, *would)
        if conflict.severity is Severity.WARN
    }
    return Prospects(
        blocks=tuple(one for one in would if one.severity is Severity.BLOCK),
        warnings=tuple(warned.values()),
        ranks=ranks(standing, now=now),
        claims=tuple(as_firm),
        travel=travel,
        limits=limits,
    )


def turned_to(keys: set[str], conflict: Conflict) -> Conflict:
    """The same overlap told from the side of the show in `keys`: it is the one that
    gives way, and the sentence names the other."""
    if conflict.performance in keys or conflict.other is None:
        return conflict
    if "other_title" not in conflict.params:
        return conflict
    prefix = "other_"
    swapped = dict(conflict.params)
    for name in conflict.params:
        if name.startswith(prefix):
            mine = name.removeprefix(prefix)
            swapped[mine], swapped[name] = conflict.params[name], conflict.params[mine]
    return replace(
        conflict,
        performance=conflict.other,
        other=conflict.performance,
        params=swapped,
    )


def _is_about_one_wish(conflict: Conflict, soft: set[str]) -> bool:
    """Whether it stands between a draft or hold and something firm, or is about one
    such show alone; what two wishes do to each other is nobody's trouble yet."""
    wishes = conflict.shows & soft
    return bool(wishes) and (len(conflict.shows) == 1 or wishes < conflict.shows)


def _wish(draft: Performance) -> Proposal:
    """The draft as if it were confirmed; its own status is told, not the supposed."""
    confirmed = copy(draft)
    confirmed.status = Status.CONFIRMED
    put = proposal(confirmed, draft.cast, is_new=False)
    claims = tuple(replace(claim, status=draft.status) for claim in put.claims)
    return replace(put, claims=claims)
