"""Reads a list of sumu and gacha as clerks keep it: CSV, JSON or a workbook."""

import csv
import json
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from ulanmuqi.base import workbooks

# A banner has some ten sumu and at most a few hundred gacha; anything larger is the
# wrong file.
MAX_BYTES = 2_000_000
MAX_LINES = 5_000
# What a workbook of that size may unpack to.
_MAX_UNPACKED = 40_000_000
_MAX_COLUMNS = 20

COLUMNS = ("code", "name", "short_name", "name_en", "lat", "lon")
_CHINESE = {
    "代码": "code",
    "区划代码": "code",
    "名称": "name",
    "简称": "short_name",
    "英文名": "name_en",
    "纬度": "lat",
    "经度": "lon",
}

Line = tuple[int, dict[str, Any]]


class ListRefused(Exception):
    """A list with mistakes: nothing of it was written. One sentence a mistake."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))


def read_lines(content: bytes, name: str) -> list[Line]:
    """Each line of the file with its number, counted as its editor shows it.

    The first line names the columns, in English (`COLUMNS`) or Chinese. Text is UTF-8
    or, as Excel in China saves it, GB 18030. Raises ListRefused.
    """
    if len(content) > MAX_BYTES:
        raise ListRefused(
            [
                _("The file is larger than %(size)s kB. Is it the right one?")
                % {"size": MAX_BYTES // 1000}
            ]
        )
    ending = name.rpartition(".")[2].lower()
    if ending in ("xlsx", "xlsm", "xls"):
        lines = _workbook_lines(content)
    elif ending == "json":
        lines = _json_lines(_decoded(content))
    else:
        lines = _csv_lines(_decoded(content))
    if not lines:
        raise ListRefused([_("The file holds no region.")])
    if len(lines) > MAX_LINES:
        raise ListRefused(
            [_("A list has at most %(most)s lines.") % {"most": MAX_LINES}]
        )
    return lines


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ListRefused([_("Save the file as UTF-8, then try again.")])


def _named(header: Iterable[Any]) -> list[str]:
    """The columns' names as COLUMNS has them. Raises ListRefused for any other."""
    given = ["" if cell is None else str(cell).strip() for cell in header]
    while given and not given[-1]:
        given.pop()
    names = [_CHINESE.get(name, name) for name in given]
    twice = len(set(names)) < len(names)
    if twice or {"code", "name"} - set(names) or set(names) - set(COLUMNS):
        raise ListRefused(
            [
                # Translators: zh: 第一行写列名：必须有“代码”和“名称”，还可以有%(optional)s。
                _(
                    "The first line names the columns: code and name, and if you have "
                    "them %(optional)s."
                )
                % {"optional": _optional_columns()}
            ]
        )
    return names


def _optional_columns() -> str:
    # Translators: zh: “简称”“英文名”“纬度”“经度”
    return _("short_name, name_en, lat, lon")


def _csv_lines(text: str) -> list[Line]:
    reader = csv.reader(text.splitlines())
    lines: list[Line] = []
    try:
        names = _named(next(reader, []))
        for cells in islice(reader, MAX_LINES + 1):
            _add(lines, reader.line_num, names, cells)
    except csv.Error as error:
        raise ListRefused(
            [_("Line %(number)s cannot be read.") % {"number": reader.line_num}]
        ) from error
    return lines


def _workbook_lines(content: bytes) -> list[Line]:
    """The first sheet one sees. Numbers that are codes come as whole numbers."""
    try:
        cells = workbooks.first_sheet(
            content, _MAX_UNPACKED, lines=MAX_LINES + 2, columns=_MAX_COLUMNS
        )
    except workbooks.Outdated as error:
        raise ListRefused([workbooks.told_outdated()]) from error
    except workbooks.NoWorkbook as error:
        # Translators: zh: 这个Excel文件打不开。请重新存成.xlsx，再试一次。
        told = _("This workbook cannot be opened. Save it as .xlsx again, then retry.")
        raise ListRefused([told]) from error
    if not cells:
        return []
    names = _named(cells[0])
    lines: list[Line] = []
    for number, row in enumerate(cells[1:], start=2):
        _add(lines, number, names, [_written(cell) for cell in row])
    return lines


def _written(cell: Any) -> Any:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _add(
    lines: list[Line], number: int, names: list[str], cells: Sequence[Any]
) -> None:
    """Unless the line is empty. Raises ListRefused where it has too many cells."""
    if not any(cell not in (None, "") for cell in cells):
        return
    if any(cell not in (None, "") for cell in cells[len(names) :]):
        # Translators: zh: 第%(number)s行的格子比列名多。
        raise ListRefused(
            [
                _("Line %(number)s has more cells than there are columns.")
                % {"number": number}
            ]
        )
    lines.append((number, dict(zip(names, cells, strict=False))))


def _json_lines(text: str) -> list[Line]:
    try:
        rows = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        number = getattr(error, "lineno", 1)
        raise ListRefused(
            [_("Line %(number)s cannot be read.") % {"number": number}]
        ) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ListRefused([_("The file must hold a list of regions.")])
    return list(enumerate(rows, start=1))
