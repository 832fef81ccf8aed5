"""The skeleton of a page that is one act on one row: who may, too late, refused."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.generic import (
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
)

from ulanmuqi.base.row_views import RowInReach

from ..scheduling import SchedulingError
from ..scheduling.wording import within_quotes
from .acts import Act, Acts
from .form_page import BelowRow


class OneAct(
    BelowRow, RowInReach, PermissionCheckedMixin, WagtailAdminTemplateMixin, View
):
    """`form` asks what the act needs, `take` does it and answers, `refused` says in
    words why not, with all that was typed."""

    acts: Acts = Acts()
    any_permission_required = ["view"]
    act: Act

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        act = self.acts.get(kwargs["act"])
        if act is None:
            raise Http404
        self.act, self.header_icon = act, act.icon
        self.object = self.get_object()
        if not self.may_act():
            raise PermissionDenied

    def may_act(self) -> bool:
        return self.may(self.act.verb, self.object)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.act.fits(self.object):
            return self.come_too_late()
        return self.page(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form)
        try:
            return self.take(form)
        except SchedulingError as error:
            return self.refused(form, error)

    def form(self, data: Any = None) -> Any:
        raise NotImplementedError

    def take(self, form: Any) -> HttpResponse:
        raise NotImplementedError

    def refused(self, form: Any, error: SchedulingError) -> HttpResponse:
        raise NotImplementedError

    def page(self, form: Any) -> HttpResponse:
        raise NotImplementedError

    def come_too_late(self) -> HttpResponse:
        # Translators: zh: “%(title)s”现在不能“%(act)s”,可能已有人改过。请看最新情况。
        sentence = _(
            "“%(title)s” is in a state in which “%(act)s” makes no sense. Somebody may "
            "have changed it: look at it as it is now."
        )
        title = within_quotes(str(self.object))
        messages.warning(
            self.request, sentence % {"title": title, "act": self.act.label}
        )
        return redirect(self.way_back())

    def way_back(self) -> str:
        """Where to go when the act is done, or makes no sense any more."""
        return self.back_url()

    def get_page_title(self) -> str:
        return str(self.act.label)
