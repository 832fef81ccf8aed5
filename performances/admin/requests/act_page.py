"""One page for every act on a request."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from ...forms.cast import castable_troupes
from ...forms.request_acts import RequestActForm
from ...models import Request
from ...scheduling import SchedulingError, StaleWrite
from ...scheduling.request_day import StandsAgainst
from ...scheduling.request_outcomes import outcome
from ...scheduling.request_ways import day_already, day_holds
from ..acts import Acts
from ..one_act import OneAct
from ..refusals import announce_refusal, at_field
from .acts import DESK_ACTS
from .told_acts import TOLD_ACTS

REQUEST_ACTS = Acts(*DESK_ACTS, *TOLD_ACTS)


def open_acts(user: Any, row: Request) -> list[Any]:
    """Those that fit the request as it is and that the user may do."""
    return [act for act in REQUEST_ACTS if act.fits(row) and act.may(user, row)]


class RequestActView(OneAct):
    """Asks what the act needs, refuses in words with all that was typed, or does it."""

    model = Request
    acts = REQUEST_ACTS
    template_name = "performances/admin/request_act.html"

    def rows(self) -> QuerySet:
        return Request.objects.with_place().with_show()

    def may_act(self) -> bool:
        return self.act.may(self.request.user, self.object)

    def form(self, data: Any = None) -> RequestActForm:
        return RequestActForm(data, asks=self.act.asks, version=self.object.version)

    def take(self, form: RequestActForm) -> HttpResponse:
        version, show = form.cleaned_data["version"], self.object.show
        self.act.run(self.object, by=self.request.user, version=version, **form.told())
        row = self.rows().get(pk=self.object.pk)
        told = outcome(self.act.key, row)
        if show is not None and row.show is None:
            # It stands alone from now on: the way there.
            url = reverse("performances:inspect", args=[show.pk])
            told = messages.render(told, [messages.button(url, _("Open the show"))])
        messages.success(self.request, told)
        return redirect(self.back_url())

    def refused(self, form: RequestActForm, error: SchedulingError) -> HttpResponse:
        status = announce_refusal(self.request, error)
        if isinstance(error, StandsAgainst):
            return self.page(form, status=status, against=self.against(error))
        if not isinstance(error, StaleWrite):
            at_field(form, error)
            return self.page(form, status=status)
        # What was typed stays; sending it again is a decision made knowingly.
        data = self.request.POST.copy()
        self.object = self.rows().get(pk=self.object.pk)
        data["version"] = str(self.object.version)
        if not self.act.fits(self.object):
            return redirect(self.back_url())
        return self.page(self.form(data), status=status)

    def against(self, error: StandsAgainst) -> list[str]:
        """What the day holds, by name for those who plan for that troupe."""
        troupes = castable_troupes(self.request.user)
        is_theirs = troupes.filter(pk=self.object.troupe_id).exists()
        told = [
            day_holds(one) if is_theirs else day_already(one.other)
            for one in error.beside
        ]
        return [*told, error.outside] if error.outside else told

    def page(
        self, form: RequestActForm, status: int = 200, against: Any = ()
    ) -> HttpResponse:
        if not against:
            form.without_the_tick()
        context = self.get_context_data(
            form=form, act=self.act, object=self.object, media=form.media,
            against=against, back_url=self.back_url(),
        )  # fmt: skip
        return self.render_to_response(context, status=status)
