"""Reads a layout somebody uploaded: bounded, and every fault in words with its cell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from ulanmuqi.base import workbooks

from .markers import MARKER, OWNERS, known, of_row
from .room import lost_names

MOST_BYTES = 500_000
# Of what the zip holds once unpacked, and of cells: a layout is a form, not a book.
MOST_UNPACKED = 20_000_000
MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 10, 200, 60
_FAULTS_TOLD = 12
# Names of a layout's own, as a formula calls them.
_WORD = re.compile(r"[\w.\\]+")


class LayoutFault(ValueError):
    """Cannot serve as a layout; `sentences` say why, each with its place."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, slots=True)
class Place:
    """The row that is repeated in a sheet, and what its rows are about."""

    row: int
    owner: str
    is_of_each_league: bool


def check(data: bytes) -> None:
    """Raises LayoutFault with all that is wrong, at most a dozen sentences."""
    book = opened(data)
    faults = list(_faults(book))
    if faults:
        raise LayoutFault(*faults[:_FAULTS_TOLD])


def opened(data: bytes) -> Workbook:
    """Raises LayoutFault for what is no workbook, or too large to be a form."""
    if len(data) > MOST_BYTES:
        # Translators: zh: 文件超过%(most)sKB。版式只要表头和一行样子，请删掉图片和旧数据。
        sentence = _(
            "The file is larger than %(most)s kB. A layout is headings and one row: "
            "take out pictures and old figures."
        )
        raise LayoutFault(sentence % {"most": MOST_BYTES // 1000})
    try:
        return workbooks.opened(data, MOST_UNPACKED)
    except workbooks.Outdated as error:
        raise LayoutFault(workbooks.told_outdated()) from error
    except workbooks.HoldsMacros as error:
        # Translators: zh: 这个文件带宏：打开报表的人会连宏一起打开。请另存为不带宏的.xlsx再上传。
        sentence = _(
            "This file holds macros, which would be run by whoever opens a report made "
            "of it. Save it as .xlsx without them."
        )
        raise LayoutFault(sentence) from error
    except workbooks.NoWorkbook as error:
        # Translators: zh: 打不开这个文件。请在Excel或WPS里另存为“Excel工作簿（.xlsx）”再上传。
        sentence = _(
            "This file cannot be opened. Save it in Excel or WPS as an Excel workbook "
            "(.xlsx) and upload that."
        )
        raise LayoutFault(sentence) from error


def place_of(sheet: Worksheet) -> Place | None:
    """None for a sheet without a row to repeat: it is kept as it is."""
    for row in sheet.iter_rows():
        for cell in row:
            for name in names_in(cell.value):
                if name in OWNERS:
                    return Place(cell.row, name, _is_of_each_league(sheet))
    return None


def names_in(value: Any) -> list[str]:
    return MARKER.findall(value) if isinstance(value, str) else []


def _is_of_each_league(sheet: Worksheet) -> bool:
    # Excel allows braces in the name of a sheet.
    return "{{league}}" in sheet.title.replace(" ", "")


def _faults(book: Workbook) -> Iterator[str]:
    sheets = book.worksheets
    if len(sheets) > MOST_SHEETS:
        # Translators: zh: 工作表太多，最多%(most)s张。
        yield _("There are too many sheets: %(most)s at most.") % {"most": MOST_SHEETS}
        return
    too_large = [sheet for sheet in sheets if _is_too_large(sheet)]
    if too_large:
        # Before any cell is asked for: one that strayed to the far corner makes a
        # sheet of billions.
        yield from map(_too_large, too_large)
        return
    if not any(place_of(sheet) for sheet in sheets):
        # Translators: zh: 没有一张工作表里写着 {{troupe}}、{{league}} 或 {{region}}，不知道把数填到哪一行。请先下载现在的版式，在它上面改。
        yield _(
            "No sheet holds {{troupe}}, {{league}} or {{region}}, so nobody knows "
            "which row to fill. Download the present layout and change that one."
        )
    filled = [sheet for sheet in sheets if place_of(sheet)]
    lost = lost_names(book, filled=[sheet.title for sheet in filled])
    for sheet in sheets:
        yield from _faults_of(sheet)
        yield from _lost_in(sheet, lost)


def _is_too_large(sheet: Worksheet) -> bool:
    return sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS


def _too_large(sheet: Worksheet) -> str:
    # Translators: zh: 工作表“%(sheet)s”太大：最多%(rows)s行、%(columns)s列。
    sentence = _(
        "The sheet “%(sheet)s” is too large: %(rows)s rows and %(columns)s columns "
        "at most."
    )
    facts = {"sheet": sheet.title, "rows": MOST_ROWS, "columns": MOST_COLUMNS}
    return sentence % facts


def _stays_behind(cell: Cell, place: Place) -> bool:
    """Only a plain formula in the row that is repeated goes along with it."""
    is_plain = isinstance(cell.value, str)
    return cell.data_type == "f" and not (is_plain and cell.row == place.row)


def _reaching_in(sheet: Worksheet, place: Place) -> Iterator[str]:
    """Cells merged over the row that is repeated and another one."""
    for one in sheet.merged_cells.ranges:
        if one.min_row <= place.row <= one.max_row and one.min_row < one.max_row:
            # Translators: zh: 工作表“%(sheet)s”的%(cell)s是合并单元格，跨进了要重复的那一行。请取消合并。
            sentence = _(
                "%(cell)s of “%(sheet)s” is merged across the row that is repeated. "
                "Unmerge it."
            )
            yield sentence % {"cell": one.coord, "sheet": sheet.title}


def _lost_in(sheet: Worksheet, lost: list[str]) -> Iterator[str]:
    """Formulas that use a name of a place that moves or goes."""
    for row in sheet.iter_rows():
        for cell in row:
            text = cell.value if cell.data_type == "f" else ""
            words = set(_WORD.findall(text)) if isinstance(text, str) else set()
            for name in lost:
                if name in words:
                    # Translators: zh: 工作表“%(sheet)s”的%(cell)s用了名称“%(name)s”，它指的格子在要填的表里，填好以后就不在那里了。请把数直接写进公式，或者把那一格放到另一张表。
                    sentence = _(
                        "%(cell)s of “%(sheet)s” uses the name “%(name)s”, which means "
                        "a place on a sheet that is filled and moves. Write the figure "
                        "into the formula, or put that place on another sheet."
                    )
                    where = {"cell": cell.coordinate, "sheet": sheet.title}
                    yield sentence % {**where, "name": name}


def _faults_of(sheet: Worksheet) -> Iterator[str]:
    place = place_of(sheet)
    if place is not None:
        yield from _reaching_in(sheet, place)
    for row in sheet.iter_rows():
        for cell in row:
            where = {"sheet": sheet.title, "cell": cell.coordinate}
            if place is not None and _stays_behind(cell, place):
                # Translators: zh: 工作表“%(sheet)s”的%(cell)s是公式。行数会变，公式不会跟着变；合计请用 {{total.onsite_shows}} 这样的标记。
                yield (
                    _(
                        "%(cell)s of “%(sheet)s” is a formula, which does not follow "
                        "the rows. For sums write {{total.onsite_shows}} and the like."
                    )
                    % where
                )
            for name in names_in(cell.value):
                if not known(name):
                    # Translators: zh: 工作表“%(sheet)s”的%(cell)s写着 {{%(name)s}}，没有这个标记。
                    yield _(
                        "%(cell)s of “%(sheet)s” says {{%(name)s}}, which is no marker."
                    ) % {**where, "name": name}
                elif of_row(name) and (place is None or cell.row != place.row):
                    # Translators: zh: 工作表“%(sheet)s”的%(cell)s：{{%(name)s}} 要和队伍、盟市或全区写在同一行。
                    yield _(
                        "%(cell)s of “%(sheet)s”: {{%(name)s}} belongs into the row of "
                        "{{troupe}}, {{league}} or {{region}}."
                    ) % {**where, "name": name}
