"""/my/: the choice of a troupe, its day sheet, one show."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from troupes.models import Troupe
from troupes.rights import scope_of
from ulanmuqi.base import clock, rights
from ulanmuqi.places.models import Region

from ...models import DeviceLogin, Performance, Request
from ..cards import programme
from .cards import ShowCard, show_card
from .done import done_words
from .door import my_page
from .frame import frame
from .journey import Journey, journeys
from .news import changes_lately, news_of
from .owed import owed_by, stands_of
from .reading import sheet_of, show_for, shows, troupes_of
from .waiting import waiting_for
from .wishes import wishes_of


@my_page(keep=True)
def home(request: HttpRequest, device: DeviceLogin) -> HttpResponse:
    """The sheet of one's only troupe; whoever has several chooses."""
    mine = troupes_of(device.user)
    if len(mine) == 1:
        return _sheet(request, device, mine[0], mine)
    stands = stands_of(mine, device.user, clock.now())
    return render(request, "my/choose.html", {**frame(device), "stands": stands})


@my_page(keep=True)
def of_troupe(request: HttpRequest, device: DeviceLogin, code: str) -> HttpResponse:
    mine = troupes_of(device.user)
    troupe = next((one for one in mine if one.code == code), None)
    if troupe is None:
        raise Http404
    return _sheet(request, device, troupe, mine)


@my_page(keep=True)
def show(request: HttpRequest, device: DeviceLogin, public_id: str) -> HttpResponse:
    """One show of one's own troupes: the day by the clock, the way, whom to call."""
    row, card = show_of(device, public_id)
    context = {
        **frame(device),
        "card": card,
        "lines": programme(row),
        "phone": phone_of(row),
        "request_for": _request_of(row, device),
        "wishes": wishes_of(row, device.user),
        "done": done_words(request.GET.get("done", "")[:12]),
    }
    return render(request, "my/show.html", context)


def _request_of(row: Performance, device: DeviceLogin) -> Request | None:
    """What the show answers, for whoever may answer it: the number of whoever asked
    stands on that page, which no phone keeps. One query."""
    mine = scope_of(device.user).troupes
    found = Request.objects.with_place().filter(performance=row, troupe__in=mine)
    asked = found.order_by("-pk").first()
    may = asked is not None and rights.may(device.user, "answer", asked)
    return asked if may else None


@my_page()
def nothing(request: HttpRequest, device: DeviceLogin, rest: str) -> HttpResponse:
    """An address that leads nowhere, in the look of the sheet."""
    raise Http404


def show_of(device: DeviceLogin, public_id: str) -> tuple[Performance, ShowCard]:
    """The row and its card; 404 for a show of other troupes. About fifteen queries."""
    row = show_for(device.user, public_id)
    if row is None:
        raise Http404
    now, scope = clock.now(), scope_of(device.user)
    mine = [one for one in row.troupes_in_order if one.pk in scope.member_of]
    troupe = Troupe.objects.select_related("region__league", "region__banner").get(
        pk=mine[0].pk
    )
    way = None if row.is_off or row.is_over(now) else way_to(row, troupe)
    card = show_card(
        row,
        troupe_id=troupe.pk,
        user=device.user,
        now=now,
        journey=way,
        acts_for=scope.troupes,
        news=news_of(row, changes_lately([row], now).get(row.pk)),
    )
    return row, card


def way_to(row: Performance, troupe: Troupe) -> Journey | None:
    """From where the troupe played last, or from home; None where the place is not
    known. Load the troupe with its region's league."""
    around = Performance.objects.filter(troupes=troupe, ends_at__lte=row.starts_at)
    before = list(shows(around.firm()).order_by("-ends_at")[:1])
    return journeys(troupe, before, [], [row]).get(row.pk)


def phone_of(row: Performance) -> str:
    """What to ring when nothing gets through: the league of the show's first troupe,
    else of its place; "" lets the page say the office's. One query."""
    troupes = row.troupes_in_order
    home = troupes[0].region if troupes else row.region
    league = home.league_id if home is not None else None
    found = Region.objects.filter(pk=league).values_list("desk_phone", flat=True)
    return found.first() or ""


def desk_of(troupe: Troupe) -> str:
    """The number of the league's coordinators; no query where it is loaded."""
    league = troupe.region.league
    return league.desk_phone if league is not None else ""


def _sheet(
    request: HttpRequest, device: DeviceLogin, troupe: Troupe, mine: list[Troupe]
) -> HttpResponse:
    now = clock.now()
    sheet = sheet_of(troupe, device.user, now)
    scope = scope_of(device.user)
    context = {
        **frame(device),
        "sheet": sheet,
        "waiting": waiting_for(troupe, device.user, now),
        "owed": owed_by(troupe, device.user, now),
        "troupe": troupe,
        "others": [one for one in mine if one.pk != troupe.pk],
        "acts": troupe.pk in scope.troupes,
        "phone": desk_of(troupe),
        "done": done_words(request.GET.get("done", "")[:12]),
        "now": now,
        "next": sheet.today.next_step(now),
    }
    return render(request, "my/sheet.html", context)
