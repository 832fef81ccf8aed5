"""Any number of made-up addresses are one page: rendered once, kept once."""

import pytest
from django.test import Client

from tests.home.published.test_pages import paths
from tests.performances.calendars.published.conftest import asked

pytestmark = pytest.mark.database

# What is asked, and what of it there is.
MADE_UP = {
    "/schedule/?region=999999": "/schedule/",
    "/schedule/?region=150100&troupe=nobody": "/schedule/?region=150100",
    "/en/schedule/?troupe=nobody": "/en/schedule/",
    "/changes/?showcase=never&troupe=nobody": "/changes/",
    "/works/?troupe=nobody": "/works/",
    "/works/?page=400": "/works/",
    "/news/?page=77": "/news/",
    "/news/?troupe=nobody&genre=vocal": "/news/",
    "/?q=%E5%BC%80%E9%B2%81": "/",
    "/troupes/?page=3&year=2023": "/troupes/",
}


def test_what_does_not_exist_leads_to_what_does(cast, front, django):
    for path, there in MADE_UP.items():
        for application in (front, django):
            answer = asked(application, path)
            assert answer.status == "302 Found", path
            assert answer.headers["Location"] == there, path
            assert answer.headers["Cache-Control"] == "no-store", path
        assert asked(front, there).status == "200 OK", path


def test_made_up_codes_fill_no_memory(cast, front):
    for number in range(5):
        asked(front, f"/schedule/?region=99999{number}")
        asked(front, f"/changes/?troupe=nobody-{number}")
        asked(front, f"/works/?troupe=nobody-{number}")
    assert len(front.store) == 0


def test_a_region_nobody_may_ask_by_is_answered_as_one_that_never_was(
    cast, front, regions
):
    banner = cast["show"].region
    gacha = type(banner)(name="嘎查", code="150105001", level="gacha", parent=banner)
    gacha.save()
    told = [asked(front, f"/schedule/?region={c}") for c in (gacha.code, "150105999")]
    assert told[0] == told[1]


def test_troupes_looked_for_by_name_are_published_bytes(
    cast, front, django, django_assert_num_queries
):
    words = cast["troupe"].name[:2]
    for path in (f"/troupes/?q={words}", "/troupes/?q=%3Cb%3E&utm_source=x"):
        path = path.encode().decode("latin-1")
        first = asked(front, path)
        assert first == asked(django, path)
        assert first.status == "200 OK"
        was, front.django = front.django, None
        with django_assert_num_queries(0):
            assert asked(front, path) == first
        front.django = was


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_page_that_is_only_read_says_so(cast, method):
    visitor = Client(enforce_csrf_checks=True)
    others = (
        *("/search/", "/search/suggest/", "/embed/schedule/", "/place/near/"),
        *("/robots.txt", "/sitemap.xml", "/schedule.csv", "/schedule.atom", "/about/"),
        *("/calendars/all.ics", "/sw.js", "/offline/", "/mn/"),
    )
    for path in (*paths(cast).values(), *others):
        answer = getattr(visitor, method)(path)
        assert answer.status_code == 405, path
        assert set(answer["Allow"].split(", ")) >= {"GET", "HEAD"}, path
        assert not answer.cookies, path


def test_forms_still_ask_for_their_token(cast):
    visitor = Client(enforce_csrf_checks=True)
    assert visitor.post("/admin/login/", {"username": "x"}).status_code == 403
