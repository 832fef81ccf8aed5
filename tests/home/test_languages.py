"""What a reader of another language finds while little or nothing is translated."""

import pytest
from django.test import Client
from django.utils.translation import override
from wagtail.models import Locale

from tests import factories
from troupes.models import TroupeIndexPage
from ulanmuqi.base.readers import address_of
from ulanmuqi.home.models import HomePage

pytestmark = pytest.mark.django_db

ENGLISH_INTERFACE = "Skip to the content"


@pytest.fixture
def english(home):
    """The front page in English, published; nothing below it is translated."""
    page = home.copy_for_translation(Locale.objects.get(language_code="en"))
    page.title = "Ulanmuqi"
    page.save_revision().publish()
    return page


def _get(path):
    response = Client().get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_english_stands_before_anything_is_translated(home, troupe, troupe_page):
    page = troupe_page(troupe, title="队伍页", lead="中文的话。")

    assert ENGLISH_INTERFACE in _get("/en/")
    html = _get(f"/en/troupes/{troupe.code}/")
    assert 'lang="en"' in html
    assert troupe.name_en in html
    with override("en"):
        assert address_of(page) == f"/en/troupes/{troupe.code}/"


def test_the_way_on_from_a_translated_page_stays_in_its_language(
    english, troupe, troupe_page
):
    troupe_page(troupe, title="队伍页")

    html = _get("/en/troupes/")

    assert f'href="/en/troupes/{troupe.code}/"' in html
    assert troupe.name_en in _get(f"/en/troupes/{troupe.code}/")


def test_words_in_another_language_are_marked_and_said(english, troupe, troupe_page):
    page = troupe_page(troupe, title="队伍页")
    page.body = [("text", "<p>只有中文。</p>")]
    page.save()

    html = _get(f"/en/troupes/{troupe.code}/")

    assert 'class="prose" lang="zh-Hans"' in html
    assert "只有中文" in html


def test_the_translation_is_preferred_where_there_is_one(home, troupe, troupe_page):
    page = troupe_page(troupe, title="队伍页")
    english = page.copy_for_translation(
        Locale.objects.get(language_code="en"), copy_parents=True
    )
    english.title = "The troupe's page"
    english.save_revision().publish()

    assert "The troupe&#x27;s page" in _get(f"/en/troupes/{troupe.code}/")
    assert "队伍页" in _get(f"/troupes/{troupe.code}/")


def test_a_draft_translation_does_not_hide_the_chinese_page(home):
    home.copy_for_translation(Locale.objects.get(language_code="en"))

    assert HomePage.objects.count() == 2
    assert ENGLISH_INTERFACE in _get("/en/")
    assert Client().get("/en/nowhere/").status_code == 404


def test_a_row_without_a_page_has_its_address_in_every_language(english, troupe):
    factories.work(troupe, code="a-work", title_en="A Work")

    assert troupe.name_en in _get(f"/en/troupes/{troupe.code}/")
    assert "A Work" in _get("/en/works/a-work/")
    assert TroupeIndexPage.objects.count() == 1


def test_a_section_nobody_translated_is_named_in_the_readers_language(home, troupe):
    html = _get("/en/troupes/")

    assert "<h1>Troupes</h1>" in html
    assert "<title>Troupes ·" in html
    trail = _get(f"/en/troupes/{troupe.code}/")
    assert '<a href="/en/troupes/">Troupes</a>' in trail
