"""A tour as facts: laid out over days by the roads as they are then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from ulanmuqi.places.models import Venue

from .. import tour
from ..slots import epoch
from .demands import road_place
from .road_book import Roads

MOST_STOPS = 60
MOST_SHOWS = 150


@dataclass(frozen=True, slots=True)
class TourStop:
    """`venue` with its region, league and banner loaded."""

    venue: Venue
    days: int
    load_in_minutes: int
    strike_minutes: int

    @property
    def pure(self) -> tour.Stop:
        return tour.Stop(
            self.venue.time_zone, self.days, self.load_in_minutes, self.strike_minutes
        )


def lay_out(stops: Sequence[TourStop], plan: tour.Plan) -> tuple[tour.Laid, ...]:
    """Days and hours for every show, with days left free where the road of that
    season, its notices and buffers ask for them. The queries of one road book."""
    places = [road_place(stop.venue, None) for stop in stops]
    first = datetime.combine(plan.first_day, time.min, tzinfo=UTC)
    roads = Roads(since=epoch(first))

    def drive(origin: int, destination: int, leaves: int) -> int | None:
        here, there = places[origin], places[destination]
        if here is None or there is None:
            return 0
        return roads(here, there, leaves).seconds

    return tour.lay_out([stop.pure for stop in stops], plan, drive=drive)
