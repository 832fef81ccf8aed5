"""Places troupes added, in the admin: what waits to be completed or merged."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn

from troupes.admin.choices import troupes_by_league
from ulanmuqi.base import rights
from ulanmuqi.base.row_views import RowInspect, RowsIndex
from ulanmuqi.base.viewsets import ReadingViewSet
from ulanmuqi.places.admin.regions import leagues
from ulanmuqi.places.models import Region

from ..models import AddedPlace
from ..scheduling.added_places import complete_place, similar
from ..scheduling.wording import short_time
from .act_view import PlainActView
from .acts import Act, Acts

State = AddedPlace.State


def _complete(row: AddedPlace, *, by: Any, version: int) -> None:
    complete_place(row, by=by, version=version)


ADDED_ACTS = Acts(
    Act(
        key="complete",
        verb="change",
        # Translators: zh: 就这样，没问题
        label=gettext_lazy("Right as it is"),
        explained=gettext_lazy(
            "Name, region, point and what the public may know stay as they are; the "
            "place is off the list."
        ),
        done=gettext_lazy("“%(title)s” is completed."),
        fits=lambda row: row.state == State.WAITING,
        run=_complete,
    )
)


class AddedFilters(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("State"),
        choices=State.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    league = django_filters.ModelChoiceFilter(
        label=gettext_lazy("League or city"), queryset=leagues, method="in_league"
    )
    troupe = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Troupe"), queryset=lambda _request: troupes_by_league()
    )

    class Meta:
        model = AddedPlace
        fields = ["state", "league", "troupe"]

    def in_league(self, rows: QuerySet, _name: str, value: Region) -> QuerySet:
        return rows.filter(venue__region__path__startswith=value.path)


class OfAdded:
    model = AddedPlace

    def rows(self) -> QuerySet:
        return AddedPlace.objects.for_rows()


class AddedIndex(RowsIndex):
    """What waits, unless the filters or a search ask for more."""

    def get_base_queryset(self) -> QuerySet:
        rows = super().get_base_queryset().for_rows()
        asked = self.request.GET
        return rows if asked.get("state") or asked.get("q") else rows.waiting()

    def get_page_subtitle(self) -> str:
        asked = self.request.GET
        return "" if asked.get("state") or asked.get("q") else _("waiting")

    @cached_property
    def columns(self) -> list[Column]:
        titled = self._get_title_column_class(TitleColumn)
        return [
            titled(
                "venue",
                label=gettext_lazy("Place"),
                accessor=lambda row: row.venue.local_name,
                get_url=self.get_inspect_url,
            ),
            Column("where", label=gettext_lazy("Region"), accessor=where_text),
            Column("troupe", label=gettext_lazy("Troupe"), sort_key="troupe__name"),
            Column(
                "at",
                label=gettext_lazy("Added"),
                accessor=lambda row: short_time(row.at),
                sort_key="at",
            ),
            StatusTagColumn(
                "state",
                label=gettext_lazy("State"),
                accessor=lambda row: row.get_state_display(),
                primary=lambda row: row.state == State.WAITING,
            ),
        ]


def where_text(row: AddedPlace) -> str:
    region = row.venue.region
    area = region.banner or region.league or region
    parts = dict.fromkeys((area.local_name, region.local_name, row.said))
    return " · ".join(part for part in parts if part)


class AddedInspect(OfAdded, RowInspect):
    """One place: what the troupe said, what is like it, and the ways to go on."""

    template_name = "performances/admin/added_place.html"
    fields = ["venue"]
    act_url_name = ""

    def get_page_title(self) -> str:
        return _("Place a troupe added")

    @cached_property
    def header_buttons(self) -> list[Any]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, user = self.object, self.request.user
        venue = row.venue
        waits = row.state == State.WAITING and self.may("change", row)
        found = similar(venue.name, venue.region) if waits else ()
        return super().get_context_data(**kwargs) | {
            "venue": venue,
            "where": where_text(row),
            "shows": venue.performances.count(),
            "added": short_time(row.at),
            "done": short_time(row.done_at) if row.done_at else "",
            "is_measured": row.metres is not None,
            "similar": [one for one in found if one != venue],
            "complete_url": reverse("venues:edit", args=[venue.pk]) if waits else "",
            "merge_url": reverse("venues:merge", args=[venue.pk]) if waits else "",
            "venue_url": reverse("venues:inspect", args=[venue.pk]),
            "acts": ADDED_ACTS.open_for(user, row),
            "act_url_name": self.act_url_name,
        }


class AddedAct(OfAdded, PlainActView):
    acts = ADDED_ACTS


class AddedPlaceViewSet(ReadingViewSet):
    model = AddedPlace
    name = "added_places"
    icon = "home"
    # Translators: zh: 队伍添加的地点
    menu_label = gettext_lazy("Places troupes added")
    menu_order = 405
    index_view_class = AddedIndex
    inspect_view_class = AddedInspect
    filterset_class = AddedFilters
    search_fields = ["venue__name", "said", "venue__region__name", "troupe__name"]
    ordering = "-at"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        act = self.get_url_name("act")
        return super().get_common_view_kwargs(act_url_name=act, **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        act = path(
            "act/<int:pk>/<slug:act>/", self.construct_view(AddedAct), name="act"
        )
        return [*super().get_urlpatterns(), act]


class PlacesWaiting(Component):
    """First page of the admin: how many places wait for the coordinator."""

    name = "places_waiting"
    template_name = "performances/admin/places_waiting.html"
    order = 46

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        user = parent_context["request"].user
        policy = rights.policy_for(AddedPlace)
        if not policy.may(user, "change"):
            return {"count": 0}
        waiting = policy.visible(user, AddedPlace.objects.waiting())
        return {"count": waiting.count(), "url": reverse("added_places:index")}
