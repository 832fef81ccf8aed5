"""What a visitor asked of the change log: a bounded, checked reading of the address."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict

from ulanmuqi.base.clock import day_begins

from ..changelog.cursor import Cursor
from ..models import Change

_YEARS = (1957, 2100)
_REGION = re.compile(r"\d{6}", re.ASCII)
_CODE = re.compile(r"[a-z0-9-]{1,60}")


@dataclass(frozen=True, slots=True)
class AskedChanges:
    """Fields that were missing or made no sense are empty."""

    region: str = ""
    troupe: str = ""
    venue: str = ""
    showcase: str = ""
    kind: str = ""
    start: date | None = None
    end: date | None = None
    before: Cursor | None = None

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        """Never raises: garbage counts as not asked."""
        start, end = _day(query.get("from")), _day(query.get("to"))
        kind = query.get("kind") or ""
        return cls(
            region=_matching(query.get("region"), _REGION),
            troupe=_matching(query.get("troupe"), _CODE),
            venue=_matching(query.get("venue"), _CODE),
            showcase=_matching(query.get("showcase"), _CODE),
            kind=kind if kind in Change.Kind.values else "",
            start=start,
            end=None if start and end and end < start else end,
            before=Cursor.read(query.get("before")),
        )

    @property
    def is_filtered(self) -> bool:
        named = (self.region, self.troupe, self.venue, self.showcase, self.kind)
        return any(named) or self.start is not None or self.end is not None

    @property
    def bounds(self) -> tuple[datetime | None, datetime | None]:
        """The days as instants: from the first midnight to the one after the last."""
        after = self.end + timedelta(days=1) if self.end else None
        return _midnight(self.start), _midnight(after)

    def but(self, **changes: Any) -> Self:
        return replace(self, **changes)

    @property
    def query(self) -> str:
        """The canonical query string, "" for the plain log."""
        named = (
            ("region", self.region),
            ("troupe", self.troupe),
            ("venue", self.venue),
            ("showcase", self.showcase),
            ("kind", self.kind),
            ("from", self.start.isoformat() if self.start else ""),
            ("to", self.end.isoformat() if self.end else ""),
            ("before", str(self.before) if self.before else ""),
        )
        return urlencode([(name, value) for name, value in named if value])


def _midnight(day: date | None) -> datetime | None:
    return day_begins(day) if day else None


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
    return day if _YEARS[0] <= day.year <= _YEARS[1] else None


def _matching(text: str | None, shape: re.Pattern[str]) -> str:
    return text if text and shape.fullmatch(text) else ""
