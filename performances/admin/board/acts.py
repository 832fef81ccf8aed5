"""What may be done on the board: each a verb of scheduling, answered as JSON."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.generic import PermissionCheckedMixin

from ulanmuqi.base import clock
from ulanmuqi.base.row_views import RowInReach

from ... import scheduling
from ...forms.board import ActBody, MoveBody, NewBody
from ...models import Performance
from ...scheduling import Refused, SchedulingError, ShowFacts, facts_of
from ...scheduling.wording import within_quotes
from ..call_reminder import reminder
from ..show_acts import SHOW_ACTS
from . import undo
from .answers import Unreadable, done, faulty, read_body, refused, unreadable
from .bars import ACTS, waits_for_date

_OF_PLACE_AND_TIME = (
    "starts_at", "ends_at", "precision", "day_part", "venue", "region", "troupes",
    "along",
)  # fmt: skip


class _Answers(PermissionCheckedMixin, View):
    """Reads a small JSON body, answers in JSON."""

    model = Performance
    any_permission_required = ["view"]
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            body = read_body(request)
        except Unreadable:
            return unreadable()
        return self.answer(body)

    def answer(self, body: dict[str, Any]) -> HttpResponse:
        raise NotImplementedError


class BoardAct(RowInReach, _Answers):
    """An act on one show: `move`, or one of the list's acts that asks for little."""

    act = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.began = clock.now()
        self.act = kwargs["act"]
        if self.act != "move" and self.act not in ACTS:
            raise Http404
        self.object = self.get_object()
        self.pk = self.object.pk
        if not self.may(self._verb(), self.object):
            raise PermissionDenied

    def rows(self) -> Any:
        return Performance.objects.for_cards()

    def _verb(self) -> str:
        if self.act == "move":
            return "postpone" if waits_for_date(self.object) else "change"
        act = SHOW_ACTS.get(self.act)
        return act.verb if act is not None else self.act

    def answer(self, body: dict[str, Any]) -> HttpResponse:
        form = MoveBody(body) if self.act == "move" else ActBody(body)
        if not form.is_valid():
            return faulty(form.errors)
        try:
            if self.act != "move":
                return self.plain(form)
            if waits_for_date(self.object):
                return self.give_date(form)
            return self.move(form)
        except SchedulingError as error:
            return refused(self.request.user, error, self.object)

    def move(self, form: MoveBody) -> HttpResponse:
        show, said = self.object, form.cleaned_data
        facts, was = form.facts(show), undo.before(show)
        if not _differs(facts_of(show), facts):
            text = _("Nothing was different, so nothing changed.")
            last = undo.recall(self.request)
            return done(text, undo=last.told() if last else None, show=show)
        if show.announced_at is not None and not said["reason"].strip():
            raise Refused(
                _("The show is public: say why it moves, in words for everyone."),
                field="reason",
            )
        outcome = scheduling.revise(
            show,
            facts,
            by=self.request.user,
            version=said["version"],
            reason=said["reason"],
            accept=said["accept"],
        )
        last = undo.last_act("move", outcome.performance, was)
        # Translators: zh: “%(title)s”已移动。
        text = _("“%(title)s” has moved.") % {"title": within_quotes(show.title)}
        return self.tell(text, last, outcome.performance)

    def give_date(self, form: MoveBody) -> HttpResponse:
        """A postponed show gets its new date, as a new entry beside the old one."""
        said = form.cleaned_data
        facts, was = form.facts(self.object), undo.before(self.object)
        outcome = scheduling.postpone(
            self.object,
            reason=said["reason"],
            starts_at=facts.starts_at,
            ends_at=facts.ends_at,
            by=self.request.user,
            version=said["version"],
            accept=said["accept"],
        )
        row = outcome.replacement or outcome.performance
        last = undo.last_act("postpone", row, was)
        # Translators: zh: “%(title)s”有了新日期。
        text = _("“%(title)s” has its new date.") % {"title": within_quotes(row.title)}
        return self.tell(text, last, row)

    def plain(self, form: ActBody) -> HttpResponse:
        show, said = self.object, form.cleaned_data
        act = SHOW_ACTS.get(self.act)
        if act is None:
            raise Http404
        was = undo.before(show)
        told = {"accept": said["accept"]} if "accept" in act.asks else {}
        outcome = act.run(show, by=self.request.user, version=said["version"], **told)
        row = outcome.performance if outcome is not None else show
        last = undo.last_act(self.act, row, was, key=self.pk)
        text = str(act.done % {"title": within_quotes(row.title)})
        return self.tell(text, last, None if act.ends_row else row)

    def tell(
        self, text: str, last: undo.LastAct, row: Performance | None
    ) -> HttpResponse:
        """What was done to which row, and whom that makes necessary to ring."""
        text += reminder(self.request.user, self.pk, self.began)
        return done(text, undo=undo.remember(self.request, last), show=row)


class BoardNew(_Answers):
    """A show drawn on the board."""

    any_permission_required = ["add"]

    def answer(self, body: dict[str, Any]) -> HttpResponse:
        form = NewBody(body)
        if not form.is_valid():
            return faulty(form.errors)
        try:
            outcome = scheduling.place(
                form.facts(),
                by=self.request.user,
                status=form.cleaned_data["status"],
            )
        except SchedulingError as error:
            return refused(self.request.user, error)
        row = outcome.performance
        last = undo.last_act("new", row, undo.before(row))
        text = _("“%(title)s” stands in the schedule.") % {
            "title": within_quotes(row.title)
        }
        return done(text, undo=undo.remember(self.request, last), show=row)


class BoardUndo(_Answers):
    """Takes back the last act of this session, when nobody acted on the show since."""

    def answer(self, body: dict[str, Any]) -> HttpResponse:
        last = undo.recall(self.request)
        if last is None:
            text = _("There is nothing to undo.")
            return faulty({"": [text]})
        form = ActBody({**body, "version": last.version})
        if not form.is_valid():
            return faulty(form.errors)
        show = Performance.objects.for_cards().filter(pk=last.show).first()
        if show is None and last.act != "discard":
            undo.forget(self.request)
            return faulty({"": [_("The show is not there any more.")]})
        said = form.cleaned_data
        return self.take_back(
            undo.Taking(
                last, show, self.request.user, said["reason"].strip(), said["accept"]
            )
        )

    def take_back(self, taking: undo.Taking) -> HttpResponse:
        last, began = taking.last, clock.now()
        try:
            if last.is_public and not taking.reason:
                raise Refused(
                    _(
                        "The public was told, so taking this back is a new public "
                        "change: say why, in words for everyone."
                    ),
                    field="reason",
                )
            row = undo.take_back(taking)
        except scheduling.StaleWrite as error:
            undo.forget(self.request)
            return refused(taking.by, error, taking.show)
        except SchedulingError as error:
            return refused(taking.by, error, taking.show)
        undo.forget(self.request)
        # Translators: zh: 已撤销:“%(title)s”恢复原样。
        text = _("Undone: “%(title)s” is as it was.") % {
            "title": within_quotes(last.title)
        }
        text += _asks_anew(last, row) + reminder(taking.by, last.show, began)
        return done(text, undo=None, show=row)


def _asks_anew(last: undo.LastAct, row: Performance | None) -> str:
    """The venue heard that the show had left, and may have given its hour away."""
    if row is None or not last.was["is_accepted"] or row.venue_answer is not None:
        return ""
    # Translators: zh: 场地原来答应过,要再问一次。
    return " " + _("The venue had accepted: ask it again.")


def _differs(before: ShowFacts, after: ShowFacts) -> bool:
    return any(getattr(before, n) != getattr(after, n) for n in _OF_PLACE_AND_TIME)
