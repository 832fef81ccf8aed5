"""What every page behind a secret address keeps: no cookie, no trace, no flood."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from performances.models import AccessLink
from performances.scheduling import issue_link, revoke_link
from performances.views import token_pages
from performances.views.token_pages import token_page
from ulanmuqi.base.throttle import Limit
from ulanmuqi.urls import urlpatterns as site_urlpatterns

pytestmark = pytest.mark.django_db


@token_page("venue")
def page(request: HttpRequest, link: AccessLink, token: str) -> HttpResponse:
    return HttpResponse(f"{link.venue.name} {request.method} {len(request.COOKIES)}")


urlpatterns = [path("v-test/<str:token>/", page), *site_urlpatterns]
BAD = "x" * 32


@pytest.fixture(autouse=True)
def _wired(settings, frozen_clock):
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def link(hinggan_venue):
    return issue_link("venue", hinggan_venue, label="王站长")


@pytest.fixture
def url(link):
    return f"/v-test/{link[1]}/"


def test_a_good_token_opens_the_page(visitor, url, hinggan_venue):
    answer = visitor.get(url)
    assert answer.status_code == 200
    assert answer.content.decode() == f"{hinggan_venue.name} GET 0"


def test_nobody_stores_lists_or_passes_it_on(visitor, url):
    for address in (url, f"/v-test/{BAD}/"):
        for method in (visitor.get, visitor.post, visitor.head, visitor.put):
            answer = method(address)
            assert answer.headers["Cache-Control"] == "private, no-store"
            assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert not answer.cookies
            assert "Cookie" not in answer.headers.get("Vary", "")


def test_cookies_sent_along_count_for_nothing(url):
    client = Client(headers={"Cookie": 'sessionid="; csrftoken=bad'})
    answer = client.get(url)
    assert answer.content.decode().endswith("GET 0")
    assert not answer.cookies


def test_unknown_closed_and_expired_are_one_and_the_same_page(visitor, link, url):
    revoke_link(link[0])
    bodies = {visitor.get(u).content for u in (url, f"/v-test/{BAD}/", "/v-test/x/")}
    assert len(bodies) == 1
    assert visitor.get(url).status_code == 404
    assert link[0].venue.name not in bodies.pop().decode()


def test_a_form_needs_no_cookie(url):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(url).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://testserver"}, 200),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "null"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "http://[broken"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_a_form_from_elsewhere_is_refused(visitor, url, headers, status):
    assert visitor.post(url, headers=headers).status_code == status


def test_too_many_requests_wait_in_words(visitor, url, monkeypatch):
    monkeypatch.setattr(token_pages, "PAGES", Limit("few", most=2, seconds=300))
    assert [visitor.get(url).status_code for _index in range(3)] == [200, 200, 429]
    answer = visitor.get(url)
    assert answer.headers["Retry-After"] == "300"
    assert "5 分钟" in answer.content.decode() or "5分钟" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_guessing_is_slowed_down_and_the_venue_is_not(visitor, url):
    wrong = [visitor.get(f"/v-test/{n:032d}/").status_code for n in range(22)]
    assert wrong == [404] * 20 + [429] * 2
    assert visitor.get(url).status_code == 200


@pytest.mark.parametrize(
    ("method", "headers", "counts"),
    [
        ("get", {}, True),
        ("get", {"Sec-Fetch-Dest": "document"}, True),
        ("post", {}, True),
        ("head", {}, False),
        ("get", {"Sec-Purpose": "prefetch;prerender"}, False),
        ("get", {"Purpose": "prefetch"}, False),
        ("get", {"X-Moz": "prefetch"}, False),
        ("get", {"X-Purpose": "preview", "Purpose": "preview"}, False),
        ("get", {"Sec-Fetch-Dest": "image"}, False),
    ],
)
def test_only_a_look_counts_as_use(visitor, url, method, headers, counts):
    getattr(visitor, method)(url, headers=headers)
    assert (AccessLink.objects.get().last_used_at is not None) is counts


def test_no_token_reaches_the_log(visitor, link, caplog):
    visitor.get(f"/v/{BAD}/")
    visitor.get(f"/site/{BAD}/")
    assert BAD not in caplog.text


def test_robots_stay_away(visitor):
    text = visitor.get("/robots.txt").content.decode()
    assert "Disallow: /v/" in text
    assert "Disallow: /site/" in text
