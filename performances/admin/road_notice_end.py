"""Ends a road notice before its time."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.generic import (
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
)

from ulanmuqi.base import clock
from ulanmuqi.base.row_views import RowInReach

from ..models import RoadNotice
from ..scheduling import SchedulingError
from ..scheduling.road_notices import end_notice
from .form_page import BelowRow
from .refusals import announce_refusal, at_field
from .road_forms import EndForm
from .road_legs import hindrance_text
from .road_notice_words import until_text
from .road_writes import tell


class NoticeEnd(
    BelowRow, RowInReach, PermissionCheckedMixin, WagtailAdminTemplateMixin, View
):
    """The road is free again: asks why, or who says so, then judges again."""

    model = RoadNotice
    any_permission_required = ["change"]
    row_verb = "change"
    template_name = "performances/admin/road_end.html"
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

    def get_page_title(self) -> str:
        return _("End notice")
