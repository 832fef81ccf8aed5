"""A programme sheet, and what its code says to whoever stands there with the paper."""

from dataclasses import replace
from datetime import timedelta

import pytest

from performances.models import PublicVersion
from performances.scheduling import (
    ItemFacts,
    cancel,
    facts_of,
    move,
    postpone,
    revise,
    withdraw,
)
from tests import factories
from ulanmuqi.places.models import Venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def show(hinggan_venue, troupe, frozen_clock):
    return factories.performance(
        title="草原新歌",
        venue=hinggan_venue,
        troupes=(troupe,),
        programme=(
            ItemFacts(title="牧歌", form="合唱", minutes=5),
            ItemFacts(title="筷子舞", form="群舞", minutes=6),
        ),
    )


def sheet(visitor, show, language=""):
    return visitor.get(f"{language}/performances/{show.public_id}/sheet/")


def check(visitor, show, number, language=""):
    return visitor.get(f"{language}/performances/{show.public_id}/sheet/{number}/")


def later(frozen_clock, row):
    frozen_clock.forward(hours=1)
    row.refresh_from_db()
    return row


def test_a_sheet_says_when_where_who_what_and_which_version(visitor, show, troupe):
    answer = sheet(visitor, show)
    text = answer.content.decode()

    for told in (
        "草原新歌",
        "11月8日(周三)19:30",
        show.venue.name,
        troupe.name,
        "《牧歌》",
        "《筷子舞》",
        "本页为第1版",
    ):
        assert told in text
    assert f"https://ulanmuqi.example/performances/{show.public_id}/sheet/1/" in text
    assert answer.cookies == {}
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_the_show_s_page_leads_to_its_sheet(visitor, show):
    page = visitor.get(f"/performances/{show.public_id}/").content.decode()
    assert f"/performances/{show.public_id}/sheet/" in page


def test_english_sheets_lead_to_english_answers(visitor, show):
    text = sheet(visitor, show, "/en").content.decode()
    assert "This sheet is version 1; it holds since Wed 1 Nov 08:00." in text
    assert f"https://ulanmuqi.example/en/performances/{show.public_id}/sheet/1/" in text
    assert "This sheet is still true" in check(visitor, show, 1, "/en").content.decode()


def test_a_sheet_nobody_overtook_is_still_true(visitor, show, frozen_clock):
    frozen_clock.forward(days=3)
    text = check(visitor, show, 1).content.decode()
    assert "这张节目单仍然准确" in text
    assert "打印以后的变动" not in text


def test_a_new_hour_is_told_with_its_reason(visitor, show, frozen_clock):
    move(
        later(frozen_clock, show),
        starts_at=show.starts_at + timedelta(hours=1),
        reason="路上积雪",
    )
    text = check(visitor, show, 1).content.decode()

    assert "这张节目单有变动" in text
    assert "20:30" in text
    assert "路上积雪" in text
    assert "现在是第2版" in text
    assert "本页为第2版" in sheet(visitor, show).content.decode()
    assert "这张节目单仍然准确" in check(visitor, show, 2).content.decode()


def test_the_programme_has_versions_though_the_calendar_s_number_stands(
    visitor, show, frozen_clock
):
    row = later(frozen_clock, show)
    before = row.sequence
    changed = replace(
        facts_of(row),
        programme=(
            ItemFacts(title="牧歌", form="合唱", minutes=5),
            ItemFacts(title="安代舞", form="群舞", minutes=6),
        ),
    )
    row = revise(row, changed, accept="测试").performance

    assert row.sequence == before
    text = check(visitor, row, 1).content.decode()
    assert "节目单新增：群舞《安代舞》。" in text
    assert "节目单去掉了：群舞《筷子舞》。" in text


def test_what_was_changed_back_is_no_change(visitor, show, frozen_clock):
    row = move(
        later(frozen_clock, show),
        starts_at=show.starts_at + timedelta(hours=1),
        reason="路上积雪",
    ).performance
    first = row.starts_at - timedelta(hours=1)
    move(later(frozen_clock, row), starts_at=first, reason="路通了")

    assert "这张节目单仍然准确" in check(visitor, show, 1).content.decode()
    assert "这张节目单有变动" in check(visitor, show, 2).content.decode()


def test_private_words_give_no_new_number(visitor, show, frozen_clock):
    row = later(frozen_clock, show)
    revise(row, replace(facts_of(row), technical_note="内部：走后门"), accept="测试")
    assert PublicVersion.objects.filter(performance=show).count() == 1


def test_a_rename_is_a_new_version(visitor, show, troupe, frozen_clock):
    frozen_clock.forward(hours=1)
    troupe.name = "新名乌兰牧骑"
    troupe.save()
    assert "本页为第2版" in sheet(visitor, show).content.decode()
    assert "演出队伍：新名乌兰牧骑。" in check(visitor, show, 1).content.decode()


def test_a_cancelled_show_says_so_first(visitor, show, frozen_clock):
    cancel(later(frozen_clock, show), reason="大风")
    text = check(visitor, show, 1).content.decode()
    assert "这场演出取消了" in text.split("</h1>")[0]
    assert "大风" in text
    printed = sheet(visitor, show).content.decode()
    assert printed.index("取消") < printed.index("<dl>")
    assert "这张节目单仍然准确" in check(visitor, show, 2).content.decode()


def test_a_postponed_show_says_where_it_went(visitor, show, frozen_clock):
    new = show.starts_at + timedelta(days=9)
    postpone(later(frozen_clock, show), reason="大风", starts_at=new)
    text = check(visitor, show, 1).content.decode()
    assert "这场演出改期了" in text.split("</h1>")[0]
    assert "11月17日(周五)19:30" in text


def test_a_withdrawn_show_tells_nothing_of_itself(visitor, show, frozen_clock):
    withdraw(later(frozen_clock, show), reason="录错了")
    answer = check(visitor, show, 1)
    assert answer.status_code == 200
    assert "这一场已撤销" in answer.content.decode()
    assert "草原新歌" not in answer.content.decode()
    assert sheet(visitor, show).status_code == 302


def test_a_show_that_is_over_says_so(visitor, show, frozen_clock):
    frozen_clock.set(show.ends_at + timedelta(days=2))
    assert "这场演出已经结束" in check(visitor, show, 1).content.decode()


@pytest.mark.parametrize("number", [0, 2, 99, 10**18])
def test_a_number_that_never_was_is_not_found_and_tells_what_is_true(
    visitor, show, number
):
    answer = check(visitor, show, number)
    assert answer.status_code == 404
    assert "没有这一版" in answer.content.decode()
    assert "11月8日(周三)19:30" in answer.content.decode()


def test_nobody_learns_of_a_show_that_is_not_public(visitor, hinggan_venue):
    draft = factories.performance(status="draft", venue=hinggan_venue)
    ahead = factories.performance(announced=False)
    for row in (draft, ahead):
        assert sheet(visitor, row).status_code == 404
        assert check(visitor, row, 1).status_code == 404


def test_a_place_made_private_later_is_told_by_its_banner(
    visitor, show, hinggan_venue, frozen_clock
):
    frozen_clock.forward(hours=1)
    hinggan_venue.public_precision = Venue.PublicPrecision.BANNER
    hinggan_venue.save()

    for answer in (sheet(visitor, show), check(visitor, show, 1)):
        assert hinggan_venue.name not in answer.content.decode()
        assert hinggan_venue.address not in answer.content.decode()
    assert not PublicVersion.objects.filter(
        parts__icontains=hinggan_venue.name
    ).exists()


def test_forty_items_stand_on_it_and_seventy_are_counted(visitor, frozen_clock):
    def item(number):
        return ItemFacts(title=f"草原上的长调{number}号", form="群舞", minutes=3)

    forty = factories.performance(programme=tuple(map(item, range(40))), minutes=180)
    many = factories.performance(programme=tuple(map(item, range(90))), minutes=300)

    assert "长调39号" in sheet(visitor, forty).content.decode()
    text = sheet(visitor, many).content.decode()
    shown = text.count("<b>《草原上的长调")
    assert 36 <= shown < 90
    assert f"另有{90 - shown}个节目" in text


def test_costs_do_not_depend_on_the_programme(
    visitor, frozen_clock, django_assert_num_queries
):
    def made(count):
        items = tuple(ItemFacts(title=f"节目{n}", minutes=2) for n in range(count))
        return factories.performance(programme=items, minutes=120)

    check(visitor, made(2), 1)  # what a process looks up once: the site's own root
    for row in (made(1), made(30)):
        with django_assert_num_queries(5):
            sheet(visitor, row)
        with django_assert_num_queries(10):
            check(visitor, row, 1)
