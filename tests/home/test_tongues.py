"""Every kind of public page in English: no Chinese that does not say that it is, the
same page behind the link to the other language, and none of it in the Chinese site."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from performances import scheduling
from performances.models.showcase_page import ShowcaseIndexPage, ShowcasePage
from tests import factories
from troupes.models import TrainingIndexPage, TrainingPage
from ulanmuqi.home.models import NewsIndexPage, NewsPage, StandardPage

pytestmark = pytest.mark.django_db

HAN = re.compile("[\u3400-\u9fff]")
SILENT = ("script", "style", "title")
VOID = {"meta", "link", "br", "img", "input", "hr", "source", "use", "path", "col"}
SPOKEN = ("alt", "title", "aria-label", "placeholder")


class Heard(HTMLParser):
    """What a screen reader would say in the wrong voice, by language of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[tuple[str, str]] = []
        self.english_texts: list[str] = []
        self.chinese_in_english: list[str] = []
        self.language = ""
        self.links: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        own = facts.get("lang") or (self.inside[-1][1] if self.inside else "")
        self.language = self.language or own
        for name in SPOKEN:
            self._heard(facts.get(name) or "", own, f"{tag}[{name}]")
        if tag == "a" and facts.get("hreflang"):
            self.links.append((facts["hreflang"], facts["href"]))
        if tag not in VOID:
            self.inside.append((tag, own))

    def handle_startendtag(self, tag, attrs):
        """Drawings: nothing to say, nothing to open."""

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tag, language = self.inside[-1] if self.inside else ("", "")
        if tag not in SILENT:
            self._heard(data, language, tag)

    def _heard(self, text, language, where):
        if language == "en" and HAN.search(text):
            self.chinese_in_english.append(f"{where}: {text.strip()[:60]}")
        elif language == "en":
            self.english_texts.append(text.strip())


def heard(path, status=200):
    response = Client().get(path)
    assert response.status_code == status, path
    page = Heard()
    page.feed(response.content.decode())
    return page


@pytest.fixture
def everything(
    home, showcase, troupe, other_troupe, troupe_page, announced, frozen_clock, regions
):
    """A page of every kind, and shows in every state; English names where a row has
    them and nowhere else. Gives the addresses without their language."""
    hall = factories.venue("152222", name="没有英文名的文化室", name_en="")
    work = factories.work(troupe, code="no-english", title="牧歌", title_en="")
    item = scheduling.ItemFacts(
        title="牧歌", form="独唱", performers="合唱队", work=work
    )
    show = announced(troupe, hours=5, venue=hall, programme=(item,))
    states = [announced(troupe, hours=30 + 26 * n, venue=hall) for n in range(3)]
    scheduling.cancel(states[0], reason="因大雪封路")
    scheduling.postpone(states[1], reason="道路中断")
    page = troupe_page(troupe, lead="一支队伍。")
    news = NewsPage(title="新消息", summary="说了什么。", date=frozen_clock.now.date())
    news.body = [("text", "<p>正文。</p>")]
    NewsIndexPage.objects.get().add_child(instance=news)
    training = TrainingPage(title="驻训", lead="学了什么。", starts_on=news.date)
    TrainingIndexPage.objects.get().add_child(instance=training)
    told = ShowcasePage(title=showcase.title, showcase=showcase, lead="展演。")
    ShowcaseIndexPage.objects.get().add_child(instance=told)
    about = home.add_child(instance=StandardPage(title="关于", slug="about"))
    code = "152222"
    return [
        *("/", "/schedule/", "/schedule/?view=month", "/schedule/?view=map"),
        f"/schedule/?region={code}&genre=dance",
        *(f"/performances/{one.public_id}/" for one in (show, *states)),
        *(
            "/showcases/",
            f"/showcases/{told.slug}/",
            f"/showcases/{showcase.code}/live/",
        ),
        *("/troupes/", f"/troupes/{page.slug}/", "/works/", "/works/no-english/"),
        *("/training/", f"/training/{training.slug}/", "/news/", f"/news/{news.slug}/"),
        *(f"/regions/{code}/", f"/venues/{hall.code}/", "/changes/", "/place/"),
        *("/calendars/", f"/calendars/?troupe={troupe.code}", f"/{about.slug}/"),
        f"/embed/schedule/?troupe={troupe.code}",
    ]


def test_english_pages_say_what_is_chinese_in_them(everything):
    wrong = {}
    for path in everything:
        page = heard(f"/en{path}")
        assert page.language == "en", path
        if page.chinese_in_english:
            wrong[path] = page.chinese_in_english
    nowhere = heard("/en/nowhere/", status=404)
    assert nowhere.chinese_in_english == []
    assert wrong == {}


def test_chinese_pages_have_no_english_sentence(everything):
    """Names and makers' products are written as they are; sentences are not."""
    wrong = {}
    for path in everything:
        response = Client().get(path)
        text = re.sub(r"<(script|style|svg|code|textarea)\b.*?</\1>", " ",
                      response.content.decode(), flags=re.S)  # fmt: skip
        text = re.sub(r'<[^>]* lang="en"[^>]*>[^<]*', " ", text)
        said = re.findall(r">([^<>]*)<", text)
        english = [one.strip() for one in said if re.search("[a-z]+ [a-z]+ [a-z]", one)]
        if english:
            wrong[path] = english
    assert wrong == {}


def test_the_other_language_is_the_same_page(everything):
    for path in everything:
        if path.startswith("/embed/"):
            continue
        for here, there, code in (
            (f"/en{path}", path, "zh-Hans"),
            (path, f"/en{path}", "en"),
        ):
            links = {href for lang, href in heard(here).links if lang == code}
            assert links == {there}, here


def test_names_are_english_where_a_row_has_them(home, troupe, announced, troupe_page):
    work = factories.work(
        troupe, title="牧歌", title_en="Song of the Herd", code="herd"
    )
    item = scheduling.ItemFacts(title="牧歌", form="长调", work=work)
    show = announced(troupe, hours=5, programme=(item,))

    html = Client().get(f"/en/performances/{show.public_id}/").content.decode()
    assert "“Song of the Herd”" in html
    assert "Long song (urtiin duu)" in html
    assert troupe.name_en in Client().get("/en/works/").content.decode()
    html = Client().get(f"/performances/{show.public_id}/").content.decode()
    assert "《牧歌》" in html
    assert "Song of the Herd" not in html
