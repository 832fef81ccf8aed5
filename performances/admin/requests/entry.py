"""A request told by telephone, written down by whoever took the call."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db.models import Q
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

from troupes.models import Troupe
from troupes.rights import scope_of
from ulanmuqi.base import clock
from ulanmuqi.base.templatetags.dates import full_dates

from ...forms.request import RequestForm
from ...forms.request_offers import banner_offer, work_offer
from ...forms.request_stamp import Stamp
from ...models import Request
from ...scheduling import SchedulingError
from ...scheduling.request_asking import ask
from ..refusals import announce_refusal, at_field

# As one hears it on the telephone; the rest is asked where there is time.
_AT_ONCE = (
    "region", "place_name", "when_words", "window_from", "window_until",
    "contact_name", "contact_phone", "audience",
)  # fmt: skip
_LATER = ("place_kind", "setting", "genre", "work", "power", "space", "note")


class RequestEntry(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """The questions of the public form; sent twice it is one request."""

    model = Request
    permission_required = "add"
    template_name = "performances/admin/request_entry.html"
    header_icon = "comment"
    index_url_name = inspect_url_name = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form()
        if not form.fields["region"].offer.by_key:
            messages.warning(
                request,
                # Translators: zh: 您的队伍不在旗县，请盟市调度员记下这份点单。
                _(
                    "No banner is in your hands. Ask your league’s coordinator to note "
                    "the request."
                ),
            )
            return redirect(reverse(self.index_url_name))
        return self.page(form, Stamp.fresh_now())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        stamp = Stamp.read(request.POST.get("stamp", "")) or Stamp.fresh_now()
        form = self.form(request.POST)
        is_sound = form.is_valid()
        if form.read_days is not None:
            messages.info(
                request,
                # Translators: zh: 从对方的话里读出：%(days)s。念给对方听，对就再点一次“记下点单”。
                _(
                    "From the words: %(days)s. Read it out; if it is right, note the "
                    "request once more."
                )
                % {"days": full_dates(form.read_days.first, form.read_days.last)},
            )
        if not is_sound or form.read_days is not None:
            return self.page(form, stamp)
        try:
            row, is_new = ask(form.facts(), key=stamp.key, by=request.user)
        except SchedulingError as error:
            at_field(form, error)
            return self.page(form, stamp, status=announce_refusal(request, error))
        if is_new:
            messages.success(
                request,
                # Translators: zh: 点单记下了。请把点单号%(number)s告诉对方，凭号码和电话可以自己查。
                _(
                    "The request is noted. Tell its number %(number)s to whoever "
                    "called: with the telephone it opens their page."
                )
                % {"number": row.spoken_number},
            )
        else:
            messages.warning(
                request,
                # Translators: zh: 这张表刚才已经记成了点单%(number)s，这次填的没有另记。另有一份，请从头点“记下电话点单”。
                _(
                    "This form was noted as request %(number)s before; what it held "
                    "now was not noted again. For another one open the form anew."
                )
                % {"number": row.spoken_number},
            )
        return redirect(reverse(self.inspect_url_name, args=[row.pk]))

    def form(self, data: Any = None) -> RequestForm:
        """Banners the user may enter one for; works of those nearby."""
        banners = banner_offer(self.reach())
        home = banners.only
        leagues = {row.league for row in banners.by_key.values()}
        near = home or (leagues.pop() if len(leagues) == 1 else None)
        form = RequestForm(
            data,
            banners=banners,
            works=work_offer(near, None, clock.now()),
            initial={"region": home},
        )
        del form.fields["place_name"].widget.attrs["list"]
        first = "place_name" if home else "region"
        form.fields[first].widget.attrs["autofocus"] = True
        return form

    def reach(self) -> Q:
        """Where the policy lets the user add one."""
        scope = scope_of(self.request.user)
        homes = Troupe.objects.filter(pk__in=scope.troupes).values("region__banner")
        return scope.in_regions("path") | Q(pk__in=homes)

    def page(
        self,
        form: RequestForm,
        stamp: Stamp,
        status: int = HTTPStatus.OK,
    ) -> HttpResponse:
        later = [form[name] for name in _LATER]
        context = self.get_context_data(
            form=form,
            stamp=str(stamp),
            at_once=[form[name] for name in _AT_ONCE],
            later=later,
            is_open=any(field.errors for field in later),
            back_url=reverse(self.index_url_name),
        )
        return self.render_to_response(context, status=status)

    def get_page_title(self) -> str:
        return _("Request told by telephone")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(self.model._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": "", "label": self.get_page_title()},
        ]
