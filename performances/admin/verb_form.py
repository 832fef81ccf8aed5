"""Creates and edits rows that scheduling writes: the form, the refusals, the page."""

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.forms import Media
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.generic import (
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
)

from ulanmuqi.base.quotes import within_quotes
from ulanmuqi.base.row_views import RowInReach

from ..conflicts import Severity
from ..scheduling import ConflictsFound, SchedulingError, StaleWrite, sentence
from .refusals import announce_refusal, at_field

# Conflicts said at the top of the page; all of them stand at their fields.
NAMED = 3
_MEDIA = Media(js=["js/admin/rows.js", "js/admin/live-check.js"])


class VerbForm(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """`entry` makes the forms, `save` calls the verb; nothing typed is lost."""

    model: type[Model]
    template_name = ""
    index_url_name = edit_url_name = inspect_url_name = check_url_name = ""
    check_row_url_name = ""
    submit_label: Any = ""
    object: Any = None

    def entry(self, data: Any = None) -> Any:
        raise NotImplementedError

    def save(self, entry: Any) -> Model:
        """Calls the verb and returns the row; refusals are raised."""
        raise NotImplementedError

    def saved(self, row: Model) -> HttpResponse:
        messages.success(self.request, self.done_message(row))
        return redirect(reverse(self.inspect_url_name, args=[row.pk]))

    def done_message(self, row: Model) -> str:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(self.entry())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        entry = self.entry(request.POST)
        sound = entry.is_valid()
        entry.tell(entry.conflicts())
        if not sound:
            messages.error(request, _("Nothing was saved. Look at the marked fields."))
            return self.page(entry)
        try:
            row = self.save(entry)
        except SchedulingError as error:
            return self.refused(entry, error)
        return self.saved(row)

    def refused(self, entry: Any, error: SchedulingError) -> HttpResponse:
        if isinstance(error, ConflictsFound):
            entry.tell(error.conflicts)
        elif isinstance(error, StaleWrite):
            entry = self.after_stale(entry)
        else:
            at_field(entry.form, error)
        status = announce_refusal(self.request, error, also=_in_the_way(error))
        return self.page(entry, status=status)

    def after_stale(self, entry: Any) -> Any:
        """What was typed stays; saving again is then a decision made knowingly."""
        if self.object is None:
            return entry
        fresh = self.model._default_manager.get(pk=self.object.pk)
        data = self.request.POST.copy()
        data["version"] = str(fresh.version)
        renewed = self.entry(data)
        renewed.is_valid()
        renewed.told = entry.told
        return renewed

    def page(self, entry: Any, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            entry=entry,
            form=entry.form,
            object=self.object,
            media=entry.media + _MEDIA,
            action_url=self.request.get_full_path(),
            check_url=self.check_url(),
            submit_button_label=self.submit_label,
            submit_button_active_label=_("Saving…"),
            has_unsaved_changes=entry.form.is_bound,
        )
        return self.render_to_response(context, status=status)

    def check_url(self) -> str:
        if not self.check_url_name:
            return ""
        if self.object is None:
            return reverse(self.check_url_name)
        return reverse(self.check_row_url_name, args=[self.object.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(self.model._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": "", "label": self.get_page_subtitle()},
        ]

    def get_page_title(self) -> str:
        return capfirst(str(self.model._meta.verbose_name))


def _in_the_way(error: SchedulingError) -> list[str]:
    """What blocks, named at the top too: its field may lie below the screen."""
    if not isinstance(error, ConflictsFound) or not error.blocked:
        return []
    blocks = [one for one in error.conflicts if one.severity is Severity.BLOCK]
    return list(dict.fromkeys(sentence(one) for one in blocks))[:NAMED]


class OfRow(RowInReach):
    """The form of a row there is: `row_verb` is asked of it."""

    permission_required = "change"
    row_verb = "change"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = self.get_object()

    def get_page_subtitle(self) -> str:
        return str(self.object)


class TakeOut(RowInReach, PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Takes a row out of the calendar after saying what that does."""

    model: type[Model]
    any_permission_required = ["delete"]
    row_verb = "delete"
    template_name = "performances/admin/take_out.html"
    index_url_name = inspect_url_name = ""
    header_icon = "bin"
    question = explained = button = done = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = self.get_object()

    def run(self, *, version: int | None, reason: str) -> None:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        told = request.POST.get("version", "")
        version = (
            int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0
        )
        title = str(self.object)
        try:
            self.run(version=version, reason=request.POST.get("reason", "")[:300])
        except SchedulingError as error:
            self.object = self.model._default_manager.get(pk=self.object.pk)
            return self.page(announce_refusal(request, error))
        messages.success(request, self.done % {"title": within_quotes(title)})
        return redirect(self.index_url_name)

    def page(self, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            object=self.object,
            question=self.question % {"title": within_quotes(self.object)},
            explained=self.explained,
            button=self.button,
            reason=self.request.POST.get("reason", "")[:300],
            back_url=reverse(self.inspect_url_name, args=[self.object.pk]),
        )
        return self.render_to_response(context, status=status)

    def get_page_title(self) -> str:
        return str(self.button)

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(self.model._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": "", "label": str(self.object)},
        ]


class CheckAnswer(PermissionCheckedMixin, View):
    """Answers the live check: what stands against it as typed so far."""

    model: type[Model]
    permission_required = "add"
    http_method_names = ["post"]
    object: Any = None

    def entry(self, data: Any) -> Any:
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        entry = self.entry(request.POST)
        entry.is_valid()
        entry.tell(entry.conflicts())
        told = [
            {"field": one.field, "severity": one.severity, "text": one.text}
            for group in entry.told.values()
            for one in group
        ]
        return JsonResponse({"told": told, "asksToAccept": entry.asks_to_accept})
