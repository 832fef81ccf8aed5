"""Moving, cancelling, asking the league: one page each, with the verbs of the house.

None of it is ever kept back and sent later. Until the server has answered, the page's
script says that nothing was sent and whom to ring (js/my.js); without script the
browser says that it did not get through.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from troupes.models import Troupe
from troupes.rights import scope_of
from ulanmuqi.base import rights
from ulanmuqi.places.models import Region

from ...forms.my_acts import AskForm, CancelForm, MoveForm
from ...forms.my_places import offered_places
from ...models import DeviceLogin, Performance
from ...scheduling import (
    ConflictsFound,
    Refused,
    SchedulingError,
    StaleWrite,
    TryAgain,
    ask_for_change,
    cancel,
    facts_of,
    postpone,
    revise,
    revise_entered,
    take_back_wish,
)
from ...scheduling.request_day import StandsAgainst
from ...scheduling.since import meanwhile_text
from ...statuses import FIRM, Status
from .door import BOTH, done, my_page
from .frame import frame
from .pages import phone_of, show_of
from .place_step import is_place_step, place_step
from .refusals import NotTheirs, Whose

Sent = Callable[[], Any]


@my_page(BOTH, keep=True)
def move_show(
    request: HttpRequest, device: DeviceLogin, public_id: str
) -> HttpResponse:
    """Another hour, day or place. What the public knows of another day is told as
    postponed, like everywhere."""
    row, card = show_of(device, public_id)
    may_act(device, "change", row)
    if row.is_off and request.method != "POST":
        return done(request, after(row, "off"))
    near = _near(row, device)
    form = MoveForm(request.POST if request.method == "POST" else None,
                    show=row, near=near)  # fmt: skip
    told: dict[str, Any] = {"places": offered_places(*near), "phone": phone_of(row)}
    if is_place_step(request):

        def back(typed: dict[str, Any], more: dict[str, Any]) -> HttpResponse:
            form = MoveForm(show=row, near=near, typed=typed)
            return act_page(request, device, card, form, "my/move.html", told | more)

        troupe = own_troupe(row, device)
        return place_step(request, device, troupe, near=near, back=back)
    if form.is_bound and form.is_valid():
        if _stands(row, form.cleaned_data):
            return done(request, after(row, "moved"))
        error = tried(lambda: _move(row, form, device))
        if error is None:
            word = "reported" if row.entered_after else "moved"
            return done(request, after(row, word))
        if isinstance(error, ConflictsFound):
            form.tell(error.conflicts)
            may_accept = form.ask_why(error, device.user)
            told["is_warned"] = not (error.blocked or may_accept)
        return act_page(request, device, card, form, "my/move.html", told, error)
    return act_page(request, device, card, form, "my/move.html", told)


@my_page(BOTH, keep=True)
def cancel_show(
    request: HttpRequest, device: DeviceLogin, public_id: str
) -> HttpResponse:
    row, card = show_of(device, public_id)
    may_act(device, "cancel", row)
    if card.is_over and card.is_reported:
        # Somebody said how many came: that is the league's to undo.
        raise NotTheirs(Whose(show=row, is_leagues=True))
    bound = request.method == "POST"
    if row.is_off and not bound:
        return done(request, after(row, "off"))
    form = CancelForm(request.POST if bound else None, initial={"version": row.version})
    told = {"phone": phone_of(row)}
    if bound and form.is_valid():
        facts = form.cleaned_data
        if row.status == Status.CANCELLED and row.status_reason == facts["reason"]:
            return done(request, after(row, "cancelled"))
        error = tried(
            lambda: cancel(
                row,
                reason=facts["reason"],
                decided_by=facts["decided_by"],
                by=device.user,
                version=facts["version"],
            )
        )
        if error is None:
            return done(request, after(row, "cancelled"))
        return act_page(request, device, card, form, "my/cancel.html", told, error)
    return act_page(request, device, card, form, "my/cancel.html", told)


@my_page(BOTH, keep=True)
def ask(request: HttpRequest, device: DeviceLogin, public_id: str) -> HttpResponse:
    """For what the troupe may not change itself: the league reads it at once."""
    row, card = show_of(device, public_id)
    troupe = own_troupe(row, device)
    if troupe is None:
        raise NotTheirs(whose_of(device, row))
    bound = request.method == "POST"
    earlier = row.change_wishes.waiting().filter(troupe=troupe).first()
    initial = {"key": uuid4(), "text": earlier.text if earlier else ""}
    form = AskForm(request.POST if bound else None, initial=initial)
    told = {"phone": phone_of(row), "earlier": earlier}
    if bound and form.is_valid():
        facts = form.cleaned_data
        error = tried(
            lambda: ask_for_change(
                row,
                text=facts["text"],
                troupe=troupe,
                by=device.user,
                key=facts["key"],
            )
        )
        if error is None:
            return done(request, after(row, "asked"))
        return act_page(request, device, card, form, "my/ask.html", told, error)
    return act_page(request, device, card, form, "my/ask.html", told)


@my_page(("POST",))
def take_back(
    request: HttpRequest, device: DeviceLogin, public_id: str, wish: int
) -> HttpResponse:
    """404 for a wish of another show or troupe."""
    row, _card = show_of(device, public_id)
    found = row.change_wishes.filter(
        pk=wish, troupe__in=scope_of(device.user).troupes
    ).first()
    if found is None:
        raise Http404
    what = "unasked"
    try:
        take_back_wish(found, by=device.user)
    except Refused:
        # The answer stands beside it on the page it leads to.
        what = "late"
    return done(request, f"{reverse('my_show', args=[public_id])}?done={what}")


def may_act(device: DeviceLogin, verb: str, row: Performance) -> None:
    """Raises NotTheirs unless the person writes for a troupe of the show and may do
    that to it."""
    if own_troupe(row, device) is None:
        raise NotTheirs(whose_of(device, row))
    if not rights.may(device.user, verb, row):
        raise NotTheirs(Whose(show=row, is_leagues=True))


def whose_of(device: DeviceLogin, row: Performance) -> Whose:
    """Who may act instead of somebody who only plays in the show."""
    mine = scope_of(device.user).member_of
    plays = [one for one in row.troupes_in_order if one.pk in mine]
    return Whose(troupe=plays[0] if plays else None, show=row)


def own_troupe(row: Performance, device: DeviceLogin) -> Troupe | None:
    """The troupe of the show the person writes for."""
    mine = scope_of(device.user).troupes
    return next((one for one in row.troupes_in_order if one.pk in mine), None)


def _near(row: Performance, device: DeviceLogin) -> list[Region]:
    """Whose places are offered: the show's banner, then the troupe's own. One query."""
    troupe = own_troupe(row, device)
    home = troupe.region_id if troupe else None
    keys = [key for key in (row.region_id, home) if key is not None]
    found = Region.objects.select_related("league", "banner").in_bulk(keys)
    return [found[key] for key in dict.fromkeys(keys)]


def _stands(row: Performance, facts: dict[str, Any]) -> bool:
    """Whether it is so already: a form sent twice does no harm."""
    new = getattr(row, "replacement", None)
    return any(
        one.starts_at == facts["starts_at"]
        and one.venue_id == getattr(facts["place"], "pk", None)
        and "precision" not in facts
        for one in (row, new)
        if one is not None and one.version != facts["version"]
    )


def _move(row: Performance, form: MoveForm, device: DeviceLogin) -> None:
    facts = form.cleaned_data
    names = ("version", "accept")
    how = {"by": device.user, **{name: facts[name] for name in names}}
    place = facts["place"] or row.venue
    if row.entered_after:
        wanted = replace(
            facts_of(row),
            venue=place,
            starts_at=facts["starts_at"],
            ends_at=facts["ends_at"],
        )
        revise_entered(row, wanted, **how)
        return
    how["reason"] = facts["reason"]
    is_public = row.announced_at is not None and row.status in FIRM
    if is_public and _day(facts["starts_at"], form) != _day(row.starts_at, form):
        at = {"starts_at": facts["starts_at"], "ends_at": facts["ends_at"]}
        postpone(row, **at, venue=place, **how)
        return
    wanted = {
        name: facts[name] for name in ("starts_at", "ends_at", "precision")
        if name in facts
    }  # fmt: skip
    if "precision" in wanted:
        wanted["day_part"] = ""
    revise(row, replace(facts_of(row), venue=place, **wanted), **how)


def _day(at: datetime, form: MoveForm) -> Any:
    return at.astimezone(form.zone).date()


def tried(send: Sent) -> SchedulingError | None:
    try:
        send()
    except SchedulingError as error:
        return error
    return None


def act_page(
    request: HttpRequest,
    device: DeviceLogin,
    card: Any,
    form: Any,
    template: str,
    told: dict[str, Any],
    error: SchedulingError | None = None,
) -> HttpResponse:
    context = {**frame(device), **told, "card": card, "form": form}
    if error is not None:
        context |= at_field(form, error)
    status = 503 if isinstance(error, TryAgain) else 200
    return render(request, template, context, status=status)


def at_field(form: Any, error: SchedulingError) -> dict[str, Any]:
    """Puts the refusal where it belongs; what happened meanwhile comes beside."""
    field = {"starts_at": "hour", "venue": "place", "ends_at": "hour"}
    return tell(form, error, field.get(error.field, error.field), _told(error))


def tell(form: Any, error: SchedulingError, field: str, words: str) -> dict[str, Any]:
    """As `at_field`, with a field of the form's own and other words."""
    form.add_error(field if field in form.fields else None, words)
    since = error.since if isinstance(error, StaleWrite) else ()
    return {"since": [meanwhile_text(one) for one in since]}


def _told(error: SchedulingError) -> str:
    """Conflicts in words for a troupe, which accepts no warning itself."""
    if not isinstance(error, ConflictsFound):
        return str(error)
    if isinstance(error, StandsAgainst):
        # Translators: zh: 还没有办：这一天有下面这些情况。
        return _("Not done yet: this stands against the day.")
    # Translators: zh: 没有改成：原因写在下面。
    return _("Nothing was changed: the reason stands below.")


def after(row: Performance, what: str) -> str:
    return f"{reverse('my_show', args=[row.public_id])}?done={what}"
