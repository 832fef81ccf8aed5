"""What can be done to a request; buttons, pages and tests come from here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic import (
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
)

from ulanmuqi.base import clock, rights
from ulanmuqi.base.row_views import RowInReach

from ...forms.request_acts import RequestActForm
from ...models import Request
from ...scheduling import SchedulingError, StaleWrite
from ...scheduling import request_answers as answers
from ...scheduling import request_following as following
from ...scheduling.request_booking import unlink_show
from ..form_page import BelowRow
from ..refusals import announce_refusal, at_field

_State = Request.State


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAct:
    """`asks` names the fields, each with whether it must be given. `is_told` acts
    write down what the asker said by telephone."""

    key: str
    label: Any
    explained: Any
    run: Callable[..., Any]
    states: frozenset[str] = frozenset(answers.TALKING)
    asks: dict[str, bool] = field(default_factory=dict)
    verb: str = "answer"
    icon: str = "check"
    is_told: bool = False
    is_serious: bool = False

    def fits(self, row: Request) -> bool:
        if self.key == "decline" and row.lost_its_show:
            return True
        if self.key == "told_played":
            return row.may_be_confirmed(clock.now())
        return row.state in self.states


def _suits(row: Request, **facts: Any) -> Request:
    return following.answer_proposal(row, suits=True, **facts)


def _suits_not(row: Request, **facts: Any) -> Request:
    return following.answer_proposal(row, suits=False, **facts)


def _played(row: Request, **facts: Any) -> Request:
    return following.confirm_played(row, took_place=True, **facts)


def _to_league(row: Request, **facts: Any) -> Request:
    return answers.hand_over(row, troupe=None, **facts)


REQUEST_ACTS = (
    RequestAct(
        key="let_in",
        label=gettext_lazy("It is a real request"),
        explained=gettext_lazy(
            "It was held to be checked. Whoever answers first is told now."
        ),
        run=answers.let_in,
        states=frozenset({_State.HELD}),
    ),
    RequestAct(
        key="accept",
        label=gettext_lazy("Accept"),
        explained=gettext_lazy(
            "The asker reads that you come; the day is still to be arranged. To keep a "
            "day at once, put it in the schedule instead."
        ),
        run=answers.accept_request,
        states=frozenset({_State.RECEIVED, _State.REVIEW, _State.PROPOSED}),
        asks={"words": False},
    ),
    RequestAct(
        key="propose",
        label=gettext_lazy("Propose another date"),
        explained=gettext_lazy("The asker takes it or leaves it in one tap."),
        run=answers.propose_date,
        asks={"day": True, "hour": False, "words": False},
        icon="date",
    ),
    RequestAct(
        key="ask_back",
        label=gettext_lazy("Ask back"),
        explained=gettext_lazy("The asker reads the question; it is their turn then."),
        run=answers.ask_back,
        states=frozenset({_State.HELD, *answers.TALKING}),
        asks={"words": True},
        icon="help",
    ),
    RequestAct(
        key="decline",
        label=gettext_lazy("Decline"),
        explained=gettext_lazy("With the reason, in words the asker reads."),
        run=answers.decline_request,
        states=frozenset({_State.HELD, *answers.TALKING}),
        asks={"reason": True},
        icon="cross",
        is_serious=True,
    ),
    RequestAct(
        key="hand",
        label=gettext_lazy("Hand to another troupe"),
        explained=gettext_lazy("That troupe is told, and answers from now on."),
        run=answers.hand_over,
        states=frozenset({_State.HELD, _State.SCHEDULED, *answers.TALKING}),
        asks={"troupe": True},
        verb="hand",
        icon="group",
    ),
    RequestAct(
        key="to_league",
        label=gettext_lazy("Take it to the league"),
        explained=gettext_lazy(
            "No troupe has it in hand any more; the league answers."
        ),
        run=_to_league,
        states=frozenset(answers.TALKING),
        verb="hand",
        icon="globe",
    ),
    RequestAct(
        key="note",
        label=gettext_lazy("Note for insiders"),
        explained=gettext_lazy("The asker never reads it."),
        run=answers.note_request,
        states=frozenset(_State.values),
        asks={"inside": True},
        icon="edit",
    ),
    RequestAct(
        key="unlink",
        label=gettext_lazy("Not this show after all"),
        explained=gettext_lazy(
            "The request is to be scheduled anew. The show stays in the schedule: "
            "cancel or release it there."
        ),
        run=unlink_show,
        states=frozenset({_State.SCHEDULED}),
        asks={"words": False},
        icon="undo",
    ),
    RequestAct(
        key="reopen",
        label=gettext_lazy("Take it up again"),
        explained=gettext_lazy("It was declined or lapsed, and is possible after all."),
        run=answers.reopen,
        states=frozenset({_State.DECLINED, _State.LAPSED}),
        asks={"words": False},
        icon="undo",
    ),
    RequestAct(
        key="told_yes",
        label=gettext_lazy("The date suits"),
        explained=gettext_lazy("Said on the telephone by whoever asked."),
        run=_suits,
        states=frozenset({_State.PROPOSED}),
        asks={"told": False},
        is_told=True,
    ),
    RequestAct(
        key="told_no",
        label=gettext_lazy("The date does not suit"),
        explained=gettext_lazy("Said on the telephone by whoever asked."),
        run=_suits_not,
        states=frozenset({_State.PROPOSED}),
        asks={"told": False},
        icon="cross",
        is_told=True,
    ),
    RequestAct(
        key="told_reply",
        label=gettext_lazy("What they said"),
        explained=gettext_lazy(
            "Said on the telephone by whoever asked; they read it too."
        ),
        run=following.reply,
        states=frozenset({_State.SCHEDULED, *Request.OPEN}),
        asks={"told": True},
        icon="comment",
        is_told=True,
    ),
    RequestAct(
        key="told_withdraw",
        label=gettext_lazy("They need it no more"),
        explained=gettext_lazy(
            "Said on the telephone by whoever asked. A show that stands already stays "
            "until you cancel it."
        ),
        run=following.withdraw_request,
        states=frozenset({_State.SCHEDULED, *Request.OPEN}),
        asks={"told": False},
        icon="cross",
        is_told=True,
        is_serious=True,
    ),
    RequestAct(
        key="told_played",
        label=gettext_lazy("It took place"),
        explained=gettext_lazy(
            "Said on the telephone by the place, with how many came."
        ),
        run=_played,
        asks={"audience": False, "told": False},
        is_told=True,
    ),
)
_BY_KEY = {act.key: act for act in REQUEST_ACTS}


def open_acts(user: Any, row: Request) -> Iterable[RequestAct]:
    return [
        act for act in REQUEST_ACTS if act.fits(row) and rights.may(user, act.verb, row)
    ]


class RequestActView(
    BelowRow, RowInReach, PermissionCheckedMixin, WagtailAdminTemplateMixin, View
):
    """Asks what the act needs, refuses in words with all that was typed, or does it."""

    model = Request
    any_permission_required = ["view"]
    template_name = "performances/admin/request_act.html"
    act: RequestAct

    def rows(self) -> QuerySet:
        return Request.objects.with_place().with_show()

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        act = _BY_KEY.get(kwargs["act"])
        if act is None:
            raise Http404
        self.act, self.header_icon = act, act.icon
        self.object = self.get_object()
        if not self.may(act.verb, self.object):
            raise PermissionDenied

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.act.fits(self.object):
            return self.come_too_late()
        return self.page(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form)
        try:
            self.act.run(
                self.object,
                by=request.user,
                version=form.cleaned_data["version"],
                **form.told(),
            )
        except SchedulingError as error:
            return self.refused(form, error)
        # Translators: zh: 已记下：%(act)s。
        messages.success(request, _("Done: %(act)s.") % {"act": self.act.label})
        return redirect(self.back_url())

    def form(self, data: Any = None) -> RequestActForm:
        return RequestActForm(data, asks=self.act.asks, version=self.object.version)

    def refused(self, form: RequestActForm, error: SchedulingError) -> HttpResponse:
        status = announce_refusal(self.request, error)
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

    def come_too_late(self) -> HttpResponse:
        messages.warning(
            self.request,
            _("This request is “%(state)s” by now, so this cannot be done to it.")
            % {"state": self.object.get_state_display()},
        )
        return redirect(self.back_url())

    def page(self, form: RequestActForm, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            form=form, act=self.act, object=self.object, media=form.media,
            back_url=self.back_url(),
        )  # fmt: skip
        return self.render_to_response(context, status=status)

    def get_page_title(self) -> str:
        return str(self.act.label)
