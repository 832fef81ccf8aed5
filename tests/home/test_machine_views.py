"""What machines are told to visit, and what they are kept from."""

from datetime import datetime
from xml.etree import ElementTree

import pytest
from django.test import Client
from wagtail.models import Locale

from tests import factories
from ulanmuqi.home import site_map
from ulanmuqi.home.models import StandardPage

pytestmark = pytest.mark.django_db

BASE = "https://ulanmuqi.example"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


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


def _addresses(path):
    tree = ElementTree.fromstring(_get(path))
    return [found.text for found in tree.iter(f"{MAP}loc")]


def test_every_address_names_itself_in_every_language(announced, troupe):
    show = announced(troupe)
    tree = ElementTree.fromstring(_get("/sitemap.xml"))
    path = f"/performances/{show.public_id}/"
    chinese, english = f"{BASE}{path}", f"{BASE}/en{path}"
    found = {
        url.find(f"{MAP}loc").text: {
            link.get("hreflang"): link.get("href")
            for link in url.iter("{http://www.w3.org/1999/xhtml}link")
        }
        for url in tree
    }
    both = {"zh-Hans": chinese, "en": english, "x-default": chinese}
    assert found[chinese] == found[english] == both
    changed = {
        url.find(f"{MAP}loc").text: url.findtext(f"{MAP}lastmod") for url in tree
    }
    told = datetime.fromisoformat(changed[english])
    assert told == show.public_changed_at.replace(microsecond=0)
    for name in ("schedule", "changes", "calendars"):
        assert f"{BASE}/{name}/" in found
        assert f"{BASE}/en/{name}/" in found
    assert len(found) == len(set(found))


def test_a_translated_page_names_its_translation(home, announced, troupe):
    page = home.add_child(instance=StandardPage(title="关于", slug="about-us"))
    english = Locale.objects.get_or_create(language_code="en")[0]
    other = home.copy_for_translation(english)
    other.save_revision().publish()
    told = page.copy_for_translation(english)
    told.save_revision().publish()
    text = _get("/sitemap.xml")
    assert f'hreflang="en" href="{BASE}/en/about-us/"' in text
    assert f'hreflang="x-default" href="{BASE}/about-us/"' in text


def test_many_shows_are_told_by_the_month(announced, troupe, monkeypatch):
    """Beijing's months: 30 November, 23:30, is not December's."""
    monkeypatch.setattr(site_map, "SHOWS_AT_MOST", 2)
    shows = [announced(troupe, hours=hours) for hours in (24, 24 * 40, 24 * 80)]

    parts = _addresses("/sitemap.xml")
    assert parts[0] == f"{BASE}/sitemap-pages.xml"
    told = [_addresses(part.removeprefix(BASE)) for part in parts]
    assert f"{BASE}/schedule/" in told[0]
    listed = [address for part in told[1:] for address in part]
    for show in shows:
        assert listed.count(f"{BASE}/performances/{show.public_id}/") == 1
        assert listed.count(f"{BASE}/en/performances/{show.public_id}/") == 1
    assert len(parts) == 1 + len({show.starts_at.month for show in shows})


@pytest.mark.parametrize("month", ["2026-13", "9999-12", "x", "2026-1", "0001-01"])
def test_what_is_no_month_has_no_part(db, month):
    answer = Client().get(f"/sitemap-shows-{month}.xml")
    assert answer.status_code in (200, 404)
    assert b"<loc>" not in answer.content


def test_robots_leave_paper_to_people(db):
    lines = _get("/robots.txt").splitlines()
    for path in ("performances/*/sheet/", "troupes/*/months/"):
        assert f"Disallow: /{path}" in lines
        assert f"Disallow: /en/{path}" in lines
    assert not any("card" in line for line in lines)
