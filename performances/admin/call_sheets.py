"""Call sheets in the admin: whom to ring, the number, the sentence, told by and at."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import PermissionCheckedMixin

from ulanmuqi.base import clock
from ulanmuqi.base.row_views import RowInReach, RowInspect, RowsIndex
from ulanmuqi.base.viewsets import ReadingViewSet

from .. import telling
from ..changelog import news_of
from ..models import CallSheet
from ..scheduling import SchedulingError, StaleWrite, call_sheets
from . import columns
from .behind import CallSheetBehind, behind_of
from .call_sheet_lines import ContactForm, lines_of
from .refusals import announce_refusal, at_field


class CallSheetIndex(RowsIndex):
    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().select_related("performance__venue")


class CallSheetInspect(RowInspect):
    template_name = "performances/admin/call_sheet.html"
    fields = ["opened_at"]
    tick_url_name = contact_url_name = behind_url_name = ""
    bound: dict[str, ContactForm] | None = None

    def rows(self) -> QuerySet:
        return CallSheet.objects.select_related(
            "performance__venue__region__league",
            "performance__venue__region__banner",
            "performance__region",
            "performance__showcase",
            "change__performance",
            "change__showcase",
        ).prefetch_related("performance__troupe_parts__troupe__region")

    def get_page_title(self) -> str:
        return _("Call sheet")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet = self.object
        show = sheet.performance
        lines = lines_of(sheet, self.request.user)
        news = news_of(sheet.told, clock.now())
        later = (
            show.call_sheets.filter(done_at=None).exclude(pk=sheet.pk).first()
            if sheet.is_overtaken
            else None
        )
        return super().get_context_data(**kwargs) | {
            "show": show,
            "when": columns.when_text(show),
            "place": columns.place_text(show),
            "status_text": columns.status_text(show),
            "text": telling.in_chinese(news),
            "lines": lines,
            "untold": sum(line.call.told_at is None for line in lines),
            "later_url": (
                reverse("callsheets:inspect", args=[later.pk]) if later else ""
            ),
            "is_overtaken": sheet.is_overtaken,
            "is_public": show.is_public(clock.now()),
            "tick_url_name": self.tick_url_name,
            "contact_url_name": self.contact_url_name,
            "behind": len(behind_of(sheet, self.request.user)),
            "behind_url": reverse(self.behind_url_name, args=[sheet.pk]),
            "show_url": reverse("performances:inspect", args=[show.pk]),
        }


class _SheetPost(RowInReach, PermissionCheckedMixin, View):
    model = CallSheet
    any_permission_required = ["change"]
    row_verb = "change"
    http_method_names = ["post"]
    inspect_url_name = ""

    def rows(self) -> QuerySet:
        return CallSheet.objects.select_related("performance__region")

    def back(self, anchor: str) -> HttpResponse:
        url = reverse(self.inspect_url_name, args=[self.kwargs["pk"]])
        return redirect(f"{url}#{anchor}")


def _version(text: str) -> int:
    """0, which none has, for what is no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class TickView(_SheetPost):
    """Told, or not told after all."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sheet = self.get_object()
        call = get_object_or_404(sheet.calls, pk=kwargs["call"])
        is_told = request.POST.get("told") == "yes"
        version = _version(request.POST.get("seen", ""))
        try:
            sheet = call_sheets.tick_told(
                call, by=request.user, is_told=is_told, version=version
            )
        except SchedulingError as error:
            announce_refusal(request, error)
        else:
            if sheet.done_at is not None and is_told:
                messages.success(request, _("Everybody has been told."))
        return self.back(f"call-{call.pk}")


class ContactView(_SheetPost):
    """Who hosts, or leads on site."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sheet, duty = self.get_object(), kwargs["duty"]
        form = ContactForm(request.POST, prefix=duty)
        if form.is_valid():
            told = dict(form.cleaned_data)
            try:
                call_sheets.set_contact(
                    sheet.performance, duty=duty, by=request.user,
                    version=told.pop("seen"), **told,
                )  # fmt: skip
            except StaleWrite as error:
                announce_refusal(request, error)
                return self.back(f"duty-{duty}")
            except SchedulingError as error:
                at_field(form, error)
        for field, errors in form.errors.items():
            label = form.fields[field].label if field in form.fields else ""
            messages.error(request, f"{label}：{' '.join(errors)}")
        if not form.errors:
            messages.success(request, _("The contact is noted."))
        return self.back(f"duty-{duty}")


class CallSheetViewSet(ReadingViewSet):
    model = CallSheet
    name = "callsheets"
    icon = "list-ul"
    menu_label = gettext_lazy("Call sheets")
    menu_order = 20
    index_view_class = CallSheetIndex
    inspect_view_class = CallSheetInspect
    list_filter = ["opened_at"]
    list_display = [
        TitleColumn(
            "performance",
            label=gettext_lazy("Performance"),
            get_url=lambda row: reverse("callsheets:inspect", args=[row.pk]),
        ),
        Column(
            "when",
            label=gettext_lazy("When"),
            accessor=lambda row: columns.when_text(row.performance),
        ),
        DateColumn("opened_at", label=gettext_lazy("Opened")),
        Column(
            "state",
            label=pgettext_lazy("notice", "State"),
            accessor=lambda row: _state(row),
        ),
    ]
    search_fields = ["performance__title"]
    ordering = "-opened_at"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(
            tick_url_name=self.get_url_name("tick"),
            contact_url_name=self.get_url_name("contact"),
            behind_url_name=self.get_url_name("behind"),
            **kwargs,
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        """Sheets are opened by what changes: there is nothing to add or delete."""
        view = self.construct_view
        return [
            *super().get_urlpatterns(),
            path("told/<int:pk>/<int:call>/", view(TickView), name="tick"),
            path("contact/<int:pk>/<slug:duty>/", view(ContactView), name="contact"),
            path("behind/<int:pk>/", view(CallSheetBehind), name="behind"),
        ]


def _state(sheet: CallSheet) -> str:
    if sheet.is_overtaken:
        return _("Overtaken by a later change")
    return _("Everybody told") if sheet.done_at else _("Somebody to be told")
