"""A day and an hour as every Chinese text of the site writes them: 11月20日(周一)19:30.

One place for the interface, the sentences of changes and the calendars. Pure: values
are in the zone in which they are shown.
"""

from datetime import date, datetime

_NAMES = "一二三四五六日"


def weekday(value: date) -> str:
    """周一"""
    return f"周{_NAMES[value.weekday()]}"


def day(value: date, *, with_year: bool = False) -> str:
    """11月20日(周一), or 2023年11月20日(周一); half-width brackets."""
    year = f"{value.year}年" if with_year else ""
    return f"{year}{value.month}月{value.day}日({weekday(value)})"


def moment(value: datetime, *, with_year: bool = False) -> str:
    """11月20日(周一)19:30, without a blank."""
    return f"{day(value, with_year=with_year)}{value:%H:%M}"
