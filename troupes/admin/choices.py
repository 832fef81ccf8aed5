"""Choices of troupes and works, under the league or troupe they belong to."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base.grouped_choice import GroupedChoiceField
from ulanmuqi.places.admin.choices import league_of

from ..models import Troupe


def troupes_by_league() -> QuerySet:
    return Troupe.objects.select_related("region__league").order_by(
        "region__path", "code"
    )


def troupe_field(rows: QuerySet | None = None, **kwargs: Any) -> GroupedChoiceField:
    return GroupedChoiceField(
        queryset=troupes_by_league() if rows is None else rows,
        heading=lambda troupe: league_of(troupe.region),
        line=lambda troupe: troupe.local_name,
        **{"label": _("Troupe"), **kwargs},
    )
