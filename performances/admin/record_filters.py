"""What lists of records, days and acts are narrowed by."""

from datetime import date, timedelta

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from troupes.admin.choices import troupes_by_league
from ulanmuqi.base import clock
from ulanmuqi.places.admin.regions import leagues
from ulanmuqi.places.models import Region

from ..models import FieldAct, Performance, Record, ReportState, TroupeDay
from .record_words import MISSING
from .show_filters import DaysFilter

MONTHS_OFFERED = 24
UNPLANNED = "unplanned"


def months() -> list[tuple[str, str]]:
    """The last two years, latest first: "2026-11"."""
    today = clock.now().astimezone(clock.SHANGHAI).date()
    found, month = [], today.replace(day=1)
    for _number in range(MONTHS_OFFERED):
        key = f"{month:%Y-%m}"
        found.append((key, key))
        month = (month - timedelta(days=1)).replace(day=1)
    return found


class RecordFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[(MISSING, _("Missing")), *ReportState.choices],
        empty_label=_("All"),
        method="in_state",
        widget=forms.RadioSelect,
    )
    month = django_filters.ChoiceFilter(
        label=_("Month"), choices=months, empty_label=_("All"), method="in_month"
    )
    starts_at = DaysFilter(label=_("Day"), widget=DateRangePickerWidget)
    league = django_filters.ModelChoiceFilter(
        label=_("League or city"), queryset=leagues, method="in_league"
    )
    troupes = django_filters.ModelChoiceFilter(
        label=_("Troupe"), queryset=lambda _request: troupes_by_league()
    )
    planned = django_filters.ChoiceFilter(
        label=_("How it was entered"),
        choices=[(UNPLANNED, _("Entered afterwards"))],
        empty_label=_("All"),
        method="as_planned",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Performance
        fields = ["state", "month", "starts_at", "league", "troupes", "planned"]

    def in_state(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        if value == MISSING:
            return rows.filter(record__isnull=True)
        if value == ReportState.REPORTED:
            return rows.filter(record__in=Record.objects.waiting())
        return rows.filter(record__state=value)

    def in_month(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        first = date.fromisoformat(f"{value}-01")
        until = (first + timedelta(days=31)).replace(day=1)
        begins, ends = (clock.day_begins(day) for day in (first, until))
        return rows.filter(starts_at__gte=begins, starts_at__lt=ends)

    def in_league(self, rows: QuerySet, _name: str, value: Region) -> QuerySet:
        """Of its troupes, wherever they played."""
        mine = Performance.objects.filter(troupes__region__path__startswith=value.path)
        return rows.filter(pk__in=mine.values("pk"))

    def as_planned(self, rows: QuerySet, _name: str, _value: str) -> QuerySet:
        return rows.filter(entered_after=True)


class _OfTroupeFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=ReportState.choices,
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    month = django_filters.ChoiceFilter(
        label=_("Month"), choices=months, empty_label=_("All"), method="in_month"
    )
    league = django_filters.ModelChoiceFilter(
        label=_("League or city"), queryset=leagues, method="in_league"
    )
    troupe = django_filters.ModelChoiceFilter(
        label=_("Troupe"), queryset=lambda _request: troupes_by_league()
    )

    def in_month(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        year, month = (int(part) for part in value.split("-"))
        return rows.filter(day__year=year, day__month=month)

    def in_league(self, rows: QuerySet, _name: str, value: Region) -> QuerySet:
        return rows.filter(troupe__region__path__startswith=value.path)


class DayFilters(_OfTroupeFilters):
    class Meta:
        model = TroupeDay
        fields = ["state", "month", "league", "troupe", "in_grassroots"]


class ActFilters(_OfTroupeFilters):
    class Meta:
        model = FieldAct
        fields = ["state", "month", "league", "troupe", "kind"]
