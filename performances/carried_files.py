"""Figures from before as a workbook: the form to fill in, and what somebody filled in.

A row is what one report says of one troupe: its name, the days, the source, and a
number a measure; cells left empty are not said. No rows of the database, no clock.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from ulanmuqi.base import workbooks

from .measures import IN_TABLES, Measure
from .typed_numbers import read_number

MOST_BYTES = 500_000
MOST_LINES = 200
_MOST_UNPACKED = 20_000_000
_HEADS_WITHIN, _MOST_COLUMNS = 5, 40
_LARGEST = 10**12

# Translators: zh: 队伍
TROUPE = gettext_noop("Troupe")
# Translators: zh: 从哪天
FIRST = gettext_noop("From day")
# Translators: zh: 到哪天
LAST = gettext_noop("To day")
# Translators: zh: 来源
SOURCE = gettext_noop("Source")
_FACTS = (TROUPE, FIRST, LAST, SOURCE)
_LANGUAGES = ("zh-hans", "en")

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
_YEAR = re.compile(r"(\d{4})年?", re.ASCII)
_UNITS = re.compile(r"[（(].*?[）)]")
_EMPTY = ("", "-", "—", "–", "/")


class Unreadable(ValueError):
    """No workbook, or none of these; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Said:
    """One number of a line; `cell` is where it stands."""

    measure: Measure
    value: int
    cell: str


@dataclass(frozen=True, slots=True)
class Line:
    """`cell` is that of the troupe's name; both days are included."""

    cell: str
    troupe: str
    first: date
    last: date
    source: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """`faults` are sentences, each with its cell; with any, the lines are not all.
    `troupes` are the names in all of them, by cell."""

    lines: tuple[Line, ...]
    faults: tuple[str, ...]
    troupes: tuple[tuple[str, str], ...] = ()


def form(troupes: Sequence[str]) -> bytes:
    """An empty workbook to fill in, in the active language; the second sheet names the
    troupes."""
    book = Workbook()
    sheet = book.active
    # Translators: zh: 以前的数字
    sheet.title = _("Figures from before")
    # Translators: zh: 一份报告里一支队伍的一段时间写一行；没有的数空着。整年的，“从哪天”只写年份（如2022）。来源必须写。
    told = _(
        "A row for each troupe and stretch of days of a report; leave empty what it "
        "does not say. For a whole year write only the year as the first day. The "
        "source is needed."
    )
    sheet.append([told])
    heads = [*(_(one) for one in _FACTS), *(str(one.label) for one in IN_TABLES)]
    sheet.append(heads)
    for column, _head in enumerate(heads, start=1):
        cell = sheet.cell(2, column)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="F1EADB")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        width = (26, 12, 12, 30)[column - 1] if column <= len(_FACTS) else 11
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[2].height = 34
    sheet.freeze_panes = "B3"
    # Translators: zh: 队伍名单
    names = book.create_sheet(_("Names of troupes"))
    for name in troupes:
        names.append([name])
    names.column_dimensions["A"].width = 30
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes) -> Reading:
    """The first sheet of a filled-in form. Raises Unreadable."""
    rows = _rows(data)
    heads = [_columns(row) for row in rows[:_HEADS_WITHIN]]
    at_row = next((n for n, one in enumerate(heads) if TROUPE in one.values()), None)
    if at_row is None:
        raise Unreadable(
            # Translators: zh: 找不到写着“队伍”的表头。请下载空白表，在它上面填。
            _("No heading says “Troupe”. Download the empty form and fill in that.")
        )
    columns = heads[at_row]
    missing = [_(one) for one in _FACTS if one not in columns.values()]
    if missing:
        # Translators: zh: 表头里缺：%(names)s。请下载空白表，在它上面填。
        words = _("Headings are missing: %(names)s. Fill in the empty form.")
        raise Unreadable(words % {"names": "、".join(missing)})
    below = rows[at_row + 1 :]
    if len(below) > MOST_LINES:
        # Translators: zh: 一次最多%(most)s行。请分成几个文件。
        words = _("There are more than %(most)s rows. Make several files of it.")
        raise Unreadable(words % {"most": MOST_LINES})
    return _read(below, at_row + 2, columns)


def at(cell: str, fault: str) -> str:
    """A fault with its place."""
    # Translators: zh: %(cell)s：%(fault)s
    return _("%(cell)s: %(fault)s") % {"cell": cell, "fault": fault}


def _rows(data: bytes) -> list[tuple[Any, ...]]:
    if len(data) > MOST_BYTES:
        words = _("The file is larger than %(size)s kB. Is it the right one?")
        raise Unreadable(words % {"size": MOST_BYTES // 1000})
    lines = MOST_LINES + _HEADS_WITHIN + 2
    try:
        found = workbooks.first_sheet(
            data, _MOST_UNPACKED, lines=lines, columns=_MOST_COLUMNS
        )
    except workbooks.Outdated as error:
        raise Unreadable(workbooks.told_outdated()) from error
    except workbooks.NoWorkbook as error:
        raise Unreadable(
            _("This workbook cannot be opened. Save it as .xlsx again, then retry.")
        ) from error
    return _trimmed(found)


def _trimmed(found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    while found and not any(_text(cell) for cell in found[-1]):
        found.pop()
    return found


def _columns(row: tuple[Any, ...]) -> dict[int, str]:
    """What each column holds: one of _FACTS, or a measure. Units in brackets and the
    language do not matter."""
    known = _names()
    found: dict[int, str] = {}
    for place, cell in enumerate(row):
        name = known.get(_plain(_text(cell)))
        if name is not None and name not in found.values():
            found[place] = name
    return found


def _names() -> Mapping[str, str]:
    names = {}
    for language in _LANGUAGES:
        with translation.override(language):
            names |= {_plain(_(one)): one for one in _FACTS}
            names |= {_plain(str(one.label)): one.value for one in Measure}
    return names


def _plain(text: str) -> str:
    return _UNITS.sub("", text).replace(" ", "").lower()


def _read(
    rows: Sequence[tuple[Any, ...]], first: int, columns: Mapping[int, str]
) -> Reading:
    lines: list[Line] = []
    faults: list[str] = []
    troupes: list[tuple[str, str]] = []
    for number, row in enumerate(rows, start=first):
        full = (*row, *(None for _place in range(_MOST_COLUMNS - len(row))))
        cells = {
            name: (f"{get_column_letter(place + 1)}{number}", full[place])
            for place, name in columns.items()
        }
        if any(_text(value) not in _EMPTY for _cell, value in cells.values()):
            line, wrong = _line(cells)
            faults += wrong
            if name := _text(cells[TROUPE][1]):
                troupes.append((cells[TROUPE][0], name))
            if line is not None:
                lines.append(line)
    if not lines and not faults:
        # Translators: zh: 表里还没有填数。
        faults.append(_("Nothing is filled in yet."))
    return Reading(tuple(lines), tuple(faults), tuple(troupes))


def _line(
    cells: Mapping[str, tuple[str, Any]],
) -> tuple[Line | None, list[str]]:
    faults: list[str] = []

    def wrong(name: str, sentence: str) -> None:
        faults.append(at(cells[name][0], sentence))

    troupe, source = _text(cells[TROUPE][1]), _text(cells[SOURCE][1])
    if not troupe:
        # Translators: zh: 没有写队伍。
        wrong(TROUPE, _("The troupe is missing."))
    if not source:
        wrong(SOURCE, _("Say where this figure is written."))
    days = _days(cells[FIRST][1], cells[LAST][1])
    if days is None:
        # Translators: zh: 看不懂这两个日期。写成2022-01-01，整年的只在“从哪天”写2022。
        wrong(
            FIRST,
            _("These days cannot be read. Write 2022-01-01, or 2022 for a whole year."),
        )
    said = []
    for name, (cell, value) in cells.items():
        if name in _FACTS or _text(value) in _EMPTY:
            continue
        number = _number(value)
        if number is None:
            # Translators: zh: “%(text)s”不是整数。
            words = _("“%(text)s” is no whole number.")
            wrong(name, words % {"text": _text(value)[:40]})
        else:
            said.append(Said(Measure(name), number, cell))
    if not said and not faults:
        # Translators: zh: 这一行没有填数。
        wrong(TROUPE, _("This row holds no figure."))
    if faults or days is None:
        return None, faults
    return Line(cells[TROUPE][0], troupe, *days, source, tuple(said)), faults


def _days(first: Any, last: Any) -> tuple[date, date] | None:
    whole = _YEAR.fullmatch(_text(first))
    if whole and not _text(last):
        year = int(whole[1])
        return (date(year, 1, 1), date(year, 12, 31)) if year else None
    begin, end = _day(first), _day(last)
    return (begin, end) if begin and end else None


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _DAY.fullmatch(_text(value))
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def _number(value: Any) -> int | None:
    """A whole number of at most twelve digits; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        is_whole = 0 <= value < _LARGEST and value == int(value)
        return int(value) if is_whole else None
    read = read_number(_text(value))
    is_whole = read is not None and 0 <= read < _LARGEST and read == read.to_integral()
    return int(read) if read is not None and is_whole else None


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()
