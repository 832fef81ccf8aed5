"""The report's workbook: filled from a layout, for Excel and WPS."""

import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName

from performances.reports import (
    Block,
    LayoutFault,
    Report,
    Sheet,
    check,
    filled,
    shipped_layout,
)

_ROW = {"onsite_shows": 16, "onsite_attendances": 1008, "missing": 2, "target": 100}
_TOTAL = {"onsite_shows": 37, "onsite_attendances": 2300, "missing": 5}


def report(*, troupes: int = 3) -> Report:
    rows = [{**_ROW, "troupe": f"示例乌兰牧骑{n}"} for n in range(troupes)]
    rows[0]["troupe"] = '=HYPERLINK("http://x","点我")'
    block = Block(rows, _TOTAL)
    leagues = [Sheet("兴安盟", block), Sheet("锡林郭勒盟[1]/2", block)]
    by_league = Block([{**_TOTAL, "league": one.name} for one in leagues], _TOTAL)
    return Report(
        said={
            "period": "2023年", "state": "演过37场", "who": "全区", "made": "某日",
            "carried": "", "notes": "+说明", "site": "",
        },
        leagues=leagues,
        troupes=block,
        by_league=by_league,
        region=Block([{**_TOTAL, "region": "全区"}], _TOTAL),
        of_league={"兴安盟": {"state": "演过3场"}},
    )  # fmt: skip


@pytest.fixture(scope="module")
def workbook() -> bytes:
    return filled(shipped_layout(), report())


def test_there_is_a_sheet_for_every_level(workbook: bytes) -> None:
    book = load_workbook(BytesIO(workbook))

    assert len(book.sheetnames) == 4
    assert book.sheetnames[0] == "兴安盟"
    first = book["兴安盟"]
    assert first["A1"].value.endswith("兴安盟")
    assert first["A3"].value == "演过3场"
    assert [first.cell(row, 2).value for row in (6, 7, 8)] == [16, 16, 16]
    assert first.cell(9, 2).value == 37
    assert first.cell(9, 3).number_format == "#,##0"
    assert book.worksheets[2].cell(6, 1).value == "兴安盟"
    left = [
        cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if "{{" in str(cell.value or "")
    ]
    assert left == []


def test_text_is_never_run(workbook: bytes) -> None:
    book = load_workbook(BytesIO(workbook))
    cell = book["兴安盟"].cell(6, 1)

    assert cell.data_type == "s"
    assert cell.quotePrefix
    with zipfile.ZipFile(BytesIO(workbook)) as parts:
        sheets = [n for n in parts.namelist() if n.startswith("xl/worksheets/sheet")]
        assert all(b"<f>" not in parts.read(name) for name in sheets)


def test_its_parts_agree_with_each_other(workbook: bytes) -> None:
    """What Excel repairs: parts that are not XML, lack a type, or point to nothing."""
    with zipfile.ZipFile(BytesIO(workbook)) as parts:
        names = set(parts.namelist())
        assert parts.testzip() is None
        for name in names:
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(name))
        types = parts.read("[Content_Types].xml").decode()
        told = set(re.findall(r'PartName="/([^"]+)"', types))
        assert told <= names
        links = parts.read("xl/_rels/workbook.xml.rels").decode()
        for target in re.findall(r'Target="/?(?:xl/)?([^"]+)"', links):
            assert f"xl/{target}" in names
        book = parts.read("xl/workbook.xml").decode()
        titles = re.findall(r'<sheet [^>]*name="([^"]+)"', book)
        assert len(titles) == len(set(titles))
        assert all(
            len(one) <= 31 and not re.search(r"[\[\]:*?/\\]", one) for one in titles
        )
        for number in range(1, len(titles) + 1):
            merged = re.findall(
                r'mergeCell ref="([^"]+)"',
                parts.read(f"xl/worksheets/sheet{number}.xml").decode(),
            )
            assert len(merged) == len(set(merged)) == 7


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_another_program_reads_it(workbook: bytes, tmp_path: Path) -> None:
    (tmp_path / "report.xlsx").write_bytes(workbook)
    subprocess.run(
        [
            "soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/lo",
            "--convert-to", "csv", "--outdir", str(tmp_path), "report.xlsx",
        ],
        check=True, cwd=tmp_path, capture_output=True, timeout=120,
    )  # fmt: skip
    said = (tmp_path / "report.csv").read_text(errors="replace")
    assert "1008" in said.replace(",", "")
    assert "#NAME" not in said


def laid_out(**sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_layout_of_ones_own_keeps_its_order_and_what_stands_below() -> None:
    own = laid_out(
        表=[
            ["单位：{{who}}", "{{period}}"],
            ["人次", "场次", "队伍"],
            ["{{onsite_attendances}}", "{{ onsite_shows }}场", "{{troupe}}"],
            ["{{total.onsite_attendances}}", "{{total.onsite_shows}}", "合计"],
            ["负责人签字", None, None],
        ]
    )
    check(own)

    sheet = load_workbook(BytesIO(filled(own, report())))["表"]

    assert sheet["A1"].value == "单位：全区"
    assert [sheet.cell(row, 2).value for row in (3, 4, 5)] == ["16场"] * 3
    assert [cell.value for cell in sheet[6]] == [2300, 37, "合计"]
    assert sheet["A7"].value == "负责人签字"


def strayed(cell: str) -> bytes:
    """Only one cell far away: a sheet of billions for whoever walks it."""
    book, out = Workbook(), BytesIO()
    book.active[cell] = "x"
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no workbook", "打不开"),
        (b"PK\x03\x04 broken", "打不开"),
        (b"x" * 600_000, "500KB"),
        (laid_out(表=[["什么都没有"]]), "{{troupe}}"),
        (laid_out(表=[["{{troupe}}", "{{onsite}}"]]), "B1"),
        (laid_out(表=[["{{troupe}}"], ["{{days}}"]]), "A2"),
        (laid_out(**{f"s{n}": [["{{troupe}}"]] for n in range(11)}), "最多10张"),
        (laid_out(表=[["{{troupe}}"], *([["x"]] * 300)]), "200行"),
        (strayed("XFD1048576"), "200行"),
    ],
)
def test_faults_of_a_layout_are_told_in_words(data: bytes, said: str) -> None:
    with pytest.raises(LayoutFault) as fault:
        check(data)
    assert said in str(fault.value)


def test_a_bomb_is_not_unpacked() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b"0" * 30_000_000)
    with pytest.raises(LayoutFault):
        check(out.getvalue())


def _odd_layout() -> Workbook:
    """As a bureau keeps it: cells merged, colours, names, a hidden sheet."""
    book = load_workbook(BytesIO(shipped_layout()))
    for sheet in book.worksheets[:2]:
        sheet.merge_cells("S6:T6")
    sheet = book.worksheets[0]
    sheet["S6"] = "{{works}}"
    sheet["Q6"] = "=B6+D6"
    red = PatternFill("solid", bgColor="FFFF0000")
    rule = CellIsRule(operator="greaterThan", formula=["100"], fill=red)
    sheet.conditional_formatting.add("B6:B6", rule)
    hidden = book.create_sheet("内部参数")
    hidden.sheet_state = "hidden"
    for name, place in (("合计行", "'{{league}}'!$A$7"), ("参数", "内部参数!$A$1")):
        book.defined_names[name] = DefinedName(name, attr_text=place)
    return book


def _saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_what_a_layout_holds_besides_goes_along_with_the_rows() -> None:
    layout = _saved(_odd_layout())
    check(layout)
    book = load_workbook(BytesIO(filled(layout, report())))
    sheet = book["兴安盟"]
    merged = {one.coord for one in sheet.merged_cells.ranges}
    assert {"S6:T6", "S7:T7", "S8:T8"} <= merged
    assert [sheet.cell(row, 17).value for row in (6, 8)] == ["=B6+D6", "=B8+D8"]
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["B6:B8"]
    assert book["内部参数"].sheet_state == "hidden"
    # A name of a sheet that is there no more makes Excel repair the file.
    assert list(book.defined_names) == ["参数"]


def test_a_formula_that_uses_a_place_that_moves_is_refused() -> None:
    book = _odd_layout()
    book.worksheets[0]["R6"] = "=B6*合计行+参数"
    with pytest.raises(LayoutFault, match=r"R6.*“合计行”") as refused:
        check(_saved(book))
    assert len(refused.value.sentences) == 1


def test_a_merged_cell_across_the_row_is_refused_with_its_place() -> None:
    book = _odd_layout()
    book.worksheets[0].merge_cells("V5:V6")
    with pytest.raises(LayoutFault, match="V5:V6"):
        check(_saved(book))
