"""Opens a workbook somebody uploaded, within bounds."""

import zipfile
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook


class NoWorkbook(ValueError):
    """Cannot be opened, or would unpack to more than it may."""


class HoldsMacros(NoWorkbook):
    """It would be run by whoever opens what is made of it."""


def opened(data: bytes, most_unpacked: int, **how: Any) -> Workbook:
    """`how` is for openpyxl. Raises NoWorkbook, HoldsMacros."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            infos = parts.infolist()
        if sum(one.file_size for one in infos) > most_unpacked:
            raise NoWorkbook
        if any(one.filename.endswith("vbaProject.bin") for one in infos):
            raise HoldsMacros
        return load_workbook(BytesIO(data), **how)
    except NoWorkbook:
        raise
    # A file from anywhere: openpyxl raises whatever its parts make it raise.
    except Exception as error:
        raise NoWorkbook from error
