"""Journeys between coming bookings, judged before and after the roads changed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from ..claims import Claim, find_journeys
from ..models import Booking, Resource
from ..reach import unreachable
from ..roads import Leg, RoadBook
from ..rules import Conflict
from ..sharing import too_fast
from ..slots import DAY
from .stored import standing_claims, with_what_is_judged

# How far ahead an open end reaches.
HORIZON = 366 * DAY
# Nobody is on one road for longer: whoever set out earlier has arrived.
LONGEST_DRIVE = 8 * DAY


class Effect(StrEnum):
    """What the roads do to a journey: it cannot be made, has less time to spare than
    before, is as it was, or can be made again or faster."""

    LOST = "lost"
    TIGHTER = "tighter"
    FINE = "fine"
    EASED = "eased"


@dataclass(frozen=True, slots=True)
class Ride:
    """From one booking of a resource to its next, by the road of before and of now;
    or a transfer, which is both `earlier` and `later`.

    `conflict` belongs to the later of the two, and stands when it is lost; `was` is
    the one that stood before.
    """

    earlier: Claim
    later: Claim
    before: Leg
    after: Leg
    conflict: Conflict | None
    was: Conflict | None = None

    @property
    def there_are(self) -> int:
        if self.earlier is self.later:
            return self.later.slot.seconds
        return self.earlier.slot.gap_seconds(self.later.slot)

    @property
    def spare(self) -> int:
        """Seconds left over; negative ones are missing."""
        if self.after.seconds is None:
            return -HORIZON
        return self.there_are - self.after.seconds

    @property
    def is_another(self) -> bool:
        """Whether the warning of before came, went or tells other figures now."""
        prints = {one.fingerprint if one else "" for one in (self.was, self.conflict)}
        return len(prints) > 1

    @property
    def effect(self) -> Effect:
        if self.conflict is not None:
            return Effect.LOST
        if self.after.hours > self.before.hours:
            return Effect.TIGHTER
        return Effect.EASED if self.after.hours < self.before.hours else Effect.FINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Where and when to look: from `since` to `until` (UTC seconds; None: as far as
    HORIZON), for whatever plays within a region by one of these paths."""

    since: int
    until: int | None
    paths: tuple[str, ...]


def compare(
    stretch: Stretch,
    *,
    before: RoadBook,
    after: RoadBook,
    uses: Callable[[Leg], bool],
    now: int,
) -> list[Ride]:
    """Every coming journey that uses the road, what cannot be made first, then what
    has least to spare.

    One query over the bookings of whoever plays within the stretch, by the index on
    their start; the rest is in memory.
    """
    claims = list(_lines(stretch, now))
    found = [
        _ride(earlier, later, before, after)
        for earlier, later in find_journeys(claims)
        if later.slot.starts > now and _meets(stretch, earlier, later)
    ]
    found += [
        _transfer(claim, before, after)
        for claim in claims
        if claim.origin and claim.slot.starts > now and _lasts_into(stretch, claim)
    ]
    concerned = [one for one in found if uses(one.before) or uses(one.after)]
    return sorted(concerned, key=_urgency)


def _ride(earlier: Claim, later: Claim, before: RoadBook, after: RoadBook) -> Ride:
    way = (earlier.place, later.origin or later.place, earlier.slot.ends)
    return Ride(
        earlier,
        later,
        before.journey(*way),
        after.journey(*way),
        unreachable(earlier, later, mine_is_later=True, travel=after.journey),
        unreachable(earlier, later, mine_is_later=True, travel=before.journey),
    )


def _transfer(claim: Claim, before: RoadBook, after: RoadBook) -> Ride:
    way = (claim.origin, claim.place, claim.slot.starts)
    return Ride(
        claim,
        claim,
        before.journey(*way),
        after.journey(*way),
        too_fast(claim, travel=after.journey),
        too_fast(claim, travel=before.journey),
    )


def _lasts_into(stretch: Stretch, claim: Claim) -> bool:
    begun = stretch.until is None or claim.slot.starts < stretch.until
    return begun and claim.place is not None and claim.slot.ends > stretch.since


def _meets(stretch: Stretch, earlier: Claim, later: Claim) -> bool:
    """Whether any of the time between the two lies within the stretch."""
    begun = stretch.until is None or earlier.slot.ends < stretch.until
    return begun and later.slot.starts > stretch.since


def _lines(stretch: Stretch, now: int) -> Iterable[Claim]:
    since = max(stretch.since, now - LONGEST_DRIVE) - LONGEST_DRIVE
    until = (stretch.until or now + HORIZON) + LONGEST_DRIVE
    rows = Booking.objects.filter(firm=True, starts__gte=since, starts__lt=until)
    rows = rows.exclude(resource__kind=Resource.Kind.VENUE)
    within = Q(pk__in=[])
    for path in stretch.paths:
        within |= Q(performance__region__path__startswith=path)
        within |= Q(engagement__region__path__startswith=path)
    whose = rows.filter(within).values("resource")
    bookings = with_what_is_judged(rows.filter(resource__in=whose))
    return standing_claims(bookings)


def _urgency(ride: Ride) -> tuple[int, int, int]:
    order = (Effect.LOST, Effect.TIGHTER, Effect.FINE, Effect.EASED)
    rank = order.index(ride.effect)
    when = ride.later.slot.starts
    return rank, when if ride.effect is Effect.LOST else ride.spare, when
