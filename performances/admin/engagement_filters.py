"""What the list of engagements is narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from troupes.admin.choices import troupes_by_league
from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.places.admin.regions import leagues
from ulanmuqi.places.models import Region

from ..models import Engagement, Resource
from .show_filters import ALL, PAST, DaysFilter


class EngagementFilters(WagtailFilterSet):
    period = django_filters.ChoiceFilter(
        label=_("Period"),
        choices=[(PAST, _("Past")), (ALL, _("All"))],
        empty_label=_("From today on"),
        method="in_period",
        widget=forms.RadioSelect,
    )
    starts_at = DaysFilter(label=_("Day"), widget=DateRangePickerWidget)
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"),
        choices=Engagement.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    takes = django_filters.MultipleChoiceFilter(
        label=_("Takes"),
        choices=[
            choice for choice in Resource.Kind.choices if choice[0] != "exclusion"
        ],
        method="of_kinds",
        widget=forms.CheckboxSelectMultiple,
    )
    league = django_filters.ModelChoiceFilter(
        label=_("League or city"), queryset=leagues, method="in_league"
    )
    troupe = django_filters.ModelChoiceFilter(
        label=_("Troupe"),
        queryset=lambda _request: troupes_by_league(),
        method="of_troupe",
    )

    class Meta:
        model = Engagement
        fields = ["period", "starts_at", "kind", "takes", "league", "troupe"]

    def in_period(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        if value == PAST:
            return rows.filter(ends_at__lt=clock.midnight(clock.now()))
        return rows

    def of_kinds(self, rows: QuerySet, _name: str, value: list[str]) -> QuerySet:
        if not value:
            return rows
        mine = Resource.objects.filter(kind__in=value)
        return rows.filter(pk__in=_taking(mine))

    def in_league(self, rows: QuerySet, _name: str, value: Region) -> QuerySet:
        mine = Resource.objects.none()
        for path in ("troupe", "venue", "truck", "member__troupe"):
            within = {f"{path}__region__path__startswith": value.path}
            mine |= Resource.objects.filter(**within)
        return rows.filter(pk__in=_taking(mine))

    def of_troupe(self, rows: QuerySet, _name: str, value: Troupe) -> QuerySet:
        mine = Resource.objects.filter(troupe=value)
        mine |= Resource.objects.filter(truck__troupe=value)
        mine |= Resource.objects.filter(member__troupe=value)
        return rows.filter(pk__in=_taking(mine))


def _taking(resources: QuerySet) -> QuerySet:
    return Engagement.objects.filter(parts__resource__in=resources).values("pk")


def narrows_time(query: Any) -> bool:
    """Whether the request says itself which days it wants, or searches by word."""
    said = ("period", "starts_at_from", "starts_at_to", "q")
    return any(query.get(name) for name in said)
