"""Create, edit and copy a show; judge it while it is typed."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.forms import Media
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic import (
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
)

from ulanmuqi.base import clock
from ulanmuqi.base.row_views import RowInReach

from .. import scheduling
from ..forms.board import proposals
from ..forms.entry import ShowEntry
from ..models import Performance
from ..scheduling import ConflictsFound, SchedulingError, StaleWrite
from ..scheduling.wording import within_quotes
from .call_reminder import remind
from .refusals import announce_refusal, at_field
from .show_acts import SHOW_ACTS

_MEDIA = Media(js=["js/admin/rows.js", "js/admin/live-check.js"])


class _ShowForm(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """What creating and editing share: the form, the refusals, the page."""

    model = Performance
    template_name = "performances/admin/show_form.html"
    index_url_name = edit_url_name = inspect_url_name = ""
    check_url_name = check_row_url_name = act_url_name = ""
    page_title = gettext_lazy("Performance")
    header_icon = "date"
    submit_label: Any = ""
    performance: Performance | None = None

    def entry(self, data: Any = None) -> ShowEntry:
        return ShowEntry(self.request.user, data, performance=self.performance)

    def save(self, entry: ShowEntry) -> scheduling.Outcome:
        raise NotImplementedError

    def done_message(self, outcome: scheduling.Outcome) -> str:
        raise NotImplementedError

    def action_url(self) -> str:
        raise NotImplementedError

    def check_url(self) -> str:
        return reverse(self.check_url_name)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(self.entry())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        started = clock.now()
        entry = self.entry(request.POST)
        sound = entry.is_valid()
        entry.tell(entry.conflicts())
        if not sound:
            messages.error(request, _("Nothing was saved. Look at the marked fields."))
            return self.page(entry)
        try:
            outcome = self.save(entry)
        except SchedulingError as error:
            return self.refused(entry, error)
        messages.success(request, self.done_message(outcome))
        remind(request, outcome.performance, started)
        return redirect(reverse(self.inspect_url_name, args=[outcome.performance.pk]))

    def refused(self, entry: ShowEntry, error: SchedulingError) -> HttpResponse:
        if isinstance(error, ConflictsFound):
            entry.tell(error.conflicts)
        elif isinstance(error, StaleWrite):
            entry = self.after_stale(entry)
        else:
            at_field(entry.form, error)
        return self.page(entry, status=announce_refusal(self.request, error))

    def after_stale(self, entry: ShowEntry) -> ShowEntry:
        return entry

    def page(self, entry: ShowEntry, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            entry=entry,
            form=entry.form,
            performance=self.performance,
            media=entry.media + _MEDIA,
            action_url=self.action_url(),
            check_url=self.check_url(),
            submit_button_label=self.submit_label,
            submit_button_active_label=_("Saving…"),
            has_unsaved_changes=entry.form.is_bound,
        )
        return self.render_to_response(context, status=status)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {
                "url": reverse(self.index_url_name),
                "label": capfirst(Performance._meta.verbose_name_plural),
            },
            {"url": "", "label": self.get_page_subtitle()},
        ]


class ShowCreate(_ShowForm):
    """`?day=…&hour=…&venue=…&troupe=…` in the address are proposals, as the board
    makes them; what makes no sense is left out."""

    permission_required = "add"
    add_url_name = ""
    submit_label = gettext_lazy("Place in the schedule")

    def entry(self, data: Any = None) -> ShowEntry:
        proposed = proposals(self.request.GET) if data is None else {}
        return ShowEntry(self.request.user, data, proposed=proposed)

    def get_page_subtitle(self) -> str:
        return _("New performance")

    def action_url(self) -> str:
        return self.request.get_full_path()

    def save(self, entry: ShowEntry) -> scheduling.Outcome:
        values = entry.form.cleaned_data
        return scheduling.place(
            entry.facts(),
            by=self.request.user,
            status=entry.form.becomes,
            showcase=values.get("showcase"),
            accept=values.get("accept", ""),
        )

    def done_message(self, outcome: scheduling.Outcome) -> str:
        # Translators: zh: “%(title)s”已列入排期。
        return _("“%(title)s” stands in the schedule.") % {
            "title": within_quotes(outcome.performance.title)
        }


class ShowCopy(RowInReach, ShowCreate):
    """A new show with the facts of another: the next stop of a tour."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = self.get_object()

    def entry(self, data: Any = None) -> ShowEntry:
        return ShowEntry(self.request.user, data, source=self.object)


class ShowEdit(RowInReach, _ShowForm):
    permission_required = "change"
    row_verb = "change"
    submit_label = gettext_lazy("Save")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = self.performance = self.get_object()

    def rows(self) -> Any:
        return Performance.objects.for_cards()

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def action_url(self) -> str:
        return reverse(self.edit_url_name, args=[self.object.pk])

    def check_url(self) -> str:
        return reverse(self.check_row_url_name, args=[self.object.pk])

    def save(self, entry: ShowEntry) -> scheduling.Outcome:
        values = entry.form.cleaned_data
        return scheduling.revise(
            self.object,
            entry.facts(),
            by=self.request.user,
            version=values["version"],
            reason=values.get("reason", ""),
            accept=values.get("accept", ""),
        )

    def done_message(self, outcome: scheduling.Outcome) -> str:
        if not outcome.changed:
            return _("Nothing was different, so nothing changed.")
        # Translators: zh: “%(title)s”已保存。
        return _("“%(title)s” is saved.") % {
            "title": within_quotes(outcome.performance.title)
        }

    def after_stale(self, entry: ShowEntry) -> ShowEntry:
        """What was typed stays; saving again is then a decision made knowingly."""
        fresh = Performance.objects.get(pk=self.object.pk)
        data = self.request.POST.copy()
        data["version"] = str(fresh.version)
        renewed = self.entry(data)
        renewed.is_valid()
        renewed.told = entry.told
        return renewed

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            acts=SHOW_ACTS.open_for(self.request.user, self.object),
            act_url_name=self.act_url_name,
            inspect_url=reverse(self.inspect_url_name, args=[quote(self.object.pk)]),
            history_url=reverse("performances:history", args=[quote(self.object.pk)]),
            **kwargs,
        )


class ShowCheck(PermissionCheckedMixin, View):
    """Answers the live check: what stands against the show as typed so far."""

    model = Performance
    permission_required = "add"
    http_method_names = ["post"]
    performance: Performance | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        entry = ShowEntry(request.user, request.POST, performance=self.performance)
        entry.is_valid()
        entry.tell(entry.conflicts())
        told = [
            {"field": one.field, "severity": one.severity, "text": one.text}
            for group in entry.told.values()
            for one in group
        ]
        return JsonResponse({"told": told, "asksToAccept": entry.asks_to_accept})


class ShowCheckRow(RowInReach, ShowCheck):
    permission_required = "change"
    row_verb = "change"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = self.performance = self.get_object()

    def rows(self) -> Any:
        return Performance.objects.for_cards()
