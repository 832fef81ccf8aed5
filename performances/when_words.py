"""“6月中旬，看天气” as days: what people mean when they say about when.

Pure: the day on which it is said is an argument. Reads Chinese, and the English of the
form; whatever else is said beside (“depends on the weather”) is left to the words.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

# “About the 15th” leaves some days to both sides.
ABOUT = timedelta(days=3)

_NUMERALS = {
    name: number
    for number, name in enumerate(
        "一 二 三 四 五 六 七 八 九 十 十一 十二".split(), start=1
    )
}
_MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1
    )
}
_M = r"(?<![0-9十])(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?"
_D = r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?:日|号)"
_SPAN = re.compile(
    _M + r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?:日|号)?\s*(?:到|至|—|–|-|~|～)\s*"
    r"(?:(?P<month2>1[0-2]|0?[1-9])月)?(?P<day2>3[01]|[12][0-9]|0?[1-9])(?:日|号)?"
)
_DAY = re.compile(_M + _D + r"\s*(?P<about>左右|前后|上下)?")
_PART = re.compile(_M + r"的?(?P<part>上旬|中旬|下旬|初|中|底|末)?")
_SOON = re.compile(
    r"(?P<soon>下个?月|本月|这个?月)(?P<part>上旬|中旬|下旬|初|中|底|末)?"
)
_ENGLISH = re.compile(
    r"\b(?P<part>early|mid|late|end of)?[ -]*(?P<month>jan|feb|mar|apr|may|jun|jul|aug|"
    r"sep|oct|nov|dec)[a-z]*\b",
    re.IGNORECASE,
)
_THIRDS = {
    **dict.fromkeys(("上旬", "初", "early"), (1, 10)),
    **dict.fromkeys(("中旬", "中", "mid"), (11, 20)),
    **dict.fromkeys(("下旬", "底", "末", "late", "end of"), (21, 31)),
}


@dataclass(frozen=True, slots=True)
class Window:
    """Both ends included."""

    first: date
    last: date


def window(words: str, today: date) -> Window | None:
    """The days meant, the next time they come; None where nothing can be read."""
    readers = (_span, _single, _part, _soon, _in_english)
    for read in readers:
        found = read(words, today)
        if found is not None:
            return found
    return None


def _span(words: str, today: date) -> Window | None:
    found = _SPAN.search(words)
    if found is None:
        return None
    month = _month(found["month"])
    last_month = int(found["month2"]) if found["month2"] else month
    return _next(month, int(found["day"]), last_month, int(found["day2"]), today)


def _single(words: str, today: date) -> Window | None:
    found = _DAY.search(words)
    if found is None:
        return None
    month, day = _month(found["month"]), int(found["day"])
    meant = _next(month, day, month, day, today)
    if meant is None or not found["about"]:
        return meant
    return Window(max(today, meant.first - ABOUT), meant.last + ABOUT)


def _part(words: str, today: date) -> Window | None:
    found = _PART.search(words)
    if found is None:
        return None
    return _third(_month(found["month"]), found["part"], today)


def _soon(words: str, today: date) -> Window | None:
    found = _SOON.search(words)
    if found is None:
        return None
    ahead = 1 if found["soon"].startswith("下") else 0
    return _third((today.month - 1 + ahead) % 12 + 1, found["part"], today)


def _in_english(words: str, today: date) -> Window | None:
    found = _ENGLISH.search(words)
    if found is None:
        return None
    part = (found["part"] or "").lower() or None
    return _third(_MONTHS[found["month"].lower()], part, today)


def _third(month: int, part: str | None, today: date) -> Window | None:
    first, last = _THIRDS[part] if part else (1, 31)
    return _next(month, first, month, last, today)


def _next(
    month: int, day: int, last_month: int, last_day: int, today: date
) -> Window | None:
    """The next time these days come; the part that is over is cut off."""
    for year in (today.year, today.year + 1):
        first = _day(year, month, day)
        last = _day(year + (last_month < month), last_month, last_day)
        if last >= today and last >= first:
            return Window(max(first, today), last)
    return None


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _month(written: str) -> int:
    return _NUMERALS.get(written) or int(written)
