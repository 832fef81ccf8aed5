"""Who and what the season can draw on: troupes, venues and works, looked up once."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from troupes.models import Troupe, Work
from ulanmuqi.places.models import Region, Venue


@dataclass(slots=True)
class Cast:
    """Rows by code, and which day of which troupe or venue is spoken for."""

    troupes: dict[str, Troupe]
    venues: dict[str, Venue]
    by_name: dict[str, Venue]
    regions: dict[str, Region]
    # By banner, or by league where the banner is open.
    venues_of: dict[str, list[Venue]]
    works_of: dict[int, list[Work]]
    works: dict[str, Work]
    _taken: set[tuple[str, int, date]] = field(default_factory=set)

    @classmethod
    def read(cls) -> "Cast":
        venues = list(
            Venue.objects.select_related("region__league", "region__banner").order_by(
                "code"
            )
        )
        venues_of = defaultdict(list)
        for venue in venues:
            home = venue.region.banner or venue.region
            venues_of[home.code].append(venue)
        works_of = defaultdict(list)
        works = list(Work.objects.prefetch_related("troupes").order_by("pk"))
        for work in works:
            for troupe in work.troupes.all():
                works_of[troupe.pk].append(work)
        troupes = Troupe.objects.select_related("region__league").order_by("pk")
        return cls(
            troupes={troupe.region.code: troupe for troupe in troupes},
            venues={venue.code: venue for venue in venues},
            by_name={venue.name: venue for venue in venues},
            regions={region.code: region for region in Region.objects.all()},
            venues_of=venues_of,
            works_of=works_of,
            works={work.title: work for work in works},
        )

    def hall(self, banner: str) -> Venue:
        """The invented small theatre of a banner."""
        return self.by_name[f"{self.regions[banner].name}文化馆小剧场"]

    def take(self, thing: Troupe | Venue, *days: date, around: int = 0) -> None:
        """Nothing else is placed there on these days, nor so many days around."""
        for day in days:
            for offset in range(-around, around + 1):
                self._taken.add(
                    (type(thing).__name__, thing.pk, day + timedelta(offset))
                )

    def is_free(self, thing: Troupe | Venue, day: date) -> bool:
        return (type(thing).__name__, thing.pk, day) not in self._taken
