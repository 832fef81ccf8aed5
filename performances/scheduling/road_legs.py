"""Known legs: entered, changed, removed; each time every coming journey is judged."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock
from ulanmuqi.places.models import Region, Venue

from ..models import RoadLeg, RoadNotice
from ..roads import RoadBook
from ..slots import epoch
from ..travel import Place, great_circle_km
from . import log
from .allowed import authorise_road, fresh
from .entry_judging import lapse_prints
from .errors import Refused
from .locks import lock_row
from .outcomes import Why
from .rides import LONGEST_DRIVE, Ride, Stretch, compare
from .road_book import read_book
from .transaction import verb
from .warnings import BY_ROADS, judge_again

# No coach keeps up more over a whole leg.
FASTEST_KM_PER_HOUR = 110
# A road may be a little shorter than the line between two points that are not exact.
_SHORTEST_SHARE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class LegFacts:
    """What somebody says of a leg; each end is a venue or a region's seat."""

    origin: Venue | Region
    destination: Venue | Region
    km: Decimal
    hours: Decimal
    source: str
    roads: str = ""
    note: str = ""
    is_one_way: bool = False
    holds_all_year: bool = False
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class RoadOutcome:
    """The row, and every coming journey that uses it, the worst first."""

    row: RoadLeg | RoadNotice
    rides: tuple[Ride, ...] = ()


@verb
def enter_leg(facts: LegFacts, *, by: Any = None) -> RoadOutcome:
    """Raises Refused at the field for what cannot be, NotAllowed."""
    return _write(RoadLeg(), facts, by)


@verb
def revise_leg(
    leg: RoadLeg, facts: LegFacts, *, by: Any = None, version: int | None = None
) -> RoadOutcome:
    """As `enter_leg`; also StaleWrite."""
    row = lock_row(leg, RoadLeg.objects.with_ends())
    authorise_road(by, "change", row)
    fresh(row, version)
    return _write(row, facts, by)


@verb
def remove_leg(leg: RoadLeg, *, by: Any = None) -> tuple[Ride, ...]:
    """Takes the leg out of the table; its journeys are reckoned again from now on.

    Raises Refused while a notice of any time is on it.
    """
    row = lock_row(leg, RoadLeg.objects.with_ends())
    authorise_road(by, "delete", row)
    if row.notices.exists():
        raise Refused(_("There are notices on this leg, so it stays in the table."))
    before = _book()
    log.write(
        row, "schedule.road_removed", Why(by=by), data={}, at=clock.now(), deleted=True
    )
    key = row.pk
    row.delete()
    return judged(_rides(row, key, before))


def rides_on(leg: RoadLeg) -> tuple[Ride, ...]:
    """Every coming journey on the leg, beside what would be reckoned without it.

    Eight queries, whatever the season's size.
    """
    book = _book()
    others = {ends: one for ends, one in book.legs.items() if one.key != leg.pk}
    return tuple(_rides(leg, leg.pk, replace(book, legs=others), after=book))


def take_legs_along(duplicate: Venue, into: Venue) -> None:
    """Legs of a merged venue lead to the one that goes on; where that has the same leg
    already, its own stays, and takes over the notices."""
    mine = Q(from_venue=duplicate) | Q(to_venue=duplicate)
    for row in RoadLeg.objects.with_ends().filter(mine):
        if row.from_venue == duplicate:
            row.from_venue = into
        if row.to_venue == duplicate:
            row.to_venue = into
        row.ends_key = row.key()
        twin = RoadLeg.objects.filter(ends_key=row.ends_key).exclude(pk=row.pk).first()
        if row.origin == row.destination:
            row.notices.all().delete()
            row.delete()
        elif twin is not None:
            row.notices.update(leg=twin)
            row.delete()
        else:
            row.save()


def _write(row: RoadLeg, facts: LegFacts, by: Any) -> RoadOutcome:
    before = _book()
    old = _facts(row) if row.pk else {}
    _apply(row, facts)
    authorise_road(by, "change" if row.pk else "add", row)
    _sound(row)
    now = clock.now()
    row.changed_at = now
    if row.pk:
        row.version += 1
    row.save()
    new = _facts(row)
    told = {"before": old, "after": new}
    log.write(row, "schedule.road_leg", Why(by=by), data=told, at=now)
    return RoadOutcome(row, judged(_rides(row, row.pk, before)))


def judged(rides: Sequence[Ride]) -> tuple[Ride, ...]:
    """The same, once the shows at both ends were judged again where a warning came,
    went or is another: what was accepted of it lapses."""
    ends = {
        int(end.performance)
        for ride in rides
        if ride.is_another
        for end in (ride.earlier, ride.later)
        if end.performance.isdigit()
    }
    if ends:
        judge_again(ends, through=BY_ROADS)
    gone = [one.was.fingerprint for one in rides if one.is_another and one.was]
    if gone:
        lapse_prints(gone, clock.now(), through=BY_ROADS)
    return tuple(rides)


def _apply(row: RoadLeg, facts: LegFacts) -> None:
    for end, place in (("from", facts.origin), ("to", facts.destination)):
        is_venue = isinstance(place, Venue)
        setattr(row, f"{end}_venue", place if is_venue else None)
        setattr(row, f"{end}_region", None if is_venue else place)
    for one in fields(facts):
        if one.name not in ("origin", "destination", "roads"):
            setattr(row, one.name, getattr(facts, one.name))
    row.source, row.note = row.source.strip(), row.note.strip()
    row.roads = "、".join(RoadLeg(roads=facts.roads).road_names)
    row.ends_key = row.key()


def _sound(row: RoadLeg) -> None:
    if row.origin == row.destination:
        raise Refused(_("A leg leads from one place to another."), field="to_region")
    if not row.source:
        raise Refused(_("Say who drove it, or who says so."), field="source")
    if row.km <= 0 or row.hours <= 0:
        raise Refused(_("Kilometres and hours are more than nothing."), field="km")
    straight = _straight_km(row)
    if float(row.km) < straight * _SHORTEST_SHARE:
        sentence = _("The straight line alone is %(km)s km. Check the kilometres.")
        raise Refused(sentence % {"km": round(straight)}, field="km")
    if row.km / row.hours > FASTEST_KM_PER_HOUR:
        sentence = _(
            "That would be %(speed)s km/h. A coach makes %(most)s at most: check the "
            "hours."
        )
        speed = round(row.km / row.hours)
        values = {"speed": speed, "most": FASTEST_KM_PER_HOUR}
        raise Refused(sentence % values, field="hours")
    twin = RoadLeg.objects.filter(ends_key=row.ends_key).exclude(pk=row.pk)
    if twin.exists():
        raise Refused(
            _("This leg is in the table already. Change that one."), field="to_region"
        )


def _straight_km(row: RoadLeg) -> float:
    """0 where an end has no point of its own: a seat stands for a whole banner."""
    points = []
    for end in (row.origin, row.destination):
        seat = isinstance(end, Venue) and end.coord_precision == "seat"
        if end.lat is None or end.lon is None or seat:
            return 0.0
        points.append(Place(end.lat, end.lon, end.name))
    return great_circle_km(*points)


def _facts(row: RoadLeg) -> dict[str, Any]:
    return {
        "leg": str(row),
        "km": str(row.km),
        "hours": str(row.hours),
        "roads": row.roads,
        "source": row.source,
        "holds_all_year": row.holds_all_year,
    }


def _book() -> RoadBook:
    return read_book(since=epoch(clock.now()) - LONGEST_DRIVE)


def _rides(
    row: RoadLeg, key: int, before: RoadBook, after: RoadBook | None = None
) -> list[Ride]:
    """Of coming journeys alone: what was driven was driven."""
    now = epoch(clock.now())
    return compare(
        Stretch(since=now, until=None, paths=tuple(r.path for r in row.regions)),
        before=before,
        after=after or _book(),
        uses=lambda leg: leg.leg_key == key,
        now=now,
    )
