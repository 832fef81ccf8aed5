"""A Saturday in July on which eighty troupes play: the busiest day there is."""

from datetime import date, timedelta

from performances.models import Performance
from performances.scheduling import ShowFacts
from ulanmuqi.places.kinds import VenueKind

from .cast import Cast
from .days import Days
from .diary import Diary
from .programmes import length, programme

SHOWS = 80
_AT_ONCE = 20


def saturday(today: date) -> date:
    """The second Saturday of the coming July, in 乌兰牧骑月 (17 June to 17 July)."""
    year = today.year
    found = _second_saturday(year)
    return found if found > today + timedelta(days=1) else _second_saturday(year + 1)


def _second_saturday(year: int) -> date:
    first = date(year, 7, 1)
    return first + timedelta(days=(5 - first.weekday()) % 7 + 7)


def write(diary: Diary, cast: Cast, days: Days) -> None:
    day = saturday(days.today)
    shows = _shows(cast, days, day)[:SHOWS]
    for start in range(0, len(shows), _AT_ONCE):
        entered = days.entered(-6) + timedelta(minutes=start)
        diary.place(entered, shows[start : start + _AT_ONCE])


def _shows(cast: Cast, days: Days, day: date) -> list[ShowFacts]:
    chance = days.chance("july")
    shows = []
    for code, troupe in cast.troupes.items():
        league = "150100" if code == "150000" else code
        near = cast.venues_of[code] or [
            v for v in cast.venues.values() if v.region.league.code == league
        ]
        free = [v for v in near if not v.is_private and cast.is_free(v, day)]
        outdoors = [venue for venue in free if venue.is_outdoor]
        if not free or not cast.is_free(troupe, day):
            continue
        venue = chance.choice(outdoors or free)
        cast.take(troupe, day)
        cast.take(venue, day)
        items = programme(cast, troupe, chance, count=chance.randint(8, 12))
        offset = (day - days.today).days
        hour, minute = chance.choice(((10, 0), (16, 0), (19, 30), (20, 0), (20, 30)))
        starts_at = days.at(offset, hour, minute)
        grounds = venue.kind == VenueKind.GRASSLAND_GROUND
        shows.append(
            ShowFacts(
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
        )
    return shows
