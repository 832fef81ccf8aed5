"""A request on the phone: what is asked, whom to ring, and how to answer it.

For those the policy of requests lets answer it: leaders and editors of the troupe it is
with. It holds a name and a telephone, so the page is not kept on the device, and an
answer is never kept back and sent later: what was said an hour ago may be settled.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from troupes.models import Troupe
from troupes.rights import scope_of
from ulanmuqi.base import clock, rights
from ulanmuqi.base.names import person_name
from ulanmuqi.base.templatetags.dates import full_dates
from ulanmuqi.places.models import Region

from ...forms.my_places import offered_places
from ...forms.my_request import MyRequestForm
from ...models import DeviceLogin, Request
from ...scheduling import (
    ConflictsFound,
    SchedulingError,
    StaleWrite,
    TryAgain,
    sentence,
)
from ...scheduling.request_day import StandsAgainst
from ...scheduling.request_outcomes import outcome
from ...scheduling.request_proposals import suggestions
from ...scheduling.request_ways import day_holds
from ...scheduling.request_wording import state_text, step_day, step_label
from ..requests.told import day_and_hour
from .acts import at_field
from .door import BOTH, done, my_page
from .frame import frame
from .pages import desk_of
from .request_acts import MyAct, acts_for
from .waiting import place_of, waits_words, wish_of

MOST_STEPS = 30


@dataclass(frozen=True, slots=True)
class Step:
    """What was said or done, by whom."""

    label: str
    at: datetime
    who: str
    about: str
    words: str
    is_inside: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """An act with its form; open when it was refused just now."""

    act: MyAct
    form: MyRequestForm
    is_open: bool
    told: dict[str, Any]


@my_page(BOTH)
def of_request(request: HttpRequest, device: DeviceLogin, number: str) -> HttpResponse:
    """404 for whoever may not answer it, as for a number nobody has."""
    row, troupe = _mine(device, number)
    if request.method != "POST":
        return _page(request, device, row, troupe)
    asked = request.POST.get("act")
    act = next((one for one in acts_for(device.user, row) if one.key == asked), None)
    if act is None:
        # Translators: zh: 点单已经变了，现在不能这样做。请看最新情况。
        gone = _("It stands otherwise by now. Look at how it is.")
        return _page(request, device, row, troupe, gone=gone)
    form = _form(act, row, troupe, data=request.POST)
    error = _done(act, form, row, troupe, device.user)
    if error is None and not form.errors:
        return done(request, _after(act, troupe, device, row))
    row, troupe = _mine(device, number)
    refused = _refused(act, form, row, error)
    status = 503 if isinstance(error, TryAgain) else 200
    return _page(request, device, row, troupe, refused=refused, status=status)


def _mine(device: DeviceLogin, number: str) -> tuple[Request, Troupe]:
    """The request, and the troupe of the person that has it."""
    is_number = len(number) == 8 and number.isascii() and number.isdigit()
    mine = scope_of(device.user).troupes
    if not (is_number and mine):
        raise Http404
    rows = Request.objects.with_place().with_show().with_said()
    rows = rights.policy_for(Request).visible(device.user, rows)
    row = rows.filter(number=number, troupe__in=mine).first()
    if row is None or not rights.may(device.user, "answer", row):
        raise Http404
    troupe = Troupe.objects.select_related("region__league", "region__banner")
    return row, troupe.get(pk=row.troupe_id)


def _done(
    act: MyAct, form: MyRequestForm, row: Request, troupe: Troupe, user: Any
) -> SchedulingError | None:
    if not form.is_valid():
        return None
    try:
        act.do(row, form, troupe, user)
    except SchedulingError as error:
        return error
    return None


def _refused(
    act: MyAct, form: MyRequestForm, row: Request, error: SchedulingError | None
) -> Offered:
    """What was typed stands in it still, with the version of now: sending it again is
    done knowingly."""
    told: dict[str, Any] = {}
    if isinstance(error, ConflictsFound):
        told["conflicts"] = [sentence(one) for one in error.conflicts]
        told["is_warned"] = not (error.blocked or isinstance(error, StandsAgainst))
        told["may_keep"] = isinstance(error, StandsAgainst)
    if isinstance(error, StandsAgainst):
        told["conflicts"] += [day_holds(one) for one in error.beside]
        told["conflicts"] += [error.outside] if error.outside else []
    if error is not None:
        told |= at_field(form, error)
    if isinstance(error, StaleWrite):
        form.data = form.data.copy()
        form.data["version"] = str(row.version)
    return Offered(act, form, is_open=True, told=told)


def _form(
    act: MyAct, row: Request, troupe: Troupe, data: Any = None, day: Any = None
) -> MyRequestForm:
    near = _near(row, troupe) if "place" in act.asks else []
    return MyRequestForm(data, act=act.key, asks=act.asks, row=row, near=near, day=day)


def _near(row: Request, troupe: Troupe) -> list[Region]:
    return [row.region, troupe.region]


def _page(
    request: HttpRequest,
    device: DeviceLogin,
    row: Request,
    troupe: Troupe,
    *,
    refused: Offered | None = None,
    gone: str = "",
    status: int = 200,
) -> HttpResponse:
    now = clock.now()
    acts = acts_for(device.user, row)
    free = _free(row, troupe, now, acts)
    offered = []
    for act in acts:
        if refused is not None and refused.act.key == act.key:
            offered.append(refused)
        else:
            day = free.starts_at.date() if free and act.key != "propose" else None
            offered.append(Offered(act, _form(act, row, troupe, day=day), False, {}))
    context = {
        **frame(device),
        "row": row,
        "state": state_text(row),
        "troupe": troupe,
        "place": place_of(row),
        "wish": wish_of(row),
        "window": full_dates(row.window_from, row.window_until),
        "proposed": day_and_hour(row.proposed_on, row.proposed_hour),
        "waits": _waits(row, now),
        "free": free,
        "day_holds": [day_holds(one) for one in free.beside] if free else [],
        "offered": offered,
        "places": offered_places(*_near(row, troupe)),
        "steps": _steps(row),
        "phone": desk_of(troupe),
        "gone": gone,
        "done": outcome(request.GET.get("done", ""), row),
    }
    return render(request, "my/request.html", context, status=status)


def _free(row: Request, troupe: Troupe, now: datetime, acts: list[MyAct]) -> Any:
    """Of the days asked for, those of one's own troupe; None where none is free, or no
    day is asked for any more."""
    if not any(act.key == "keep_day" for act in acts):
        return None
    found = suggestions(row, now).found
    return next((one for one in found if one.troupe.pk == troupe.pk), None)


def _waits(row: Request, now: datetime) -> str:
    if row.waiting_since is not None:
        return waits_words(row, now)
    if row.is_open:
        # Translators: zh: 等对方答复
        return _("the asker’s turn")
    return ""


def _steps(row: Request) -> list[Step]:
    rows = row.steps.select_related("by").order_by("-at", "-pk")[:MOST_STEPS]
    return [
        Step(
            label=step_label(one, row),
            at=one.at,
            who=person_name(one.by),
            about=_about(one.facts),
            words=one.words,
            is_inside=one.is_inside,
        )
        for one in rows
    ]


def _about(facts: dict[str, Any]) -> str:
    """The day and the troupe a step was about."""
    told = (step_day(facts), str(facts.get("troupe", "")))
    return " · ".join(part for part in told if part)


def _after(act: MyAct, troupe: Troupe, device: DeviceLogin, row: Request) -> str:
    if not act.leaves:
        return f"{reverse('my_request', args=[row.number])}?done={act.key}"
    several = len(scope_of(device.user).member_of) > 1
    home = reverse("my_troupe", args=[troupe.code]) if several else reverse("my")
    return f"{home}?done=league"
