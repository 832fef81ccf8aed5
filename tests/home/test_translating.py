"""Editors translate pages; readers get the translation, or the original marked so."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page

from tests import factories
from troupes.models import TroupePage
from ulanmuqi.home.models import HomePage, NewsIndexPage, NewsPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(home):
    page = NewsPage(title="新消息", summary="中文摘要。", slug="xin-xiaoxi")
    page.body = [("text", "<p>中文正文。</p>")]
    return NewsIndexPage.objects.get().add_child(instance=page)


def english():
    return Locale.objects.get(language_code="en")


def translate(client, page):
    """Presses Translate and sends the form; the answer leads to the new draft."""
    address = reverse("simple_translation:submit_page_translation", args=[page.pk])
    shown = client.get(address)
    if shown.status_code != 200:
        return shown
    assert "还保留" in shown.content.decode() or "草稿" in shown.content.decode()
    made = client.post(address, {"locales": [english().pk]})
    assert made.status_code == 302, made.context["form"].errors
    return made


def test_an_editor_translates_a_page_of_news(news, page_editor, as_user):
    client = as_user(page_editor)
    made = translate(client, news)

    copy = NewsPage.objects.get(locale=english())
    assert made.url == reverse("wagtailadmin_pages:edit", args=[copy.pk])
    assert not copy.live
    # Until it is published the original is read, and says what it is.
    html = Client().get("/en/news/xin-xiaoxi/").content.decode()
    assert "These words have not been translated yet" in html
    assert "中文正文" in html

    copy.title, copy.summary = "News", "What happened."
    copy.body = [("text", "<p>In English.</p>")]
    copy.save_revision(user=page_editor).publish()
    html = Client().get("/en/news/xin-xiaoxi/").content.decode()
    assert "In English." in html
    assert "中文正文" not in html
    assert "not been translated" not in html
    assert "中文正文" in Client().get("/news/xin-xiaoxi/").content.decode()
    # The list has it once, in the reader's language.
    listed = Client().get("/en/news/").content.decode()
    assert "What happened." in listed
    assert "中文摘要" not in listed


def test_the_way_to_it_is_made_along(news, page_editor, as_user):
    HomePage.objects.update(lead="中文导语。")
    translate(as_user(page_editor), news)

    home = HomePage.objects.get(locale=english())
    section = NewsIndexPage.objects.get(locale=english())
    assert (home.live, home.title, home.lead) == (
        True, "Ulanmuqi performance schedule", "",
    )  # fmt: skip
    assert (section.live, section.title, section.slug) == (True, "News", "news")
    assert "<h1>News</h1>" in Client().get("/en/news/").content.decode()
    # Sections nobody needed are not there, and are read all the same.
    assert Page.objects.filter(locale=english()).count() == 3
    assert Client().get("/en/troupes/").status_code == 200


def test_a_troupe_translates_its_own_page_and_no_other(
    home, troupe, troupe_page, troupe_editor, other_troupe_editor, outsider, as_user
):
    page = troupe_page(troupe, title="队伍页")

    for stranger in (other_troupe_editor, outsider):
        assert translate(as_user(stranger), page).status_code in (302, 403)
    assert TroupePage.objects.count() == 1

    client = as_user(troupe_editor)
    translate(client, page)
    copy = TroupePage.objects.get(locale=english())
    assert copy.troupe == troupe
    assert (
        client.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])).status_code
        == 200
    )
    # One page a row and language: there is nothing left to translate into.
    address = reverse("simple_translation:submit_page_translation", args=[page.pk])
    client.post(address, {"locales": [english().pk]})
    assert TroupePage.objects.count() == 2


def test_a_page_in_english_alone_leads_to_the_nearest_in_chinese(
    news, page_editor, as_user
):
    translate(as_user(page_editor), news)
    section = NewsIndexPage.objects.get(locale=english())
    alone = NewsPage(title="English only", summary="Told in English.", slug="alone")
    alone.locale = english()
    section.add_child(instance=alone)

    html = Client().get("/en/news/alone/").content.decode()

    assert 'href="/news/" lang="zh-Hans" hreflang="zh-Hans"' in html
    assert Client().get("/news/alone/").status_code == 404


def test_a_mirrored_section_still_speaks_chinese(home):
    factories.region("150105")
    home.copy_for_translation(english(), alias=True)
    section = NewsIndexPage.objects.get()
    section.copy_for_translation(english(), alias=True)

    html = Client().get("/en/news/").content.decode()
    assert "<h1>News</h1>" in html
