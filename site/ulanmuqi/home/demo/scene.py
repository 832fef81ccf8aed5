"""Places single shows by hand: the exceptions, and what plays today."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from performances.models import Performance
from performances.scheduling import ShowFacts
from ulanmuqi.places.kinds import VenueKind, usual_load_in
from ulanmuqi.places.models import Venue

from .cast import Cast
from .days import Days
from .diary import Diary, Turn
from .places import is_closed
from .programmes import length, programme

# Words in a title that send the troupe to a gacha or village.
_RURAL = ("下乡", "点单", "基层", "草原深处", "综合服务")


@dataclass(slots=True)
class Scene:
    diary: Diary
    cast: Cast
    days: Days

    def show(
        self,
        title: str,
        code: str,
        offset: int,
        hour: int,
        minute: int = 0,
        *,
        venue: Venue | None = None,
        minutes: int = 0,
        items: int = 0,
        around: int = 0,
        **facts: Any,
    ) -> ShowFacts:
        """A show of the banner's troupe, whose day is then spoken for.

        Without `venue` a free one of the home banner; `venue=None` must be said by
        `region`. `items` is how many entries the programme has.
        """
        troupe, day = self.cast.troupes[code], self.days.day(offset)
        if venue is None and "region" not in facts:
            rural = any(word in title for word in _RURAL)
            venue = self.home(code, offset, rural=rural)
        self.cast.take(troupe, day, around=around)
        if venue is not None:
            self.cast.take(venue, day)
        chance = self.days.chance(f"{title}:{code}:{offset}")
        genre = facts.get("genre", "mixed")
        entries = ()
        if items:
            entries = programme(self.cast, troupe, chance, count=items, genre=genre)
        starts_at = self.days.at(offset, hour, minute)
        load_in = min(usual_load_in(venue.kind), 120) if venue else 60
        values = {
            "kind": Performance.Kind.GRASSROOTS,
            "troupes": (troupe,),
            "load_in_minutes": load_in,
            "strike_minutes": load_in // 2,
            "ends_at": starts_at + timedelta(minutes=minutes or length(entries) or 60),
        }
        return ShowFacts(
            title=title,
            venue=venue,
            starts_at=starts_at,
            programme=entries,
            is_example=True,
            **(values | facts),
        )

    def home(self, code: str, offset: int, *, rural: bool = False) -> Venue:
        """A public place with a roof in the home banner that is free that day: a
        gacha's when the show goes to the country, else the first there is."""
        day = self.days.day(offset)
        free = [
            venue
            for venue in self.cast.venues_of[code]
            if self.cast.is_free(venue, day)
            and not (venue.is_outdoor or venue.is_private or is_closed(venue, day))
        ]
        wanted = [venue for venue in free if venue.kind == VenueKind.GACHA_SITE]
        return (wanted if rural and wanted else free)[0]

    def private(self, code: str, kind: str) -> Venue:
        """The banner's place of that kind whose name stays inside."""
        return next(
            venue
            for venue in self.cast.venues_of[code]
            if venue.kind == kind and venue.is_private
        )

    def place(
        self, show: ShowFacts, *turns: Turn, before: int = 14, **how: Any
    ) -> None:
        """Enters it so many days before it plays, yesterday at the latest."""
        offset = (show.starts_at.date() - self.days.today).days
        self.diary.place(self.entered(offset, before), [show], *turns, **how)

    def entered(self, offset: int, before: int) -> datetime:
        return self.days.entered(offset - before, 9)
