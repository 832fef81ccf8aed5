"""A Saturday in July on which eighty troupes play: the busiest day there is."""

from collections.abc import Iterator
from datetime import date, timedelta

from performances.models import Performance
from performances.scheduling import ShowFacts
from troupes.models import Troupe
from ulanmuqi.places.kinds import VenueKind
from ulanmuqi.places.models import Venue

from .cast import Cast
from .days import Days
from .diary import Diary
from .programmes import length, programme

SHOWS = 80
_AT_ONCE = 20
_MORNING = (10, 0)
_LATER = ((16, 0), (19, 30), (19, 30), (20, 0), (20, 30))


def saturday(today: date) -> date:
    """The second Saturday of the coming July, in 乌兰牧骑月 (17 June to 17 July)."""
    year = today.year
    found = _second_saturday(year)
    return found if found > today + timedelta(days=1) else _second_saturday(year + 1)


def _second_saturday(year: int) -> date:
    first = date(year, 7, 1)
    return first + timedelta(days=(5 - first.weekday()) % 7 + 7)


def write(diary: Diary, cast: Cast, days: Days) -> None:
    """Eighty shows: one by each troupe that is free, then a second by some."""
    day = saturday(days.today)
    stages = list(_stages(cast, days, day))
    chance = days.chance("july:hours")
    shows = [_show(cast, days, day, stage, chance.choice(_LATER)) for stage in stages]
    shows += [_show(cast, days, day, stage, _MORNING) for stage in stages]
    for start in range(0, SHOWS, _AT_ONCE):
        entered = days.entered(-6) + timedelta(minutes=start)
        diary.place(entered, shows[start : min(start + _AT_ONCE, SHOWS)])


def _stages(cast: Cast, days: Days, day: date) -> Iterator[tuple[Troupe, Venue]]:
    """Each troupe that is free, with a ground near home, outdoors if there is one."""
    chance = days.chance("july:stages")
    for code, troupe in cast.troupes.items():
        league = "150100" if code == "150000" else code
        near = cast.venues_of[code] or [
            v for v in cast.venues.values() if v.region.league.code == league
        ]
        free = [v for v in near if not v.is_private and cast.is_free(v, day)]
        if not free or not cast.is_free(troupe, day):
            continue
        venue = chance.choice([v for v in free if v.is_outdoor] or free)
        cast.take(troupe, day)
        cast.take(venue, day)
        yield troupe, venue


def _show(
    cast: Cast,
    days: Days,
    day: date,
    stage: tuple[Troupe, Venue],
    hour: tuple[int, int],
) -> ShowFacts:
    troupe, venue = stage
    chance = days.chance(f"july:{troupe.code}:{hour}")
    items = programme(cast, troupe, chance, count=chance.randint(8, 12))
    starts_at = days.at((day - days.today).days, *hour)
    grounds = venue.kind == VenueKind.GRASSLAND_GROUND
    return ShowFacts(
        title="那达慕助兴演出" if grounds else "“乌兰牧骑月”惠民演出",
        title_en="At the Nadam" if grounds else "Ulanmuqi Month",
        kind=Performance.Kind.GRASSROOTS,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=length(items)),
        venue=venue,
        troupes=(troupe,),
        load_in_minutes=90,
        strike_minutes=45,
        programme=items,
        is_example=True,
    )
