"""Who would occupy what, and which of those claims meet or follow one another."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from heapq import heappop, heappush

from .sheets import NO_NEEDS, Needs, Sheet, TruckSheet
from .slots import Precision, Slot
from .travel import Place

# Since when a show claims its time that would begin to do so now.
LAST = 2**62


class ResourceKind(StrEnum):
    TROUPE = "troupe"
    VENUE = "venue"
    TRUCK = "truck"
    MEMBER = "member"
    EXCLUSION = "exclusion"


# What never goes anywhere: a hall, and what an exclusion's members share.
_STANDS_STILL = frozenset({ResourceKind.VENUE, ResourceKind.EXCLUSION})


@dataclass(frozen=True, slots=True)
class ResourceRef:
    """Something that can be booked: `key` is its identity, `label` its name.

    `why`: of an exclusion, why its members are never busy at once.
    """

    key: str
    kind: ResourceKind
    label: str = field(compare=False)
    why: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One act's claim to one resource, proposed or standing.

    `performance` is the key of the show; a booking that stands without one uses a key
    of its own. `slot` runs from load-in to strike, `stage` is the show itself. `kind`
    and `status` are the schedule's own words, passed on to the sentence; `cast` names
    the troupes that play, for sentences about a person. `zone` names the wall clock
    its days are counted by.

    `since` is when a show began to claim this time (None: not known, LAST: it would
    now), `until` when a hold is decided at the latest.

    `via`: the resource for whose sake an exclusion's shared one is claimed. `home`:
    of a lent member not released, the troupe that will miss them. `origin`: of a
    transfer, where it sets out; `place` is then where it arrives.
    """

    performance: str
    resource: ResourceRef
    slot: Slot
    stage: Slot
    firm: bool
    exclusive: bool = True
    place: Place | None = None
    title: str = ""
    kind: str = "show"
    status: str = ""
    precision: Precision = Precision.EXACT
    since: int | None = None
    until: int | None = None
    zone: str = "Asia/Shanghai"
    cast: str = ""
    via: ResourceRef | None = None
    home: ResourceRef | None = None
    origin: Place | None = None

    @property
    def is_hold(self) -> bool:
        """A show that waits for this time, and since when is known."""
        return not self.firm and self.status == "hold" and self.since is not None

    def is_overdue(self, now: int) -> bool:
        """A hold nobody decided in time: it stands in nobody's way any more."""
        return self.is_hold and self.until is not None and self.until <= now

    def passes(self, other: "Claim") -> bool:
        """Whether it is firm where the other waits: told by the rules of the line."""
        knows = self.precision.has_hour and other.precision.has_hour
        return self.firm and self.since is not None and other.is_hold and knows

    def came_before(self, other: "Claim") -> bool:
        return self.place_in_line() < other.place_in_line()

    def place_in_line(self) -> tuple[int, int, str]:
        """The longest claim first; of two since one instant, the older row."""
        since = LAST if self.since is None else self.since
        return since, len(self.performance), self.performance

    @property
    def travels(self) -> bool:
        """Whether a road to it can be reckoned: it moves, and knows hour and place."""
        moves = self.resource.kind not in _STANDS_STILL
        return moves and self.precision.has_hour and self.place is not None

    @property
    def facts(self) -> list[object]:
        """What a judgement rests on: no titles, labels or names; places to 0.1 m."""
        place = self.place
        return [
            [self.performance, self.resource.key, self.firm, self.exclusive],
            [self.slot.starts, self.slot.ends, self.stage.starts, self.stage.ends],
            place and [*place.codes, round(place.lat, 6), round(place.lon, 6)],
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A show as an act would leave it, with every claim it would then make.

    `firm`: confirmed, conditional or late. `is_new`: the act gives it this time.
    `needs` are held against the venue's `sheet`, None while the venue is not known,
    and against what the booked `trucks` bring, in the order of their keys; a show that
    `is_online` has no audience on the spot.
    `may_last`: it is no show and its bookings are split, so it may take weeks.
    """

    performance: str
    title: str
    stage: Slot
    slot: Slot
    precision: Precision
    firm: bool
    is_opening: bool = False
    is_new: bool = False
    venue_known: bool = True
    may_last: bool = False
    claims: tuple[Claim, ...] = ()
    needs: Needs = NO_NEEDS
    sheet: Sheet | None = None
    trucks: tuple[TruckSheet, ...] = ()
    is_online: bool = False
    zone: str = "Asia/Shanghai"

    @property
    def is_lit(self) -> bool:
        """Whether stage light is known to be there, the venue's or a truck's."""
        has = self.sheet is not None and self.sheet.has_light is True
        return has or any(truck.has_light for truck in self.trucks)

    @property
    def is_heard(self) -> bool:
        """Whether sound is known to be there, the venue's or a truck's."""
        has = self.sheet is not None and self.sheet.has_sound is True
        return has or any(truck.has_sound for truck in self.trucks)


def find_overlaps(claims: Iterable[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Every pair of shows that overlaps on a resource, the earlier first.

    A sweep line: O(n log n) and the number of pairs, for claims of all resources.
    """
    for line in _by_resource(claims):
        running: list[tuple[int, int]] = []
        for index, claim in enumerate(line):
            while running and running[0][0] <= claim.slot.starts:
                heappop(running)
            for _, earlier in sorted(running):
                if not _is_one_matter(line[earlier], claim):
                    yield line[earlier], claim
            heappush(running, (claim.slot.ends, index))


def _is_one_matter(one: Claim, other: Claim) -> bool:
    """One show's, or two for the sake of one resource: its own claims tell that."""
    same = one.via is not None and one.via == other.via
    return same or one.performance == other.performance


def find_absences(claims: Iterable[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Every lent member's claim with each show of the home troupe at the same time.

    What one and the same show claims is no absence: home plays there too.
    """
    everything = list(claims)
    lent = [claim for claim in everything if claim.home is not None]
    if not lent:
        return
    homes = {claim.home.key for claim in lent if claim.home is not None}
    plays = (
        claim
        for claim in everything
        if claim.resource.key in homes and claim.kind == "show"
    )
    at_home = {line[0].resource.key: line for line in _by_resource(plays)}
    for away in lent:
        for show in at_home.get(away.home.key if away.home else "", ()):
            if show.performance != away.performance and show.slot.overlaps(away.slot):
                yield away, show


def find_journeys(claims: Iterable[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Every pair between which a resource has to travel, the earlier first.

    For each claim that travels: the last that ends before it and the first that starts
    after it. O(n log n); a pair comes once.
    """
    for line in _by_resource(claim for claim in claims if claim.travels):
        starts = [claim.slot.starts for claim in line]
        by_end = sorted(range(len(line)), key=lambda index: line[index].slot.ends)
        ends = [line[index].slot.ends for index in by_end]
        pairs = set()
        for index, claim in enumerate(line):
            before = bisect_right(ends, claim.slot.starts)
            if before:
                pairs.add((by_end[before - 1], index))
            after = bisect_left(starts, claim.slot.ends)
            if after < len(line):
                pairs.add((index, after))
        for earlier, later in sorted(pairs):
            if line[earlier].performance != line[later].performance:
                yield line[earlier], line[later]


def _by_resource(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    lines: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        lines[claim.resource.key].append(claim)
    for key in sorted(lines):
        yield sorted(lines[key], key=_place_in_line)


def _place_in_line(claim: Claim) -> tuple[int, int, str]:
    return claim.slot.starts, claim.slot.ends, claim.performance
