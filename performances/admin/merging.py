"""Merging a row that was entered twice: choose, look at what follows, merge."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin.views.generic import (
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
)

from ulanmuqi.base import clock
from ulanmuqi.base.quotes import within_quotes
from ulanmuqi.base.row_views import RowInReach

from ..forms.merge import MergeForm
from ..models import Performance
from ..scheduling import ConflictsFound, SchedulingError, sentence
from ..scheduling.merging import Merged
from . import columns
from .refusals import announce_refusal, at_field
from .undone import undone

SHOWN = 10
# The merge's argument, its field and what it is refused for.
DISCLOSE = "disclose"


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a merge would do, in words for the page that asks once more."""

    into: str
    ahead: tuple[str, ...]
    more_ahead: int
    past: int
    gained: tuple[str, ...]
    opens: bool
    disclosed: tuple[str, ...]
    more_disclosed: int


class MergeView(RowInReach, PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Nothing is merged before its consequences were shown: it cannot be undone."""

    any_permission_required = ["change"]
    row_verb = "change"
    template_name = "performances/admin/merge.html"
    index_url_name = edit_url_name = ""
    header_icon = "link"
    merge: Callable[..., Merged]
    explained: Any = ""

    def into_field(self) -> forms.ModelChoiceField:
        """The choice of rows that may go on instead."""
        raise NotImplementedError

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = self.get_object()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        into = request.GET.get("into", "")
        return self.page(self.form(initial={"into": into[:18]}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form)
        try:
            if not form.was_previewed:
                return self.ask_once_more(form)
            merged = self.run(form)
        except SchedulingError as error:
            if error.field == DISCLOSE:
                return self.ask_once_more(form, error)
            return self.refused(form, error)
        messages.success(request, self.done(form.cleaned_data["into"], merged))
        return redirect(self.get_success_url())

    def form(self, data: Any = None, initial: Any = None) -> MergeForm:
        form = MergeForm(data, into=self.into_field(), initial=initial)
        if self.may_open:
            form.ask_to_disclose()
        return form

    @cached_property
    def may_open(self) -> bool:
        """Whether something of this row may become known by a merge."""
        return False

    def opens(self, _into: models.Model) -> bool:
        return False

    def run(self, form: MergeForm) -> Merged:
        values = form.cleaned_data
        return type(self).merge(
            self.object,
            into=values["into"],
            by=self.request.user,
            reason=values["reason"],
            **({DISCLOSE: values.get(DISCLOSE, False)} if self.may_open else {}),
        )

    def ask_once_more(
        self, form: MergeForm, error: SchedulingError | None = None
    ) -> HttpResponse:
        """Runs the merge, takes it back, and tells what it would have done."""
        into = form.cleaned_data["into"]
        if self.may_open:
            form.cleaned_data[DISCLOSE] = True
        merged = undone(lambda: self.run(form))
        found = _consequences(self.object, into, merged, opens=self.opens(into))
        data = self.request.POST.copy()
        data["previewed"] = form.choice
        shown = self.form(data)
        shown.is_valid()
        if error is not None:
            at_field(shown, error)
        if not found.opens:
            shown.fields.pop(DISCLOSE, None)
        return self.page(shown, consequences=found)

    def get_success_url(self) -> str:
        return reverse(self.index_url_name)

    def done(self, into: models.Model, merged: Merged) -> str:
        count = len(merged.shows)
        told = ngettext(
            "“%(old)s” was merged into “%(new)s”; %(count)s show follows.",
            "“%(old)s” was merged into “%(new)s”; %(count)s shows follow.",
            count,
        )
        return told % {
            "old": within_quotes(self.object),
            "new": within_quotes(into),
            "count": count,
        }

    def refused(self, form: MergeForm, error: SchedulingError) -> HttpResponse:
        if isinstance(error, ConflictsFound):
            for conflict in error.conflicts:
                form.add_error("into", sentence(conflict))
        else:
            at_field(form, error)
        return self.page(form, status=announce_refusal(self.request, error))

    def page(
        self,
        form: MergeForm,
        *,
        consequences: Consequences | None = None,
        status: int = 200,
    ) -> HttpResponse:
        if consequences is None:
            # Asked once it is known what would become public.
            form.fields.pop(DISCLOSE, None)
        context = self.get_context_data(
            form=form,
            object=self.object,
            explained=self.explained,
            consequences=consequences,
            media=form.media,
            back_url=reverse(self.edit_url_name, args=[self.object.pk]),
        )
        return self.render_to_response(context, status=status)

    def get_page_title(self) -> str:
        return _("Merge into another")

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(self.model._meta.verbose_name_plural)
        edit_url = reverse(self.edit_url_name, args=[self.object.pk])
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": edit_url, "label": str(self.object)},
            {"url": "", "label": self.get_page_title()},
        ]


def _consequences(
    duplicate: models.Model, into: models.Model, merged: Merged, *, opens: bool
) -> Consequences:
    now = clock.now()
    ahead = [show for show in merged.shows if not show.is_over(now)]
    return Consequences(
        into=str(into),
        ahead=tuple(_line(show) for show in ahead[:SHOWN]),
        more_ahead=max(0, len(ahead) - SHOWN),
        past=len(merged.shows) - len(ahead),
        gained=tuple(_gain(duplicate, field) for field in merged.gained),
        opens=opens,
        disclosed=tuple(_line(show) for show in merged.disclosed[-SHOWN:]),
        more_disclosed=max(0, len(merged.disclosed) - SHOWN),
    )


def _gain(duplicate: models.Model, field: models.Field) -> str:
    """“Capacity: 200”; a yes and a point by their names alone."""
    name, value = capfirst(str(field.verbose_name)), field.value_from_object(duplicate)
    if isinstance(field, models.BooleanField) or field.name == "lat":
        return name
    shown = dict(field.flatchoices).get(value, value)
    # Translators: zh: %(name)s：%(value)s
    return _("%(name)s: %(value)s") % {"name": name, "value": shown}


def _line(show: Performance) -> str:
    return f"{columns.when_text(show)} · {show.title}"
