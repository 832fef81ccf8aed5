"""Where no show has been for a while: banners, sumu and gacha, longest unserved first.

A show counts where it took place and for every region around that place. One that was
streamed only was nowhere. A show whose place is only known to the banner says nothing
of its gacha: such shows are counted apart, as `vague`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language

from ulanmuqi.base import clock
from ulanmuqi.places.models import Region

from ..models import Performance

Level = Region.Level
# From the widest to the narrowest; what can be asked for.
LEVELS = (Level.BANNER, Level.SUMU, Level.GACHA)
MONTHS = (1, 3, 6, 12, 24)


@dataclass(frozen=True, slots=True)
class Ground:
    """A banner, sumu or gacha and its last show, with what took place around it.

    `shows` are those since the day asked from; `last_at` and `last_pk` name the last
    one there ever was, or are None. `banner` is the code of the banner it lies in.
    One that `is_former` serves those around it and waits for nobody.
    """

    pk: int
    code: str
    name: str
    name_en: str
    short_name: str
    level: str
    path: str
    league: str
    banner: str
    seat: tuple[float, float] | None
    is_former: bool
    last_at: datetime | None
    last_pk: int | None
    shows: int

    @property
    def local_name(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name

    @property
    def above(self) -> tuple[str, ...]:
        """Codes of what it lies in, the widest first, itself excluded."""
        return tuple(self.path.split(".")[:-2])


@dataclass(frozen=True, slots=True)
class Tally:
    """Of `listed` grounds of one level `unserved` had no show.

    Nothing listed means that no list is loaded: then nobody knows, and no share may
    be said; `unlisted` banners without a list, and `blank` sumu whose gacha are not on
    the list of their banner, leave that open for a league too. `vague` shows took place
    without their place being known so far.
    """

    listed: int = 0
    unserved: int = 0
    vague: int = 0
    blank: int = 0
    unlisted: int = 0

    @property
    def served(self) -> int:
        return self.listed - self.unserved

    @property
    def is_known(self) -> bool:
        return self.listed > 0

    @property
    def is_whole(self) -> bool:
        """Whether it can be said that every place had a show."""
        return self.is_known and not self.blank and not self.unlisted

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.listed + other.listed,
            self.unserved + other.unserved,
            self.vague + other.vague,
            self.blank + other.blank,
            self.unlisted + other.unlisted,
        )


@dataclass(frozen=True, slots=True)
class Coverage:
    """`unserved` are the grounds of the level without a show since `since`, those
    never played first, then by how long ago; `banners` are all in reach, each with
    its tally, and `sumu` all that are listed."""

    level: str
    since: datetime
    unserved: tuple[Ground, ...]
    sumu: tuple[Ground, ...]
    banners: tuple[tuple[Ground, Tally], ...]

    @property
    def total(self) -> Tally:
        return sum((tally for _banner, tally in self.banners), Tally())

    @property
    def without_list(self) -> tuple[Ground, ...]:
        """Banners of which nobody knows what sumu or gacha there are."""
        return tuple(banner for banner, tally in self.banners if not tally.is_known)

    @property
    def half_listed(self) -> tuple[tuple[Ground, Tally], ...]:
        """Banners with gacha of some of their sumu alone."""
        return tuple(
            (banner, tally)
            for banner, tally in self.banners
            if tally.is_known and tally.blank
        )

    def of_league(self, code: str) -> Tally:
        own = (tally for banner, tally in self.banners if banner.league == code)
        return sum(own, Tally())


def months_before(now: datetime, months: int) -> datetime:
    """The midnight in Shanghai that many months before the day of `now`, in UTC.

    Where the month has no such day, its last one.
    """
    local = clock.midnight(now).astimezone(clock.SHANGHAI)
    year, month = divmod(local.year * 12 + local.month - 1 - months, 12)
    for day in range(local.day, 27, -1):
        try:
            return clock.midnight(local.replace(year, month + 1, day))
        except ValueError:
            continue
    return clock.midnight(local.replace(year, month + 1))


def coverage(level: str, within: Q, now: datetime, months: int) -> Coverage:
    """What of that level, in the regions `within` selects, had no show for so long.

    Two queries, whatever the season and however many gacha are listed: one with two
    look-ups by index for each region, one that groups the shows of those months.
    """
    since = months_before(now, months)
    grounds = list(_grounds(within, now, since))
    asked = [one for one in grounds if one.level == level and not one.is_former]
    unserved = sorted((one for one in asked if not one.shows), key=_longest_first)
    tallies = _tallies(level, grounds)
    banners = [one for one in grounds if one.level == Level.BANNER]
    return Coverage(
        level=level,
        since=since,
        unserved=tuple(unserved),
        sumu=tuple(one for one in grounds if one.level == Level.SUMU),
        banners=tuple((one, tallies[one.code]) for one in banners),
    )


def _longest_first(ground: Ground) -> tuple[bool, datetime | None, str]:
    return (ground.last_at is not None, ground.last_at, ground.code)


def _on_site(now: datetime) -> QuerySet[Performance]:
    return Performance.objects.given(now).exclude(mode=Performance.Mode.ONLINE)


def _grounds(within: Q, now: datetime, since: datetime) -> Iterable[Ground]:
    regions = Region.objects.filter(within, level__in=LEVELS)
    counted = (
        _on_site(now)
        .filter(starts_at__gte=since, region__in=regions.values("pk"))
        .order_by()
        .values_list("region_id")
        .annotate(shows=Count("pk"))
    )
    return _rolled_up(_rows(within, now), dict(counted))


def _rows(within: Q, now: datetime) -> list[Ground]:
    """Each region with what took place in it itself; `shows` are not counted yet."""
    there = _on_site(now).filter(region=OuterRef("pk")).order_by("-starts_at", "-pk")
    found = (
        Region.objects.filter(within, level__in=LEVELS)
        .order_by("code")
        .values_list(
            *("pk", "code", "name", "name_en", "short_name", "level", "path"),
            *("league__code", "banner__code", "is_former", "lat", "lon"),
            Subquery(there.values("starts_at")[:1]),
            Subquery(there.values("pk")[:1]),
        )
    )
    return [
        _ground(*facts, lat=lat, lon=lon, last=(at, show))
        for *facts, lat, lon, at, show in found
    ]


def _ground(
    *facts: Any, lat: float | None, lon: float | None, last: tuple[Any, Any]
) -> Ground:
    pk, code, name, name_en, short, level, path, league, banner, is_former = facts
    seat = None if lat is None or lon is None else (lat, lon)
    names = (name, name_en or name, short)
    where = (level, path, league or "", banner or "", seat, is_former)
    return Ground(pk, code, *names, *where, *last, shows=0)


def _rolled_up(rows: list[Ground], own: dict[int, int]) -> Iterator[Ground]:
    """What took place in a region took place in those around it."""
    shows: dict[str, int] = defaultdict(int)
    last: dict[str, tuple[datetime, int]] = {}
    for row in rows:
        for code in (*row.above, row.code):
            shows[code] += own.get(row.pk, 0)
            if row.last_at is not None and row.last_pk is not None:
                told = (row.last_at, row.last_pk)
                last[code] = max(last.get(code, told), told)
    for row in rows:
        at, pk = last.get(row.code, (None, None))
        yield replace(row, last_at=at, last_pk=pk, shows=shows[row.code])


def _tallies(level: str, grounds: Iterable[Ground]) -> dict[str, Tally]:
    """By code of the banner."""
    listed: dict[str, int] = defaultdict(int)
    unserved: dict[str, int] = defaultdict(int)
    placed: dict[str, int] = defaultdict(int)
    shows: dict[str, int] = {}
    for ground in grounds:
        if ground.level == Level.BANNER:
            shows[ground.code] = ground.shows
        if ground.level == level:
            placed[ground.banner] += ground.shows
            if not ground.is_former:
                listed[ground.banner] += 1
                unserved[ground.banner] += not ground.shows
    blank = _blank(grounds) if level == Level.GACHA else Counter()
    return {
        code: Tally(
            listed[code],
            unserved[code],
            there - placed[code],
            blank[code] if listed[code] else 0,
            int(not listed[code]),
        )
        for code, there in shows.items()
    }


def _blank(grounds: Iterable[Ground]) -> Counter[str]:
    """How many sumu of each banner have no gacha on any list, by its code."""
    standing = [one for one in grounds if not one.is_former]
    told = {one.above[-1] for one in standing if one.level == Level.GACHA}
    return Counter(
        one.banner
        for one in standing
        if one.level == Level.SUMU and one.code not in told
    )
