"""/showcases/<slug>/live/: each city's state and its public reason, nothing more."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders

from performances import scheduling
from performances.models import Performance, Showcase, ShowcaseIndexPage, ShowcasePage
from performances.scheduling import ItemFacts, facts_of
from tests import factories
from ulanmuqi.base.templatetags.dates import moment

pytestmark = pytest.mark.django_db

WHY = {"reason": "变电站停电", "decided_by": "盟文旅局值班"}


@pytest.fixture
def showcase(frozen_clock: Any, regions: dict[str, Any]) -> Showcase:
    return factories.showcase(title="新创作品展演", code="sandi")


@pytest.fixture
def hinggan(showcase: Showcase) -> Performance:
    return showcase.performances.get(venue__region__code="152201")


def read(visitor: Any, address: str = "/showcases/sandi/live/") -> str:
    answer = visitor.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_before_the_curtain(
    showcase: Showcase, visitor: Any, frozen_clock: Any
) -> None:
    frozen_clock.set(showcase.t_zero - timedelta(hours=2, minutes=30))
    page = read(visitor)
    assert page.count(">照常，19:30启幕<") == 3
    assert "还有2小时30分" in page
    assert "17:00的情况" in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("late", "推迟到20:10启幕"), ("word", "推迟启幕，19:15再通知"),
        ("reserve", "改到备用场地：红城礼堂"), ("stream", "线上播出，不设现场观众"),
        ("drop", "本地不启幕"), ("word_before", "推迟启幕，{before}再通知"),
    ],
)  # fmt: skip
def test_a_citys_state_and_its_reason(
    change: str, words: str, showcase: Showcase, hinggan: Performance, visitor: Any
) -> None:
    t_zero = showcase.t_zero
    word_before = t_zero - timedelta(hours=33)
    acts = {
        "late": lambda: scheduling.open_late(
            hinggan, starts_at=t_zero + timedelta(minutes=40), **WHY
        ),
        "word": lambda: scheduling.open_late(
            hinggan, next_word_at=t_zero - timedelta(minutes=15), **WHY
        ),
        "word_before": lambda: scheduling.open_late(
            hinggan, next_word_at=word_before, **WHY
        ),
        "reserve": lambda: scheduling.move_to_reserve(
            hinggan, venue=factories.venue("152201", name="红城礼堂"), **WHY
        ),
        "stream": lambda: scheduling.stream_only(hinggan, **WHY),
        "drop": lambda: scheduling.drop_opening(hinggan, **WHY),
    }
    acts[change]()
    page = read(visitor)
    assert words.format(before=moment(word_before, "Asia/Shanghai")) in page
    assert "变电站停电" in page
    # Whose decision it was is nobody's business outside.
    assert "盟文旅局值班" not in page


def test_nobody_is_told_on_time_while_all_wait_longer(
    showcase: Showcase, visitor: Any, frozen_clock: Any
) -> None:
    frozen_clock.set(showcase.t_zero - timedelta(hours=2))
    scheduling.delay_showcase(showcase, minutes=30, reason="等待三地信号联通")
    page = read(visitor)
    assert "各地改到20:00启幕，原定19:30。等待三地信号联通" in page
    assert page.count(">20:00启幕（原定19:30）<") == 3
    assert "照常" not in page


def test_two_delays_are_told_from_the_hour_first_promised(
    showcase: Showcase, visitor: Any, frozen_clock: Any
) -> None:
    frozen_clock.set(showcase.t_zero - timedelta(hours=2))
    for minutes in (15, 15):
        scheduling.delay_showcase(showcase, minutes=minutes, reason="等待信号")
        frozen_clock.forward(minutes=5)
    page = read(visitor)
    assert "各地改到20:00启幕，原定19:30" in page
    assert page.count(">20:00启幕（原定19:30）<") == 3
    assert "原定19:45" not in page


def test_moved_to_another_day_the_day_is_told(
    showcase: Showcase, visitor: Any, frozen_clock: Any
) -> None:
    frozen_clock.set(showcase.t_zero - timedelta(hours=6))
    new = showcase.t_zero + timedelta(days=1, minutes=30)
    scheduling.move_showcase(showcase, t_zero=new, reason="大雪封路")
    was = moment(showcase.t_zero)
    page = read(visitor)
    assert f"20:00启幕（原定{was}）" in page
    assert f"各地改到{moment(new)}启幕，原定{was}" in page


def test_a_move_of_long_ago_is_the_plan_and_still_not_on_time(
    showcase: Showcase, visitor: Any, frozen_clock: Any
) -> None:
    frozen_clock.set(showcase.t_zero - timedelta(days=4))
    scheduling.delay_showcase(showcase, minutes=30, reason="天黑得晚")
    frozen_clock.set(showcase.t_zero - timedelta(hours=1))
    page = read(visitor)
    assert "20:00启幕" in page
    assert "原定" not in page
    assert "照常" not in page


def test_a_reason_goes_with_what_it_was_given_for(
    showcase: Showcase, hinggan: Performance, visitor: Any
) -> None:
    scheduling.open_late(
        hinggan, starts_at=showcase.t_zero + timedelta(minutes=40), **WHY
    )
    scheduling.confirm(Performance.objects.get(pk=hinggan.pk))
    assert "变电站停电" not in read(visitor)


def test_the_evening_by_the_clock(
    showcase: Showcase, hinggan: Performance, visitor: Any, frozen_clock: Any
) -> None:
    items = (ItemFacts(title="序曲", minutes=8), ItemFacts(title="牧歌", minutes=7))
    scheduling.revise(hinggan, replace(facts_of(hinggan), programme=items))
    frozen_clock.set(showcase.t_zero + timedelta(minutes=9))
    page = read(visitor)
    assert page.count(">大幕已启，正在演出<") == 3
    assert "《牧歌》" in page
    assert "http-equiv" in page
    frozen_clock.set(showcase.t_zero + timedelta(minutes=91))
    page = read(visitor)
    assert "已落幕" in page
    assert "http-equiv" not in page


def test_nothing_of_readiness_and_no_names(
    showcase: Showcase, hinggan: Performance, visitor: Any, troupe: Any
) -> None:
    scheduling.tick(hinggan, "power", "problem", note="甲线跳闸", said_by="王站长")
    scheduling.say_go(hinggan, True, said_by="李指挥", why="发电车已到")
    for address in ("/showcases/sandi/live/", "/en/showcases/sandi/live/"):
        page = read(visitor, address)
        for secret in ("甲线跳闸", "王站长", "李指挥", "发电车"):
            assert secret not in page


def test_a_private_venue_appears_by_its_banner(
    frozen_clock: Any, private_venue: Any, hohhot_venue: Any, visitor: Any
) -> None:
    made = factories.showcase([private_venue, hohhot_venue], code="sandi")
    opening = made.performances.get(venue=private_venue)
    scheduling.move_to_reserve(opening, venue=factories.venue("152201"), **WHY)
    back = made.performances.get(venue=hohhot_venue)
    scheduling.open_late(back, starts_at=made.t_zero + timedelta(minutes=20), **WHY)
    for address in ("/showcases/sandi/live/", "/en/showcases/sandi/live/"):
        page = read(visitor, address)
        assert private_venue.name not in page
        assert private_venue.name_en not in page
    assert "科尔沁右翼中旗" in read(visitor)


@pytest.mark.parametrize("what", ["draft", "later", "stranger", "nothing"])
def test_what_the_public_may_not_know_is_not_found(
    what: str, visitor: Any, frozen_clock: Any, regions: Any
) -> None:
    if what == "draft":
        factories.showcase(code="sandi", status="draft", announced=False)
    if what == "later":
        made = factories.showcase(code="sandi", announced=False)
        soon = frozen_clock.now + timedelta(days=1)
        scheduling.announce_showcase(made, at=soon)
    if what == "nothing":
        scheduling.create_showcase(
            scheduling.ShowcaseFacts(title="空", code="sandi"),
            announced_at=frozen_clock.now,
        )
    assert visitor.get("/showcases/sandi/live/").status_code == 404


@pytest.mark.parametrize("odd", ["%00", "9" * 300, "-1", "abc", "a" * 70])
def test_odd_addresses_are_not_found(odd: str, visitor: Any, showcase: Any) -> None:
    assert visitor.get(f"/showcases/{odd}/live/").status_code == 404


def test_it_answers_at_the_slug_of_its_page_too(
    showcase: Showcase, visitor: Any
) -> None:
    index = ShowcaseIndexPage.objects.get(locale__language_code="zh-hans")
    index.add_child(
        instance=ShowcasePage(title="展演", slug="bei-jiang", showcase=showcase)
    )
    page = read(visitor, "/showcases/bei-jiang/live/")
    assert 'href="/showcases/bei-jiang/"' in page


def test_it_sets_no_cookie_and_can_be_told_to_stand_still(
    showcase: Showcase, visitor: Any
) -> None:
    answer = visitor.get("/showcases/sandi/live/", headers={"Cookie": "sessionid=x"})
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    still = read(visitor, "/showcases/sandi/live/?auto=off")
    assert "http-equiv" not in still
    assert "live.js" not in still
    assert visitor.post("/showcases/sandi/live/").status_code == 405


def test_the_showcases_page_leads_there_on_its_day(
    showcase: Showcase, visitor: Any, frozen_clock: Any
) -> None:
    link = 'href="/showcases/sandi/live/"'
    assert link not in read(visitor, "/showcases/sandi/")
    frozen_clock.set(showcase.t_zero - timedelta(hours=8))
    assert link in read(visitor, "/showcases/sandi/")


@pytest.mark.parametrize("cities", [1, 12])
def test_it_costs_the_same_for_one_city_and_for_twelve(
    cities: int, frozen_clock: Any, visitor: Any, django_assert_num_queries: Any
) -> None:
    codes = ("150105", "152201", "150802")
    venues = [factories.venue(codes[n % 3]) for n in range(cities)]
    factories.showcase(venues, code="sandi")
    visitor.get("/showcases/sandi/live/")
    with django_assert_num_queries(13):
        read(visitor)


def test_a_shared_link_shows_the_showcases_own_picture(
    showcase: Showcase, visitor: Any
) -> None:
    page = read(visitor)
    (picture,) = re.findall(r'property="og:image" content="([^"]+)"', page)
    assert "/showcases/sandi/" in picture
    both = re.findall(r'hreflang="x-default" href="([^"]+)"', page)
    english = visitor.get("/en/showcases/sandi/live/").content.decode()
    assert both == re.findall(r'hreflang="x-default" href="([^"]+)"', english)
    assert both[0].endswith("/showcases/sandi/live/")
    assert "/en/" not in both[0]


def test_the_page_is_light(showcase: Showcase, visitor: Any) -> None:
    """Art direction, section 12: HTML and CSS within 60 KB."""
    page = visitor.get("/showcases/sandi/live/").content.decode()
    sheets = set(re.findall(r'href="/static/(css/[a-z-]+\.css)"(?! media)', page))
    css = sum(Path(finders.find(name)).stat().st_size for name in sheets)
    assert len(page.encode()) + css < 60_000
