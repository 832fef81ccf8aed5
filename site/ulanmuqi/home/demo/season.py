"""The season around the reference day: every troupe on its tours, most of it as
planned, some of it not."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from performances import scheduling
from performances.models import Performance
from performances.scheduling import ShowFacts
from performances.slots import Precision
from troupes.models import Troupe
from ulanmuqi.places.kinds import VenueKind, usual_load_in
from ulanmuqi.places.models import Venue

from .cast import Cast
from .days import Days, awake
from .diary import Diary
from .needs import needs
from .places import is_closed
from .programmes import length, programme
from .reasons import hindrance
from .themes import theme

FIRST_DAY, LAST_DAY = -60, 75
SITTING_DAYS = 5
MOST_AT_ONCE = 100

# Months in which nobody sits outdoors for an hour.
_COLD = (11, 12, 1, 2, 3)
_SHORT_STOPS = (VenueKind.BORDER_POST, VenueKind.HERDER_HOME, VenueKind.CARE_HOME)
_HALLS = (VenueKind.THEATRE, VenueKind.CULTURAL_CENTRE, VenueKind.MASS_ART_CENTRE)


@dataclass(slots=True)
class Season:
    diary: Diary
    cast: Cast
    days: Days
    sittings: dict[int, list[tuple[ShowFacts, Random]]] = field(default_factory=dict)

    def write(self) -> None:
        """Tours of every troupe, entered in sittings a few days apart."""
        for troupe in self.cast.troupes.values():
            chance = self.days.chance(f"tours:{troupe.code}")
            first = FIRST_DAY + chance.randrange(58)
            while first <= LAST_DAY:
                stops = chance.choice((2, 3, 3, 4, 5))
                self._tour(troupe, range(first, first + stops), chance)
                first += stops + chance.randrange(14, 82)
        for number, sitting in sorted(self.sittings.items()):
            for start in range(0, len(sitting), MOST_AT_ONCE):
                part = sitting[start : start + MOST_AT_ONCE]
                entered = self.days.at(number * SITTING_DAYS - 1, 10, start // 5)
                turns = [
                    (place, *turn)
                    for place, (show, chance) in enumerate(part)
                    for turn in self._turns(show, chance)
                ]
                shows = [show for show, _chance in part]
                self.diary.place(entered, shows, *turns, where_it_fits=True)

    def _tour(self, troupe: Troupe, offsets: Sequence[int], chance: Random) -> None:
        """Consecutive days in the home banner, entered weeks before."""
        earliest = offsets[0] - chance.randint(12, 30)
        number = min(earliest, -chance.randrange(24)) // SITTING_DAYS
        sitting = self.sittings.setdefault(number, [])
        for offset in offsets:
            if offset <= LAST_DAY:
                day = self.days.day(offset)
                stops = self._stops(troupe, day, chance)
                sitting += [(show, chance) for show in stops]

    def _stops(self, troupe: Troupe, day: date, chance: Random) -> Iterator[ShowFacts]:
        if not self.cast.is_free(troupe, day):
            return
        venue = self._free_venue(troupe, day, chance)
        if venue is None:
            return
        self.cast.take(troupe, day)
        self.cast.take(venue, day)
        hour = _hour(venue, day, chance)
        yield self.show(troupe, venue, day, chance, hour=hour)
        # Half an hour later, as some begin, it still ends before the next load-in.
        early = hour < (14, 31) and venue.kind == VenueKind.GACHA_SITE
        if early and chance.random() < 0.3:
            yield self.show(troupe, venue, day, chance, hour=(19, 0))

    def _free_venue(self, troupe: Troupe, day: date, chance: Random) -> Venue | None:
        choices = [
            venue
            for venue in self._home_venues(troupe)
            if self.cast.is_free(venue, day) and _suits(venue, day)
        ]
        return chance.choice(choices) if choices else None

    def _home_venues(self, troupe: Troupe) -> list[Venue]:
        if troupe.level == Troupe.Level.BANNER:
            return self.cast.venues_of[troupe.region.code]
        league = "150100" if troupe.level == Troupe.Level.REGION else troupe.region.code
        return [v for v in self.cast.venues.values() if v.region.league.code == league]

    def show(
        self,
        troupe: Troupe,
        venue: Venue,
        day: date,
        chance: Random,
        *,
        hour: tuple[int, int],
    ) -> ShowFacts:
        what = theme(venue, day.month, chance)
        starts_at = self.days.at((day - self.days.today).days, *hour)
        short = venue.kind in _SHORT_STOPS
        items = ()
        if chance.random() < 0.55:
            count = 6 if short else chance.randint(7, 12)
            items = programme(self.cast, troupe, chance, count=count, genre=what.genre)
        minutes = length(items) or chance.choice((40, 45) if short else (60, 70, 90))
        load_in = min(usual_load_in(venue.kind), 120)
        steppe = troupe.region.kind in ("旗", "自治旗")
        return ShowFacts(
            title=_title(what.title, troupe, venue, chance),
            title_en=what.title_en,
            kind=what.kind,
            genre=what.genre,
            language=chance.choice(
                ("mn", "both", "both") if steppe else ("zh", "both")
            ),
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=minutes),
            venue=venue,
            troupes=(troupe,),
            precision=_precision(venue, chance),
            load_in_minutes=load_in,
            strike_minutes=load_in // 2,
            doors_minutes=30 if venue.kind in _HALLS else None,
            admission="免费，不用预约" if venue.kind in _HALLS else "",
            programme=items,
            is_example=True,
            **needs(venue, f"{troupe.code}:{day}:{hour}"),
        )

    def _turns(
        self, show: ShowFacts, chance: Random
    ) -> list[tuple[datetime, Callable[[Performance], Any]]]:
        """What befell a show, if anything: all of it before it was to begin."""
        told = awake(show.starts_at - timedelta(hours=chance.randint(4, 40)))
        fate = chance.random()
        if told > self.days.latest:
            return []
        why = hindrance(show.starts_at.month, chance)
        if fate < 0.03:
            return [(told, partial(scheduling.cancel, reason=why))]
        if fate < 0.045:
            return [(told, partial(scheduling.postpone, reason=why))]
        if fate < 0.07:
            return [(told, partial(_half_an_hour_later, why=why))]
        return []


def _half_an_hour_later(row: Performance, why: str) -> None:
    """Unless the next show of the day stands too close: then it plays on time."""
    later = row.starts_at + timedelta(minutes=30)
    with suppress(scheduling.ConflictsFound):
        scheduling.move(row, starts_at=later, reason=why)


def _suits(venue: Venue, day: date) -> bool:
    if is_closed(venue, day):
        return False
    if venue.is_outdoor and day.month in _COLD:
        return False
    if venue.kind == VenueKind.CAMPUS:
        return day.weekday() < 5 and day.month not in (1, 2, 7, 8)
    return venue.kind not in (VenueKind.STADIUM, VenueKind.EXHIBITION_CENTRE)


def _hour(venue: Venue, day: date, chance: Random) -> tuple[int, int]:
    if venue.kind in _HALLS or venue.kind == VenueKind.CONCERT_HALL:
        return chance.choice(((19, 0), (19, 30), (19, 30), (15, 0)))
    if venue.kind == VenueKind.CAMPUS:
        return chance.choice(((10, 0), (14, 30), (15, 30)))
    if venue.kind in _SHORT_STOPS or day.month in _COLD:
        return chance.choice(((10, 30), (14, 0), (14, 30), (15, 0)))
    return chance.choice(((10, 0), (15, 0), (16, 30), (19, 0), (20, 0)))


def _precision(venue: Venue, chance: Random) -> str:
    loose = venue.kind in (VenueKind.GACHA_SITE, *_SHORT_STOPS)
    about = loose and chance.random() < 0.3
    return (Precision.ABOUT if about else Precision.EXACT).value


def _title(name: str, troupe: Troupe, venue: Venue, chance: Random) -> str:
    """The theme, or a work's name before it. Never the name of a private place."""
    if venue.is_private or chance.random() < 0.5:
        return name
    place = venue.name.removesuffix("文化室").removesuffix("演出点")
    if venue.kind == VenueKind.GACHA_SITE and chance.random() < 0.6:
        return f"走进{place}：{name}"
    return f"{troupe.display_name}{name}"
