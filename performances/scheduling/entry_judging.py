"""What stands against an entry without a show, and which acceptances that ends."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from ..conflicts import Claim, Conflict, Proposal, judge
from ..models import AcceptedWarning, Engagement, Resource, owned_by
from ..slots import Precision, Slot, epoch
from .bonds import all_bonds, with_bonds
from .demands import engagement_demands, missed_by
from .limits import limits_now
from .neighbours import neighbours
from .road_book import Roads
from .stored import engagement_key, road_of


def proposal_of(
    row: Engagement, takes: Sequence[Model], *, is_new: bool = True
) -> Proposal:
    """The engagement as the judge sees it."""
    slot = Slot(row.starts, row.ends)
    claims = [
        Claim(
            performance=engagement_key(row),
            resource=demand.resource,
            slot=slot,
            stage=slot,
            firm=demand.firm,
            exclusive=demand.exclusive,
            title=str(row),
            kind=row.kind,
            home=missed_by(demand.owner, slot),
            **road_of(row),
        )
        for demand in engagement_demands(row, takes)
    ]
    return Proposal(
        performance=engagement_key(row),
        title=str(row),
        stage=slot,
        slot=slot,
        precision=Precision.EXACT,
        firm=row.firm,
        is_new=is_new,
        may_last=True,
        claims=tuple(with_bonds(claims, all_bonds())),
    )


def judge_entry(
    row: Engagement,
    takes: Sequence[Model],
    now: datetime,
    *,
    is_new: bool = True,
) -> tuple[Conflict, ...]:
    """What stands against an entry with all it takes; `is_new`: it gets this time."""
    put = proposal_of(row, list(dict.fromkeys(takes)), is_new=is_new)
    own = [row.pk] if row.pk else []
    around = neighbours(put.claims, leaving_out_engagements=own)
    roads = Roads.between([*put.claims, *around])
    limits = limits_now()
    return judge([put], around, now=epoch(now), travel=roads, limits=limits)


def lapse_beside(
    owners: Iterable[Model], now: datetime, *, through: str, but: int = 0
) -> None:
    """After an act on what these are booked for: what was accepted for coming entries
    that take one of them (`but` not of that one) lapses where its facts are gone.

    One query while nothing was accepted there, else some an entry.
    """
    taken = Resource.objects.filter(owned_by(owners))
    lapse(now, through=through, but=but, parts__resource__in=taken)


def lapse(now: datetime, *, through: str, but: int = 0, **which: Any) -> None:
    """As `lapse_beside`, for the coming entries `which` tells (lookups of Engagement):
    all of them when it tells nothing."""
    lookups = {f"engagement__{name}": value for name, value in which.items()}
    accepted = AcceptedWarning.objects.in_force()
    accepted = accepted.filter(engagement__ends_at__gt=now, **lookups)
    keys = set(accepted.values_list("engagement", flat=True)) - {but}
    for row in Engagement.objects.for_rows().filter(pk__in=keys) if keys else ():
        found = judge_entry(row, row.cast, now, is_new=False)
        still = [one.fingerprint for one in found]
        gone = row.accepted_warnings.in_force().exclude(fingerprint__in=still)
        gone.update(lapsed_at=now, lapsed_through=through)


def lapse_prints(prints: Iterable[str], now: datetime, *, through: str) -> None:
    """What was accepted for entries under these fingerprints does not stand any more.
    One query."""
    accepted = AcceptedWarning.objects.in_force().exclude(engagement=None)
    accepted.filter(fingerprint__in=list(prints)).update(
        lapsed_at=now, lapsed_through=through
    )
