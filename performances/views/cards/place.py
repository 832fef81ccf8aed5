"""The public place in the reader's language."""

from dataclasses import dataclass

from django.utils.translation import get_language

from ulanmuqi.places.public import PublicPlace


def venue_name(place: PublicPlace) -> str:
    """The venue, or the banner of a private one; "" when not known yet."""
    return place.name_en if _in_english() and place.name_en else place.name


def league_name(place: PublicPlace) -> str:
    return place.league_en if _in_english() and place.league_en else place.league


def banner_name(place: PublicPlace) -> str:
    return place.banner_en if _in_english() and place.banner_en else place.banner


def city_name(place: PublicPlace) -> str:
    """League or city, or the banner when that is all that is known."""
    return league_name(place) or banner_name(place)


def area_name(place: PublicPlace) -> str:
    """League and banner, without saying the venue's own name twice."""
    return names_of(place).area


@dataclass(frozen=True, slots=True)
class Names:
    """`venue` and `league` as the functions of that name; `area` as `area_name`."""

    venue: str
    league: str
    area: str


def names_of(place: PublicPlace) -> Names:
    """All that a row says of its place, in one look at the reader's language."""
    venue, league, banner = place.name, place.league, place.banner
    if _in_english():
        venue = place.name_en or venue
        league, banner = place.league_en or league, place.banner_en or banner
    parts = dict.fromkeys((league, banner))
    area = " ".join(part for part in parts if part and part != venue)
    return Names(venue, league, area)


def _in_english() -> bool:
    return (get_language() or "").startswith("en")
