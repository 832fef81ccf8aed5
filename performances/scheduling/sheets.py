"""A show's needs and a venue's technical sheet as the pure rules read them."""

from decimal import Decimal

from ulanmuqi.places.models import Venue

from ..models import Performance
from ..sheets import HOURS_UNKNOWN, Needs, Sheet, WeekHours


def needs_of(show: Performance) -> Needs:
    return Needs(
        audience=show.expected_audience,
        width_m=_metres(show.needs_width_m),
        depth_m=_metres(show.needs_depth_m),
        height_m=_metres(show.needs_height_m),
        power=show.needs_power,
        power_kw=show.needs_power_kw,
        dressing_rooms=show.needs_dressing_rooms,
        truck=show.needs_truck,
        heating=show.needs_heating,
    )


def sheet_of(venue: Venue) -> Sheet:
    return Sheet(
        name=venue.name,
        is_outdoor=venue.is_outdoor,
        capacity=venue.capacity,
        width_m=_metres(venue.stage_width_m),
        depth_m=_metres(venue.stage_depth_m),
        height_m=_metres(venue.stage_height_m),
        power=venue.power,
        power_kw=venue.power_kw,
        dressing_rooms=venue.dressing_rooms,
        has_truck_access=venue.has_truck_access,
        has_heating=venue.has_heating,
        hours=_week(venue.opening_hours),
        lat=venue.lat,
        lon=venue.lon,
    )


def _metres(value: Decimal | float | None) -> float | None:
    return None if value is None else round(float(value), 1)


def _week(stored: list) -> WeekHours:
    if len(stored) != len(HOURS_UNKNOWN):
        return HOURS_UNKNOWN
    return tuple(
        None if day is None else tuple((opens, closes) for opens, closes in day)
        for day in stored
    )
