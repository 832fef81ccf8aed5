"""Choices of regions and venues, under the league they belong to."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base.grouped_choice import GroupedChoiceField, Offer

from ..models import Region, Venue


def league_of(region: Region) -> str:
    """The heading: the league, or the autonomous region above all leagues."""
    return (region.league or region).local_name


def _region_line(region: Region) -> str:
    parts = [region.local_name]
    if region.level in (Region.Level.SUMU, Region.Level.GACHA):
        parts += [part.local_name for part in (region.parent, region.banner) if part]
    return " · ".join(dict.fromkeys(parts))


def region_field(**kwargs: Any) -> GroupedChoiceField:
    rows = Region.objects.select_related("league", "banner", "parent")
    return GroupedChoiceField(
        queryset=rows.order_by("path"),
        heading=league_of,
        line=_region_line,
        **{"label": _("Region"), **kwargs},
    )


def venues_by_league() -> QuerySet:
    """Venues that were not merged into another."""
    rows = Venue.objects.standing().select_related("region__league", "region__banner")
    return rows.order_by("region__path", "name")


def venue_offer() -> Offer:
    """The same for many rows of a form; one query."""
    return Offer(venues_by_league(), heading=_venue_heading, line=venue_line)


def venue_field(**kwargs: Any) -> GroupedChoiceField:
    return GroupedChoiceField(
        queryset=venues_by_league(),
        heading=_venue_heading,
        line=venue_line,
        **{"label": _("Venue"), **kwargs},
    )


def _venue_heading(venue: Venue) -> str:
    return league_of(venue.region)


def venue_line(venue: Venue) -> str:
    area = venue.region.banner or venue.region
    return f"{venue.local_name} · {area.local_name}"
