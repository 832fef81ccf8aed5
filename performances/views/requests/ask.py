"""The form, without a cookie: who may send it, what is doubted, what comes back."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from troupes.models import Troupe, Work
from ulanmuqi.base import clock
from ulanmuqi.base.templatetags.dates import full_dates
from ulanmuqi.base.throttle import Limit, house_of, seconds_to_wait
from ulanmuqi.places.models import Region, Venue

from ...forms.request import RequestForm
from ...forms.request_offers import banner_offer, places_below, work_offer
from ...forms.request_stamp import Stamp
from ...models import Request, RequestSettings
from ...scheduling import Refused, SchedulingError, TryAgain
from ...scheduling.request_asking import RequestFacts, ask, network_key
from ...scheduling.request_doubts import ANSWERED, QUICK, TRAP, doubts_about, is_full
from ...scheduling.request_following import token_of
from ..asked import CODE, plain
from ..cookieless import cookieless
from ..token_pages import is_sent_from_here
from .callers import callers_for

LOOKS = Limit("requests-form", most=120, seconds=300)
SENT = Limit("requests-sent", most=40, seconds=3600)
# The field no person sees; what fills it in fills in everything.
TRAP_FIELD = "homepage"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address was opened with: from whose page somebody came."""

    region: Region | None = None
    troupe: Troupe | None = None
    venue: Venue | None = None
    work: Work | None = None

    @classmethod
    def read(cls, query: QueryDict) -> "Wish":
        """Four queries at most; what there is none of is left out."""
        troupe = _row(Troupe.objects.select_related("region"), query, "troupe")
        public = Venue.objects.with_own_page().standing()
        venue = _row(public.select_related("region__banner"), query, "venue")
        region = _row(Region.objects.select_related("league"), query, "region")
        if region is None and venue is not None:
            region = venue.region
        if region is None and troupe is not None:
            region = troupe.region
        work = _row(Work.objects.standing().prefetch_related("troupes"), query, "work")
        if troupe is None and work is not None:
            makers = list(work.troupes.all())
            troupe = makers[0] if len(makers) == 1 else None
        return cls(region, troupe, venue, work)

    @property
    def banner(self) -> Region | None:
        return self.region.banner if self.region else None

    @property
    def league(self) -> Region | None:
        """Where somebody came from a league's page: its banners alone are offered."""
        is_league = self.region is not None and self.region.level == Region.Level.LEAGUE
        return self.region if is_league and self.troupe is None else None


@csrf_exempt
@cookieless
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_show(request: HttpRequest) -> HttpResponse:
    """Eight queries to show it. Nothing of it is kept by anybody: each form has a key
    of its own, by which sending it twice asks once."""
    response = _answer(request)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _answer(request: HttpRequest) -> HttpResponse:
    wish, rules = Wish.read(request.GET), RequestSettings.load(request_or_site=request)
    if not rules.is_taking:
        context = {"wish": wish, "callers": callers_for(wish.region)}
        return render(request, "requests/closed.html", context)
    if request.method != "POST":
        wait = seconds_to_wait(LOOKS, request)
        form, stamp = _form(wish), Stamp.fresh(clock.now())
        status = HTTPStatus.TOO_MANY_REQUESTS if wait else HTTPStatus.OK
        return _page(request, wish, form, stamp, status=status)
    return _sent(request, wish)


def _sent(request: HttpRequest, wish: Wish) -> HttpResponse:
    now = clock.now()
    stamp = Stamp.read(request.POST.get("stamp", ""))
    if stamp is not None:
        known = Request.objects.filter(form_key=stamp.key).first()
        if known is not None:
            return _follow(known, again=True)
    fresh = stamp or Stamp.fresh(now)
    form = _form(wish, request.POST)
    if not is_sent_from_here(request):
        # Translators: zh: 浏览器说这张表是从别的网站送来的。请在这里再送一次。
        form.add_error(None, _("This was sent from another site. Send it from here."))
        return _page(request, wish, form, fresh, status=HTTPStatus.FORBIDDEN)
    if seconds_to_wait(SENT, request):
        form.add_error(
            None,
            # Translators: zh: 您这边的网络刚才送得太多。写的都在：过几分钟再送，或打电话。
            _(
                "Too much was sent from your network just now. Nothing is lost: wait "
                "some minutes and send it again, or call."
            ),
        )
        return _page(request, wish, form, fresh, status=HTTPStatus.TOO_MANY_REQUESTS)
    if not form.is_valid() or form.read_days is not None:
        return _page(request, wish, form, fresh)
    return _taken(request, wish, form, stamp, fresh)


def _taken(
    request: HttpRequest,
    wish: Wish,
    form: RequestForm,
    stamp: Stamp | None,
    fresh: Stamp,
) -> HttpResponse:
    now = clock.now()
    facts = form.facts(venue=wish.venue, wished_troupe=wish.troupe)
    network = network_key(house_of(request), now)
    try:
        doubts = _doubts(request, facts, network, stamp)
        if doubts and TRAP not in doubts:
            answer = _sum(request)
            if answer is None or answer != sum(fresh.terms):
                is_wrong = bool(request.POST.get("sum", "").strip())
                return _page(
                    request, wish, form, fresh, is_asked=True, is_wrong=is_wrong
                )
            doubts = tuple(one for one in doubts if one not in ANSWERED)
        if doubts and is_full():
            raise Refused(_("The page takes no more just now. Please call the office."))
        row, is_new = ask(facts, key=fresh.key, network=network, doubts=doubts)
    except SchedulingError as error:
        field = error.field if error.field in form.fields else None
        form.add_error(field, str(error))
        busy = isinstance(error, TryAgain)
        status = HTTPStatus.SERVICE_UNAVAILABLE if busy else HTTPStatus.OK
        return _page(request, wish, form, fresh, status=status)
    return _follow(row, again=not is_new)


def _doubts(
    request: HttpRequest, facts: RequestFacts, network: str, stamp: Stamp | None
) -> tuple[str, ...]:
    found = doubts_about(facts, network)
    if request.POST.get(TRAP_FIELD, "").strip():
        found = (TRAP, *found)
    if stamp is None or not stamp.is_in_time(clock.now()):
        found = (QUICK, *found)
    return found


def _sum(request: HttpRequest) -> int | None:
    typed = request.POST.get("sum", "").strip()[:4]
    return int(typed) if typed.isascii() and typed.isdigit() else None


def _follow(row: Request, *, again: bool) -> HttpResponse:
    """To the request's own page, by a GET: reloading sends nothing again."""
    where = reverse("request", args=[token_of(row)])
    query = "again=1" if again else "sent=1"
    return HttpResponseRedirect(f"{where}?{query}", status=HTTPStatus.SEE_OTHER)


def _form(wish: Wish, data: Any = None) -> RequestForm:
    banners = banner_offer(Q(league=wish.league) if wish.league else None)
    initial: dict[str, Any] = {
        "region": wish.banner or banners.only,
        "work": wish.work,
    }
    if wish.region is not None and wish.region != wish.banner and wish.banner:
        initial["place_name"] = wish.region.name
    if wish.venue is not None:
        initial["place_name"] = wish.venue.name
    return RequestForm(
        data,
        banners=banners,
        works=work_offer(wish.region, wish.troupe, clock.now()),
        initial=initial,
    )


def _page(
    request: HttpRequest,
    wish: Wish,
    form: RequestForm,
    stamp: Stamp,
    *,
    status: int = 200,
    is_asked: bool = False,
    is_wrong: bool = False,
) -> HttpResponse:
    banner = wish.banner
    if form.is_bound:
        banner = getattr(form, "cleaned_data", {}).get("region") or banner
    context = {
        "form": form,
        "wish": wish,
        "stamp": str(stamp),
        "trap": TRAP_FIELD,
        "places": places_below(banner),
        "read": full_dates(form.read_days.first, form.read_days.last)
        if form.read_days
        else "",
        "callers": callers_for(banner or wish.region),
        "terms": stamp.terms if is_asked else None,
        "is_wrong": is_wrong,
        "rules": RequestSettings.load(request_or_site=request),
    }
    return render(request, "requests/ask.html", context, status=status)


def _row(rows: Any, query: QueryDict, name: str) -> Any:
    code = plain(query.get(name))
    return rows.filter(code=code).first() if CODE.fullmatch(code) else None
