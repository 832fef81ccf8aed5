"""What a visitor asked of the schedule: a bounded, checked reading of the address."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict

from troupes.genres import Category
from ulanmuqi.base.clock import SHANGHAI

from ..models import Performance

WHEN = ("today", "tomorrow", "weekend")
# Other ways to look than the list, which an address does not name.
LOOKS = ("month", "map")
SETTINGS = ("indoor", "outdoor")
MODES = ("on_site", "online")
LONGEST_WORDS = 60
YEARS = (1957, 2100)
REGION = re.compile(r"[0-9]{6}")
CODE = re.compile(r"[a-z0-9-]{1,60}")
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """Fields that were missing or made no sense are empty."""

    when: str = ""
    start: date | None = None
    end: date | None = None
    region: str = ""
    troupe: str = ""
    genre: str = ""
    language: str = ""
    setting: str = ""
    mode: str = ""
    words: str = ""
    view: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        """Never raises: garbage counts as not asked. A date wins over `when`."""
        start, end = day_of(query.get("from")), day_of(query.get("to"))
        if start and end and end < start:
            end = None
        when = "" if start or end else _one_of(query.get("when"), WHEN)
        return cls(
            when=when,
            start=start,
            end=end,
            region=matching(query.get("region"), REGION),
            troupe=matching(query.get("troupe"), CODE),
            genre=_one_of(query.get("genre"), Category.values),
            language=_one_of(query.get("language"), Performance.Language.values),
            setting=_one_of(query.get("setting"), SETTINGS),
            mode=_one_of(query.get("mode"), MODES),
            words=plain(query.get("q")),
            view=_one_of(query.get("view"), LOOKS),
        )

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the days was asked."""
        return any(
            (
                self.region,
                self.troupe,
                self.genre,
                self.language,
                self.setting,
                self.mode,
                self.words,
            )
        )

    def days(self, now: datetime) -> tuple[date, date | None]:
        """First and last day asked for, in Shanghai; without an end, from today on."""
        today = now.astimezone(SHANGHAI).date()
        match self.when:
            case "today":
                return today, today
            case "tomorrow":
                return today + timedelta(days=1), today + timedelta(days=1)
            case "weekend":
                ahead = max(_SATURDAY - today.weekday(), 0)
                sunday = today + timedelta(days=6 - today.weekday())
                return today + timedelta(days=ahead), sunday
        return self.start or (min(today, self.end) if self.end else today), self.end

    def but(self, **changes: Any) -> Self:
        return replace(self, **changes)

    @property
    def query(self) -> str:
        """The canonical query string, "" for the plain schedule."""
        named = (
            ("view", self.view),
            ("when", self.when),
            ("from", self.start.isoformat() if self.start else ""),
            ("to", self.end.isoformat() if self.end else ""),
            ("region", self.region),
            ("troupe", self.troupe),
            ("genre", self.genre),
            ("language", self.language),
            ("setting", self.setting),
            ("mode", self.mode),
            ("q", self.words),
        )
        return urlencode([(name, value) for name, value in named if value])


def spelled(query: QueryDict) -> str | None:
    """Of all addresses that ask for the same; None for a search for words, of which
    there are too many to keep."""
    asked = Asked.of(query)
    return None if asked.words else asked.query


def day_of(text: str | None) -> date | None:
    """A day written as 2023-11-20, within YEARS; None for anything else."""
    try:
        day = date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
    return day if YEARS[0] <= day.year <= YEARS[1] else None


def _one_of(text: str | None, known: Any) -> str:
    return text if text in known else ""


def matching(text: str | None, shape: re.Pattern[str]) -> str:
    """The text when all of it has the shape, else ""."""
    return text if text and shape.fullmatch(text) else ""


def plain(text: str | None) -> str:
    """Printable characters only, single spaces, a bounded length."""
    kept = "".join(char if char.isprintable() else " " for char in text or "")
    return " ".join(kept.split())[:LONGEST_WORDS].rstrip()
