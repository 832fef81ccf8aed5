"""Rows of a long list, with what many of them share loaded once.

Half the time of a long list goes into making rows of a database into objects. A day of
fifty shows lies in a few banners, so regions are loaded once each and not with every
row, troupes are loaded as names, and only what was moved is looked for elsewhere.
"""

from collections.abc import Iterable, Sequence

from ulanmuqi.base.names import local
from ulanmuqi.places.models import Region

from ..models import Performance, PerformanceTroupe
from ..models.performance_rows import PerformanceQuerySet
from ..statuses import Status

_OF_A_REGION = tuple(
    name
    for level in ("league", "banner")
    for name in (level, f"{level}__code", f"{level}__name", f"{level}__name_en")
)


def load(found: PerformanceQuerySet) -> list[Performance]:
    """Everything a card shows, as `for_cards` would give it. Three queries, a fourth
    where one of the shows was moved, whatever their number."""
    rows = list(found.for_rows())
    if not rows:
        return []
    _name_troupes(rows)
    _place([*rows, *_replace(rows)])
    return rows


def _name_troupes(rows: Sequence[Performance]) -> None:
    told = PerformanceTroupe.objects.filter(performance__in=[row.pk for row in rows])
    names: dict[int, list[str]] = {row.pk: [] for row in rows}
    for show, name, name_en in told.values_list(
        "performance", "troupe__name", "troupe__name_en"
    ):
        names[show].append(local(name, name_en))
    for row in rows:
        row.name_troupes(names[row.pk])


def _replace(rows: Sequence[Performance]) -> list[Performance]:
    """What stands for those that were moved; other rows are not asked for it."""
    moved = {row.pk: row for row in rows if row.status == Status.POSTPONED}
    field = Performance.replacement.related
    for row in moved.values():
        field.set_cached_value(row, None)
    if not moved:
        return []
    new = list(Performance.objects.filter(replaces__in=[*moved]).for_rows())
    for row in new:
        field.set_cached_value(moved[row.replaces_id], row)
    return new


def _place(rows: Iterable[Performance]) -> None:
    """Each region of theirs as one object with its league and banner."""
    parts = [row.venue or row for row in rows]
    needed = {part.region_id for part in parts if part.region_id is not None}
    regions = Region.objects.select_related("league", "banner").only(*_OF_A_REGION)
    shared = regions.in_bulk(needed)
    for part in parts:
        if part.region_id is not None:
            part.region = shared[part.region_id]
