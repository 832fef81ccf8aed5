"""Written pages when something is missing, over, or more than usual."""

from datetime import date, timedelta

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from performances import scheduling
from performances.models import Performance, ShowcaseIndexPage, ShowcasePage
from tests import factories
from troupes.models import TrainingIndexPage, TrainingPage, Troupe
from ulanmuqi.home.models import NewsIndexPage, NewsPage, StandardPage

pytestmark = pytest.mark.django_db


def _get(path: str, status: int = 200) -> str:
    response = Client().get(path)
    assert response.status_code == status
    return response.content.decode()


def test_a_troupe_can_be_called_and_shows_what_it_played(
    home, troupe, announced, frozen_clock
):
    Troupe.objects.filter(pk=troupe.pk).update(public_phone="0479-7222222")
    hall = factories.venue("150105")
    for hours in (5, 29, 53, 77, 101, 125):
        announced(troupe, hours=hours, venue=hall, title=f"第{hours}场")
    off = announced(troupe, hours=149, venue=hall, title="没演成")
    scheduling.cancel(off, reason="大雪", decided_by="队伍")
    frozen_clock.set(off.ends_at + timedelta(days=1))

    html = _get(f"/troupes/{troupe.code}/")

    assert html.count('href="tel:04797222222"') == 2
    assert "目前没有公布新的演出" in html
    assert "日程里已演6场" in html
    # The latest five, what was called off among them and struck.
    assert [n for n in (5, 29, 53, 77, 101, 125) if f"第{n}场" in html] == [
        53, 77, 101, 125,
    ]  # fmt: skip
    assert "没演成" in html
    assert f'href="/calendars/troupes/{troupe.code}.ics">' in html


def test_a_troupe_without_a_number_offers_no_call(home, troupe):
    assert "tel:" not in _get(f"/troupes/{troupe.code}/")


@pytest.fixture
def told_showcase(home, showcase):
    page = ShowcasePage(title="新创作品展演", showcase=showcase)
    ShowcaseIndexPage.objects.get().add_child(instance=page)
    return showcase


def test_a_showcase_lists_its_cities_with_what_is_unusual(told_showcase, troupe):
    opening = Performance.objects.get(
        showcase=told_showcase, troupes=troupe, is_opening=True
    )
    scheduling.drop_opening(opening, reason="大雪封路", decided_by="厅")

    html = _get("/showcases/xcy-2023/")
    cities = html[html.index('id="cities"') :]

    assert "各地演出" in cities
    assert cities.index("巴彦淖尔市</a>") < cities.index("兴安盟</a>")
    assert "本地不启幕" in cities
    assert "大雪封路" in cities
    assert '<li class="is-off loud"' in cities


def test_an_ended_showcase_leads_to_its_record(told_showcase, frozen_clock):
    assert 'href="#cities"' not in _get("/showcases/xcy-2023/")
    frozen_clock.set(told_showcase.t_zero + timedelta(days=1))
    html = _get("/showcases/xcy-2023/")
    assert 'data-state="ended"' in html
    assert 'href="#cities"' in html
    live = _get("/showcases/xcy-2023/live/")
    assert 'class="more" href="/showcases/xcy-2023/"' in live


def test_a_piece_of_news_says_its_day_first_and_has_no_empty_list(home):
    index = NewsIndexPage.objects.get()
    index.add_child(
        instance=NewsPage(title="短讯", summary="一句。", date=date(2023, 11, 3))
    )
    html = _get("/news/duan-xun/")
    main = html[html.index("<main") :]
    assert main.index("2023年11月3日") < main.index("一句。")
    assert "<dl" not in html


def test_a_course_over_several_days_is_told_in_one_breath(home):
    course = TrainingPage(
        title="长调班", starts_on=date(2023, 12, 29), ends_on=date(2024, 1, 5)
    )
    TrainingIndexPage.objects.get().add_child(instance=course)
    for path in ("/training/", "/training/chang-diao-ban/"):
        assert "2023年12月29日–2024年1月5日" in _get(path)


def test_a_page_leads_to_those_below_it(home):
    about = home.add_child(instance=StandardPage(title="本站", slug="ben-zhan"))
    about.add_child(instance=StandardPage(title="资料来源", slug="sources"))
    html = _get("/ben-zhan/")
    assert 'href="/ben-zhan/sources/"><span>资料来源</span>' in html
    assert 'class="mt below"' not in _get("/ben-zhan/sources/")


def test_an_unknown_address_offers_a_search(home):
    html = _get("/no/such/page/", status=404)
    assert "这一页还没有发芽" in html
    assert 'name="q" type="search"' in html


def test_the_page_of_a_failure_needs_nothing_and_says_what_works(
    home, monkeypatch, django_assert_num_queries
):
    """Nothing can be rendered, and the failed page is not asked for again."""

    def broken(*args, **kwargs):
        raise RuntimeError("no templates today")

    monkeypatch.setattr("django.template.base.Template.render", broken)
    monkeypatch.setattr("django.contrib.staticfiles.storage.staticfiles_storage", None)
    with django_assert_num_queries(0):
        answer = Client(raise_request_exception=False).get("/offline/")
    assert (answer.status_code, answer["Cache-Control"]) == (500, "no-store")
    html = answer.content.decode()
    assert finders.find("css/site.css")
    assert 'href="/static/css/site.css"' in html
    assert "/calendars/all.ics" in html
    assert "这一页没能打开" in html
    assert "<script" not in html
