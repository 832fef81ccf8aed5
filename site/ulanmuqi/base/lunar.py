"""The Chinese lunar calendar of a day, and the same day of another year: one small
window onto lunar_python."""

from datetime import date, timedelta
from functools import lru_cache

from lunar_python import Lunar, LunarMonth, LunarYear, Solar


@lru_cache(maxsize=2048)
def lunar_day(day: date) -> str:
    """十月初八, or 闰二月初一 in a leap month."""
    lunar = _lunar(day)
    return f"{lunar.getMonthInChinese()}月{lunar.getDayInChinese()}"


@lru_cache(maxsize=2048)
def solar_term(day: date) -> str:
    """小雪 on the day the term begins, else nothing."""
    return _lunar(day).getJieQi()


def same_lunar_day(day: date, year: int) -> date:
    """The day of the same lunar date in the lunar year so many years on, where
    `year` is the calendar year `day` moves to.

    A leap month that year does not have becomes the ordinary month of its number, and
    a thirtieth in a month of 29 days its last day. The lunar year of early spring days
    is that of the winter before, so 除夕 stays 除夕.
    """
    lunar = _lunar(day)
    lunar_year = lunar.getYear() + (year - day.year)
    month = lunar.getMonth()  # negative in a leap month
    if month < 0 and LunarYear.fromYear(lunar_year).getLeapMonth() != -month:
        month = -month
    days = LunarMonth.fromYm(lunar_year, month).getDayCount()
    solar = Lunar.fromYmd(lunar_year, month, min(lunar.getDay(), days)).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def same_weekday(day: date, year: int) -> date:
    """The day of the same weekday in that year nearest to the same date: a Saturday
    stays a Saturday and moves by three days at most."""
    try:
        same_date = day.replace(year=year)
    except ValueError:  # 29 February
        same_date = day.replace(year=year, day=28)
    ahead = (day.weekday() - same_date.weekday()) % 7
    return same_date + timedelta(days=ahead if ahead <= 3 else ahead - 7)


def _lunar(day: date) -> Lunar:
    return Solar.fromYmd(day.year, day.month, day.day).getLunar()
