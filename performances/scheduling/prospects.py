"""What stands in a window of days, and what would if drafts and holds were confirmed.

Two looks with the one judge: at the claims as they stand, and at the same claims with
those of drafts and holds made firm. Only the second can find a block, since the
database refuses two firm bookings at once.
"""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace

from ..conflicts import Claim, Conflict, Rule, Severity, judge_standing
from ..models import Booking, Performance
from ..queues import Rank, ranks
from ..roads import Travel
from ..statuses import Status
from .demands import key_of, proposal, standing_claim
from .road_book import Roads


@dataclass(frozen=True, slots=True)
class Prospects:
    """`blocks`: a draft or hold that could not be confirmed as it stands. `warnings`:
    between firm shows, between two holds, and those a draft or hold would meet.
    `ranks` are the holds' places in line by show. `claims` are all that was judged,
    drafts and holds as if confirmed, and `travel` what the roads were reckoned by."""

    blocks: tuple[Conflict, ...]
    warnings: tuple[Conflict, ...]
    ranks: dict[str, tuple[Rank, ...]]
    claims: tuple[Claim, ...]
    travel: Travel


def prospects(
    bookings: Iterable[Booking], drafts: Iterable[Performance], *, now: int
) -> Prospects:
    """Judges the bookings (loaded with `neighbours.with_what_is_judged`) and the
    drafts (loaded with `for_cards`); three queries where somebody travels. Overdue
    holds stand against nobody."""
    claimed = [standing_claim(booking) for booking in bookings]
    standing = [claim for claim in claimed if not claim.is_overdue(now)]
    wished = [claim for draft in drafts for claim in _wished_claims(draft)]
    soft = {c.performance for c in standing if c.status == Status.HOLD}
    soft |= {claim.performance for claim in wished}
    as_firm = [
        replace(claim, firm=claim.precision.has_hour)
        if claim.performance in soft
        else claim
        for claim in [*standing, *wished]
    ]
    travel = Roads.between(as_firm)
    stand = judge_standing(standing, travel=travel)
    would = [
        turned_to(soft, conflict)
        for conflict in judge_standing(as_firm, travel=travel)
        if _sides_in(conflict, soft) == 1
    ]
    blocks = tuple(c for c in would if c.severity is Severity.BLOCK)
    # What would be a block is no warning as well.
    stands = [
        c for c in stand if c.rule is not Rule.HELD_OVERLAP or _sides_in(c, soft) == 2
    ]
    seen: set[str] = set()
    warnings = []
    for conflict in (*stands, *would):
        if conflict.severity is Severity.WARN and conflict.fingerprint not in seen:
            seen.add(conflict.fingerprint)
            warnings.append(conflict)
    return Prospects(
        blocks=blocks,
        warnings=tuple(warnings),
        ranks=ranks(standing, now=now),
        claims=tuple(as_firm),
        travel=travel,
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


def _sides_in(conflict: Conflict, soft: set[str]) -> int:
    return len({conflict.performance, conflict.other} & soft)


def _wished_claims(draft: Performance) -> list[Claim]:
    """What a draft would claim; its own status is told, not the supposed one."""
    confirmed = copy(draft)
    confirmed.status = Status.CONFIRMED
    put = proposal(confirmed, draft.troupes_in_order, is_new=False)
    return [
        replace(claim, performance=key_of(draft), status=draft.status)
        for claim in put.claims
    ]
