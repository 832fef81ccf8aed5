"""Words and names of one banner with what was entered and checked: read as one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from troupes.models import Troupe
from ulanmuqi.places.models import Region, Venue

from ..models.glossary import GlossaryEntry
from .words import GROUPS, WORDS

# Without these the page says nothing; other names stand in Chinese until checked.
NAMES, VENUES = "names", "venues"


@dataclass(frozen=True, slots=True)
class Line:
    """One word or name. `row` is what a name belongs to, None for a word."""

    key: str
    group: str
    chinese: str
    english: str
    used: str
    text: str
    source: str = ""
    entered_by: Any = None
    checked_by: str = ""
    checked_at: datetime | None = None
    row: models.Model | None = None

    @property
    def is_checked(self) -> bool:
        return self.checked_at is not None


@dataclass(frozen=True, slots=True)
class Glossary:
    banner: Region
    lines: tuple[Line, ...]

    @property
    def done(self) -> int:
        return sum(line.is_checked for line in self.lines)

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def missing(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.is_checked)

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def can_speak(self) -> bool:
        """Whether the page may stand: only names of venues may wait for a check."""
        return all(line.group == VENUES for line in self.missing)

    def of_group(self, group: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.group == group)


def read(banner: Region) -> Glossary:
    """Three queries, however many words: entries, troupes, venues."""
    entries = {
        entry.key: entry for entry in GlossaryEntry.objects.select_related("entered_by")
    }
    lines = [
        _word(group, word.key, entries) for group, words in GROUPS for word in words
    ]
    lines += [_name(NAMES, row, entries) for row in (banner, *_troupes(banner))]
    lines += [_name(VENUES, row, entries) for row in _venues(banner)]
    return Glossary(banner, tuple(lines))


def line_of(key: str) -> Line | None:
    """One word or name by its key; None where there is no such thing. Two queries."""
    entry = GlossaryEntry.objects.select_related("entered_by").filter(key=key).first()
    entries = {key: entry} if entry else {}
    if key in WORDS:
        group = next(name for name, words in GROUPS if WORDS[key] in words)
        return _word(group, key, entries)
    row = _row_of(key)
    if row is None:
        return None
    return _name(VENUES if isinstance(row, Venue) else NAMES, row, entries)


def home_of(line: Line) -> Region | None:
    """Where a name is at home; None for a word, which belongs to all."""
    if line.row is None or isinstance(line.row, Region):
        return line.row
    return line.row.region


def key_of(row: models.Model) -> str:
    return f"{row._meta.model_name}:{row.code}"


def checked_names(rows: Iterable[models.Model]) -> dict[str, str]:
    """The checked names of some rows, by key. One query."""
    named = {key_of(row): row.name_mn for row in rows if row.name_mn}
    entries = GlossaryEntry.objects.filter(key__in=named)
    return {
        entry.key: named[entry.key]
        for entry in entries
        if entry.has_checked(named[entry.key])
    }


def _troupes(banner: Region) -> Iterator[Troupe]:
    rows = Troupe.objects.filter(region__path__startswith=banner.path)
    yield from rows.select_related("region").order_by("code")


def _venues(banner: Region) -> Iterator[Venue]:
    """Those whose name may be public; a school's or a home's is nobody's business."""
    rows = Venue.objects.standing().with_own_page()
    within = rows.filter(region__path__startswith=banner.path)
    yield from within.select_related("region").order_by("code")


def _row_of(key: str) -> models.Model | None:
    kind, _colon, code = key.partition(":")
    rows = {
        "region": Region.objects.filter(level=Region.Level.BANNER),
        "troupe": Troupe.objects.select_related("region"),
        "venue": Venue.objects.standing().with_own_page().select_related("region"),
    }.get(kind)
    return None if rows is None else rows.filter(code=code).first()


def _word(group: str, key: str, entries: dict[str, GlossaryEntry]) -> Line:
    word, entry = WORDS[key], entries.get(key)
    return Line(
        key=key,
        group=group,
        chinese=word.chinese,
        english=word.english,
        used=word.used,
        text=entry.text if entry else "",
        **_said(entry, entry.text if entry else ""),
    )


def _name(group: str, row: Any, entries: dict[str, GlossaryEntry]) -> Line:
    return Line(
        key=key_of(row),
        group=group,
        chinese=row.name,
        english=row.name_en,
        used="",
        text=row.name_mn,
        row=row,
        **_said(entries.get(key_of(row)), row.name_mn),
    )


def _said(entry: GlossaryEntry | None, text: str) -> dict[str, Any]:
    if entry is None:
        return {}
    checked = entry.has_checked(text)
    return {
        "source": entry.source,
        "entered_by": entry.entered_by,
        "checked_by": entry.checked_by if checked else "",
        "checked_at": entry.checked_at if checked else None,
    }
