"""Words and names of one banner with what was entered and checked: read as one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from troupes.models import Troupe, Work
from ulanmuqi.places.models import Region, Venue

from ..models.glossary import GlossaryEntry
from .words import GROUPS, WORDS

# Without these the page says nothing; other names stand in Chinese until checked.
NAMES, VENUES, OTHERS = "names", "venues", "others"


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
    is_checked: bool = False
    row: models.Model | None = None


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
        """Whether the page may stand: names of venues and of what is outside the banner
        may wait for a check."""
        return all(line.group in (VENUES, OTHERS) for line in self.missing)

    def of_group(self, group: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.group == group)


def read(banner: Region, *, with_others: bool = True) -> Glossary:
    """Three queries, however many words: entries, troupes, venues. Three more for what
    else bears a Mongolian name and is at home here: regions, troupes above, works."""
    entries = {
        entry.key: entry for entry in GlossaryEntry.objects.select_related("entered_by")
    }
    lines = [
        _word(group, word.key, entries) for group, words in GROUPS for word in words
    ]
    lines += [_name(NAMES, row, entries) for row in (banner, *_troupes(banner))]
    lines += [_name(VENUES, row, entries) for row in _venues(banner)]
    if with_others:
        lines += [_name(OTHERS, row, entries) for row in _others(banner)]
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
    return _name(_group_of(row), row, entries)


def home_of(line: Line) -> Region | None:
    """Where a name is at home; None for a word, which belongs to all."""
    if line.row is None or isinstance(line.row, Region):
        return line.row
    if isinstance(line.row, Work):
        first = line.row.troupes.select_related("region").order_by("code").first()
        return first.region if first else None
    return line.row.region


def key_of(row: models.Model) -> str:
    return f"{row._meta.model_name}:{row.code}"


def checked_names(rows: Iterable[models.Model]) -> dict[str, str]:
    """The checked names of some rows, by key. No query."""
    return {key_of(row): row.mongolian for row in rows if row.mongolian}


def field_of(row: models.Model) -> str:
    """In which column its Mongolian name stands."""
    return "title_mn" if isinstance(row, Work) else "name_mn"


def _troupes(banner: Region) -> Iterator[Troupe]:
    rows = Troupe.objects.filter(region__path__startswith=banner.path)
    yield from rows.select_related("region").order_by("code")


def _venues(banner: Region) -> Iterator[Venue]:
    """Those whose name may be public; a school's or a home's is nobody's business."""
    rows = Venue.objects.standing().with_own_page()
    within = rows.filter(region__path__startswith=banner.path)
    yield from within.select_related("region").order_by("code")


def _others(banner: Region) -> Iterator[models.Model]:
    """The regions above and below, the troupes above, and the works of all these
    troupes: those that bear a name to be checked."""
    above = [banner.path[:end] for end in range(len(banner.path))]
    around = models.Q(path__in=above) | models.Q(path__startswith=banner.path)
    regions = Region.objects.filter(around).exclude(pk=banner.pk)
    yield from regions.exclude(name_mn="").order_by("path")
    higher = Troupe.objects.filter(region__path__in=above).exclude(name_mn="")
    yield from higher.select_related("region").order_by("code")
    at_home = models.Q(troupes__region__path__in=above)
    at_home |= models.Q(troupes__region__path__startswith=banner.path)
    works = Work.objects.standing().filter(at_home).exclude(title_mn="")
    yield from works.distinct().order_by("code")


def _group_of(row: models.Model) -> str:
    if isinstance(row, Venue):
        return VENUES
    is_above = isinstance(row, Region) and row.level != Region.Level.BANNER
    return OTHERS if is_above or isinstance(row, Work) else NAMES


def _row_of(key: str) -> models.Model | None:
    kind, _colon, code = key.partition(":")
    rows = {
        "region": Region.objects.all(),
        "work": Work.objects.standing(),
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
        **_said(entry, bool(entry) and entry.has_checked(entry.text)),
    )


def _name(group: str, row: Any, entries: dict[str, GlossaryEntry]) -> Line:
    is_work = isinstance(row, Work)
    return Line(
        key=key_of(row),
        group=group,
        chinese=row.title if is_work else row.name,
        english=row.title_en if is_work else row.name_en,
        used="",
        text=getattr(row, field_of(row)),
        row=row,
        **_said(entries.get(key_of(row)), bool(row.mongolian)),
    )


def _said(entry: GlossaryEntry | None, checked: bool) -> dict[str, Any]:
    if entry is None:
        return {"is_checked": checked}
    return {
        "is_checked": checked,
        "source": entry.source,
        "entered_by": entry.entered_by,
        "checked_by": entry.checked_by if checked else "",
        "checked_at": entry.checked_at if checked else None,
    }
