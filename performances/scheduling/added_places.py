"""A troupe adds the place it plays at; its league completes or merges it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from troupes.models import Troupe
from troupes.rights import scope_of
from ulanmuqi.base import clock
from ulanmuqi.base.plain_text import sentence
from ulanmuqi.base.texts import fault_of
from ulanmuqi.places import borders
from ulanmuqi.places.here import Here
from ulanmuqi.places.kinds import VenueKind
from ulanmuqi.places.likeness import alike, plain
from ulanmuqi.places.models import Region, Venue

from ..models import AddedPlace
from ..place_policy import AddedPlacePolicy, lies_at_home
from . import log
from .errors import NotAllowed, Refused, StaleWrite
from .locks import lock
from .outcomes import Why
from .transaction import verb

PLACES = AddedPlacePolicy()
State = AddedPlace.State
# Beyond these somebody copies a list instead of standing somewhere.
MOST_WAITING = 40
MOST_A_DAY = 10
# A phone that knows its position no better than this knows none.
ROUGHEST_M = 3000
SIMILAR_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFacts:
    """`region` lies in the troupe's own banner; `said` is a sumu or gacha in words that
    the list of regions lacks; `is_another` says that none of the similar ones is it."""

    troupe: Troupe
    name: str
    region: Region
    kind: str = VenueKind.GACHA_SITE
    said: str = ""
    here: Here | None = None
    is_another: bool = False
    is_example: bool = False


class Similar(Refused):
    """There are places of such a name already; `venues` are they."""

    def __init__(self, venues: tuple[Venue, ...]) -> None:
        self.venues = venues
        super().__init__(
            _("There are places with a similar name. Is it one of them?"), field="name"
        )


@verb
def add_place(facts: PlaceFacts, *, by: Any = None) -> AddedPlace:
    """A venue of that name, known to the public by its banner alone.

    Raises Refused at the field, Similar with what there is already, NotAllowed for
    another troupe.
    """
    _authorise(by, facts.troupe)
    lock(Troupe.objects.filter(pk=facts.troupe.pk))
    now = clock.now()
    _sound(facts)
    _bounded(facts.troupe, now)
    found = () if facts.is_another else similar(facts.name, facts.region)
    if found:
        raise Similar(found)
    region, said = _placed(facts)
    venue = Venue(
        name=facts.name.strip(),
        region=region,
        kind=facts.kind,
        address=said,
        public_precision=Venue.PublicPrecision.BANNER,
        is_example=facts.is_example,
        # Sources are Chinese, as in the data pack.
        source=f"{facts.troupe.name}添加",
        **_point(facts.here, region),
    )
    venue.save()
    row = AddedPlace.objects.create(
        venue=venue,
        troupe=facts.troupe,
        said=said,
        metres=facts.here.metres if facts.here else None,
        by=by,
        at=now,
    )
    data = {"after": {"troupe": str(facts.troupe), "region": str(region)}}
    log.write(venue, "schedule.place_added", Why(by=by), data=data, at=now)
    return row


@verb
def complete_place(
    place: AddedPlace, *, by: Any = None, version: int | None = None
) -> AddedPlace:
    """The league has looked at it: name, point and what the public may know are right.

    Raises Refused unless it waits, NotAllowed, StaleWrite.
    """
    lock(AddedPlace.objects.filter(pk=place.pk))
    row = AddedPlace.objects.for_rows().get(pk=place.pk)
    if by is not None and not PLACES.may(by, "change", row):
        raise NotAllowed
    if version is not None and version != row.version:
        raise StaleWrite(())
    if row.state != State.WAITING:
        raise Refused(_("Somebody has completed or merged it already."))
    return _done(row, State.COMPLETED, "schedule.place_completed", by)


def completed_by_edit(venue: Venue, *, by: Any) -> None:
    """Whoever saved the whole form of a place that waited has completed it. One query
    for any other venue."""
    row = AddedPlace.objects.waiting().filter(venue=venue).first()
    if row is not None:
        complete_place(row, by=by)


def merged_away(venue: Venue, *, by: Any) -> None:
    """Call inside the gate when the venue was merged into another."""
    row = AddedPlace.objects.filter(venue=venue).first()
    if row is not None:
        _done(row, State.MERGED, "schedule.place_merged", by)


def similar(name: str, region: Region) -> tuple[Venue, ...]:
    """Venues of the same banner whose name may mean this place, the nearest names
    first. Two queries."""
    home = region.banner or region.league or region
    areas = [home.name, home.short_name, region.name]
    areas += [part.name for part in region.public_parts if part]
    rows = Venue.objects.standing().filter(region__path__startswith=home.path)
    mine = plain(name, areas)
    found = [
        venue
        for venue in rows.select_related("region__banner", "region__league")
        if alike(mine, plain(venue.name, [*areas, venue.region.name]))
    ]
    found.sort(key=lambda venue: (plain(venue.name, areas) != mine, venue.name))
    return tuple(found[:SIMILAR_SHOWN])


def _authorise(by: Any, troupe: Troupe) -> None:
    if by is None:
        return
    scope = scope_of(by)
    if troupe.pk not in scope.troupes and not scope.covers(troupe.region):
        raise NotAllowed


def _sound(facts: PlaceFacts) -> None:
    if len(facts.name.strip()) < 2:
        raise Refused(_("Give the place its name."), field="name")
    for field in ("name", "said"):
        fault = fault_of(getattr(facts, field))
        if fault is not None:
            raise Refused(sentence(fault), field=field)
    if facts.kind not in VenueKind.values:
        raise Refused(_("Choose what it is."), field="kind")
    if not lies_at_home(facts.troupe, facts.region):
        raise Refused(
            _("A troupe adds places in its own banner. Ask the league for another."),
            field="region",
        )
    if facts.here is not None:
        _sound_here(facts.here, facts.region)


def _sound_here(here: Here, region: Region) -> None:
    if here.metres > ROUGHEST_M:
        raise Refused(
            _(
                "The telephone knows its position to %(km)s km only. Leave it out, or "
                "try again in the open."
            )
            % {"km": round(here.metres / 1000)},
            field="here",
        )
    league = region.league
    off = borders.km_outside(league.code, here.lat, here.lon) if league else None
    if off is not None and off > borders.NEAR_KM:
        raise Refused(
            _(
                "The telephone says it is %(km)s km outside %(league)s. Leave the "
                "position out when you are not at the place."
            )
            % {"km": round(off), "league": league.local_name},
            field="here",
        )


def _bounded(troupe: Troupe, now: Any) -> None:
    waiting = AddedPlace.objects.filter(troupe=troupe).waiting()
    if waiting.count() >= MOST_WAITING:
        raise Refused(
            _("Many places of the troupe wait for the league. Ask it to look at them.")
        )
    if waiting.filter(at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise Refused(
            ngettext(
                "%(count)s place was added today: more tomorrow, or by the league.",
                "%(count)s places were added today: more tomorrow, or by the league.",
                MOST_A_DAY,
            )
            % {"count": MOST_A_DAY}
        )


def _placed(facts: PlaceFacts) -> tuple[Region, str]:
    """A sumu or gacha that was typed and stands in the list is that one."""
    said = facts.said.strip()
    if not said:
        return facts.region, ""
    below = Region.objects.filter(
        path__startswith=facts.region.path, name=said, is_former=False
    ).exclude(pk=facts.region.pk)
    known = list(below.select_related("league", "banner", "parent")[:2])
    return (known[0], "") if len(known) == 1 else (facts.region, said)


def _point(here: Here | None, region: Region) -> dict[str, Any]:
    """Insiders' point: the telephone's, else the seat of the nearest area that has
    one. Never public while the place is known by its banner."""
    if here is not None:
        exactness = Venue.CoordPrecision.APPROXIMATE
        return {"lat": here.lat, "lon": here.lon, "coord_precision": exactness}
    seats = (region, region.parent, region.banner, region.league)
    for area in seats:
        if area is not None and area.lat is not None:
            return {"lat": area.lat, "lon": area.lon}
    return {}


def _done(row: AddedPlace, state: str, action: str, by: Any) -> AddedPlace:
    now = clock.now()
    row.state, row.done_by, row.done_at = state, by, now
    row.version += 1
    row.save()
    data = {"after": {"state": state}}
    log.write(row.venue, action, Why(by=by), data=data, at=now)
    return row
