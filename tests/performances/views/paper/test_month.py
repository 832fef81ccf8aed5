"""A troupe's month on one sheet, and what its code says later."""

from datetime import UTC, datetime, timedelta

import pytest

from performances.scheduling import cancel, move, postpone
from tests import factories

pytestmark = pytest.mark.django_db

MONTH = "2023-11"


@pytest.fixture
def shows(troupe, frozen_clock):
    return [
        factories.performance(
            title=f"惠民{day}",
            starts_at=datetime(2023, 11, day, 11, 30, tzinfo=UTC),
            troupes=(troupe,),
        )
        for day in (10, 20, 29)
    ]


def sheet(visitor, troupe, month=MONTH, language=""):
    return visitor.get(f"{language}/troupes/{troupe.code}/months/{month}/")


def check(visitor, troupe, number, month=MONTH):
    return visitor.get(f"/troupes/{troupe.code}/months/{month}/{number}/")


def number_of(visitor, troupe, month=MONTH):
    return sheet(visitor, troupe, month).context["number"]


def test_a_month_lists_its_shows_and_no_others(visitor, shows, troupe, other_troupe):
    factories.performance(
        title="下月的",
        starts_at=datetime(2023, 12, 1, 11, tzinfo=UTC),
        troupes=(troupe,),
    )
    factories.performance(
        title="别队的",
        starts_at=datetime(2023, 11, 15, 11, tzinfo=UTC),
        troupes=(other_troupe,),
    )
    answer = sheet(visitor, troupe)
    text = answer.content.decode()

    for told in ("惠民10", "惠民20", "惠民29", "2023年11月演出", "11月20日(周一)"):
        assert told in text
    assert "下月的" not in text
    assert "别队的" not in text
    assert f"/months/{MONTH}/{number_of(visitor, troupe)}/" in text
    assert answer.cookies == {}


def test_the_last_evening_of_a_month_in_beijing_belongs_to_it(
    visitor, troupe, frozen_clock
):
    """23:30 on 30 November in Beijing; 1 December, 00:30, is the next month's."""
    for title, hour in (("月末", 15), ("月初", 17)):
        factories.performance(
            title=title,
            starts_at=datetime(2023, 11, 30, hour, 30, tzinfo=UTC),
            minutes=20,
            troupes=(factories.troupe(), troupe) if title == "月初" else (troupe,),
        )
    text = sheet(visitor, troupe).content.decode()
    assert "月末" in text
    assert "月初" not in text


def test_it_stays_true_until_something_of_the_month_changes(
    visitor, shows, troupe, frozen_clock
):
    printed = number_of(visitor, troupe)
    assert "这张月程仍然准确" in check(visitor, troupe, printed).content.decode()

    frozen_clock.forward(hours=2)
    factories.performance(
        starts_at=datetime(2024, 1, 5, 11, tzinfo=UTC), troupes=(troupe,)
    )
    assert number_of(visitor, troupe) == printed + 1
    assert "这张月程仍然准确" in check(visitor, troupe, printed).content.decode()

    frozen_clock.forward(hours=2)
    cancel(shows[1], reason="大风")
    text = check(visitor, troupe, printed).content.decode()
    assert "这张月程有变动" in text
    assert "大风" in text
    newest = number_of(visitor, troupe)
    assert "这张月程仍然准确" in check(visitor, troupe, newest).content.decode()


def test_a_show_that_left_the_month_is_told(visitor, shows, troupe, frozen_clock):
    printed = number_of(visitor, troupe)
    frozen_clock.forward(hours=2)
    postpone(
        shows[2], reason="大雪", starts_at=datetime(2023, 12, 6, 11, 30, tzinfo=UTC)
    )
    assert "12月6日(周三)19:30" in check(visitor, troupe, printed).content.decode()
    december = check(visitor, troupe, printed, "2023-12").content.decode()
    assert "这张月程有变动" in december


def test_each_change_counts_once_and_numbers_only_rise(
    visitor, shows, troupe, frozen_clock
):
    seen = [number_of(visitor, troupe)]
    row = shows[0]
    for _turn in range(3):
        frozen_clock.forward(hours=1)
        row.refresh_from_db()
        row = move(
            row, starts_at=row.starts_at + timedelta(minutes=30), reason="路况"
        ).performance
        seen.append(number_of(visitor, troupe))
    assert seen == [seen[0] + step for step in range(4)]
    told = check(visitor, troupe, seen[1]).context["entries"]
    assert len(told) == 2


def test_a_number_that_never_was_is_not_found(visitor, shows, troupe):
    answer = check(visitor, troupe, 10**18)
    assert answer.status_code == 404
    assert "没有这一版" in answer.content.decode()


@pytest.mark.parametrize(
    "month",
    ["2023-13", "2023-00", "23-11", "2023-1", "9999-12", "0001-01", "x", "2023-11-"],
)
def test_what_is_no_month_is_not_found(visitor, troupe, month):
    assert sheet(visitor, troupe, month).status_code == 404
    assert check(visitor, troupe, 1, month).status_code == 404


def test_an_unknown_troupe_is_not_found(visitor, db):
    assert visitor.get(f"/troupes/nobody/months/{MONTH}/").status_code == 404


def test_an_empty_month_says_so(visitor, troupe, frozen_clock):
    assert "还没有公布演出" in sheet(visitor, troupe).content.decode()


def test_a_private_place_is_told_by_its_banner(
    visitor, troupe, private_venue, frozen_clock
):
    row = factories.performance(venue=private_venue, troupes=(troupe,))
    printed = number_of(visitor, troupe)
    frozen_clock.forward(hours=1)
    move(row, starts_at=row.starts_at + timedelta(hours=1), reason="场地检修")
    for answer in (sheet(visitor, troupe), check(visitor, troupe, printed)):
        assert private_venue.name not in answer.content.decode()
        assert private_venue.region.name in answer.content.decode()


def test_it_costs_the_same_for_one_show_and_for_thirty(
    visitor, troupe, other_troupe, frozen_clock, django_assert_num_queries
):
    check(visitor, troupe, 1)  # what a process looks up once: the site's own root
    for who, count in ((troupe, 1), (other_troupe, 30)):
        factories.performances(
            {
                "starts_at": factories.evening(
                    1 + number % 28, hour=8 + 6 * (number // 28)
                ),
                "troupes": (who,),
            }
            for number in range(count)
        )
        with django_assert_num_queries(6):
            sheet(visitor, who)
        with django_assert_num_queries(11):
            check(visitor, who, 1)
