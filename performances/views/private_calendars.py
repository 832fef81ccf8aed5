"""Private calendars behind a token: read by a calendar program, and nothing else."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from ulanmuqi.base import clock
from ulanmuqi.base.snapshot import snapshot
from ulanmuqi.base.throttle import Limit, seconds_to_wait

from ..calendar_clients import family
from ..calendars.feeds import Copy
from ..calendars.private import feeds
from ..scheduling import note_fetch, open_subscription
from .calendar_response import answer
from .cookieless import cookieless

# One troupe's phones, a bureau or an importer of Google's may share an address.
FETCHES = Limit("private-calendars", most=600, seconds=300)
WRONG_TOKENS = Limit("wrong-calendars", most=20, seconds=600)
READ = ("GET", "HEAD")


# Exempt as the public feeds are: a POST is answered 405, and changes nothing.
@cookieless
def private_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Five queries whatever the number of shows, and one small write a minute.

    Unknown, closed, reset and ended ones answer alike. Whoever knows the address may
    read, and can accept, answer or change nothing.
    """
    if request.method not in READ:
        return _kept_close(HttpResponseNotAllowed(READ))
    return _kept_close(_answer(request, token))


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    wait = seconds_to_wait(FETCHES, request)
    if wait:
        return _too_many(wait)
    now = clock.now()
    with snapshot():
        found = open_subscription(token, now=now)
        if found is not None:
            subscription, reach = found
            copy = feeds.render(
                subscription,
                reach,
                token=token,
                now=now,
                whole_history=request.GET.get("past") == "all",
            )
    if found is None:
        wait = seconds_to_wait(WRONG_TOKENS, request)
        return _too_many(wait) if wait else _plain("没有这个日历。\n", 404)
    # Valid until now: nothing between this reader and the rows keeps it.
    response = answer(
        request,
        Copy(copy.body, copy.last_modified, valid_until=now, stamps={}),
        file_name="ulanmuqi-private.ics",
        spoken_name=feeds.name(subscription),
    )
    if request.method == "GET" and response.status_code in (200, 304):
        client = family(request.headers.get("User-Agent", ""))
        note_fetch(subscription, client=client, stamp=copy.stamp, now=now)
    return response


def _too_many(wait: int) -> HttpResponse:
    response = _plain("请求太多，请稍后再试。\n", 429)
    response.headers["Retry-After"] = str(wait)
    return response


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


def _kept_close(response: HttpResponse) -> HttpResponse:
    """For this reader alone, asked for anew each time, in no index, passed on to none.

    robots.txt does not mention these addresses: Google's importer, which is a welcome
    reader, would obey it.
    """
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
