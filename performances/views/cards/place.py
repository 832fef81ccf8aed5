"""The public place in the reader's language."""

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
    parts = dict.fromkeys((league_name(place), banner_name(place)))
    return " ".join(part for part in parts if part and part != venue_name(place))


def _in_english() -> bool:
    return (get_language() or "").startswith("en")
