"""Road notices in the admin: what hinders whom, at once and at any time."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from ulanmuqi.base import clock
from ulanmuqi.base.row_views import (
    RowCreate,
    RowEdit,
    RowInspect,
    RowsIndex,
)
from ulanmuqi.base.viewsets import RowViewSet

from ..models import RoadLeg, RoadNotice
from ..scheduling.road_legs import RoadOutcome
from ..scheduling.road_notices import (
    post_notice,
    revise_notice,
    rides_under,
    rides_under_all,
)
from ..scheduling.wording import short_time
from .rides import lines_for
from .road_forms import NoticeForm
from .road_legs import hindrance_text
from .road_notice_end import NoticeEnd
from .road_notice_words import state_text, until_text
from .road_writes import RoadWrite

ALL, OVER = "all", "over"


class NoticeFilters(WagtailFilterSet):
    period = django_filters.ChoiceFilter(
        label=gettext_lazy("Period"),
        choices=[(OVER, gettext_lazy("Over")), (ALL, gettext_lazy("All"))],
        empty_label=gettext_lazy("In force and to come"),
        method="in_period",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = RoadNotice
        fields = ["period", "kind"]

    def in_period(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        if value == OVER:
            standing = RoadNotice.objects.standing(clock.now())
            return rows.exclude(pk__in=standing.values("pk"))
        return rows


class NoticeIndex(RowsIndex):
    """What stands, and above it whom it keeps from arriving."""

    template_name = "performances/admin/road_notices.html"

    def get_base_queryset(self) -> QuerySet:
        rows = super().get_base_queryset().with_target()
        if self.request.GET.get("period") or self.request.GET.get("q"):
            return rows
        standing = RoadNotice.objects.standing(clock.now())
        return rows.filter(pk__in=standing.values("pk"))

    @cached_property
    def columns(self) -> list[Column]:
        """The first leads to the page that lists the consequences."""
        titled = self._get_title_column_class(TitleColumn)
        label = gettext_lazy("Road")
        first = titled("target", label=label, get_url=self.get_inspect_url)
        return [first, *super().columns]

    @cached_property
    def regions_by_road(self) -> dict[str, Any]:
        return RoadLeg.objects.regions_by_road()

    def may(self, verb: str, row: RoadNotice) -> bool:
        if row.road:
            row.lies_in(self.regions_by_road.get(row.road, ()))
        return super().may(verb, row)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if not self.results_only:
            context["rides"] = lines_for(self.request.user, rides_under_all())
        return context


class NoticeCreate(RoadWrite, RowCreate):
    def get_initial(self) -> dict[str, Any]:
        return {"starts_at": clock.now().replace(second=0, microsecond=0)}

    def write(self, form: NoticeForm) -> RoadOutcome:
        return post_notice(form.facts(), by=self.request.user)


class NoticeEdit(RoadWrite, RowEdit):
    def rows(self) -> QuerySet:
        return RoadNotice.objects.with_target()

    def write(self, form: NoticeForm) -> RoadOutcome:
        return revise_notice(
            self.object,
            form.facts(),
            by=self.request.user,
            version=form.cleaned_data["seen"],
        )


class NoticeInspect(RowInspect):
    """One notice and every coming journey on its road, those that cannot be made
    first."""

    template_name = "performances/admin/road_notice.html"
    fields = ["source"]
    end_url_name = history_url_name = ""

    def rows(self) -> QuerySet:
        return RoadNotice.objects.with_target()

    def get_page_title(self) -> str:
        return _("Road notice")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if self.object.is_over(clock.now()) or not self.may("change", self.object):
            return []
        end = reverse(self.end_url_name, args=[self.object.pk])
        return [
            HeaderButton(_("Edit"), url=self.get_edit_url(), icon_name="edit"),
            HeaderButton(_("End it now"), url=end, icon_name="check"),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        notice = self.object
        compared = (
            _("The hours before are those while the notice stood.")
            if notice.ended_at
            else _("The hours before are those without this notice.")
        )
        history = reverse(self.history_url_name, args=[notice.pk])
        return super().get_context_data(**kwargs) | {
            "rides": lines_for(self.request.user, rides_under(notice)),
            "compared": compared,
            "hindrance": hindrance_text(notice),
            "state": state_text(notice),
            "is_over": notice.is_over(clock.now()),
            "starts": short_time(notice.starts_at),
            "until": until_text(notice),
            "history_url": history if self.may("change", notice) else "",
        }


class NoticeViewSet(RowViewSet):
    model = RoadNotice
    name = "road_notices"
    icon = "warning"
    menu_label = gettext_lazy("Road notices")
    menu_order = 200
    add_to_reference_index = False
    index_view_class = NoticeIndex
    add_view_class = NoticeCreate
    edit_view_class = NoticeEdit
    inspect_view_class = NoticeInspect
    filterset_class = NoticeFilters
    list_display = [
        Column("hindrance", label=gettext_lazy("Road state"), accessor=hindrance_text),
        Column(
            "starts",
            label=gettext_lazy("From"),
            accessor=lambda row: short_time(row.starts_at),
            sort_key="starts_at",
        ),
        Column("until", label=gettext_lazy("Until"), accessor=until_text),
        Column("state", label=gettext_lazy("Now"), accessor=state_text),
        "source",
    ]
    search_fields = ["road", "region__name", "source", "note"]
    ordering = "-starts_at"
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("leg"), FieldPanel("road"), FieldPanel("region")],
                heading=gettext_lazy("Which road"),
                help_text=gettext_lazy("Choose one of the three."),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("factor")]),
                    FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                ],
                heading=gettext_lazy("What and how long"),
            ),
            MultiFieldPanel(
                [FieldPanel("source"), FieldPanel("note")],
                heading=gettext_lazy("Who says so"),
            ),
        ],
        base_form_class=NoticeForm,
    )

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(
            end_url_name=self.get_url_name("end"),
            **{"delete_url_name": None, **kwargs},
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        """A notice is ended, never deleted: it explains what was decided."""
        kept = [url for url in super().get_urlpatterns() if url.name != "delete"]
        end = path("end/<int:pk>/", self.construct_view(NoticeEnd), name="end")
        return [*kept, end]
