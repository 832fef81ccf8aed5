"""/requests/<token>/: one request for whoever asked, and the way to it by telephone."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from ulanmuqi.base import clock
from ulanmuqi.base.throttle import Limit, seconds_to_wait

from ...forms import request_follow as acts
from ...forms.request_follow import FindForm, FollowForm
from ...models import Request
from ...scheduling import SchedulingError, StaleWrite, TryAgain
from ...scheduling import request_following as verbs
from ..cookieless import cookieless
from ..token_pages import (
    PAGES,
    WRONG_TOKENS,
    is_sent_from_here,
    kept_close,
    too_many,
)
from .told import Told

# Of pairs tried, right or wrong: asked first, so that no answer helps to guess.
PAIRS = Limit("requests-find", most=20, seconds=600)
_METHODS = ("GET", "HEAD", "POST")
View = Callable[..., HttpResponse]


def _private(view: View) -> View:
    """No cookie, nothing stored or passed on, and no more often than a person asks."""

    @csrf_exempt
    @cookieless
    def shown(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.method not in _METHODS:
            return kept_close(HttpResponseNotAllowed(_METHODS))
        wait = seconds_to_wait(PAGES, request)
        if wait:
            return kept_close(too_many(request, wait))
        if request.method == "POST" and not is_sent_from_here(request):
            return kept_close(
                render(request, "performances/link_foreign.html", status=403)
            )
        return kept_close(view(request, **kwargs))

    return shown


@_private
def followed(request: HttpRequest, token: str) -> HttpResponse:
    """Seven queries. What is refused is told on the same page, with what was typed."""
    row = verbs.open_request(token)
    if row is None:
        wait = seconds_to_wait(WRONG_TOKENS, request)
        return too_many(request, wait) if wait else _lost(request)
    if request.method != "POST":
        return _page(request, row, token)
    form = FollowForm(request.POST)
    if not form.is_valid():
        return _page(request, row, token, form=form)
    return _act(request, row, token, form)


def _lost(request: HttpRequest) -> HttpResponse:
    """Copied in part, mistyped, or of another key: the number still leads there."""
    return render(request, "requests/lost.html", status=HTTPStatus.NOT_FOUND)


def _act(
    request: HttpRequest, row: Request, token: str, form: FollowForm
) -> HttpResponse:
    facts = form.cleaned_data
    status = HTTPStatus.OK
    try:
        _verb(row, facts)
    except StaleWrite:
        row = verbs.open_request(token) or row
        form.add_error(
            None,
            # Translators: zh: 您打开这一页以后情况有变化，刚才点的没有记下。请看最新情况，再答复一次。
            _(
                "Something changed since you opened this page, so your answer was not "
                "kept. Look at how it stands now and answer once more."
            ),
        )
        status = HTTPStatus.CONFLICT
    except SchedulingError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        if isinstance(error, TryAgain):
            status = HTTPStatus.SERVICE_UNAVAILABLE
        row = verbs.open_request(token) or row
    else:
        where = reverse("request", args=[token])
        return HttpResponseRedirect(
            f"{where}?done={facts['act']}#now", status=HTTPStatus.SEE_OTHER
        )
    return _page(request, row, token, form=form, status=status)


def _verb(row: Request, facts: dict[str, Any]) -> Request:
    act, words = facts["act"], facts["words"]
    seen = {"version": facts["seen"]}
    if act in (acts.SUITS, acts.SUITS_NOT):
        return verbs.answer_proposal(row, suits=act == acts.SUITS, words=words, **seen)
    if act == acts.REPLY:
        return verbs.reply(row, words=words, **seen)
    if act == acts.WITHDRAW:
        return verbs.withdraw_request(row, words=words, **seen)
    return verbs.confirm_played(
        row,
        took_place=act == acts.PLAYED,
        audience=facts["audience"],
        words=words,
        **seen,
    )


@_private
def find(request: HttpRequest) -> HttpResponse:
    """By number and telephone: the right pair leads to the page; whatever else is
    typed gets one and the same answer, after the same work."""
    if request.method != "POST":
        return render(request, "requests/find.html", {"form": FindForm()})
    wait = seconds_to_wait(PAIRS, request)
    if wait:
        return too_many(request, wait)
    form = FindForm(request.POST)
    row = None
    if form.is_valid():
        row = verbs.find_request(
            form.cleaned_data["number"], form.cleaned_data["phone"]
        )
    if row is not None:
        where = reverse("request", args=[verbs.token_of(row)])
        return HttpResponseRedirect(where, status=HTTPStatus.SEE_OTHER)
    if form.is_valid():
        form.add_error(
            None,
            # Translators: zh: 没有找到。请核对点单号和当时留的电话；结束已久的点单，电话已经删除，查不到了。
            _(
                "Nothing was found. Check the number and the telephone you gave then; "
                "of requests long over the telephone was deleted."
            ),
        )
    return render(request, "requests/find.html", {"form": form})


def _page(
    request: HttpRequest,
    row: Request,
    token: str,
    *,
    form: FollowForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "row": row,
        "told": Told.of(row, clock.now()),
        "form": form,
        "is_sent": "sent" in request.GET,
        "is_again": "again" in request.GET,
        "is_done": form is None and "done" in request.GET,
        "address": request.build_absolute_uri(reverse("request", args=[token])),
    }
    return render(request, "requests/follow.html", context, status=status)
