"""What a visitor asked of the change log: a bounded, checked reading of the address."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict

from ulanmuqi.base.clock import day_begins

from ..changelog.cursor import Cursor
from ..models import Change
from .asked import CODE, REGION, day_of, matching


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
        start, end = day_of(query.get("from")), day_of(query.get("to"))
        kind = query.get("kind") or ""
        return cls(
            region=matching(query.get("region"), REGION),
            troupe=matching(query.get("troupe"), CODE),
            venue=matching(query.get("venue"), CODE),
            showcase=matching(query.get("showcase"), CODE),
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


def spelled(query: QueryDict) -> str:
    """Of all addresses that ask for the same."""
    return AskedChanges.of(query).query
