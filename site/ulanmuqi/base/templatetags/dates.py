"""Days and hours in words: 11月20日(周一) 农历十月初八, or Monday 20 November.

A filter takes an aware datetime or a date, and an optional zone name. Without a zone
an instant in UTC is told in Shanghai time, any other in its own zone. Nothing here
reads the clock, so a year is shown only where it is asked for.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django import template
from django.utils.translation import get_language

from ulanmuqi.base import chinese_days
from ulanmuqi.base.clock import SHANGHAI
from ulanmuqi.base.lunar import lunar_day, solar_term

register = template.Library()

_UTC = timedelta(0)


@register.filter
def day(value: datetime | date | None, zone: str = "") -> str:
    """11月20日(周一) · Monday 20 November."""
    if value is None:
        return ""
    local = local_date(value, zone)
    if _in_english():
        return f"{local:%A} {local.day} {local:%B}"
    return chinese_days.day(local)


@register.filter
def day_with_lunar(value: datetime | date | None, zone: str = "") -> str:
    """11月20日(周一) 农历十月初八; a solar term takes the lunar day's place."""
    if value is None:
        return ""
    return " ".join(part for part in (day(value, zone), lunar(value, zone)) if part)


@register.filter
def lunar(value: datetime | date | None, zone: str = "") -> str:
    """农历十月初八, or 小雪; nothing for readers of English."""
    if value is None or _in_english():
        return ""
    local = local_date(value, zone)
    return solar_term(local) or f"农历{lunar_day(local)}"


@register.filter
def term(value: datetime | date | None) -> str:
    """The solar term that begins on this day, else nothing."""
    return "" if value is None or _in_english() else solar_term(local_date(value))


@register.filter
def lunar_date(value: datetime | date | None, zone: str = "") -> str:
    """十月初八 even on the day of a solar term."""
    if value is None or _in_english():
        return ""
    return lunar_day(local_date(value, zone))


@register.filter
def full_date(value: datetime | date | None, zone: str = "") -> str:
    """2023年11月20日 · 20 November 2023."""
    if value is None:
        return ""
    local = local_date(value, zone)
    if _in_english():
        return f"{local.day} {local:%B %Y}"
    return f"{local.year}年{local.month}月{local.day}日"


@register.filter
def full_dates(first: date | None, last: date | None) -> str:
    """2026年12月20日–28日, with what differs at the end; the one day without an end."""
    if first is None or last is None or last <= first:
        return full_date(first)
    if _in_english():
        whole, dash = f"{last.day} {last:%B %Y}", "–"
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}{dash}{whole}"
        year = "" if first.year == last.year else f" {first.year}"
        return f"{first.day} {first:%B}{year} {dash} {whole}"
    end = f"{last.day}日"
    if (first.year, first.month) != (last.year, last.month):
        end = f"{last.month}月{end}"
    if first.year != last.year:
        end = f"{last.year}年{end}"
    return f"{full_date(first)}–{end}"


@register.filter
def month_day(value: datetime | date | None, zone: str = "") -> str:
    """11月20日 · 20 November."""
    if value is None:
        return ""
    local = local_date(value, zone)
    if _in_english():
        return f"{local.day} {local:%B}"
    return f"{local.month}月{local.day}日"


@register.filter
def month(value: datetime | date | None) -> str:
    """11月 · Nov."""
    if value is None:
        return ""
    local = local_date(value)
    return f"{local:%b}" if _in_english() else f"{local.month}月"


@register.filter
def year_month(value: datetime | date | None) -> str:
    """2023年11月 · November 2023."""
    if value is None:
        return ""
    local = local_date(value)
    if _in_english():
        return f"{local:%B} {local.year}"
    return f"{local.year}年{local.month}月"


@register.filter
def weekday(value: datetime | date | None, zone: str = "") -> str:
    """周一 · Mon."""
    if value is None:
        return ""
    local = local_date(value, zone)
    return f"{local:%a}" if _in_english() else chinese_days.weekday(local)


@register.filter
def clock_time(value: datetime | None, zone: str = "") -> str:
    """19:30."""
    return "" if value is None else f"{_local(value, zone):%H:%M}"


@register.filter
def moment(value: datetime | None, zone: str = "") -> str:
    """11月20日(周一)19:30 · Monday 20 November 19:30."""
    if value is None:
        return ""
    if _in_english():
        return f"{day(value, zone)} {clock_time(value, zone)}"
    return chinese_days.moment(_local(value, zone))


@register.filter
def full_day(value: datetime | date | None, zone: str = "") -> str:
    """2023年11月20日(周一) · Monday 20 November 2023."""
    if value is None:
        return ""
    local = local_date(value, zone)
    if _in_english():
        return f"{local:%A} {local.day} {local:%B %Y}"
    return chinese_days.day(local, with_year=True)


@register.filter
def full_moment(value: datetime | None, zone: str = "") -> str:
    """2023年11月20日(周一)19:30 · Monday 20 November 2023 19:30."""
    if value is None:
        return ""
    if _in_english():
        return f"{full_day(value, zone)} {clock_time(value, zone)}"
    return chinese_days.moment(_local(value, zone), with_year=True)


@register.filter
def short_day(value: datetime | date | None, zone: str = "") -> str:
    """11月20日(周一) · Mon 20 Nov, for narrow places."""
    if value is None:
        return ""
    local = local_date(value, zone)
    return f"{local:%a} {local.day} {local:%b}" if _in_english() else day(local)


@register.filter
def short_moment(value: datetime | None, zone: str = "") -> str:
    """11月20日(周一)19:30 · Mon 20 Nov 19:30, for narrow places."""
    if value is None:
        return ""
    if _in_english():
        return f"{short_day(value, zone)} {clock_time(value, zone)}"
    return moment(value, zone)


@register.filter
def iso(value: datetime | date | None, zone: str = "") -> str:
    """For `<time datetime>`: to the minute, with the local offset, or the day."""
    if isinstance(value, datetime):
        return _local(value, zone).isoformat(timespec="minutes")
    return "" if value is None else value.isoformat()


def at_hour(day_text: str, hour: str) -> str:
    """A day and what is known of its hour: 11月20日(周一)19:30–20:50, without a blank;
    Mon 20 Nov 19:30–20:50."""
    between = " " if _in_english() and day_text and hour else ""
    return f"{day_text}{between}{hour}"


def local_date(value: datetime | date, zone: str = "") -> date:
    return _local(value, zone).date() if isinstance(value, datetime) else value


def _local(value: datetime, zone: str) -> datetime:
    if value.tzinfo is None:
        raise ValueError("An instant needs its time zone.")
    if zone:
        return value.astimezone(ZoneInfo(zone))
    return value.astimezone(SHANGHAI) if value.utcoffset() == _UTC else value


def _in_english() -> bool:
    return (get_language() or "").startswith("en")
