"""A stage manager's page, behind a secret link: one city, ticked on a phone.

The link is the login (docs/decisions/0013-secret-links.md); what it may do is tick the
readiness of its own city. It shows nothing of the other cities but T-zero.
"""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ulanmuqi.base import clock

from ..forms.opening import TickForm
from ..models import AccessLink, GoWord, Performance, Readiness
from ..scheduling import SchedulingError, StaleWrite, TryAgain, tick
from ..scheduling.room import City, city_of
from ..scheduling.since import meanwhile_text, moved_t_zero
from .cards import card
from .cards.countdown import countdown_words
from .cards.live import state_sentence
from .token_pages import closed, token_page

# How long after its show a city's page goes on answering, and how often it looks again.
KEPT = timedelta(days=2)
AGAIN_IN = 30


@token_page("site")
def site(request: HttpRequest, link: AccessLink, token: str) -> HttpResponse:
    """About eight queries to look. The page closes by itself when all is over."""
    now = clock.now()
    opening = _opening(link)
    if opening is None or opening.ends_at + KEPT < now:
        return closed(request)
    if request.method == "POST":
        return _ticked(request, link, token, opening, now)
    return _page(request, link, _city(opening), now)


def _opening(link: AccessLink) -> Performance | None:
    """The link's opening; after a postponement the one that stands for it."""
    row = link.performance
    while row is not None:
        found = Performance.objects.for_cards().filter(pk=row.pk, is_opening=True)
        row = found.first()
        if row is None or not hasattr(row, "replacement"):
            return row
        row = row.replacement
    return None


def _city(opening: Performance) -> City:
    rows = Readiness.objects.filter(performance=opening)
    word = GoWord.objects.filter(performance=opening).first()
    return city_of(opening, rows, word)


def _ticked(
    request: HttpRequest,
    link: AccessLink,
    token: str,
    opening: Performance,
    now: datetime,
) -> HttpResponse:
    form = TickForm(request.POST)
    if not form.is_valid():
        return _page(request, link, _city(opening), now, form=form)
    told = form.cleaned_data
    troupes = {troupe.pk: troupe for troupe in opening.troupes_in_order}
    try:
        tick(
            opening, told["item"], told["state"], said_by=_name(link),
            troupe=troupes.get(told["troupe"]), expected_at=told["expected_at"],
            note=told["note"], version=told["version"], venue_id=told["seen_venue"],
        )  # fmt: skip
    except SchedulingError as error:
        found = _opening(link)
        if found is None:
            return closed(request)
        return _page(request, link, _city(found), now, form=form, error=error)
    key = form.key.replace(":", "-")
    answer = HttpResponseRedirect(f"{reverse('site', args=[token])}#{key}")
    answer.status_code = 303
    return answer


def _page(
    request: HttpRequest,
    link: AccessLink,
    city: City,
    now: datetime,
    *,
    form: TickForm | None = None,
    error: SchedulingError | None = None,
) -> HttpResponse:
    opening = city.opening
    show = card(opening, now)
    showcase = opening.showcase
    since = error.since if isinstance(error, StaleWrite) else ()
    return render(
        request,
        "performances/site.html",
        {
            "showcase": showcase,
            "opening": opening,
            "show": show,
            "city": city,
            "says": state_sentence(show, moved_t_zero(showcase)),
            "hour": f"{opening.starts_at.astimezone(clock.SHANGHAI):%H:%M}",
            "now": now.astimezone(clock.SHANGHAI),
            "countdown": countdown_words(opening.starts_at, now),
            "waits": city.facts.waits,
            "name": _name(link),
            "form": form,
            "error": str(error) if error else "",
            "since": [meanwhile_text(entry) for entry in since],
            "again_in": 0 if form is not None else AGAIN_IN,
        },
        status=503 if isinstance(error, TryAgain) else 200,
    )


def _name(link: AccessLink) -> str:
    """Whoever the link was given to, as the log and the room name them."""
    # Translators: zh: 现场（链接…%(hint)s）
    return link.label or _("On site (link …%(hint)s)") % {"hint": link.hint}
