"""Where a request is about, as narrowly as is known, and when somebody last played
there: by the list of sumu and gacha as it is now, for requests and lists alike."""

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from ulanmuqi.places.likeness import plain
from ulanmuqi.places.models import Region, Venue

from ..asked_places import Listed, meant
from ..models import Performance, Request

_BRACKETED = re.compile(r"[（(][^（）()]*[)）]\s*$")
_BELOW = (Region.Level.SUMU, Region.Level.GACHA)


@dataclass(frozen=True, slots=True)
class LastThere:
    """`at`: the last show on site in `ground`; `around_at`: in its banner. None where
    the schedule knows of none."""

    ground: Region
    at: datetime | None
    around_at: datetime | None

    @property
    def is_narrow(self) -> bool:
        """Whether more is known of the place than its banner."""
        return self.ground.level in _BELOW


def grounds_of(rows: Collection[Request]) -> dict[int, Region]:
    """By request: its own region or its venue's if that is a sumu or gacha, else the
    one its place name names on the banner's list, else the banner. One query; load the
    requests with their place."""
    banners = {row.region.banner_id for row in rows if row.region.banner_id}
    listed: dict[int | None, list[Region]] = defaultdict(list)
    found = Region.objects.filter(banner__in=banners, level__in=_BELOW)
    for region in found.order_by("code"):
        listed[region.banner_id].append(region)
    return {row.pk: _ground(row, listed[row.region.banner_id]) for row in rows}


def venue_named(row: Request) -> Venue | None:
    """Its venue, else the only one of its banner that bears the name it gave; what
    stands in brackets at the end of that does not count. One query."""
    if row.venue is not None or row.region.banner_id is None:
        return row.venue
    areas = [row.region.banner.name, row.region.name]
    named = plain(_BRACKETED.sub("", row.place_name), areas)
    rows = Venue.objects.filter(region__banner=row.region.banner_id, merged_into=None)
    found = [
        one
        for one in rows.select_related("region__league", "region__banner")
        if plain(one.name, [*areas, one.region.name]) == named
    ]
    return found[0] if len(found) == 1 else None


def _ground(row: Request, listed: list[Region]) -> Region:
    known = row.venue.region if row.venue is not None else row.region
    if known.level == Region.Level.GACHA:
        return known
    if known.level == Region.Level.SUMU:
        listed = [one for one in listed if one.path.startswith(known.path)]
    key = meant(row.place_name, [_listed(one) for one in listed])
    return next((one for one in listed if one.pk == key), known)


def _listed(region: Region) -> Listed:
    is_sumu = region.level == Region.Level.SUMU
    return Listed(region.pk, region.name, None if is_sumu else region.parent_id)


def last_there(rows: Collection[Request], now: datetime) -> dict[int, LastThere]:
    """By request. Two queries, however many requests and shows."""
    grounds = grounds_of(rows)
    banners = {one.banner_id for one in grounds.values() if one.banner_id}
    shows = (
        Performance.objects.given(now)
        .exclude(mode=Performance.Mode.ONLINE)
        .filter(region__banner__in=banners)
        .order_by()
        .values_list("region__path")
        .annotate(last=Max("starts_at"))
    )
    last: dict[str, datetime] = {}
    for path, at in shows:
        for code in path.split("."):
            last[code] = max(last.get(code, at), at)
    return {
        row.pk: LastThere(
            grounds[row.pk],
            last.get(grounds[row.pk].code),
            last.get(row.region.banner.code) if row.region.banner else None,
        )
        for row in rows
    }


def least_served_first(rows: Collection[Request], now: datetime) -> list[int]:
    """Their keys: never before long ago before lately; of those alike, who waits
    longest. Two queries."""
    there = last_there(rows, now)

    def order(row: Request) -> tuple[bool, float, datetime, int]:
        at = there[row.pk].at
        waits = row.waiting_since or row.asked_at
        return at is not None, at.timestamp() if at else 0, waits, row.pk

    return [row.pk for row in sorted(rows, key=order)]
