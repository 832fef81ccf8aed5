"""What a show demands: the one answer to "which bookings must exist for it?"."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Model

from troupes.models import Member, Troupe
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region, Venue

from .. import slots, travel
from ..claims import LAST
from ..conflicts import Claim, Proposal, ResourceRef
from ..models import Engagement, Performance
from ..statuses import BOOKED, FIRM, Status
from .resources import ref_of
from .sheets import needs_of, sheet_of, trucks_of


@dataclass(frozen=True, slots=True)
class Demand:
    """One booking a show or an engagement needs; `owner` is the troupe, venue, truck
    or member it takes."""

    owner: Model
    slot: slots.Slot
    firm: bool
    exclusive: bool

    @property
    def resource(self) -> ResourceRef:
        return ref_of(self.owner)


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
    """Firm by status, and its hour is known: without an hour it books softly. So does
    what was entered afterwards, whatever else stands at that time."""
    stands = performance.status in FIRM and performance.has_hour
    return stands and not performance.entered_after


def demands(performance: Performance, cast: Sequence[Model]) -> list[Demand]:
    """The bookings a show must have, by rule 5.2; none for drafts and what is off.

    `cast` is all that plays: troupes, trucks, lent members.
    """
    if performance.status not in BOOKED:
        return []
    venue = performance.venue
    taken = [*cast, *([venue] if venue is not None else [])]
    return _demands_of(taken, occupied_slot(performance), firm=is_firm(performance))


def engagement_demands(row: Engagement, cast: Sequence[Model]) -> list[Demand]:
    """The bookings an engagement must have: everything it takes, its whole length."""
    return _demands_of(cast, slots.Slot(row.starts, row.ends), firm=row.firm)


def _demands_of(
    owners: Sequence[Model], slot: slots.Slot, *, firm: bool
) -> list[Demand]:
    return [
        Demand(owner, slot, firm, not getattr(owner, "is_shared", False))
        for owner in owners
    ]


def key_of(performance: Performance) -> str:
    return str(performance.pk) if performance.pk else "new"


def proposal(
    performance: Performance, cast: Sequence[Model], *, is_new: bool
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
            _claim(performance, demand, stage, cast)
            for demand in demands(performance, cast)
        ),
        needs=needs_of(performance),
        sheet=sheet_of(performance.venue) if performance.venue else None,
        trucks=trucks_of(cast),
        is_online=performance.mode == Performance.Mode.ONLINE,
        zone=performance.time_zone,
    )


def _claim(
    performance: Performance, demand: Demand, stage: slots.Slot, cast: Sequence[Model]
) -> Claim:
    is_member = isinstance(demand.owner, Member)
    return Claim(
        performance=key_of(performance),
        resource=demand.resource,
        slot=demand.slot,
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
        cast=troupe_names(cast) if is_member else "",
        home=missed_by(demand.owner, demand.slot),
    )


def troupe_names(cast: Sequence[Model]) -> str:
    names = [one.display_name for one in cast if isinstance(one, Troupe)]
    return "、".join(names)


def missed_by(owner: Model, slot: slots.Slot) -> ResourceRef | None:
    """The home troupe of a lent member, unless it released them for that day."""
    if not isinstance(owner, Member):
        return None
    day = slots.moment(slot.starts).astimezone(clock.SHANGHAI).date()
    loan = owner.loan_on(day)
    return None if loan is not None and loan.is_released else ref_of(owner.troupe)


def since(performance: Performance) -> int | None:
    """When it began to claim its time, in UTC seconds."""
    held_at = performance.held_at
    return slots.epoch(held_at) if held_at is not None else None


def until(performance: Performance) -> int | None:
    """When a hold is decided at the latest, in UTC seconds."""
    if performance.status != Status.HOLD or performance.decide_by is None:
        return None
    return slots.epoch(performance.decide_by)


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
