"""Room for the rows of a table: what stands on a sheet of the layout goes along."""

import re
from collections.abc import Collection

from openpyxl import Workbook
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

_OF_A_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!,()=+*/&\s]+))!")


def make_room(sheet: Worksheet, row: int, more: int) -> None:
    """Moves what stands below the row down, with heights; cells merged within the row
    and colours that depend on figures are repeated with it. An area to be printed
    would end too early: the whole sheet is printed."""
    if more <= 0:
        return
    below = sorted(number for number in sheet.row_dimensions if number > row)
    heights = {number: sheet.row_dimensions[number].height for number in below}
    merged = [one for one in list(sheet.merged_cells.ranges) if one.min_row >= row]
    for one in merged:
        sheet.unmerge_cells(str(one))
    if sheet.max_row > row:
        last = get_column_letter(sheet.max_column)
        area = f"A{row + 1}:{last}{sheet.max_row}"
        sheet.move_range(area, rows=more)
    for one in merged:
        for number in range(more + 1) if one.min_row == row else (more,):
            there = CellRange(str(one))
            there.shift(row_shift=number)
            sheet.merge_cells(str(there))
    for number in reversed(below):
        sheet.row_dimensions[number + more].height = heights[number]
        sheet.row_dimensions[number].height = None
    sheet.conditional_formatting = _stretched(sheet, row, more)
    sheet.print_area = None


def drop_names(book: Workbook, *, filled: Collection[str]) -> None:
    """Those of `lost_names`: their rows moved, and a name of nothing makes Excel repair
    the file."""
    for name in lost_names(book, filled=filled):
        del book.defined_names[name]


def lost_names(book: Workbook, *, filled: Collection[str]) -> list[str]:
    """Of the names a layout defines those that mean a place in a sheet that is filled,
    or that is not there."""
    there = {sheet.title for sheet in book.worksheets} - set(filled)
    return [
        name
        for name, defined in book.defined_names.items()
        if not _sheets_in(defined.attr_text or "") <= there
    ]


def _sheets_in(text: str) -> set[str]:
    found = _OF_A_SHEET.findall(text)
    return {(quoted or plain).replace("''", "'") for quoted, plain in found}


def _stretched(sheet: Worksheet, row: int, more: int) -> ConditionalFormattingList:
    made = ConditionalFormattingList()
    for one in sheet.conditional_formatting:
        areas = []
        for area in one.sqref.ranges:
            there = CellRange(area.coord)
            if there.min_row > row:
                there.shift(row_shift=more)
            elif there.max_row >= row:
                there.expand(down=more)
            areas.append(there.coord)
        for rule in one.rules:
            made.add(" ".join(areas), rule)
    return made
