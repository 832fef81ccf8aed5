"""Which days a repeating calendar event falls on (RFC 5545 3.3.10).

Pure: a rule and a first day in, days out, no clock. Every day of a bounded window is
asked once, so that a rule written to be searched for ever ends as soon as any other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_INTERVAL: Final = 1_000
_KNOWN = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "WKST"}
)
_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})


@dataclass(frozen=True, slots=True)
class Rule:
    """`by_day` are (ordinal, weekday), 0 for every one; `until` as it was written."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: str = ""
    by_day: tuple[tuple[int, int], ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_month: tuple[int, ...] = ()
    week_start: int = 0


def read_rule(text: str) -> Rule:
    """Raises ValueError, with the part at fault, for what is wrong or not known."""
    parts: dict[str, str] = {}
    for part in text.strip().rstrip(";").upper().split(";"):
        name, equals, value = part.partition("=")
        if not equals or name not in _KNOWN or name in parts:
            raise ValueError(part[:40])
        parts[name] = value
    frequency = parts.get("FREQ", "")
    if frequency not in _FREQUENCIES or ("COUNT" in parts and "UNTIL" in parts):
        raise ValueError(text[:40])
    by_day = tuple(_day(item) for item in _items(parts, "BYDAY"))
    if any(ordinal for ordinal, _weekday in by_day) and not (
        frequency == "MONTHLY" or (frequency == "YEARLY" and "BYMONTH" in parts)
    ):
        raise ValueError(f"BYDAY={parts['BYDAY']}"[:40])
    if frequency == "YEARLY" and by_day and "BYMONTH" not in parts:
        raise ValueError(f"BYDAY={parts['BYDAY']}"[:40])
    if frequency == "WEEKLY" and "BYMONTHDAY" in parts:
        raise ValueError(f"BYMONTHDAY={parts['BYMONTHDAY']}"[:40])
    week_start = parts.get("WKST", "MO")
    if week_start not in DAYS:
        raise ValueError(f"WKST={week_start}"[:40])
    return Rule(
        frequency,
        interval=_number(parts.get("INTERVAL", "1"), MOST_INTERVAL),
        count=_number(parts["COUNT"], 10_000) if "COUNT" in parts else None,
        until=parts.get("UNTIL", ""),
        by_day=by_day,
        by_month_day=tuple(_signed(i, 31) for i in _items(parts, "BYMONTHDAY")),
        by_month=tuple(_number(i, 12) for i in _items(parts, "BYMONTH")),
        week_start=DAYS.index(week_start),
    )


def days_of(rule: Rule, first: date, *, since: date, last: date) -> Iterator[date]:
    """The days from `since` to `last`, both included; `first` is the event's own day.

    COUNT counts from `first` on, so those before `since` are counted and left out.
    `until` is for the caller, who knows the hour and its zone.
    """
    day = first if rule.count is not None else max(first, since)
    left = rule.count
    while day <= last:
        # The event's own day always counts as its first occurrence.
        if day == first or falls_on(rule, first, day):
            if day >= since:
                yield day
            if left is not None:
                left -= 1
                if left == 0:
                    return
        day += timedelta(days=1)


def falls_on(rule: Rule, first: date, day: date) -> bool:
    if rule.by_month and day.month not in rule.by_month:
        return False
    if not _in_step(rule, first, day):
        return False
    if rule.by_month_day and not _has_month_day(rule, day):
        return False
    if rule.by_day:
        return any(_is_day(rule, one, day) for one in rule.by_day)
    if rule.by_month_day or rule.frequency == "DAILY":
        return True
    if rule.frequency == "WEEKLY":
        return day.weekday() == first.weekday()
    same_month = rule.frequency == "MONTHLY" or rule.by_month
    return day.day == first.day and bool(same_month or day.month == first.month)


def _in_step(rule: Rule, first: date, day: date) -> bool:
    if rule.frequency == "DAILY":
        apart = (day - first).days
    elif rule.frequency == "WEEKLY":
        apart = (_week(day, rule) - _week(first, rule)) // 7
    elif rule.frequency == "MONTHLY":
        apart = (day.year - first.year) * 12 + day.month - first.month
    else:
        apart = day.year - first.year
    return apart % rule.interval == 0


def _week(day: date, rule: Rule) -> int:
    """The ordinal of the day on which this day's week begins."""
    return day.toordinal() - (day.weekday() - rule.week_start) % 7


def _has_month_day(rule: Rule, day: date) -> bool:
    back = day.day - _length(day) - 1
    return day.day in rule.by_month_day or back in rule.by_month_day


def _is_day(rule: Rule, wanted: tuple[int, int], day: date) -> bool:
    ordinal, weekday = wanted
    if day.weekday() != weekday:
        return False
    if ordinal == 0:
        return True
    if ordinal > 0:
        return (day.day - 1) // 7 + 1 == ordinal
    return (_length(day) - day.day) // 7 + 1 == -ordinal


def _length(day: date) -> int:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def _items(parts: dict[str, str], name: str) -> list[str]:
    return parts[name].split(",")[:400] if name in parts else []


def _day(text: str) -> tuple[int, int]:
    if text[-2:] not in DAYS:
        raise ValueError(f"BYDAY={text}"[:40])
    ordinal = _signed(text[:-2], 5) if text[:-2] else 0
    return ordinal, DAYS.index(text[-2:])


def _number(text: str, most: int) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 6):
        raise ValueError(text[:40])
    if not 1 <= int(text) <= most:
        raise ValueError(text[:40])
    return int(text)


def _signed(text: str, most: int) -> int:
    number = _number(text.lstrip("+-"), most)
    return -number if text.startswith("-") else number


def ends_before(until: str, at: datetime, day: date) -> bool:
    """Whether an occurrence lies after UNTIL: a day, or an instant in UTC.

    A floating hour in UNTIL is compared on the wall. Raises ValueError for nonsense.
    """
    if not until:
        return False
    if len(until) == 8:
        return day > datetime.strptime(until, "%Y%m%d").date()  # noqa: DTZ007
    if until.endswith("Z"):
        limit = datetime.strptime(until + "+0000", "%Y%m%dT%H%M%SZ%z")
        return at > limit
    wall = datetime.strptime(until, "%Y%m%dT%H%M%S")  # noqa: DTZ007
    return at.replace(tzinfo=None) > wall
