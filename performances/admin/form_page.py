"""The skeleton of a page that is one form: shown, sent, refused in words."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import quote
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.generic import (
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
)

from ..models import Performance
from ..scheduling import SchedulingError
from .refusals import announce_refusal, at_field


class FormPage(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """`form` makes it, `take` acts on a sound one and answers; a refusal is told at
    its field, and nothing typed is lost."""

    def form(self, data: Any = None) -> forms.Form:
        raise NotImplementedError

    def take(self, form: Any) -> HttpResponse:
        raise NotImplementedError

    def page(self, form: Any, *, status: int = 200) -> HttpResponse:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            messages.error(request, _("Nothing was saved. Look at the marked fields."))
            return self.page(form)
        try:
            return self.take(form)
        except SchedulingError as error:
            at_field(form, error)
            return self.page(form, status=announce_refusal(request, error))


class BelowRow:
    """Stands below the page of `object`, and leads back to it."""

    index_url_name = inspect_url_name = ""

    def back_url(self) -> str:
        return reverse(self.inspect_url_name, args=[quote(self.object.pk)])

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


class BelowShows:
    """Stands below the list of shows."""

    model = Performance
    index_url_name = ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(Performance._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": "", "label": self.get_page_title()},
        ]
