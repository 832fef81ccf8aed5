"""Dates in words: Shanghai time, lunar days and solar terms, English where read."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import translation

from ulanmuqi.base.lunar import lunar_day, solar_term
from ulanmuqi.base.templatetags import dates

# The founding showcase's day, 19:30 in Beijing.
OPENING = datetime(2023, 11, 20, 11, 30, tzinfo=UTC)


def shown(source: str, **context: object) -> str:
    return Template("{% load dates %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "chinese", "english"),
    [
        ("{{ at|day }}", "11月20日(周一)", "Monday 20 November"),
        (
            "{{ at|day_with_lunar }}",
            "11月20日(周一) 农历十月初八",
            "Monday 20 November",
        ),
        ("{{ at|full_date }}", "2023年11月20日", "20 November 2023"),
        ("{{ at|month_day }}", "11月20日", "20 November"),
        ("{{ at|month }}", "11月", "Nov"),
        ("{{ at|weekday }}", "周一", "Mon"),
        ("{{ at|clock_time }}", "19:30", "19:30"),
        ("{{ at|moment }}", "11月20日(周一)19:30", "Monday 20 November 19:30"),
        ("{{ at|full_day }}", "2023年11月20日(周一)", "Monday 20 November 2023"),
        (
            "{{ at|full_moment }}",
            "2023年11月20日(周一)19:30",
            "Monday 20 November 2023 19:30",
        ),
        ("{{ at|short_day }}", "11月20日(周一)", "Mon 20 Nov"),
        ("{{ at|short_moment }}", "11月20日(周一)19:30", "Mon 20 Nov 19:30"),
        ("{{ at|lunar_date }}", "十月初八", ""),
        ("{{ at|iso }}", "2023-11-20T19:30+08:00", "2023-11-20T19:30+08:00"),
    ],
)
def test_an_instant_in_words(source: str, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert shown(source, at=OPENING) == chinese
    with translation.override("en"):
        assert shown(source, at=OPENING) == english


def test_an_instant_in_utc_is_told_in_shanghai_time() -> None:
    late = datetime(2023, 11, 20, 16, 30, tzinfo=UTC)
    assert dates.day(late) == "11月21日(周二)"


def test_an_instant_with_a_zone_of_its_own_keeps_it() -> None:
    there = OPENING.astimezone(ZoneInfo("Asia/Ulaanbaatar"))
    assert dates.clock_time(there) == "19:30"
    assert dates.clock_time(OPENING.astimezone(ZoneInfo("Asia/Tokyo"))) == "20:30"


def test_a_zone_that_is_asked_for_wins() -> None:
    assert dates.clock_time(OPENING, "Europe/Paris") == "12:30"
    assert dates.iso(OPENING, "Europe/Paris") == "2023-11-20T12:30+01:00"


def test_a_day_with_what_is_known_of_its_hour() -> None:
    with translation.override("zh-hans"):
        day = dates.full_day(OPENING)
        assert dates.at_hour(day, "19:30–20:50") == "2023年11月20日(周一)19:30–20:50"
        assert dates.at_hour(day, "") == day
    with translation.override("en"):
        assert dates.at_hour("Mon 20 Nov", "19:30") == "Mon 20 Nov 19:30"
        assert dates.at_hour("Mon 20 Nov", "") == "Mon 20 Nov"


def test_a_day_needs_no_hour() -> None:
    assert dates.day(date(2023, 11, 20)) == "11月20日(周一)"
    assert dates.iso(date(2023, 11, 20)) == "2023-11-20"


def test_a_solar_term_takes_the_place_of_the_lunar_day() -> None:
    assert dates.day_with_lunar(date(2023, 11, 22)) == "11月22日(周三) 小雪"
    assert dates.term(date(2023, 11, 22)) == "小雪"
    assert dates.lunar_date(date(2023, 11, 22)) == "十月初十"
    assert dates.term(date(2023, 11, 20)) == ""


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        dates.clock_time(datetime(2023, 11, 20, 19, 30))  # noqa: DTZ001


def test_nothing_is_told_of_nothing() -> None:
    filters = (
        "day", "lunar", "full_date", "clock_time", "moment", "iso", "weekday",
        "full_day", "full_moment", "short_day", "short_moment",
    )  # fmt: skip
    assert [getattr(dates, name)(None) for name in filters] == [""] * len(filters)


@pytest.mark.parametrize(
    ("day", "spoken"),
    [
        (date(2023, 11, 20), "十月初八"),
        (date(2024, 2, 10), "正月初一"),
        (date(2023, 3, 22), "闰二月初一"),
        (date(2024, 1, 20), "腊月初十"),
        (date(2025, 12, 20), "冬月初一"),
    ],
)
def test_lunar_days(day: date, spoken: str) -> None:
    assert lunar_day(day) == spoken


@pytest.mark.parametrize(
    ("day", "spoken"),
    [
        (date(2023, 11, 22), "小雪"),
        (date(2024, 6, 21), "夏至"),
        (date(2024, 6, 20), ""),
    ],
)
def test_solar_terms(day: date, spoken: str) -> None:
    assert solar_term(day) == spoken


@pytest.mark.parametrize(
    ("first", "last", "chinese", "english"),
    [
        (date(2023, 3, 1), None, "2023年3月1日", "1 March 2023"),
        (date(2023, 3, 1), date(2023, 3, 1), "2023年3月1日", "1 March 2023"),
        (date(2023, 3, 1), date(2023, 3, 4), "2023年3月1日–4日", "1–4 March 2023"),
        (
            date(2023, 3, 30), date(2023, 4, 2),
            "2023年3月30日–4月2日", "30 March – 2 April 2023",
        ),
        (
            date(2023, 12, 29), date(2024, 1, 5),
            "2023年12月29日–2024年1月5日", "29 December 2023 – 5 January 2024",
        ),
    ],
)  # fmt: skip
def test_several_days_are_told_once(first, last, chinese, english):
    assert dates.full_dates(first, last) == chinese
    with translation.override("en"):
        assert dates.full_dates(first, last) == english
