"""One record in the admin, the league's word on it, and where records are found."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton

from ulanmuqi.base.row_views import RowHistory, RowInReach, RowInspect
from ulanmuqi.base.viewsets import ReadingViewSet

from .. import scheduling
from ..models import (
    FieldAct,
    Performance,
    Record,
    Reported,
    ReportState,
    TroupeDay,
)
from ..record_policy import ACTS, DAYS
from ..scheduling import SchedulingError
from ..scheduling.carry import why_not
from ..scheduling.field_work import may_report_for
from . import columns, record_words
from .record_carry import RecordCarry
from .record_desk import ReviewDesk
from .record_filters import RecordFilters
from .record_forms import PastShow
from .record_list import RecordIndex
from .record_photos import PhotoAdd, PhotoChange, photo_lines
from .refusals import announce_refusal
from .requests.of_show import requests_of


class RecordInspect(RowInspect):
    """What was said of one show, what the league says to it, and the troupes' day."""

    template_name = "performances/admin/record.html"
    fields = ["remarks"]
    decide_url_name = photos_url_name = photo_url_name = history_url_name = ""
    carry_url_name = ""

    def rows(self) -> QuerySet:
        return Record.objects.select_related(
            "performance__venue__region__league",
            "performance__region__league",
            "carried_from",
            "reported_by",
            "reviewed_by",
        ).prefetch_related(
            "performance__troupe_parts__troupe__region",
            "performance__place_confirmations",
            "photos__image",
        )

    def get_page_title(self) -> str:
        return _("Record of a show")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        record, buttons = self.object, []
        if not self.may("change", record):
            return []
        if record.counts:
            url = reverse("performances:record", args=[record.performance_id])
            told = {"url": url, "icon_name": "edit", "priority": 10}
            buttons.append(HeaderButton(_("Correct"), **told))
        if not why_not(self.request.user, record):
            url = reverse(self.carry_url_name, args=[record.pk])
            # Translators: zh: 报错了场次
            label = _("It is of another show")
            told = {"url": url, "icon_name": "arrow-right", "priority": 20}
            buttons.append(HeaderButton(label, **told))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record, user = self.object, self.request.user
        may_change = self.may("change", record)
        return super().get_context_data(**kwargs) | {
            "show": record.performance,
            "show_url": reverse("performances:inspect", args=[record.performance_id]),
            "when": columns.when_text(record.performance),
            "place": columns.place_text(record.performance),
            "troupes": columns.troupes_text(record.performance),
            "state": record_words.state_text(record.performance),
            "look_at": record_words.look_at(record),
            "said_there": record_words.said_there(record.performance),
            "is_denied": record_words.is_denied(record),
            "asked_by": requests_of(user, record.performance),
            "days": _days_of(record, user),
            "acts": _acts_of(record, user),
            "besides": _more_to_say(record, user),
            "photos": photo_lines(record, self.photo_url_name if may_change else ""),
            "photos_url": self.row_url(self.photos_url_name, "change"),
            "counts": record.counts,
            "decide_url": self.row_url(self.decide_url_name, "review"),
            "history_url": self.row_url(self.history_url_name, "change"),
        }


class Decide(RowInReach, PermissionCheckedMixin, View):
    """The league's word on one report, from its page."""

    model: type[Reported] = Record
    any_permission_required = ["review"]
    row_verb = "review"
    http_method_names = ["post"]
    inspect_url_name = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = self.get_object()
        said = request.POST
        seen = said.get("version", "")
        try:
            row = scheduling.review_report(
                row,
                said.get("outcome", ""),
                note=said.get("note", "")[:300],
                by=request.user,
                version=int(seen) if seen.isascii() and seen.isdigit() else 0,
            )
        except SchedulingError as error:
            announce_refusal(request, error)
        else:
            messages.success(request, _decided(row.state))
        return redirect(self.inspect_url_name, row.pk)


def _decided(state: str) -> str:
    if state == ReportState.REVIEWED:
        # Translators: zh: 已通过审核。
        return _("Reviewed.")
    # Translators: zh: 已退回，队伍会看到您写的话。
    return _("Sent back. The troupe reads what you wrote.")


def _days_of(record: Record, user: Any) -> list[dict[str, Any]]:
    """What each troupe of the show says of that day."""
    show = record.performance
    rows = TroupeDay.objects.filter(
        troupe__in=show.troupes_in_order, day=show.day_at_home
    )
    seen = DAYS.visible(user, rows).select_related("troupe__region")
    return [_line(row, "troupe_days") for row in seen]


def _acts_of(record: Record, user: Any) -> list[dict[str, Any]]:
    rows = FieldAct.objects.filter(performance=record.performance)
    seen = ACTS.visible(user, rows).select_related("troupe__region").order_by("pk")
    return [_line(row, "field_acts") for row in seen]


def _more_to_say(record: Record, user: Any) -> list[dict[str, str]]:
    """Where to say it for the first of the show's troupes that is the user's."""
    show = record.performance
    mine = [one for one in show.troupes_in_order if may_report_for(user, one)]
    if not mine:
        return []
    query = f"?troupe={mine[0].pk}&day={show.day_at_home.isoformat()}"
    return [
        {"url": reverse(f"{rows}:add") + query, "label": label}
        for rows, label in (
            # Translators: zh: 报这天的行程
            ("troupe_days", _("Report the day")),
            # Translators: zh: 报辅导、服务
            ("field_acts", _("Report coaching or a service")),
        )
    ]


def _line(row: TroupeDay | FieldAct, rows: str) -> dict[str, Any]:
    return {
        "who": row.troupe.display_name,
        "what": record_words.subject(row),
        "figures": record_words.figures(row),
        "state": record_words.report_state(row),
        "url": reverse(f"{rows}:inspect", args=[row.pk]),
    }


class RecordViewSet(ReadingViewSet):
    """Records are made and mended from the show: `performances:record`."""

    model = Record
    name = "records"
    icon = "clipboard-list"
    # Translators: zh: 演出记录
    menu_label = gettext_lazy("Records")
    menu_order = 105
    index_view_class = RecordIndex
    inspect_view_class = RecordInspect
    history_view_class = RowHistory
    filterset_class = RecordFilters
    search_fields = ["title", "public_id", "venue__name", "troupes__name"]
    ordering = "-starts_at"
    list_export = [
        "public_id",
        "when",
        "title",
        "troupes",
        "place",
        "onsite_audience",
        "online_views",
        "record_state",
    ]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """The list is one of shows: those without a record stand in it too."""
        return super().get_index_view_kwargs(**kwargs) | {"model": Performance}

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(
            history_url_name=self.get_url_name("history"),
            decide_url_name=self.get_url_name("decide"),
            carry_url_name=self.get_url_name("carry"),
            photos_url_name=self.get_url_name("photos"),
            photo_url_name=self.get_url_name("photo"),
            review_url_name=self.get_url_name("review"),
            past_url_name=self.get_url_name("past"),
            **kwargs,
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        view = self.construct_view
        return [
            *super().get_urlpatterns(),
            path("history/<int:pk>/", self.history_view, name="history"),
            path(
                "history-results/<int:pk>/",
                self.history_results_view,
                name="history_results",
            ),
            path("decide/<int:pk>/", view(Decide), name="decide"),
            path("carry/<int:pk>/", view(RecordCarry), name="carry"),
            path("photos/<int:pk>/", view(PhotoAdd), name="photos"),
            path("photo/<int:pk>/<int:photo>/", view(PhotoChange), name="photo"),
            path("review/", view(ReviewDesk), name="review"),
            path("past/", view(PastShow), name="past"),
        ]
