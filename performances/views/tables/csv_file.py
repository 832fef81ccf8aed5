"""A table as CSV that Excel and WPS open with the right characters by double click."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from io import StringIO

from django.utils.translation import get_language, override

from ..cards import PerformanceCard
from .cells import harmless
from .columns import Cell, Column

# Without it Excel reads UTF-8 as the code page of the machine: 婕斿嚭 for 演出.
BYTE_ORDER_MARK = "\ufeff"


def csv_parts(
    columns: Sequence[Column],
    chunks: Iterable[Sequence[PerformanceCard]],
    note: str = "",
) -> Iterator[bytes]:
    """Header, rows chunk by chunk, and a note as the last row when there is one.

    In the language that is active when it is called. It is set anew for each chunk
    and not across them: whoever reads a streamed answer does so after the request,
    may serve another one meanwhile, and may stop in the middle.
    """
    return _parts(columns, chunks, note, get_language())


def _parts(
    columns: Sequence[Column],
    chunks: Iterable[Sequence[PerformanceCard]],
    note: str,
    language: str | None,
) -> Iterator[bytes]:
    yield _lines([[column.title for column in columns]], BYTE_ORDER_MARK)
    for cards in chunks:
        with override(language):
            rows = [[_text(column.cell(card)) for column in columns] for card in cards]
        yield _lines(rows)
    if note:
        yield _lines([[note]])


def _lines(rows: Iterable[Sequence[str]], before: str = "") -> bytes:
    out = StringIO(before)
    out.seek(0, 2)
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case date():
            return cell.isoformat()
        case time():
            return f"{cell:%H:%M}"
    return harmless(cell)
