"""Writes figures into a layout: rows repeated with their style, text as text."""

import re
from collections.abc import Mapping, Sequence
from copy import copy, deepcopy
from dataclasses import dataclass, field
from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .layout import Place, names_in, opened, place_of
from .markers import MARKER, TOTAL
from .room import drop_names, make_room

Value = str | int | None
Values = Mapping[str, Value]

_LONGEST_TITLE = 31
_UNFIT_TITLE = re.compile(r"[\[\]:*?/\\']")
# What begins so is run as a formula, by some programs also in its full-width form.
_RUNS = frozenset("=+-@\t\r\n＝＋－＠|%")
_UNFIT = dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
)
# Of a sheet, in points and letters: sizes as Excel begins with, and its highest row.
_USUAL_SIZE, _USUAL_WIDTH, _HIGHEST = 11, 13, 400
_LINE, _FLAT, _LATIN_ENDS = 1.4, 4, 0x2000
_TEXT, _FORMULA = "s", "f"


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of one table by marker, and their total."""

    rows: Sequence[Values]
    total: Values


@dataclass(frozen=True, slots=True)
class Sheet:
    """Of one league: its name, and what its troupes did."""

    name: str
    troupes: Block


@dataclass(frozen=True, slots=True)
class Report:
    """`said` are the words of OF_SHEET; `of_league` those that differ on a league's own
    sheet, by its name."""

    said: Values
    leagues: Sequence[Sheet]
    troupes: Block
    by_league: Block
    region: Block
    # Of one league there are no sheets of all leagues and of the region: they would
    # bear the region's name over one league's figures.
    is_of_region: bool = True
    of_league: Mapping[str, Values] = field(default_factory=dict)


def filled(layout: bytes, report: Report) -> bytes:
    """The workbook. Raises LayoutFault when the layout cannot be read any more."""
    book = opened(layout)
    places = [sheet for sheet in book.worksheets if place_of(sheet)]
    for sheet in list(book.worksheets):
        place = place_of(sheet)
        if place is not None and place.is_of_each_league:
            _of_each_league(book, sheet, place, report)
        elif place is not None and place.owner != "troupe" and not report.is_of_region:
            if len(book.worksheets) > 1:
                book.remove(sheet)
        elif place is not None:
            block = {
                "troupe": report.troupes,
                "league": report.by_league,
                "region": report.region,
            }[place.owner]
            _fill(sheet, place, block, report.said)
        else:
            _say(sheet, report.said)
    drop_names(book, filled=[sheet.title for sheet in places])
    # Opened at the first sheet, with one sheet chosen.
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is book.worksheets[0]
    book.active = 0
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _of_each_league(
    book: Workbook, sheet: Worksheet, place: Place, report: Report
) -> None:
    """A copy for every league, where the sheet stood, each by a name of its own."""
    at = book.index(sheet)
    title = sheet.title
    for number, league in enumerate(report.leagues):
        made = book.copy_worksheet(sheet)
        made.title = _title(title, league.name, book)
        made.freeze_panes = sheet.freeze_panes
        made.print_title_rows = sheet.print_title_rows
        made.conditional_formatting = deepcopy(sheet.conditional_formatting)
        book.move_sheet(made, at + number - book.index(made))
        own = {"who": league.name, **report.of_league.get(league.name, {})}
        _fill(made, place, league.troupes, {**report.said, **own})
    if report.leagues or len(book.worksheets) > 1:
        book.remove(sheet)


def _title(pattern: str, name: str, book: Workbook) -> str:
    said = re.sub(r"\{\{\s*league\s*\}\}", name, pattern)
    fit = _UNFIT_TITLE.sub(" ", said.translate(_UNFIT)).strip()[:_LONGEST_TITLE] or "-"
    taken = {sheet.title.lower() for sheet in book.worksheets}
    title, number = fit, 2
    while title.lower() in taken:
        title = f"{fit[: _LONGEST_TITLE - 4]} ({number})"
        number += 1
    return title


def _fill(sheet: Worksheet, place: Place, block: Block, said: Values) -> None:
    pattern = [(cell, cell.value) for cell in sheet[place.row]]
    height = sheet.row_dimensions[place.row].height
    make_room(sheet, place.row, max(len(block.rows), 1) - 1)
    for number, values in enumerate(block.rows or [{}]):
        for source, text in pattern:
            cell = sheet.cell(place.row + number, source.column)
            if isinstance(cell, MergedCell):
                # Shows what its first one says.
                continue
            if number:
                _dress(cell, source)
            if number and source.data_type == _FORMULA:
                # As a hand that drags it down would: what is relative goes along.
                there = Translator(text, origin=source.coordinate)
                text = there.translate_formula(cell.coordinate)
            _write(cell, text, {**said, **values})
        if height is not None:
            sheet.row_dimensions[place.row + number].height = height
    totals = {f"{TOTAL}{name}": value for name, value in block.total.items()}
    _say(sheet, {**said, **totals})


def _dress(cell: Cell, source: Cell) -> None:
    if source.has_style:
        cell._style = copy(source._style)


def _say(sheet: Worksheet, values: Values) -> None:
    """Every marker that is left, wherever it stands; what nobody knows stays empty."""
    for row in sheet.iter_rows():
        for cell in row:
            left = dict.fromkeys(names_in(cell.value))
            if left:
                _write(cell, str(cell.value), left | dict(values))
                _make_high(sheet, cell)


def _make_high(sheet: Worksheet, cell: Cell) -> None:
    """Words that wrap in merged cells are cut off by every program unless their row
    is as high as they need; a line without words takes no room."""
    merged = [one for one in sheet.merged_cells.ranges if cell.coordinate in one]
    if not merged or not cell.alignment.wrap_text or not isinstance(cell.value, str):
        return
    columns = range(merged[0].min_col, merged[0].max_col + 1)
    width = sum(_width_of(sheet, number) for number in columns)
    size = cell.font.size or _USUAL_SIZE
    lines = sum(
        ceil(_width(line) * size / _USUAL_SIZE / width) or 1
        for line in cell.value.split("\n")
    )
    needed = min(lines * size * _LINE + _LINE, _HIGHEST) if cell.value else _FLAT
    present = sheet.row_dimensions[cell.row].height or 0
    if not cell.value or needed > present:
        sheet.row_dimensions[cell.row].height = round(needed, 1)


def _width_of(sheet: Worksheet, column: int) -> float:
    return sheet.column_dimensions[get_column_letter(column)].width or _USUAL_WIDTH


def _width(text: str) -> int:
    """In letters; a character of Chinese is as wide as two."""
    return sum(2 if ord(one) > _LATIN_ENDS else 1 for one in text)


def _write(cell: Cell, text: object, values: Values) -> None:
    """A marker alone in its cell becomes a number where it is one; in a sentence it
    becomes text. What was a formula of the layout's own stays one."""
    if not isinstance(text, str):
        cell.value = text
        return
    alone = MARKER.fullmatch(text.strip())
    if alone:
        _put(cell, values.get(alone[1], text))
    elif names_in(text):
        _put(cell, MARKER.sub(lambda found: _word(values, found), text))
    else:
        cell.value = text


def _word(values: Values, found: "re.Match[str]") -> str:
    if found[1] not in values:
        return found[0]
    value = values[found[1]]
    return "" if value is None else str(value)


def _put(cell: Cell, value: object) -> None:
    if not isinstance(value, str):
        cell.value = value
        return
    text = value.translate(_UNFIT)[:32_767]
    cell.value = text
    cell.data_type = _TEXT
    if text.lstrip()[:1] in _RUNS or text[:1] in _RUNS:
        cell.quotePrefix = True
