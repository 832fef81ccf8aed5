"""Days off as they were arranged, and no arrangement for a year without one."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from ulanmuqi.base.public_days import Holiday, Kind, PublicDay, public_day


@pytest.mark.parametrize(
    ("day", "holiday", "kind"),
    [
        (date(2024, 2, 10), Holiday.SPRING, Kind.OFF),
        (date(2024, 2, 18), Holiday.SPRING, Kind.WORKED),
        (date(2026, 1, 4), Holiday.NEW_YEAR, Kind.WORKED),
        (date(2026, 10, 7), Holiday.NATIONAL, Kind.OFF),
        (date(2023, 9, 29), Holiday.MID_AUTUMN, Kind.OFF),
    ],
)
def test_days_the_state_council_arranged(
    day: date, holiday: Holiday, kind: Kind
) -> None:
    told = public_day(day)
    assert told is not None
    assert told.kind is kind
    assert told.holiday in (holiday, Holiday.NATIONAL_AND_MID_AUTUMN)


def test_a_year_without_an_arrangement_has_its_festivals_and_nothing_more() -> None:
    first = date(2031, 1, 1)
    year = [public_day(first + timedelta(days=number)) for number in range(365)]
    told = [one for one in year if one is not None]
    assert {one.kind for one in told} == {Kind.DAY}
    assert [one.holiday for one in told] == [
        Holiday.NEW_YEAR,
        Holiday.SPRING,  # 除夕
        Holiday.SPRING,
        Holiday.QINGMING,
        Holiday.LABOUR,
        Holiday.DRAGON_BOAT,
        Holiday.NATIONAL_AND_MID_AUTUMN,  # 八月十五 falls on it
    ]
    assert public_day(date(2031, 1, 22)) == PublicDay(Holiday.SPRING, Kind.DAY)
    assert public_day(date(2031, 1, 23)) == PublicDay(Holiday.SPRING, Kind.DAY)


def test_ordinary_days_are_nothing() -> None:
    assert public_day(date(2026, 11, 20)) is None
    assert public_day(date(2031, 11, 20)) is None


def test_it_is_said_in_words() -> None:
    with override("zh-hans"):
        assert public_day(date(2026, 10, 7)).label == "国庆节放假"
        assert public_day(date(2026, 1, 4)).label == "元旦调休上班"
        assert public_day(date(2031, 1, 23)).label == "春节"
    with override("en"):
        assert public_day(date(2026, 10, 7)).label == "National Day, day off"
