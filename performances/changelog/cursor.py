"""Where a leaf of the change log ends: an instant and a row, short and checkable."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SHAPE = re.compile(r"(\d{1,16})-(\d{1,18})", re.ASCII)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Cursor:
    at: datetime
    key: int

    def __str__(self) -> str:
        return f"{(self.at - _EPOCH) // _MICROSECOND}-{self.key}"

    @classmethod
    def read(cls, text: str | None) -> Self | None:
        """None for what is no cursor; never raises."""
        shape = _SHAPE.fullmatch(text or "")
        if shape is None:
            return None
        return cls(_EPOCH + int(shape[1]) * _MICROSECOND, int(shape[2]))
