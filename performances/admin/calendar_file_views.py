"""Takes over a foreign calendar file: upload, look at every event, place what is
ticked. Nothing public happens, and nothing firm is changed."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.menu import MenuItem

from ulanmuqi.base import clock, rights

from ..forms.calendar_file import CalendarFileForm, fingerprint, pack
from ..forms.cast import troupe_offer
from ..ics_files import MOST_EVENTS, Reading, Unreadable, read
from ..models import Performance
from ..scheduling.import_plan import Row, plan_import
from ..scheduling.import_shows import in_order, take_over
from ..statuses import Status
from .calendar_file_lines import counts_of, lines_of
from .calendar_file_words import fault_text
from .form_page import BelowShows, FormPage
from .placing_preview import PlacingPreview, preview_placing

LOOK, TAKE = "look", "take"


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return rights.policy_for(Performance).may(request.user, "add")


class CalendarFile(BelowShows, FormPage):
    permission_required = "add"
    template_name = "performances/admin/calendar_file.html"
    inspect_url_name = ""
    # Translators: zh: 导入日历文件
    page_title = gettext_lazy("Take over a calendar")
    header_icon = "upload"

    def take(self, form: CalendarFileForm) -> HttpResponse:
        try:
            reading = read(form.cleaned_data["raw"], now=clock.now())
        except Unreadable as error:
            form.add_error("file", fault_text(error))
            return self.page(form)
        return self.look_or_place(form, reading)

    def look_or_place(self, form: CalendarFileForm, reading: Reading) -> HttpResponse:
        troupe = form.cleaned_data["troupe"]
        rows = plan_import(reading, troupe, by=self.request.user)
        is_first = self.request.POST.get("step") != TAKE or bool(
            form.cleaned_data["file"]
        )
        ticked = set(self.request.POST.getlist("rows")[:MOST_EVENTS])
        kept = in_plan(rows, None if is_first else ticked)
        act = partial(take_over, kept, troupe, by=self.request.user)
        status = form.cleaned_data["status"]
        seen = form.is_as_seen(fingerprint(form, kept))
        if kept and seen and not is_first:
            act(status=status)
            return self.done(len(kept))
        found = None
        if kept:
            # Judged as if they were confirmed, so that trouble shows early.
            found = preview_placing(
                partial(act, status=status, judged_as=Status.CONFIRMED)
            )
        return self.page(form, reading=reading, rows=rows, kept=kept, found=found)

    def form(self, data: Any = None) -> CalendarFileForm:
        files = None if data is None else self.request.FILES
        return CalendarFileForm(data, files, troupes=self.offer)

    @cached_property
    def offer(self) -> Any:
        return troupe_offer(self.request.user)

    def done(self, count: int) -> HttpResponse:
        told = ngettext(
            "%(count)s show was taken over.", "%(count)s shows were taken over.", count
        )
        messages.success(self.request, told % {"count": count})
        return redirect(reverse(self.index_url_name))

    def page(
        self,
        form: CalendarFileForm,
        *,
        reading: Reading | None = None,
        rows: list[Row] | None = None,
        kept: list[Row] | None = None,
        found: PlacingPreview | None = None,
        status: int = 200,
    ) -> HttpResponse:
        rows, kept = rows or [], kept or []
        misread = reading.misread if reading else ()
        told = found.told if found else ()
        by_mark = dict(zip((row.mark for row in in_order(kept)), told, strict=False))
        raw = form.cleaned_data.get("raw", b"") if form.is_bound else b""
        context = self.get_context_data(
            form=form,
            is_read=reading is not None,
            lines=lines_of(rows, misread, frozenset(r.mark for r in kept), by_mark),
            counts=counts_of(rows, misread),
            others=reading.others if reading else 0,
            can_take=any(row.may_be_taken for row in rows),
            count=len(kept),
            carried=pack(raw) if raw else "",
            previewed=fingerprint(form, kept) if kept else "",
            has_conflicts=bool(found and found.has_trouble),
            media=form.media,
            inspect_url_name=self.inspect_url_name,
            back_url=reverse(self.index_url_name),
        )
        return self.render_to_response(context, status=status)


def in_plan(rows: list[Row], ticked: set[str] | None) -> list[Row]:
    """What was ticked of what may be; at first whatever is offered."""
    if ticked is None:
        return [row for row in rows if row.may_be_taken and row.is_offered]
    return [row for row in rows if row.may_be_taken and row.mark in ticked]
