"""A show's own page: when, where, whom to ask, then the programme; changes loudest."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Site

from performances import scheduling
from performances.models import Performance
from performances.scheduling import ItemFacts
from tests import factories
from troupes.models import Troupe
from ulanmuqi.home.models import SiteDetails

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stopped(frozen_clock: Any, regions: dict[str, Any]) -> None:
    """All these pages are read on 1 November 2023."""


def page(show: Performance) -> str:
    response = Client().get(f"/performances/{show.public_id}/")
    assert response.status_code == 200
    return re.sub(r">\s+", ">", response.content.decode())


def loud(html: str) -> str:
    """What stands in the loud notice; "" where there is none."""
    found = re.search(r'<div class="loudly.*?</div>', html, re.DOTALL)
    return found[0] if found else ""


def test_first_when_and_where_then_whom_to_ask_then_the_programme_then_the_code(
    troupe: Troupe,
) -> None:
    Troupe.objects.filter(pk=troupe.pk).update(
        public_phone="0479-7222222转801", public_hours="工作日9:00–17:00"
    )
    show = factories.performance(
        troupes=(troupe,), programme=(ItemFacts(title="牧场上的歌"),)
    )
    html = page(show)

    facts = (
        'class="big-time"',
        "剧场",
        'href="tel:04797222222,801">0479-7222222转801</a>',
        "工作日9:00–17:00",
        "加入日历",
        "牧场上的歌",
        "扫码看本场",
    )
    main = html[html.index("<main") :]
    places = [main.index(fact) for fact in facts]
    assert places == sorted(places)
    assert loud(html) == ""


def test_of_two_troupes_each_number_has_its_name(
    troupe: Troupe, other_troupe: Troupe
) -> None:
    Troupe.objects.filter(pk=troupe.pk).update(public_phone="0479-7222222")
    Troupe.objects.filter(pk=other_troupe.pk).update(public_phone="0478-8222222")
    html = page(factories.performance(troupes=(troupe, other_troupe)))
    for one, number in ((troupe, "04797222222"), (other_troupe, "04788222222")):
        assert f'{one.name}</span><br><a class="tel" href="tel:{number}"' in html


def test_without_a_number_the_page_says_where_word_of_a_change_appears(
    troupe: Troupe,
) -> None:
    show = factories.performance(troupes=(troupe,))
    html = page(show)
    assert "tel:" not in html
    assert "队伍还没有公布电话" in html

    details = SiteDetails.for_site(Site.objects.get(is_default_site=True))
    details.contact_phone = "0471-6222222"
    details.save()
    html = page(show)
    assert 'href="tel:04716222222"' in html
    assert "队伍还没有公布电话" not in html


def test_a_cancelled_show_says_so_loudest_and_is_not_added_to_a_calendar() -> None:
    show = factories.performance()
    scheduling.cancel(show, reason="大雪封路", decided_by="队伍")
    html = page(show)
    assert "取消" in loud(html)
    assert "这一场取消，不再演出。" in loud(html)
    assert "大雪封路" in loud(html)
    assert "<s><time" in html
    assert "加入日历" not in html
    assert html.index('class="loudly') < html.index('class="big-time"')


def test_a_postponed_show_strikes_the_old_time_beside_the_new() -> None:
    show = factories.performance()
    starts = factories.evening(9)
    scheduling.postpone(
        show,
        reason="道路结冰",
        decided_by="市文旅局",
        starts_at=starts,
        ends_at=starts + timedelta(minutes=90),
    )
    new = Performance.objects.get(replaces=show)
    html = page(show)
    assert "改到11月10日(周五)19:30，地点不变" in loud(html)
    when = re.search(r'<p class="big-time">.*?</p>', html, re.DOTALL)
    assert when is not None
    assert re.findall(r"<(s|span)\b", when[0]) == ["s", "span"]
    assert "11月10日(周五)19:30</time></span>" in when[0]
    assert f'class="btn pri" href="/performances/{new.public_id}/"' in html
    assert "由" in page(new)


def test_a_conditional_show_says_until_when_it_is_decided() -> None:
    show = factories.performance()
    scheduling.make_conditional(
        show, reason="看路况", decide_by=show.starts_at - timedelta(hours=3)
    )
    told = loud(page(show))
    assert "能否演出，最迟" in told
    assert "16:30决定。" in told
    assert "看路况" in told


def test_a_past_show_offers_no_calendar_entry(frozen_clock: Any) -> None:
    show = factories.performance(programme=(ItemFacts(title="牧场上的歌"),))
    frozen_clock.set(show.ends_at + timedelta(days=1))
    html = page(show)
    assert "已结束" in html
    assert "加入日历" not in html
    assert "现场可能有调整" not in html
    assert "牧场上的歌" in html


def test_technical_needs_stand_on_no_public_page() -> None:
    show = factories.performance(
        technical_note="内部：带发电机", needs_power="三相", needs_power_kw=77
    )
    html = page(show)
    assert "带发电机" not in html
    assert "三相" not in html
    assert "77" not in html
