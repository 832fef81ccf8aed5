"""Turning a request into a hold and a performance; or linking one that stands."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.generic import (
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
)

from ulanmuqi.base import clock, rights
from ulanmuqi.base.row_views import RowInReach

from ...forms.cast import castable_troupes
from ...forms.request_placing import LinkForm, PlacingForm
from ...models import Performance, Request
from ...scheduling import ConflictsFound, SchedulingError, StaleWrite, sentence
from ...scheduling.request_booking import link_show, schedule_request
from ...statuses import OFF
from ..refusals import announce_refusal, at_field

# Tours pass some days before or after what was asked.
AROUND = timedelta(days=14)
MOST_SHOWS = 200


class _RequestForm(RowInReach, PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """One request, one form, one verb: refused in words, with all that was typed."""

    model = Request
    any_permission_required = ["view"]
    row_verb = "answer"
    template_name = "performances/admin/request_form.html"
    header_icon = "date"
    index_url_name = inspect_url_name = ""
    button: Any = ""

    def rows(self) -> QuerySet:
        return Request.objects.with_place().with_show()

    def form(self, data: Any = None) -> Any:
        raise NotImplementedError

    def write(self, form: Any) -> Performance:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        if not (self.object.is_open or self.object.lost_its_show):
            return redirect(self.back_url())
        return self.page(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form)
        try:
            self.write(form)
        except SchedulingError as error:
            return self.refused(form, error)
        messages.success(
            request,
            # Translators: zh: 已排进日程。演出以后怎么变，点单的网页会跟着变。
            _(
                "It is in the schedule. Whatever becomes of the show is told on the "
                "request’s page by itself."
            ),
        )
        return redirect(self.back_url())

    def refused(self, form: Any, error: SchedulingError) -> HttpResponse:
        status = announce_refusal(self.request, error)
        if isinstance(error, StaleWrite):
            return redirect(self.back_url())
        conflicts = error.conflicts if isinstance(error, ConflictsFound) else ()
        if not conflicts:
            field = {"starts_at": "day"}.get(error.field, error.field)
            error.field = field
            at_field(form, error)
        told = [(one.severity.value, sentence(one)) for one in conflicts]
        return self.page(form, status=status, conflicts=told)

    def page(self, form: Any, status: int = 200, conflicts: Any = ()) -> HttpResponse:
        context = self.get_context_data(
            form=form, object=self.object, media=form.media, conflicts=conflicts,
            back_url=self.back_url(), button=self.button,
        )  # fmt: skip
        return self.render_to_response(context, status=status)

    def back_url(self) -> str:
        return reverse(self.inspect_url_name, args=[self.object.pk])

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(self.model._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": self.back_url(), "label": str(self.object)},
            {"url": "", "label": self.get_page_title()},
        ]


class RequestPlacing(_RequestForm):
    @property
    def button(self) -> str:
        # Translators: zh: 留作备选
        return _("Keep the day as a hold")

    def get_page_title(self) -> str:
        return _("Put in the schedule")

    def form(self, data: Any = None) -> PlacingForm:
        user, asked = self.request.user, self.request.GET
        key = asked.get("troupe", "")
        known = key.isascii() and key.isdigit() and len(key) < 10
        troupe = castable_troupes(user).filter(pk=key).first() if known else None
        return PlacingForm(
            data, row=self.object, user=user, troupe=troupe, day=_day(asked.get("day"))
        )

    def write(self, form: PlacingForm) -> Performance:
        told = form.cleaned_data
        _row, outcome = schedule_request(
            self.object,
            form.facts(),
            decide_by=told["decide_by"],
            words=told["words"],
            by=self.request.user,
            version=told["version"],
        )
        return outcome.performance


class RequestLink(_RequestForm):
    @property
    def button(self) -> str:
        return _("This show answers it")

    def get_page_title(self) -> str:
        return _("Answer with a show that stands")

    def form(self, data: Any = None) -> LinkForm:
        return LinkForm(data, row=self.object, shows=self.shows())

    def shows(self) -> QuerySet:
        """Those the user may see, of the league, around the days asked for."""
        row, now = self.object, clock.now()
        rows = rights.policy_for(Performance).visible(
            self.request.user, Performance.objects.all()
        )
        first = clock.day_begins(row.window_from - AROUND)
        last = clock.day_begins(row.window_until + AROUND)
        rows = rows.between(max(now, first), max(now, last))
        near = row.region.league or row.region
        keys = rows.exclude(status__in=OFF).within(near).in_order()[:MOST_SHOWS]
        chosen = Performance.objects.filter(
            pk__in=list(keys.values_list("pk", flat=True))
        )
        return chosen.select_related("venue").in_order()

    def write(self, form: LinkForm) -> Performance:
        told = form.cleaned_data
        link_show(
            self.object,
            told["show"],
            words=told["words"],
            by=self.request.user,
            version=told["version"],
        )
        return told["show"]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
