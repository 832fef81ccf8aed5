"""Rules about what is shared: lent people, things never busy at once, transfers.

Written like `rules`: values in, a conflict or None; each docstring names its params.
"""

import json
from math import ceil, floor

from .claims import Claim, Proposal
from .roads import Travel, journey
from .rules import Conflict, Rule, Severity, hashed, told
from .slots import HOUR, MINUTE


def home_plays(
    away: Claim, show: Claim, *, mine_is_show: bool = False
) -> Conflict | None:
    """A lent member is away while the home troupe plays and did not release them.

    It is for the show that borrows to settle this: there it warns; the home troupe is
    only told. Params: member, home, mine_is_show; `rules.told` of the member's claim,
    and with show_ before it of the home troupe's show.
    """
    if away.home is None or not away.slot.overlaps(show.slot):
        return None
    both_firm = away.firm and show.firm and not mine_is_show
    mine, other = (show, away) if mine_is_show else (away, show)
    facts = [json.dumps(claim.facts) for claim in (away, show)]
    return Conflict(
        rule=Rule.HOME_PLAYS,
        severity=Severity.WARN if both_firm else Severity.NOTE,
        performance=mine.performance,
        # Whoever plays at home stands under no warning for it.
        other=other.performance if mine_is_show else None,
        resource=away.resource,
        at=max(away.slot.starts, show.slot.starts),
        params={
            "member": away.resource.label,
            "home": away.home.label,
            "mine_is_show": mine_is_show,
            **told(away),
            **{f"show_{name}": value for name, value in told(show).items()},
        },
        fingerprint=hashed(Rule.HOME_PLAYS, facts),
    )


def never_both(proposal: Proposal) -> Conflict | None:
    """It takes two things at once that an exclusion keeps apart.

    Params: title, starts, resource (what they share), why, first, second.
    """
    taken: dict[str, Claim] = {}
    for claim in proposal.claims:
        if claim.via is None:
            continue
        other = taken.setdefault(claim.resource.key, claim)
        if other is claim or other.via is None:
            continue
        return Conflict(
            rule=Rule.NEVER_BOTH,
            severity=Severity.BLOCK,
            performance=proposal.performance,
            resource=claim.resource,
            at=claim.slot.starts,
            params={
                "title": proposal.title,
                "starts": proposal.stage.starts,
                "resource": claim.resource.label,
                "resource_kind": claim.resource.kind.value,
                "why": claim.resource.why,
                "first": other.via.label,
                "second": claim.via.label,
            },
            fingerprint=hashed(
                Rule.NEVER_BOTH,
                [proposal.performance, claim.resource.key],
                sorted([other.via.key, claim.via.key]),
            ),
        )
    return None


def too_fast(claim: Claim, *, travel: Travel = journey) -> Conflict | None:
    """A transfer is entered for less time than its road takes.

    Params: title, starts, from_place, to_place, km, known_leg, approximate,
    hours_needed (rounded up; -1 when the road is closed without an end),
    hours_there_are (down), earliest_end (0: nobody can say).
    """
    if claim.origin is None or claim.place is None:
        return None
    leg = travel(claim.origin, claim.place, claim.slot.starts)
    if leg.fits(claim.slot.seconds):
        return None
    needed = leg.seconds
    arrival = 0 if needed is None else claim.slot.starts + needed
    return Conflict(
        rule=Rule.TOO_FAST,
        severity=Severity.WARN,
        performance=claim.performance,
        resource=claim.resource,
        at=claim.slot.starts,
        params={
            "title": claim.title,
            "starts": claim.slot.starts,
            "firm": claim.firm,
            "from_place": leg.origin.name,
            "to_place": leg.destination.name,
            "km": leg.km,
            "known_leg": leg.known,
            "approximate": leg.approximate,
            "hours_needed": -1 if needed is None else ceil(needed * 10 / HOUR) / 10,
            "hours_there_are": floor(claim.slot.seconds * 10 / HOUR) / 10,
            "earliest_end": ceil(arrival / MINUTE) * MINUTE,
        },
        fingerprint=hashed(
            Rule.TOO_FAST,
            [claim.performance, claim.slot.starts, claim.slot.ends],
            [claim.origin.codes, claim.place.codes, leg.km, needed],
        ),
    )
