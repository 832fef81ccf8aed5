"""Which troupe could answer a request, and on which of its days: nearest first, each
judged by the one judge as if it were confirmed. Nothing is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from math import inf

from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region

from ..conflicts import Claim, Conflict, Proposal, Rule, Severity, judge
from ..models import Performance, Request
from ..roads import Leg
from ..slots import DAY, epoch
from ..statuses import Status
from ..travel import Place, great_circle_km
from .bonds import all_bonds, with_bonds
from .demands import proposal, road_place
from .limits import limits_now
from .neighbours import neighbours
from .request_asking import own_troupe
from .request_days import Between, beside, between
from .request_grounds import grounds_of
from .road_book import Roads

# So many troupes and days are looked at: a hundred claims, one statement's worth.
TROUPES, DAYS = 6, 14
HOUR, MINUTES, LOAD_IN, STRIKE = time(15), 60, 60, 30
# What somebody does longer ago than this says nothing of where they set out from.
SETS_OUT_FROM = 3 * DAY
# A request names its place roughly: that is no news, and nothing to weigh.
_KNOWN = frozenset({Rule.VENUE_UNKNOWN, Rule.NO_HOUR})
# With these a troupe is not free, whatever may be accepted elsewhere.
_IN_THE_WAY = frozenset({Rule.UNREACHABLE, Rule.DOUBLE_BOOKING})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`free` of `days` looked at, on `empty` of them the troupe has nothing else;
    `starts_at` on the first of these, of the days with the fewest warnings. `beside`
    is what it has on that day where none is empty. `leg` is the road there from
    `sets_out`: its show or entry before, or (`from_home`) its seat; None where one of
    the two has no point."""

    troupe: Troupe
    starts_at: datetime
    free: int
    days: int
    leg: Leg | None
    straight_km: float
    sets_out: str
    from_home: bool
    warnings: tuple[Conflict, ...]
    empty: int
    beside: tuple[Between, ...]
    is_own: bool
    is_wished: bool


@dataclass(frozen=True, slots=True)
class Suggestions:
    """`busy` are near ones that are free on none of these days."""

    found: tuple[Suggestion, ...]
    busy: tuple[Troupe, ...]
    first: date | None
    last: date | None


def suggestions(row: Request, now: datetime) -> Suggestions:
    """At most sixteen queries, whatever the season's size. Load the request with its
    place. Nothing for a window that is over."""
    days = _days(row, now)
    region = _region(row)
    place = road_place(row.venue, region)
    if not days or place is None:
        return Suggestions((), (), None, None)
    near = _nearest(row, place)
    puts = {
        (troupe.pk, day): _put(region, troupe, day) for troupe in near for day in days
    }
    bonds = all_bonds()
    puts = {
        key: replace(put, claims=tuple(with_bonds(put.claims, bonds)))
        for key, put in puts.items()
    }
    claims = [claim for put in puts.values() for claim in put.claims]
    around = neighbours(claims)
    homes = {troupe.pk: road_place(None, troupe.region) for troupe in near}
    limits = limits_now()
    taken = beside(near, days[0], days[-1], leaving_out=row.performance_id)
    others = [one.spot for found in taken.values() for one in found]
    roads = _roads([*claims, *around], [place, *homes.values(), *others])
    own = own_troupe(row.region, row.wished_troupe)
    found, busy = [], []
    for troupe in near:
        open_days = []
        for day in days:
            put = puts[troupe.pk, day]
            against = judge([put], around, now=epoch(now), travel=roads, limits=limits)
            if _is_free(against):
                warned = tuple(one for one in against if _counts(one))
                is_taken = (troupe.pk, day) in taken
                open_days.append((is_taken, len(warned), day, warned))
        if not open_days:
            busy.append(troupe)
            continue
        _taken, _number, day, warned = min(open_days, key=lambda one: one[:3])
        put = puts[troupe.pk, day]
        leg, sets_out, from_home = _road(
            troupe, put, around, homes[troupe.pk], place, roads
        )
        home = homes[troupe.pk]
        found.append(
            Suggestion(
                troupe=troupe,
                starts_at=_at(day),
                free=len(open_days),
                days=len(days),
                leg=leg,
                straight_km=great_circle_km(leg.origin, place) if leg else 0,
                sets_out=sets_out,
                from_home=from_home or home is None,
                warnings=warned,
                empty=sum(not one[0] for one in open_days),
                beside=between(taken.get((troupe.pk, day), ()), put.slot, place, roads),
                is_own=troupe == own,
                is_wished=troupe == row.wished_troupe,
            )
        )
    found.sort(key=_order)
    return Suggestions(tuple(found), tuple(busy), days[0], days[-1])


def _order(one: Suggestion) -> tuple[int, float, str]:
    """The fewest hours on the road; without a warning before with. A road nobody
    knows comes last."""
    return len(one.warnings), one.leg.hours if one.leg else inf, one.troupe.code


def place_asked(row: Request) -> Place | None:
    """Where a coach has to go, as narrowly as the request names it. One query."""
    return road_place(row.venue, _region(row))


def _days(row: Request, now: datetime) -> list[date]:
    """Of the window, or the day proposed: from tomorrow on, the first DAYS."""
    tomorrow = now.astimezone(clock.SHANGHAI).date() + timedelta(days=1)
    first, last = row.window_from, row.window_until
    if row.proposed_on is not None:
        first = last = row.proposed_on
    first = max(first, tomorrow)
    length = min((last - first).days + 1, DAYS)
    return [first + timedelta(days=ahead) for ahead in range(length)]


def _region(row: Request) -> Region:
    """Down to the sumu or gacha it names, where that has a point of its own. One
    query."""
    ground = grounds_of([row])[row.pk]
    return row.region if ground.lat is None or ground.lon is None else ground


def _nearest(row: Request, place: Place) -> list[Troupe]:
    """By the straight line, and always the wished one and the banner's own."""

    def distance(troupe: Troupe) -> float:
        home = road_place(None, troupe.region)
        return great_circle_km(home, place) if home else float("inf")

    rows = Troupe.objects.select_related("region__league", "region__banner")
    ranked = sorted(rows, key=lambda troupe: (distance(troupe), troupe.code))
    wanted = {row.troupe_id, row.wished_troupe_id}
    chosen = [troupe for troupe in ranked if troupe.pk in wanted]
    others = [troupe for troupe in ranked if troupe.pk not in wanted]
    return [*chosen, *others[: TROUPES - len(chosen)]]


def _at(day: date) -> datetime:
    return datetime.combine(day, HOUR, tzinfo=clock.SHANGHAI)


def _put(region: Region, troupe: Troupe, day: date) -> Proposal:
    starts = _at(day)
    show = Performance(
        title=troupe.name,
        status=Status.CONFIRMED,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=MINUTES),
        load_in_minutes=LOAD_IN,
        strike_minutes=STRIKE,
        region=region,
    )
    return proposal(show, [troupe], is_new=True)


def _roads(claims: Sequence[Claim], places: Iterable[Place | None]) -> Roads:
    codes = {
        code
        for spot in [
            *(one.place for one in claims),
            *(one.origin for one in claims),
            *places,
        ]
        if spot
        for code in spot.codes
    }
    since = min((one.slot.ends for one in claims), default=0)
    return Roads(since=since, codes=codes)


def _counts(one: Conflict) -> bool:
    return one.severity is Severity.WARN and one.rule not in _KNOWN


def _is_free(against: Sequence[Conflict]) -> bool:
    return not any(
        one.rule in _IN_THE_WAY
        or (one.severity is Severity.BLOCK and one.rule not in _KNOWN)
        for one in against
    )


def _road(
    troupe: Troupe,
    put: Proposal,
    around: Iterable[Claim],
    home: Place | None,
    place: Place,
    roads: Roads,
) -> tuple[Leg | None, str, bool]:
    """The road from where the troupe is before, what it does there, and whether that
    is its own seat."""
    starts = put.slot.starts
    before = [
        one
        for one in around
        if one.resource.key == f"troupe:{troupe.pk}"
        and one.firm
        and one.place is not None
        and starts - SETS_OUT_FROM <= one.slot.ends <= starts
    ]
    if before:
        last = max(before, key=lambda one: one.slot.ends)
        return roads(last.place, place, last.slot.ends), last.title, False
    if home is None:
        return None, "", True
    return roads(home, place, starts), home.name, True
