"""/v/<token>/: the list, one show's run sheet with its answer."""

from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ulanmuqi.base import clock

from ...forms.venue_answer import AnswerForm
from ...models import AccessLink, Performance, ProgrammeItem, VenueNews
from ...scheduling import (
    Refused,
    SchedulingError,
    StaleWrite,
    TryAgain,
    answer_for_venue,
    look,
    news_since,
)
from ..cards import place as words
from ..cards import programme
from ..token_pages import READ, is_a_look, token_page
from . import sheet
from .news import news
from .question import Question, changed_since
from .rows import coming, may_answer, row, shows_at
from .stage import stage_lines
from .taken import taken

_LINK_LABEL = 80
_ID_LENGTH = 8


@token_page(AccessLink.Kind.VENUE, READ)
def home(request: HttpRequest, link: AccessLink, token: str) -> HttpResponse:
    """Nine queries, and two small writes on a look."""
    now = clock.now()
    before = link.looked_at
    looks = is_a_look(request) and not _is_copy(request)
    since = look(link, now=now) if looks else news_since(link, now=now)
    told = news(link.venue, since, now)
    fresh = {one.performance for one in told if one.is_fresh and one.performance}
    rows = coming(link.venue, now, fresh)
    return render(
        request,
        "venue_page/home.html",
        {
            **_frame(link, token, copied_at=now if _is_copy(request) else None),
            "rows": rows,
            "taken": taken(link.venue, now),
            "hours": sheet.hours(link.venue),
            "waiting": sum(1 for one in rows if one.waits),
            "news": [one for one in told if one.is_fresh],
            "older": [one for one in told if not one.is_fresh],
            "looked_at": since if before else None,
            "done": request.GET.get("done", "")[:_ID_LENGTH],
        },
    )


@token_page(AccessLink.Kind.VENUE)
def show(
    request: HttpRequest, link: AccessLink, token: str, public_id: str
) -> HttpResponse:
    """The run sheet; an answer is sent here and told here when it is refused."""
    now = clock.now()
    found = _show(link, public_id)
    if found is None:
        return _not_here(request, link, token, public_id, now)
    if request.method != "POST":
        return _sheet(request, link, token, found, now)
    form = AnswerForm(request.POST, zone=found.time_zone)
    if not form.is_valid():
        return _sheet(request, link, token, found, now, form=form, status=200)
    return _answer(request, link, token, found, form, now)


# --- Answering -------------------------------------------------------------------


def _answer(
    request: HttpRequest,
    link: AccessLink,
    token: str,
    found: Performance,
    form: AnswerForm,
    now: datetime,
) -> HttpResponse:
    facts = form.cleaned_data
    if _is_said(found, facts):
        return _said(token, found, facts)
    asked = Question.read(facts["question"])
    stale = changed_since(asked, found)
    if not stale and not may_answer(found, now):
        # Translators: zh: 这场已经定了,改答复请打电话。
        form.add_error(None, _("This show is settled. To change it, please call."))
        return _sheet(request, link, token, found, now, form=form)
    if not stale:
        try:
            answer_for_venue(
                found,
                venue=link.venue,
                answer=facts["answer"],
                note=facts["note"],
                proposed_starts_at=facts["proposed_starts_at"],
                told_by=facts["told_by"],
                via=str(link)[:_LINK_LABEL],
                version=found.version,
            )
        except StaleWrite:
            # Between our reading and the lock: read again, and say what changed.
            again = _show(link, found.public_id)
            if again is None:
                return _not_here(request, link, token, found.public_id, now)
            if _is_said(again, facts):
                return _said(token, again, facts)
            found, stale = again, changed_since(asked, again)
        except SchedulingError as error:
            return _refused(request, link, token, found, form, error, now)
        else:
            return _said(token, found, facts)
    return _sheet(
        request, link, token, found, now,
        form=form, stale=stale, status=HTTPStatus.CONFLICT,
    )  # fmt: skip


def _is_said(found: Performance, facts: dict[str, Any]) -> bool:
    """Whether exactly this stands already: a form sent twice does no harm."""
    standing = found.venue_answer
    return standing is not None and (
        standing.answer,
        standing.proposed_starts_at,
        standing.note,
        standing.told_by,
    ) == (
        facts["answer"],
        facts["proposed_starts_at"],
        facts["note"].strip(),
        " ".join(facts["told_by"].split()),
    )


def _said(token: str, found: Performance, facts: dict[str, Any]) -> HttpResponse:
    """Back to where it was answered, by a GET: reloading sends nothing again."""
    if facts["back"] == "list":
        home_url = reverse("venue_home", args=[token])
        where = f"{home_url}?done={found.public_id}#s-{found.public_id}"
    else:
        where = reverse("venue_show", args=[token, found.public_id]) + "?done=1#answer"
    return HttpResponseRedirect(where, status=HTTPStatus.SEE_OTHER)


def _refused(
    request: HttpRequest,
    link: AccessLink,
    token: str,
    found: Performance,
    form: AnswerForm,
    error: SchedulingError,
    now: datetime,
) -> HttpResponse:
    field = error.field if isinstance(error, Refused) else ""
    field = {"proposed_starts_at": "day"}.get(field, field)
    form.add_error(field if field in form.fields else None, str(error))
    busy = isinstance(error, TryAgain)
    status = HTTPStatus.SERVICE_UNAVAILABLE if busy else HTTPStatus.OK
    return _sheet(request, link, token, found, now, form=form, status=status)


# --- Showing ---------------------------------------------------------------------


def _show(link: AccessLink, public_id: str) -> Performance | None:
    items = ProgrammeItem.objects.select_related("work")
    rows = shows_at(link.venue).prefetch_related(
        Prefetch("programme", items), "troupe_parts__troupe__duty_contacts"
    )
    return rows.filter(public_id=public_id).first() if _is_id(public_id) else None


def _is_id(text: str) -> bool:
    return len(text) == _ID_LENGTH and text.isascii() and text.isalnum()


def _sheet(
    request: HttpRequest,
    link: AccessLink,
    token: str,
    found: Performance,
    now: datetime,
    *,
    form: AnswerForm | None = None,
    stale: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    along = sheet.along(found, now)
    parties = sheet.parties(found, now)
    own = sheet.own_words(link.venue)
    copied_at = now if _is_copy(request) else None
    if copied_at is not None:
        # Names and telephones of people are not left on a phone.
        along = replace(along, people=())
        parties = [replace(party, people=()) for party in parties]
        own = sheet.own_words(link.venue, with_contact=False)
    return render(
        request,
        "venue_page/show.html",
        {
            **_frame(link, token, copied_at=copied_at),
            "row": row(found, now),
            "kind_label": found.get_kind_display(),
            "language_label": found.get_language_display(),
            "mode": found.mode,
            "public_note": found.public_note,
            "steps": sheet.steps(found),
            "lines": programme(found),
            "stage": stage_lines(found, link.venue, along.trucks),
            "own": own,
            "along": along,
            "parties": parties,
            "form": form,
            "stale": stale or [],
            "done": form is None and "done" in request.GET,
            "read_at": now,
        },
        status=status,
    )


def _not_here(
    request: HttpRequest, link: AccessLink, token: str, public_id: str, now: datetime
) -> HttpResponse:
    """A show that was here says that it left; any other has no page at all."""
    was_here = _is_id(public_id) and (
        VenueNews.objects.filter(venue=link.venue, performance__public_id=public_id)
        .select_related("performance__venue__region__league")
        .select_related("performance__venue__region__banner")
        .select_related("performance__region__league", "performance__region__banner")
        .first()
    )
    context = _frame(link, token)
    if not was_here:
        return render(request, "venue_page/not_here.html", context, status=404)
    gone = was_here.performance
    context["title"] = was_here.title
    if gone.is_public(now) and gone.venue_id != link.venue.pk and gone.place.is_known:
        context["place"] = words.venue_name(gone.place)
    return render(request, "venue_page/not_here.html", context, status=HTTPStatus.GONE)


def _is_copy(request: HttpRequest) -> bool:
    """Whether a phone fetches the page to keep it: without forms, and no look."""
    return request.method == "GET" and "copy" in request.GET


def _frame(
    link: AccessLink, token: str, *, copied_at: datetime | None = None
) -> dict[str, Any]:
    return {
        "copied_at": copied_at,
        "venue": link.venue,
        "label": link.label,
        "home_url": reverse("venue_home", args=[token]),
        "token": token,
    }
