"""What a show demands: the one answer to "which bookings must exist for it?"."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from troupes.models import Troupe
from ulanmuqi.places.models import Region, Venue

from .. import slots, travel
from ..claims import LAST
from ..conflicts import Claim, Proposal, ResourceKind, ResourceRef
from ..models import Booking, Performance
from ..statuses import BOOKED, FIRM, Status
from .sheets import needs_of, sheet_of


@dataclass(frozen=True, slots=True)
class Demand:
    """One booking a show needs; the resource by its owner's id."""

    troupe_id: int | None
    venue_id: int | None
    starts: int
    ends: int
    firm: bool
    exclusive: bool


def stage_slot(performance: Performance) -> slots.Slot:
    """When the show may be on stage."""
    return slots.show_slot(
        precision=slots.Precision(performance.precision),
        zone=performance.time_zone,
        starts=performance.starts_at,
        ends=performance.ends_at,
        day=performance.starts_at.astimezone(ZoneInfo(performance.time_zone)).date(),
        day_part=slots.DayPart(performance.day_part) if performance.day_part else None,
    )


def occupied_slot(performance: Performance) -> slots.Slot:
    """From load-in to strike."""
    return slots.occupied_slot(
        stage_slot(performance),
        precision=slots.Precision(performance.precision),
        load_in_minutes=performance.load_in_minutes,
        strike_minutes=performance.strike_minutes,
    )


def is_firm(performance: Performance) -> bool:
    """Firm by status, and its hour is known: without an hour it books softly."""
    return performance.status in FIRM and performance.has_hour


def demands(performance: Performance, troupes: list[Troupe]) -> list[Demand]:
    """The bookings a show must have, by rule 5.2; none for drafts and what is off."""
    if performance.status not in BOOKED:
        return []
    slot = occupied_slot(performance)
    firm = is_firm(performance)
    found = [
        Demand(troupe.pk, None, slot.starts, slot.ends, firm, True)
        for troupe in troupes
    ]
    venue = performance.venue
    if venue is not None:
        found.append(
            Demand(None, venue.pk, slot.starts, slot.ends, firm, not venue.is_shared)
        )
    return found


def key_of(performance: Performance) -> str:
    return str(performance.pk) if performance.pk else "new"


def proposal(
    performance: Performance, troupes: list[Troupe], *, is_new: bool
) -> Proposal:
    """The show as the judge sees it; `is_new` when this act gives it its time.

    A confirmation without an hour is proposed as firm, so that the judge refuses it.
    """
    stage = stage_slot(performance)
    return Proposal(
        performance=key_of(performance),
        title=performance.title,
        stage=stage,
        slot=occupied_slot(performance),
        precision=slots.Precision(performance.precision),
        firm=is_firm(performance) or performance.status == "confirmed",
        is_opening=performance.is_opening,
        is_new=is_new,
        venue_known=performance.venue is not None,
        claims=tuple(
            _claim(performance, demand, stage, troupes)
            for demand in demands(performance, troupes)
        ),
        needs=needs_of(performance),
        sheet=sheet_of(performance.venue) if performance.venue else None,
        is_online=performance.mode == Performance.Mode.ONLINE,
        zone=performance.time_zone,
    )


def _claim(
    performance: Performance, demand: Demand, stage: slots.Slot, troupes: list[Troupe]
) -> Claim:
    if demand.venue_id:
        resource = venue_ref(performance.venue)
    else:
        resource = troupe_ref(next(t for t in troupes if t.pk == demand.troupe_id))
    return Claim(
        performance=key_of(performance),
        resource=resource,
        slot=slots.Slot(demand.starts, demand.ends),
        stage=stage,
        firm=demand.firm,
        exclusive=demand.exclusive,
        place=road_place(performance.venue, performance.region),
        title=performance.title,
        status=performance.status,
        precision=slots.Precision(performance.precision),
        since=since(performance) or LAST,
        until=until(performance),
        zone=performance.time_zone,
    )


def standing_claim(booking: Booking) -> Claim:
    """A stored booking as the judge sees it (load with `neighbours`)."""
    show = booking.performance
    slot = slots.Slot(booking.starts, booking.ends)
    resource = booking.resource
    if resource.troupe_id:
        ref = troupe_ref(resource.troupe)
    elif resource.venue_id:
        ref = venue_ref(resource.venue)
    else:
        ref = ResourceRef(
            f"{resource.kind}:{resource.pk}",
            ResourceKind(resource.kind),
            resource.label,
        )
    return Claim(
        performance=key_of(show) if show else f"booking:{booking.pk}",
        resource=ref,
        slot=slot,
        stage=stage_slot(show) if show else slot,
        firm=booking.firm,
        exclusive=booking.exclusive,
        place=road_place(show.venue, show.region) if show else None,
        title=show.title if show else booking.note or booking.get_kind_display(),
        kind=booking.kind,
        status=show.status if show else "",
        precision=slots.Precision(show.precision) if show else slots.Precision.EXACT,
        since=since(show) if show else None,
        until=until(show) if show else None,
        zone=show.time_zone if show else "Asia/Shanghai",
    )


def since(performance: Performance) -> int | None:
    """When it began to claim its time, in UTC seconds."""
    held_at = performance.held_at
    return slots.epoch(held_at) if held_at is not None else None


def until(performance: Performance) -> int | None:
    """When a hold is decided at the latest, in UTC seconds."""
    if performance.status != Status.HOLD or performance.decide_by is None:
        return None
    return slots.epoch(performance.decide_by)


def troupe_ref(troupe: Troupe) -> ResourceRef:
    return ResourceRef(f"troupe:{troupe.pk}", ResourceKind.TROUPE, troupe.name)


def venue_ref(venue: Venue) -> ResourceRef:
    return ResourceRef(f"venue:{venue.pk}", ResourceKind.VENUE, venue.name)


_ROADS = {
    Region.Level.REGION: travel.RoadClass.MOTORWAY,
    Region.Level.LEAGUE: travel.RoadClass.MOTORWAY,
    Region.Level.BANNER: travel.RoadClass.COUNTRY,
}


def road_place(venue: Venue | None, region: Region | None) -> travel.Place | None:
    """Where a coach must go; None when nothing is known that has a point.

    City districts are reached by the motorway like their city, and their known legs
    are the city's.
    """
    area = venue.region if venue else region
    if area is None:
        return None
    own = venue is not None and venue.lat is not None
    lat, lon = (venue.lat, venue.lon) if own else (area.lat, area.lon)
    if lat is None or lon is None:
        return None
    in_city = area.kind == "区" or area.level == Region.Level.LEAGUE
    codes = [venue.code if venue else area.code, area.code]
    codes += [area.league.code] if in_city and area.league else []
    motorway = travel.RoadClass.MOTORWAY
    return travel.Place(
        lat=lat,
        lon=lon,
        name=venue.name if venue else area.name,
        precision=travel.CoordPrecision(
            venue.coord_precision if own else travel.CoordPrecision.SEAT
        ),
        codes=tuple(dict.fromkeys(codes)),
        road=motorway if in_city else _ROADS.get(area.level, travel.RoadClass.TRACK),
        areas=tuple(code for code in area.path.split(".") if code),
    )
