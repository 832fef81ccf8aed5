"""Feeds that would be called alike: the oldest keeps its name, others add their code.

A subscriber of two feeds must be able to tell them apart in the list of calendars,
and a name must not change because somebody else was entered later.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from troupes.models import Troupe, Work
from ulanmuqi.places.models import Venue

from ..models import Showcase
from . import scopes

# What makes the names of two feeds of a kind alike. The area is what stands behind
# a venue's name.
_ALIKE: dict[type[Model], tuple[str, ...]] = {
    Troupe: ("name",),
    Venue: ("name", "area"),
    Showcase: ("title",),
    Work: ("title", "genre"),
}
_AREA = Coalesce("region__banner_id", "region__league_id", "region_id")


def known(model: type[Model]) -> QuerySet[Any]:
    """All rows, each with `is_namesake`: whether an older feed has its name already.

    Rows without a feed of their own do not count: a private venue may not show
    through the name of another.
    """
    older = _with_feeds(model).filter(
        pk__lt=OuterRef("pk"),
        **{name: OuterRef(name) for name in _ALIKE[model]},
    )
    return _with_area(model).annotate(is_namesake=Exists(older))


def keys_of_others(row: Model, names: Iterable[str]) -> set[str]:
    """The feeds of other rows that bear one of the names; one query."""
    field = _ALIKE[type(row)][0] if type(row) in _ALIKE else None
    if field is None:
        return set()
    others = _with_feeds(type(row)).filter(**{f"{field}__in": set(names)})
    ids = others.exclude(pk=row.pk).values_list("pk", flat=True)
    return {scopes.KEYS[type(row)](pk) for pk in ids}


def _with_area(model: type[Model]) -> QuerySet[Any]:
    rows = model._default_manager.all()
    return rows.annotate(area=_AREA) if model is Venue else rows


def _with_feeds(model: type[Model]) -> QuerySet[Any]:
    rows = _with_area(model)
    if model is Venue:
        return rows.standing().with_own_page()
    if model is Work:
        return rows.standing()
    if model is Showcase:
        return rows.filter(announced_at__isnull=False)
    return rows.order_by(F("pk"))
