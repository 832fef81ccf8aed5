"""What else troupes have on the days a request is about: shows and holds, and whatever
keeps a day besides. A second show on such a day may well be possible; it is told, with
its hours, its place and the road between."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from troupes.models import Troupe
from ulanmuqi.base import clock

from ..models import Booking, Performance
from ..roads import Leg, Travel
from ..slots import Precision, Slot, epoch, moment
from ..statuses import Status
from ..travel import Place
from .demands import occupied_slot, road_place
from .road_book import Roads


@dataclass(frozen=True, slots=True)
class Beside:
    """`hour` and `until`: when a show begins and ends in Shanghai, "" where nobody
    knows it, or it began on a day before. `what` is its title, or the kind of entry;
    `where` its place as insiders name it, "" where none is known. `slot` runs from
    load-in to strike; `spot` is where that is on the road."""

    is_show: bool
    slot: Slot
    hour: str = ""
    until: str = ""
    what: str = ""
    where: str = ""
    is_hold: bool = False
    spot: Place | None = None


@dataclass(frozen=True, slots=True)
class Between:
    """What stands beside a show, and the road between the two: `leg` is driven
    afterwards where `goes_on`, else before; None where a point or an hour is not known,
    or the two meet. `free` are the seconds between strike and load-in, negative where
    they meet."""

    other: Beside
    leg: Leg | None = None
    free: int = 0
    goes_on: bool = False


def beside(
    troupes: Iterable[Troupe],
    first: date,
    last: date,
    *,
    leaving_out: int | None = None,
) -> dict[tuple[int, date], tuple[Beside, ...]]:
    """By the id of the troupe and the local day, earliest first; days with nothing are
    left out. `leaving_out` is the id of a show. One query."""
    starts = epoch(clock.day_begins(first))
    ends = epoch(clock.day_begins(last + timedelta(days=1)))
    rows = Booking.objects.between(starts, ends).visible_rows()
    rows = rows.filter(resource__troupe__in=[one.pk for one in troupes])
    if leaving_out is not None:
        rows = rows.exclude(performance=leaving_out)
    found: dict[tuple[int, date], list[Beside]] = defaultdict(list)
    rows = rows.select_related(
        "resource",
        "performance__venue__region__league",
        "performance__region__league",
        "engagement__venue__region__league",
        "engagement__region__league",
    )
    for row in rows.order_by("starts", "pk"):
        key = row.resource.troupe_id
        for day in _days(row):
            if first <= day <= last:
                found[key, day].append(_told(row, day))
    return {at: tuple(told) for at, told in found.items()}


def beside_show(
    show: Performance, troupes: Sequence[Troupe], place: Place | None
) -> tuple[Between, ...]:
    """What these troupes have on the local day of the show, which need not be stored,
    with the road between, where it is played at `place`. One query, three more where
    there is a road to reckon."""
    day = show.starts_at.astimezone(clock.SHANGHAI).date()
    taken = beside(troupes, day, day, leaving_out=show.pk)
    others = [one for found in taken.values() for one in found]
    slot = occupied_slot(show)
    spots = [spot for spot in (place, *(one.spot for one in others)) if spot]
    codes = {code for spot in spots for code in spot.codes}
    since = min((one.slot.ends for one in others), default=0)
    return between(others, slot, place, Roads(since=min(since, slot.ends), codes=codes))


def between(
    others: Iterable[Beside], slot: Slot, place: Place | None, roads: Travel
) -> tuple[Between, ...]:
    """Each with the road between it and a show that takes `slot` at `place`."""
    return tuple(_between(one, slot, place, roads) for one in others)


def _between(other: Beside, slot: Slot, place: Place | None, roads: Travel) -> Between:
    if not other.hour:
        return Between(other)
    goes_on = slot.ends <= other.slot.starts
    free = other.slot.starts - slot.ends if goes_on else slot.starts - other.slot.ends
    if free < 0 or place is None or other.spot is None:
        return Between(other, None, free, goes_on)
    if goes_on:
        return Between(other, roads(place, other.spot, slot.ends), free, goes_on)
    return Between(other, roads(other.spot, place, other.slot.ends), free, goes_on)


def _days(row: Booking) -> list[date]:
    begun, over = _local(row.starts), _local(row.ends - 1)
    return [begun + timedelta(days=n) for n in range((over - begun).days + 1)]


def _local(at: int) -> date:
    return moment(at).astimezone(clock.SHANGHAI).date()


def _told(row: Booking, day: date) -> Beside:
    slot, show = Slot(row.starts, row.ends), row.performance
    if show is None:
        entry = row.engagement
        return Beside(
            is_show=False,
            slot=slot,
            what=row.get_kind_display(),
            where=_name(entry) if entry else "",
        )
    local, over = (
        at.astimezone(clock.SHANGHAI) for at in (show.starts_at, show.ends_at)
    )
    knows = local.date() == day and Precision(show.precision).has_hour
    return Beside(
        is_show=True,
        slot=slot,
        hour=f"{local:%H:%M}" if knows else "",
        until=f"{over:%H:%M}" if knows else "",
        what=show.title,
        where=_name(show),
        is_hold=show.status == Status.HOLD,
        spot=road_place(show.venue, show.region),
    )


def _name(row: object) -> str:
    place = getattr(row, "venue", None) or getattr(row, "region", None)
    return place.local_name if place is not None else ""
