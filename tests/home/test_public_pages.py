"""Every written page answers, with its facts, without cookies, at constant cost."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from performances.models import ShowcaseIndexPage, ShowcasePage
from tests import factories
from troupes.models import (
    TrainingIndexPage,
    TrainingPage,
    TroupeMember,
    WorkIndexPage,
    WorkPage,
)
from ulanmuqi.home.models import NewsIndexPage, NewsPage, StandardPage

from .conftest import T_ZERO

pytestmark = pytest.mark.django_db

BODY = [
    {"type": "heading", "value": "缘起"},
    {"type": "text", "value": "<p>从<b>渠边</b>听来的歌。</p>"},
    {"type": "quote", "value": {"text": "唱给牧民听", "source": "老队员"}},
    {
        "type": "facts",
        "value": {"heading": "数", "facts": [{"name": "场次", "value": "110"}]},
    },
    {
        "type": "video",
        "value": {
            "title": "录像",
            "address": "https://video.example/1",
            "site": "视频站",
            "minutes": 9,
            "picture": None,
        },
    },
]


def _told(page, parent):
    """Publishes a page with the body above."""
    if hasattr(page, "body"):
        page.body = page._meta.get_field("body").stream_block.to_python(BODY)
    return parent.add_child(instance=page)


def _get(path: str, **extra):
    response = Client().get(path, **extra)
    assert response.status_code == 200, path
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    return response.content.decode()


def test_the_front_page_shows_the_showcase_and_the_next_show(
    home, showcase, announced, troupe
):
    announced(troupe, hours=5, title="牧场上的歌")

    html = _get("/")

    assert "牧场上的歌" in html
    assert showcase.title in html
    assert f"/showcases/{showcase.code}/" in html
    assert "csrfmiddlewaretoken" not in html


def test_the_front_page_stands_without_any_show(home):
    assert home.title in _get("/")


def test_a_troupe_page_tells_words_members_shows_and_works(
    home, troupe, troupe_page, announced, showcase
):
    announced(troupe, hours=30, title="嘎查里的小课堂")
    factories.work(troupe, title="牧场上的歌")
    page = troupe_page(troupe, lead="四十年走遍嘎查。")
    page.members = [TroupeMember(name="队员甲", roles="马头琴、呼麦")]
    page.save()

    html = _get(f"/troupes/{troupe.code}/")

    for words in ("四十年走遍嘎查。", "队员甲", "嘎查里的小课堂", "牧场上的歌"):
        assert words in html
    feed = reverse("calendar", args=["troupes", troupe.code])
    assert f'type="text/calendar" title="{page.title}" href="{feed}"' in html


def test_a_troupe_without_a_page_has_its_facts_at_its_code(home, troupe):
    html = _get(f"/troupes/{troupe.code}/")

    assert troupe.name in html


def test_a_page_with_another_slug_is_found_by_the_code(home, troupe, troupe_page):
    page = troupe_page(troupe, slug="our-troupe")

    response = Client().get(f"/troupes/{troupe.code}/")

    assert response.status_code == 302
    assert response["Location"] == page.url == "/troupes/our-troupe/"


def test_an_unknown_code_is_not_found(home):
    assert Client().get("/troupes/nobody/").status_code == 404
    assert Client().get("/works/nothing/").status_code == 404
    assert Client().get("/showcases/never/").status_code == 404


def test_a_work_page_tells_makers_and_where_to_see_it(home, troupe):
    work = factories.work(troupe, title="河套夜话", first_shown=date(2023, 11, 20))
    _told(WorkPage(title="河套夜话", work=work), WorkIndexPage.objects.get())

    html = _get(f"/works/{work.code}/")

    for words in ("河套夜话", troupe.name, "渠边", "唱给牧民听", "2023年11月20日"):
        assert words in html


def test_a_merged_work_answers_under_its_old_code(home, troupe):
    kept = factories.work(troupe, title="留下的")
    factories.work(troupe, title="并入的", code="old-code", merged_into=kept)

    assert "留下的" in _get("/works/old-code/")


def test_the_catalogue_filters_and_forgets_nonsense(home, troupe, other_troupe):
    factories.work(troupe, title="新歌", new_work_year=2023)
    factories.work(other_troupe, title="旧舞", genre="group_dance", new_work_year=2020)

    assert "旧舞" not in _get("/works/?genre=vocal")
    assert "旧舞" not in _get("/works/?year=2023")
    assert "新歌" not in _get(f"/works/?troupe={other_troupe.code}")
    for nonsense in ("?genre='", "?year=99999999", "?troupe=%00", "?page=abc"):
        html = _get(f"/works/{nonsense}")
        assert "新歌" in html
        assert "旧舞" in html


def test_a_showcase_page_joins_words_and_live_facts(home, showcase):
    page = ShowcasePage(title="新创作品展演", showcase=showcase, lead="两地同时启幕。")
    _told(page, ShowcaseIndexPage.objects.get())

    html = _get("/showcases/xcy-2023/")

    for words in (
        "两地同时启幕。",
        "自治区文化和旅游厅",
        "兴安盟",
        "巴彦淖尔市",
        "19:30",
    ):
        assert words in html
    feed = reverse("calendar", args=["showcases", "xcy-2023"])
    assert f'href="{feed}"' in html


def test_an_unannounced_showcase_shows_its_page_without_facts(
    home, frozen_clock, showcase
):
    page = ShowcasePage(title="新创作品展演", showcase=showcase)
    ShowcaseIndexPage.objects.get().add_child(instance=page)
    frozen_clock.set(showcase.announced_at - timedelta(hours=1))

    html = _get("/showcases/xcy-2023/")

    assert "19:30" not in html
    assert "兴安盟" not in html


def test_news_and_training_tell_what_they_are_about(home, showcase, troupe):
    news = NewsPage(
        title="三地启幕",
        date=T_ZERO.date(),
        summary="今晚同时启幕。",
        showcase=showcase,
    )
    news.troupes = [troupe]
    _told(news, NewsIndexPage.objects.get())
    course = TrainingPage(
        title="长调培训班", starts_on=date(2023, 3, 1), place="旗文化馆", hours=24
    )
    course.troupes = [troupe]
    _told(course, TrainingIndexPage.objects.get())

    assert "三地启幕" in _get("/news/")
    html = _get("/news/san-di-qi-mu/")
    assert showcase.title in html
    assert troupe.name in html
    assert "长调培训班" in _get("/training/")
    assert "旗文化馆" in _get("/training/chang-diao-pei-xun-ban/")


def test_a_plain_page_shows_its_body(home):
    _told(StandardPage(title="关于我们", lead="这是谁。"), home)

    html = _get("/guan-yu-wo-men/")

    assert "缘起" in html
    assert "https://video.example/1" in html
    assert "<iframe" not in html


def test_private_pages_ask_for_a_login_and_stand_in_no_list(home, troupe, troupe_page):
    from wagtail.models import PageViewRestriction

    page = troupe_page(troupe, title="不公开的话")
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert Client().get(f"/troupes/{troupe.code}/").status_code == 302
    assert "不公开的话" not in _get("/troupes/")
    assert page.url not in _get("/sitemap.xml")
