"""Kinds of venue, after the data pack; the order is the order of the form."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VenueKind(models.TextChoices):
    THEATRE = "theatre", _("Theatre")
    CONCERT_HALL = "concert_hall", _("Concert hall")
    CULTURAL_CENTRE = "cultural_centre", _("Cultural centre")
    MASS_ART_CENTRE = "mass_art_centre", _("Mass art centre")
    STADIUM = "stadium", _("Stadium")
    EXHIBITION_CENTRE = "exhibition_centre", _("Exhibition centre")
    CAMPUS = "campus", _("School")
    SQUARE = "square", _("Square")
    TOWNSHIP_STATION = "township_station", _("Sumu culture station")
    GACHA_SITE = "gacha_site", _("Gacha site")
    GRASSLAND_GROUND = "grassland_ground", _("Grassland or Nadam ground")
    SCENIC_AREA = "scenic_area", _("Scenic area")
    MOBILE_STAGE = "mobile_stage", _("Mobile stage")
    BORDER_POST = "border_post", _("Border post")
    CARE_HOME = "care_home", _("Care home")
    HERDER_HOME = "herder_home", _("Herder's home")
    COMMUNITY = "community", _("Community or enterprise")


OUTDOOR = frozenset(
    {
        VenueKind.SQUARE,
        VenueKind.GACHA_SITE,
        VenueKind.GRASSLAND_GROUND,
        VenueKind.SCENIC_AREA,
        VenueKind.MOBILE_STAGE,
    }
)

# Load-in minutes by kind: theatre 4 to 8 h, square with truck 1 to 2 h, gacha half
# an hour to one hour; strike takes half of it (domain notes, section 7).
LOAD_IN_MINUTES = {
    VenueKind.THEATRE: 240,
    VenueKind.CONCERT_HALL: 240,
    VenueKind.STADIUM: 240,
    VenueKind.CULTURAL_CENTRE: 120,
    VenueKind.MASS_ART_CENTRE: 120,
    VenueKind.EXHIBITION_CENTRE: 120,
    VenueKind.SQUARE: 90,
    VenueKind.GRASSLAND_GROUND: 90,
    VenueKind.SCENIC_AREA: 90,
}
LOAD_IN_ELSEWHERE = 45


def usual_load_in(kind: str) -> int:
    """Minutes; the editor may always say otherwise."""
    return LOAD_IN_MINUTES.get(VenueKind(kind), LOAD_IN_ELSEWHERE)
