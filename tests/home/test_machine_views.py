"""What machines are told to visit, and what they are kept from."""

import pytest
from django.test import Client

from tests import factories
from ulanmuqi.home.models import StandardPage

pytestmark = pytest.mark.django_db

BASE = "https://ulanmuqi.example"


def _get(path):
    response = Client().get(path)
    assert response.status_code == 200
    assert not response.cookies
    return response.content.decode()


def test_robots_read_calendars_and_stay_out_of_the_admin(db):
    lines = _get("/robots.txt").splitlines()

    assert "Allow: /calendars/" in lines
    assert "Disallow: /admin/" in lines
    # Calendar programs obey robots.txt; who may not index is told by the answer.
    assert not any("calendars" in line for line in lines if "Disallow" in line)
    private = Client().get(f"/calendars/private/{'x' * 32}.ics")
    assert private.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert f"Sitemap: {BASE}/sitemap.xml" in lines


def test_the_site_map_holds_what_is_public(home, announced, troupe, private_venue):
    home.add_child(instance=StandardPage(title="关于"))
    home.add_child(instance=StandardPage(title="草稿", live=False))
    shown = announced(troupe, hours=5)
    hidden = announced(troupe, hours=50, venue=private_venue)

    xml = _get("/sitemap.xml")

    for path in (
        "/",
        "/troupes/",
        "/guan-yu/",
        "/regions/150100/",
        f"/venues/{shown.venue.code}/",
        f"/performances/{shown.public_id}/",
        f"/performances/{hidden.public_id}/",
    ):
        assert f"<loc>{BASE}{path}</loc>" in xml
    assert "cao-gao" not in xml
    assert private_venue.code not in xml


def test_drafts_holds_and_withdrawn_shows_are_in_no_site_map(announced, troupe):
    from performances import scheduling

    show = announced(troupe)
    scheduling.withdraw(show, reason="录错了")

    assert show.public_id not in _get("/sitemap.xml")


def test_the_site_map_costs_the_same_for_many_shows(
    django_assert_max_num_queries, announced, troupe
):
    announced(troupe, hours=3)
    _get("/sitemap.xml")
    with django_assert_max_num_queries(10):
        _get("/sitemap.xml")
    for number in range(6):
        announced(factories.troupe("150105"), hours=10 * number + 20)
    with django_assert_max_num_queries(10):
        _get("/sitemap.xml")
