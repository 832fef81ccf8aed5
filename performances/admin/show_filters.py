"""What the list of shows is narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters.fields import DateRangeField
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from troupes.admin.choices import troupes_by_league
from ulanmuqi.base import clock
from ulanmuqi.places.admin.regions import leagues
from ulanmuqi.places.models import Region

from ..forms.instants import check_day
from ..models import Performance, Showcase, VenueAnswer
from ..statuses import BOOKED, Status

ALL, PAST, OPEN = "all", "past", "open"
WAITING = "waiting"


def from_today(rows: QuerySet) -> QuerySet:
    return rows.filter(ends_at__gte=clock.midnight(clock.now()))


class DaysField(DateRangeField):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields:
            field.validators.append(check_day)


class DaysFilter(django_filters.DateFromToRangeFilter):
    field_class = DaysField


class ShowFilters(WagtailFilterSet):
    period = django_filters.ChoiceFilter(
        label=_("Period"),
        choices=[(PAST, _("Past")), (ALL, _("All"))],
        empty_label=_("From today on"),
        method="in_period",
        widget=forms.RadioSelect,
    )
    starts_at = DaysFilter(label=_("Day"), widget=DateRangePickerWidget)
    league = django_filters.ModelChoiceFilter(
        label=_("League or city"), queryset=leagues, method="in_league"
    )
    troupes = django_filters.ModelChoiceFilter(
        label=_("Troupe"), queryset=lambda _request: troupes_by_league()
    )
    status = django_filters.MultipleChoiceFilter(
        label=_("Status"), choices=Status.choices, widget=forms.CheckboxSelectMultiple
    )
    answer = django_filters.ChoiceFilter(
        label=_("The venue's answer"),
        choices=[*VenueAnswer.Answer.choices, (WAITING, _("Waiting for it"))],
        empty_label=_("Any"),
        method="in_answer",
    )
    showcase = django_filters.ModelChoiceFilter(
        label=_("Showcase"), queryset=lambda _request: Showcase.objects.all()
    )

    warnings = django_filters.ChoiceFilter(
        label=_("Warnings"),
        choices=[(OPEN, _("With open warnings"))],
        empty_label=_("All"),
        method="under_warnings",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Performance
        fields = [
            "period", "starts_at", "league", "troupes", "status", "answer",
            "showcase", "warnings",
        ]  # fmt: skip

    def under_warnings(self, rows: QuerySet, _name: str, _value: str) -> QuerySet:
        return rows.under_open_warnings()

    def in_period(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        if value == PAST:
            return rows.filter(ends_at__lt=clock.midnight(clock.now()))
        return rows

    def in_answer(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        said = VenueAnswer.objects.standing().values("performance")
        if value == WAITING:
            waits = rows.filter(status__in=BOOKED, venue__isnull=False)
            return waits.exclude(pk__in=said)
        return rows.filter(pk__in=said.filter(answer=value))

    def in_league(self, rows: QuerySet, _name: str, value: Region) -> QuerySet:
        return rows.within(value)


def narrows_time(query: Any) -> bool:
    """Whether the request says itself which days it wants, or searches by word."""
    said = ("period", "starts_at_from", "starts_at_to", "q", "showcase")
    return any(query.get(name) for name in said)
