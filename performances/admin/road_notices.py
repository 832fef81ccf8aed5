"""Road notices in the admin: what hinders whom, at once and at any time."""

from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.contrib.admin.utils import quote
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import (
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
)
from wagtail.admin.widgets.button import HeaderButton

from ulanmuqi.base import clock
from ulanmuqi.base.row_views import (
    RowCreate,
    RowEdit,
    RowInReach,
    RowInspect,
    RowsIndex,
)
from ulanmuqi.base.viewsets import RowViewSet

from ..models import RoadLeg, RoadNotice
from ..scheduling import SchedulingError
from ..scheduling.road_legs import RoadOutcome
from ..scheduling.road_notices import (
    end_notice,
    post_notice,
    revise_notice,
    rides_under,
    rides_under_all,
)
from ..scheduling.wording import short_time
from .refusals import announce_refusal, at_field
from .rides import lines_for
from .road_forms import EndForm, NoticeForm
from .road_legs import hindrance_text
from .road_writes import RoadWrite, tell

ALL, OVER = "all", "over"


def until_text(notice: RoadNotice) -> str:
    if notice.until is None:
        # Translators: zh: 何时恢复未定
        return _("until further notice")
    return short_time(notice.until)


def state_text(notice: RoadNotice) -> str:
    now = clock.now()
    if notice.is_over(now):
        # Translators: zh: 已提前解除 / 已过
        return _("ended early") if notice.ended_at else _("over")
    # Translators: zh: 尚未开始 / 正在影响
    return _("to come") if notice.starts_at > now else _("in force")


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


class NoticeEnd(RowInReach, PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """The road is free again: asks why, or who says so, then judges again."""

    model = RoadNotice
    any_permission_required = ["change"]
    row_verb = "change"
    template_name = "performances/admin/road_end.html"
    index_url_name = inspect_url_name = ""
    header_icon = "check"

    def rows(self) -> QuerySet:
        return RoadNotice.objects.with_target()

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = self.get_object()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.is_over(clock.now()):
            messages.warning(request, _("This notice is over. Enter a new one."))
            return redirect(self.back_url())
        return self.page(EndForm(initial={"version": self.object.version}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = EndForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        said = form.cleaned_data
        try:
            outcome = end_notice(self.object, by=request.user, **said)
        except SchedulingError as error:
            at_field(form, error)
            return self.page(form, status=announce_refusal(request, error))
        tell(request, outcome.rides)
        return redirect(self.back_url())

    def page(self, form: EndForm, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            object=self.object,
            hindrance=hindrance_text(self.object),
            until=until_text(self.object),
            media=form.media,
            back_url=self.back_url(),
        )
        return self.render_to_response(context, status=status)

    def back_url(self) -> str:
        return reverse(self.inspect_url_name, args=[quote(self.object.pk)])

    def get_page_title(self) -> str:
        return _("End notice")

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(RoadNotice._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": self.back_url(), "label": str(self.object)},
            {"url": "", "label": self.get_page_title()},
        ]


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
