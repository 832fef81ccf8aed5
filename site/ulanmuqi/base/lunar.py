"""The Chinese lunar calendar of a day: one small window onto lunar_python."""

from datetime import date
from functools import lru_cache

from lunar_python import Lunar, Solar


@lru_cache(maxsize=2048)
def lunar_day(day: date) -> str:
    """十月初八, or 闰二月初一 in a leap month."""
    lunar = _lunar(day)
    return f"{lunar.getMonthInChinese()}月{lunar.getDayInChinese()}"


@lru_cache(maxsize=2048)
def solar_term(day: date) -> str:
    """小雪 on the day the term begins, else nothing."""
    return _lunar(day).getJieQi()


def _lunar(day: date) -> Lunar:
    return Solar.fromYmd(day.year, day.month, day.day).getLunar()
