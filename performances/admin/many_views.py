"""One act on many shows: choose them in a list, look at what follows, do it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin.views.generic import (
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
)

from troupes.rights import scope_of
from ulanmuqi.base import clock, rights

from .. import scheduling
from ..forms.many import ANNOUNCE, ASK, CONFIRM, SHIFT, ManyForm, read_rows
from ..models import Performance
from ..scheduling import SchedulingError
from ..scheduling.many import MOST
from . import columns
from .call_reminder import remind_of_all
from .form_page import BelowShows
from .many_preview import Preview, preview
from .refusals import announce_refusal, at_field
from .show_filters import ShowFilters, from_today, narrows_time

_RUN = {
    CONFIRM: scheduling.confirm_all,
    ANNOUNCE: scheduling.announce_all,
    ASK: scheduling.ask_for_all,
    SHIFT: scheduling.shift_all,
}


class ShowMany(BelowShows, PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """The list's filters narrow the offer; at most MOST shows stand in the table."""

    any_permission_required = ["add", "change"]
    template_name = "performances/admin/many.html"
    page_title = gettext_lazy("Act on many shows")
    header_icon = "list-ul"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        started = clock.now()
        form = self.form(request.POST)
        versions = read_rows(request.POST.getlist("rows"), most=MOST)
        if not form.is_valid():
            return self.page(form, versions)
        rows = list(self.reach().filter(pk__in=versions).in_order())
        try:
            if not form.is_as_seen(form.fingerprint(versions)):
                return self.show(form, versions, rows)
            outcomes = self.run(form, versions, rows)
        except SchedulingError as error:
            status = announce_refusal(request, error)
            at_field(form, error)
            return self.page(form, versions, status=status)
        messages.success(request, _done(form.cleaned_data["act"], len(outcomes)))
        remind_of_all(request, rows, started)
        return redirect(self.index_url())

    def form(self, data: Any = None) -> ManyForm:
        form = ManyForm(data)
        if not scope_of(self.request.user).coordinates:
            # Warnings are accepted by coordinators only (rule 5.5).
            form.fields["accept"].disabled = True
        return form

    def run(
        self, form: ManyForm, versions: dict[int, int], rows: list[Performance]
    ) -> list[scheduling.Outcome]:
        act = _RUN[form.cleaned_data["act"]]
        return act(rows, by=self.request.user, versions=versions, **form.facts())

    def show(
        self, form: ManyForm, versions: dict[int, int], rows: list[Performance]
    ) -> HttpResponse:
        """What follows for each; one may go on only when nothing is blocked.

        Whoever looks at it has seen the rows as they are now, so those versions count
        from here on.
        """
        found = preview(partial(self.run, form, versions, rows), rows)
        versions = {row.pk: row.version for row in rows}
        data = self.request.POST.copy()
        data["previewed"] = "" if _waits(found) else form.fingerprint(versions)
        shown = self.form(data)
        shown.is_valid()
        return self.page(shown, versions, found=found)

    def reach(self) -> QuerySet:
        user = self.request.user
        rows = Performance.objects.for_cards()
        return rights.policy_for(Performance).visible(user, rows)

    def offered(self) -> tuple[ShowFilters, list[Performance], bool]:
        """The filters, the shows the user may act on, and whether there are more."""
        rows = self.reach().in_order()
        query = self.request.GET
        filters = ShowFilters(query, queryset=rows, request=self.request)
        found = filters.qs if filters.is_valid() else rows.none()
        found = found if narrows_time(query) else from_today(found)
        some = list(found.distinct()[: MOST + 1])
        user = self.request.user
        may = [row for row in some[:MOST] if rights.may(user, "change", row)]
        return filters, may, len(some) > MOST

    def page(
        self,
        form: ManyForm,
        versions: dict[int, int] | None = None,
        *,
        found: Preview | None = None,
        status: int = 200,
    ) -> HttpResponse:
        versions = versions or {}
        filters, offered, has_more = self.offered()
        context = self.get_context_data(
            form=form,
            filters=filters,
            rows=[_row(show, versions) for show in offered],
            chosen=[f"{key}:{version}" for key, version in versions.items()],
            has_more=has_more,
            most=MOST,
            preview=found,
            is_ready=bool(found and form.data.get("previewed")),
            media=form.media + filters.form.media,
            back_url=self.index_url(),
            filter_query=self.request.GET.urlencode(),
        )
        return self.render_to_response(context, status=status)

    def index_url(self) -> str:
        query = self.request.GET.urlencode()
        return reverse(self.index_url_name) + (f"?{query}" if query else "")


def _waits(found: Preview) -> bool:
    return found.is_blocked or found.asks_to_accept


def _row(show: Performance, versions: dict[int, int]) -> dict[str, Any]:
    return {
        "value": f"{show.pk}:{versions.get(show.pk, show.version)}",
        "is_chosen": show.pk in versions,
        "title": show.title,
        "when": columns.when_text(show),
        "troupes": columns.troupes_text(show),
        "place": columns.place_text(show),
        "status": columns.status_text(show),
    }


def _done(act: str, count: int) -> str:
    told = {
        CONFIRM: ngettext(
            "%(count)s show is confirmed.", "%(count)s shows are confirmed.", count
        ),
        ANNOUNCE: ngettext(
            "%(count)s show is announced.", "%(count)s shows are announced.", count
        ),
        ASK: ngettext(
            "The league was asked to announce %(count)s show.",
            "The league was asked to announce %(count)s shows.",
            count,
        ),
        SHIFT: ngettext("%(count)s show moved.", "%(count)s shows moved.", count),
    }[act]
    return told % {"count": count}
