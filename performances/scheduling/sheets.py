"""Needs of a show, a venue's sheet and what trucks bring, as the pure rules read it."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Model

from troupes.models import StageTruck
from ulanmuqi.places.models import Venue

from ..models import Performance
from ..sheets import HOURS_UNKNOWN, Needs, Sheet, TruckSheet, WeekHours
from .resources import ref_of


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
        light=show.needs_light,
        sound=show.needs_sound,
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
        has_light=venue.has_light,
        has_sound=venue.has_sound,
        hours=_week(venue.opening_hours),
        lat=venue.lat,
        lon=venue.lon,
    )


def trucks_of(cast: Iterable[Model]) -> tuple[TruckSheet, ...]:
    """Those of the cast that are stage trucks, in the order of their keys."""
    trucks = [one for one in cast if isinstance(one, StageTruck)]
    return tuple(truck_sheet_of(one) for one in sorted(trucks, key=lambda one: one.pk))


def truck_sheet_of(truck: StageTruck) -> TruckSheet:
    return TruckSheet(
        key=ref_of(truck).key,
        name=truck.name,
        width_m=_metres(truck.stage_width_m),
        depth_m=_metres(truck.stage_depth_m),
        height_m=_metres(truck.stage_height_m),
        power=truck.power,
        power_kw=truck.power_kw,
        has_light=truck.has_light,
        has_sound=truck.has_sound,
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
