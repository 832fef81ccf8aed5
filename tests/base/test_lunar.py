"""The same day of another year, by the lunar date and by the weekday."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ulanmuqi.base.lunar import lunar_day, same_lunar_day, same_weekday

days = st.dates(date(1960, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("day", "year", "expected"),
    [
        (date(2025, 1, 29), 2026, date(2026, 2, 17)),  # 正月初一
        (date(2026, 3, 3), 2027, date(2027, 2, 20)),  # 正月十五
        (date(2025, 1, 28), 2026, date(2026, 2, 16)),  # 除夕, 29 or 30 days
        (date(2026, 6, 28), 2027, date(2027, 6, 18)),  # 五月十四
        (date(2025, 8, 1), 2026, date(2026, 7, 21)),  # 闰六月初八 → 六月初八
        (date(2024, 1, 15), 2025, date(2025, 1, 4)),  # 十二月初五 of the winter before
    ],
)
def test_the_same_lunar_date(day: date, year: int, expected: date) -> None:
    assert same_lunar_day(day, year) == expected


@given(day=days, ahead=st.integers(1, 5))
def test_the_lunar_date_is_the_same_or_the_last_of_its_month(
    day: date, ahead: int
) -> None:
    then = same_lunar_day(day, day.year + ahead)
    told, now_told = (lunar_day(one).lstrip("闰") for one in (day, then))
    assert now_told == told or (told.endswith("三十") and now_told.endswith("廿九"))


@given(day=days, ahead=st.integers(1, 5))
def test_the_weekday_stays_and_the_date_moves_by_three_days_at_most(
    day: date, ahead: int
) -> None:
    then = same_weekday(day, day.year + ahead)
    assert then.weekday() == day.weekday()
    nearest = date(day.year + ahead, day.month, min(day.day, 28))
    assert abs((then - nearest).days) <= 6
