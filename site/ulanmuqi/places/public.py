"""PublicPlace: the only thing public code ever learns about a place."""

from dataclasses import dataclass

from .models import Region, Venue

# Never translated: a stored calendar entry may not depend on the reader's language.
AUTONOMOUS_REGION = "内蒙古自治区"


@dataclass(frozen=True, slots=True)
class PublicPlace:
    """What may be said of a place in the open.

    `name` is the venue's name, or the banner's for a private venue, or "" when the
    place is not known yet. `code` addresses the public venue page and is "" when
    there is none. `point` is (lat, lon) in WGS-84 and only ever the venue's own,
    never its banner's seat; `is_rough` says that it is off by some kilometres.
    """

    name: str
    name_en: str = ""
    address: str = ""
    code: str = ""
    league: str = ""
    league_en: str = ""
    league_code: str = ""
    banner: str = ""
    banner_en: str = ""
    banner_code: str = ""
    point: tuple[float, float] | None = None
    is_rough: bool = False
    is_outdoor: bool | None = None
    time_zone: str = "Asia/Shanghai"
    is_example: bool = False

    @property
    def is_known(self) -> bool:
        return bool(self.name)

    @property
    def city(self) -> str:
        """The banner, or the league or city when no banner is known."""
        return self.banner or self.league

    @property
    def area(self) -> str:
        """League and banner in one piece, each once."""
        parts = (self.league, self.banner)
        return " ".join(dict.fromkeys(part for part in parts if part))

    @classmethod
    def of(cls, venue: Venue | None, region: Region | None = None) -> "PublicPlace":
        """Needs region, region__league and region__banner loaded (no query then)."""
        if venue is None:
            return cls(name="", **_area(region))
        area = _area(venue.region)
        if venue.is_private:
            return cls(
                name=area["banner"] or area["league"] or AUTONOMOUS_REGION,
                name_en=area["banner_en"] or area["league_en"],
                time_zone=venue.time_zone,
                **area,
            )
        own_point = (
            venue.lat is not None
            and venue.lon is not None
            and venue.coord_precision != Venue.CoordPrecision.SEAT
        )
        return cls(
            name=venue.name,
            name_en=venue.name_en,
            address=venue.address,
            code=venue.code,
            point=(venue.lat, venue.lon) if own_point else None,
            is_rough=own_point
            and venue.coord_precision == Venue.CoordPrecision.APPROXIMATE,
            is_outdoor=venue.is_outdoor,
            time_zone=venue.time_zone,
            is_example=venue.is_example,
            **area,
        )


def _area(region: Region | None) -> dict[str, str]:
    area = dict.fromkeys(
        ("league", "league_en", "league_code", "banner", "banner_en", "banner_code"), ""
    )
    if region is None:
        return area
    for level in ("league", "banner"):
        part = getattr(region, level)
        if part is not None:
            area[level] = part.name
            area[f"{level}_en"] = part.name_en
            area[f"{level}_code"] = part.code
    return area
