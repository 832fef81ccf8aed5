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
    """Of the names a layout defines those that mean a place in a sheet that was filled
    or is there no more: its rows moved, and a name of nothing makes Excel repair the
    file."""
    there = {sheet.title for sheet in book.worksheets} - set(filled)
    for name, defined in list(book.defined_names.items()):
        meant = {
            (quoted or plain).replace("''", "'")
            for quoted, plain in _OF_A_SHEET.findall(defined.attr_text or "")
        }
        if not meant <= there:
            del book.defined_names[name]


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
