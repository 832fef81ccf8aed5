"""Opens workbooks somebody uploaded, within bounds: the one way into them.

Macros are never run here. A list of which only the values are read (`first_sheet`) may
hold them: nothing of the file goes on. A workbook out of which another is made for
other people (`opened`) may not: they would run in the hands of whoever opens that.
"""

import zipfile
from io import BytesIO
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook

# The workbook as it was before 2007 is another format, with the same icon.
_BEFORE_2007 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# More parts than any list or form has; each costs something to look at.
_MOST_PARTS = 2_000


class NoWorkbook(ValueError):
    """Cannot be opened, or would unpack to more than it may."""


class Outdated(NoWorkbook):
    """In the format of before 2007 (.xls), or locked with a password: saved anew as
    .xlsx it can be read."""


class HoldsMacros(NoWorkbook):
    """They would be run by whoever opens what is made of it."""


def opened(data: bytes, most_unpacked: int) -> Workbook:
    """To be written on and handed to others. Raises NoWorkbook, Outdated,
    HoldsMacros."""
    if any(name.endswith("vbaProject.bin") for name in _parts(data, most_unpacked)):
        raise HoldsMacros
    return _loaded(data)


def first_sheet(
    data: bytes, most_unpacked: int, *, lines: int, columns: int
) -> list[tuple[Any, ...]]:
    """The values of the first sheet one sees, at most so many lines and columns of it;
    of formulas what they last came to. Raises NoWorkbook, Outdated."""
    _parts(data, most_unpacked)
    book = _loaded(data, read_only=True, data_only=True)
    try:
        seen = [one for one in book.worksheets if one.sheet_state == "visible"]
        rows = seen[0].iter_rows(max_col=columns, values_only=True)
        return list(islice(rows, lines))
    # The rows are read only now; what cannot be read raises whatever it does.
    except Exception as error:
        raise NoWorkbook from error


def told_outdated() -> str:
    # Translators: zh: 这是旧格式的.xls，或者加了密码。请在Excel或WPS里去掉密码，另存为“Excel工作簿（.xlsx）”再上传。
    return _(
        "This is the old format .xls, or it has a password. In Excel or WPS take the "
        "password off, save it as an Excel workbook (.xlsx) and upload that."
    )


def _parts(data: bytes, most_unpacked: int) -> list[str]:
    if data.startswith(_BEFORE_2007):
        raise Outdated
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            infos = parts.infolist()
    except Exception as error:
        raise NoWorkbook from error
    if len(infos) > _MOST_PARTS or sum(one.file_size for one in infos) > most_unpacked:
        raise NoWorkbook
    return [one.filename for one in infos]


def _loaded(data: bytes, **how: Any) -> Workbook:
    try:
        return load_workbook(BytesIO(data), **how)
    # A file from anywhere: openpyxl raises whatever its parts make it raise.
    except Exception as error:
        raise NoWorkbook from error
