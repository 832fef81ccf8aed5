"""The layout the site comes with, drawn when it is asked for: a sheet for each league,
one of all leagues, one of the region."""

import re
from collections.abc import Sequence
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ..measures import IN_REPORT

_FELT = PatternFill("solid", fgColor="F1EADB")
_THIN = Side(style="thin", color="B9AD94")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_NUMBER = "#,##0"
_HEAD_ROW = 5
_FIRST_WIDTH, _WIDTH, _WORDS = 26, 11, 18


def shipped_layout() -> bytes:
    """In the active language."""
    book = Workbook()
    book.remove(book.active)
    troupe, league = _("Troupe"), _("League or city")
    # Translators: zh: 全区
    region = _("Whole region")
    _sheet(book, "{{league}}", "troupe", troupe)
    # Translators: zh: 各盟市
    _sheet(book, _("Leagues and cities"), "league", league)
    _sheet(book, region, "region", region)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, title: str, owner: str, head: str) -> None:
    """The target of a league or the region is that of its troupes together."""
    sheet = book.create_sheet(title)
    heads = [head, *(_unit_below(str(one.label)) for one in IN_REPORT)]
    markers = [owner, *(one.value for one in IN_REPORT)]
    # Translators: zh: 年度目标（场）
    heads.append(_unit_below(_("Target of the year (shows)")))
    markers.append("target")
    if owner == "troupe":
        # Translators: zh: 另有启用前（单列）
        heads.append(_unit_below(_("Besides, from before (apart)")))
        markers.append("before")
    # Translators: zh: 缺记录（场）
    heads.append(_unit_below(_("Shows without a record")))
    markers.append("missing")
    _top(sheet, len(heads))
    _row(sheet, _HEAD_ROW, heads, bold=True, fill=True)
    _row(sheet, _HEAD_ROW + 1, [f"{{{{{name}}}}}" for name in markers])
    totals = [f"{{{{total.{name}}}}}" for name in markers[1:]]
    # Translators: zh: 合计（每场只算一次）
    _row(
        sheet, _HEAD_ROW + 2, [_("Total (each show once)"), *totals], bold=True,
        fill=True,
    )  # fmt: skip
    _foot(sheet, _HEAD_ROW + 4, len(heads))
    _page(sheet, len(heads))
    if "before" in markers:
        column = get_column_letter(markers.index("before") + 1)
        sheet.column_dimensions[column].width = _WORDS


def _unit_below(head: str) -> str:
    """What is counted, and its unit on a line of its own."""
    return re.sub(r"\s*(?=[（(])", "\n", head, count=1)


def _top(sheet: Worksheet, columns: int) -> None:
    lines = (
        # Translators: zh: 乌兰牧骑工作统计表
        (_("Work of the Ulanmuqi troupes") + " · {{who}}", 16),
        # Translators: zh: 统计时间：{{period}}
        (_("Days: {{period}}"), 11),
        ("{{state}}", 11),
    )
    for number, (text, size) in enumerate(lines, start=1):
        sheet.merge_cells(
            start_row=number, end_row=number, start_column=1, end_column=columns
        )
        cell = sheet.cell(number, 1, text)
        cell.font = Font(bold=size > 11, size=size)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.row_dimensions[number].height = 28 if size > 11 else 20


def _row(
    sheet: Worksheet, number: int, texts: Sequence[str], *, bold: bool = False,
    fill: bool = False,
) -> None:  # fmt: skip
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(number, column, text)
        cell.font, cell.border = Font(bold=bold), _BOX
        is_head = number == _HEAD_ROW
        across = "left" if column == 1 else "center" if is_head else "right"
        cell.alignment = Alignment(
            horizontal=across, vertical="center", wrap_text=is_head or column == 1
        )
        if column > 1 and not is_head:
            cell.number_format = _NUMBER
        if fill:
            cell.fill = _FELT
    sheet.row_dimensions[number].height = 34 if number == _HEAD_ROW else 20


def _foot(sheet: Worksheet, row: int, columns: int) -> None:
    texts = ("{{carried}}", "{{targets}}", "{{notes}}", "{{made}}")
    for number, text in enumerate(texts, start=row):
        sheet.merge_cells(
            start_row=number, end_row=number, start_column=1, end_column=columns
        )
        cell = sheet.cell(number, 1, text)
        cell.font = Font(size=10, color="5E655D")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        # Rows of words grow with what is said (`filling`).
        sheet.row_dimensions[number].height = 18


def _page(sheet: Worksheet, columns: int) -> None:
    sheet.column_dimensions["A"].width = _FIRST_WIDTH
    for column in range(2, columns + 1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTH
    sheet.freeze_panes = sheet.cell(_HEAD_ROW + 1, 2)
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.oddFooter.center.text = "&P / &N"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
