"""Whom somebody can ring who asks for the first time: numbers troupes publish."""

from dataclasses import dataclass

from troupes.models import Troupe
from ulanmuqi.places.models import Region


@dataclass(frozen=True, slots=True)
class Callers:
    """`troupes` publish a number; `own` is the banner's troupe, with or without one."""

    troupes: tuple[Troupe, ...] = ()
    own: Troupe | None = None


def callers_for(region: Region | None, troupe: Troupe | None = None) -> Callers:
    """The troupe that has the request, else the banner's own, before the league's own;
    one query, none without a place."""
    if region is None or region.league_id is None:
        return Callers()
    homes = [key for key in (region.banner_id, region.league_id) if key is not None]
    rows = Troupe.objects.filter(region__in=homes).select_related("region")
    found = sorted(rows, key=lambda one: (one.region_id == region.league_id, one.code))
    if troupe is not None:
        found = [troupe, *(one for one in found if one != troupe)]
    at_home = (one for one in found if one.region_id != region.league_id)
    own = troupe or next(at_home, None)
    return Callers(tuple(one for one in found if one.public_phone), own)
