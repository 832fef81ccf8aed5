"""The way to each show: from where, how far, how long, and when to leave."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from troupes.models import Troupe

from ...models import Engagement, Performance
from ...roads import RoadBook
from ...scheduling.demands import road_place
from ...scheduling.road_book import read_book
from ...slots import epoch
from ...travel import CoordPrecision, Place, RoadClass, great_circle_km

# Where somebody slept: what ended less than this before is where they set out from.
NIGHT = timedelta(hours=18)
# Nobody spends the night away who is at home within an hour: by the straight line.
HOME_KM = 60


@dataclass(frozen=True, slots=True)
class Journey:
    """`minutes` on the road, standing before closed roads included; None where the road
    is closed and nobody says until when. `leave_at` gets there as long before load-in
    as the region's rules ask for, in the venue's zone; None without an hour.
    `leaves_before`: that is on another day than the show. `stayed`: they are taken to
    have spent the night where they were last."""

    origin: str
    stayed: bool
    km: int
    minutes: int | None
    leave_at: datetime | None
    leaves_before: bool
    is_known: bool
    is_rough: bool
    notices: tuple[str, ...]

    @property
    def hours(self) -> int:
        return (self.minutes or 0) // 60

    @property
    def rest(self) -> int:
        return (self.minutes or 0) % 60


@dataclass(frozen=True, slots=True)
class _Stop:
    key: int
    starts: datetime
    ends: datetime
    place: Place


@dataclass(frozen=True, slots=True)
class _From:
    place: Place
    stayed: bool


def journeys(
    troupe: Troupe,
    shows: Iterable[Performance],
    entries: Iterable[Engagement],
    wanted: Iterable[Performance],
) -> Mapping[int, Journey]:
    """By the key of the show, for those of `wanted` whose place is known; three queries
    where there are any. Load the troupe with its region's league."""
    asked = [show for show in wanted if _place(show) is not None]
    if not asked:
        return {}
    stops = sorted(_stops(shows, entries), key=lambda stop: stop.starts)
    home = _home(troupe)
    ways = {show.pk: _origin(show, stops, home) for show in asked}
    places = [
        *(way.place for way in ways.values() if way),
        *(_place(show) for show in asked),
    ]
    codes = {code for place in places if place for code in place.codes}
    since = min(epoch(show.starts_at) for show in asked) - int(NIGHT.total_seconds())
    book = read_book(since=since, codes=codes)
    return {
        show.pk: _journey(show, ways[show.pk], book)
        for show in asked
        if ways[show.pk] is not None
    }


def _journey(show: Performance, way: _From, book: RoadBook) -> Journey:
    """As if one left as late as can be: what the road is like depends on the hour."""
    origin = way.place
    stage_from = show.starts_at - timedelta(minutes=show.load_in_minutes)
    goal = _place(show)
    free = epoch(stage_from)
    leg = book.journey(origin, goal, free)
    if leg.seconds is not None:
        leg = book.journey(origin, goal, free - leg.seconds)
    seconds = None if leg.seconds is None else max(0, leg.seconds - leg.buffer_seconds)
    leave_at = None
    if seconds is not None and show.has_hour:
        early = timedelta(seconds=seconds + (book.arrival if leg.km else 0))
        leave_at = (stage_from - early).astimezone(ZoneInfo(show.time_zone))
    return Journey(
        origin=origin.name,
        stayed=way.stayed,
        km=round(leg.km),
        minutes=None if seconds is None else round(seconds / 60),
        leave_at=leave_at,
        leaves_before=leave_at is not None and leave_at.date() < show.day,
        is_known=leg.known,
        is_rough=leg.approximate,
        notices=tuple(dict.fromkeys(one.label for one in leg.notices if one.label)),
    )


def _origin(show: Performance, stops: list[_Stop], home: Place | None) -> _From | None:
    """From where they were last; overnight only where home is far."""
    before = [
        stop for stop in stops if stop.key != show.pk and stop.ends <= show.starts_at
    ]
    last = before[-1] if before else None
    if last is None or show.starts_at - last.ends >= NIGHT:
        return _From(home, stayed=False) if home is not None else None
    zone = ZoneInfo(show.time_zone)
    overnight = _day(last.ends, zone) < _day(show.starts_at, zone)
    if overnight and home is not None and great_circle_km(last.place, home) <= HOME_KM:
        return _From(home, stayed=False)
    return _From(last.place, stayed=overnight)


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def _stops(
    shows: Iterable[Performance], entries: Iterable[Engagement]
) -> Iterable[_Stop]:
    for show in shows:
        place = _place(show)
        if show.is_firm and place is not None:
            yield _Stop(show.pk, show.starts_at, show.ends_at, place)
    for row in entries:
        place = road_place(row.venue, row.region)
        if row.kind != Engagement.Kind.BLACKOUT and place is not None:
            # Keys of entries are none of a show's.
            yield _Stop(-row.pk, row.starts_at, row.ends_at, place)


def _place(show: Performance) -> Place | None:
    return road_place(show.venue, show.region)


def _home(troupe: Troupe) -> Place | None:
    """Its base where its point is known, else the seat of its banner."""
    seat = road_place(None, troupe.region)
    if troupe.base_lat is None or troupe.base_lon is None:
        return seat
    return Place(
        lat=troupe.base_lat,
        lon=troupe.base_lon,
        name=troupe.base_address or troupe.local_name,
        precision=CoordPrecision.EXACT,
        codes=seat.codes if seat else (),
        road=seat.road if seat else RoadClass.COUNTRY,
        areas=seat.areas if seat else (),
    )
