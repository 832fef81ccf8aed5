"""What the list of training sessions is narrowed by."""

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

from ..models import ArtAdviser, TrainingSession
from .show_filters import DaysFilter

MISSING, AHEAD = "missing", "ahead"


class TrainingFilters(WagtailFilterSet):
    waits = django_filters.ChoiceFilter(
        label=_("What waits"),
        choices=[
            # Translators: zh: 已结束、待填报
            (MISSING, _("Over, not reported yet")),
            (AHEAD, _("Still to come")),
        ],
        empty_label=_("All"),
        method="waiting",
        widget=forms.RadioSelect,
    )
    starts_at = DaysFilter(label=_("Day"), widget=DateRangePickerWidget)
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"),
        choices=TrainingSession.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    state = django_filters.MultipleChoiceFilter(
        label=_("State"),
        choices=TrainingSession.State.choices,
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
    adviser = django_filters.ModelChoiceFilter(
        label=_("Art adviser"),
        queryset=lambda _request: ArtAdviser.objects.order_by("name"),
        method="of_adviser",
    )

    class Meta:
        model = TrainingSession
        fields = ["waits", "starts_at", "kind", "state", "league", "troupe", "adviser"]

    def waiting(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        now = clock.now()
        if value == MISSING:
            return rows.missing(now)
        return rows.standing().filter(ends_at__gt=now) if value == AHEAD else rows

    def in_league(self, rows: QuerySet, _name: str, value: Region) -> QuerySet:
        return rows.within(value.path)

    def of_troupe(self, rows: QuerySet, _name: str, value: Troupe) -> QuerySet:
        return rows.of_troupes([value.pk])

    def of_adviser(self, rows: QuerySet, _name: str, value: ArtAdviser) -> QuerySet:
        taught = TrainingSession.objects.filter(teachers__adviser=value)
        return rows.filter(pk__in=taught.values("pk"))
