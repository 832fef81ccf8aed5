"""Workbooks somebody uploaded: bounded, and never a way for macros to others."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from ulanmuqi.base import workbooks

UNPACKED = 5_000_000


def book(*, hidden_first: bool = False) -> bytes:
    made, out = Workbook(), BytesIO()
    made.active.append(("代码", "名称"))
    made.active.append((152524200, "甲苏木"))
    if hidden_first:
        notes = made.create_sheet("说明", 0)
        notes.append(("不是名单",))
        notes.sheet_state = "hidden"
    made.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = BytesIO(data)
    with ZipFile(out, "a", ZIP_DEFLATED) as parts:
        parts.writestr(name, content)
    return out.getvalue()


def read(data: bytes, lines: int = 10) -> list:
    return workbooks.first_sheet(data, UNPACKED, lines=lines, columns=3)


def test_a_list_with_macros_is_read_and_a_layout_with_them_refused() -> None:
    macros = with_part(book(), "xl/vbaProject.bin", b"Sub Auto_Open()")
    assert read(macros)[1][:2] == (152524200, "甲苏木")
    with pytest.raises(workbooks.HoldsMacros):
        workbooks.opened(macros, UNPACKED)
    assert workbooks.opened(book(), UNPACKED).worksheets


def test_the_first_sheet_one_sees_is_read_within_bounds() -> None:
    assert read(book(hidden_first=True))[0][0] == "代码"
    assert len(read(book(), lines=1)) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 not a workbook",
        with_part(book(), "xl/media/a.bin", b"\0" * (UNPACKED + 1)),
        with_part(BytesIO().getvalue(), "a.txt", b"no sheet"),
    ],
    ids=["empty", "torn", "bomb", "archive"],
)
def test_what_is_none_is_refused(data: bytes) -> None:
    for way in (read, lambda one: workbooks.opened(one, UNPACKED)):
        with pytest.raises(workbooks.NoWorkbook):
            way(data)


def test_the_old_format_is_told_apart() -> None:
    old = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
    for way in (read, lambda one: workbooks.opened(one, UNPACKED)):
        with pytest.raises(workbooks.Outdated):
            way(old)
    assert ".xlsx" in workbooks.told_outdated()
