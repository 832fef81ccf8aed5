"""A table as a workbook: real dates, a header that stays, columns wide enough."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from .cells import clean, runs
from .columns import Cell, Column

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BOLD = Font(bold=True)
_FELT = PatternFill("solid", fgColor="F1EADB")
_HEAD = Alignment(vertical="center", wrap_text=True)
_DAY, _HOUR = "yyyy-mm-dd", "hh:mm"
_TEXT = "s"


@dataclass(frozen=True, slots=True)
class Notes:
    """A second sheet that says what the first one holds, and as of when."""

    title: str
    lines: tuple[tuple[str, str], ...]


def xlsx_bytes(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Any],
    notes: Notes,
) -> bytes:
    """Rows, whatever the columns read, are written as they come, not held as cells;
    `title` names the sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    _prepare(sheet, columns)
    sheet.append([_header(sheet, column.title) for column in columns])
    count = 1
    for row in rows:
        sheet.append([_cell(sheet, column.cell(row)) for column in columns])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"
    _notes(book, notes)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _prepare(sheet: WriteOnlyWorksheet, columns: Sequence[Column]) -> None:
    """What a sheet written row by row has to know before its first row."""
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _notes(book: Workbook, notes: Notes) -> None:
    sheet = book.create_sheet(notes.title)
    sheet.column_dimensions["A"].width = 16
    sheet.column_dimensions["B"].width = 80
    for name, text in notes.lines:
        sheet.append([_header(sheet, name), _text(sheet, text)])


def _header(sheet: WriteOnlyWorksheet, text: str) -> SheetCell:
    cell = _text(sheet, text)
    cell.font, cell.fill, cell.alignment = _BOLD, _FELT, _HEAD
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Cell) -> SheetCell | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return _text(sheet, value)
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = _DAY if isinstance(value, date) else _HOUR
    return cell


def _text(sheet: WriteOnlyWorksheet, text: str) -> SheetCell:
    """Text whatever it looks like, and still text after somebody edits the cell."""
    text = clean(text)
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = _TEXT
    cell.quotePrefix = runs(text)
    return cell
