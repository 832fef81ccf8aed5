"""Genres of works: 41 forms in six categories, from the reference file."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

_FILE = Path(__file__).parent / "reference" / "genres.json"


class Category(models.TextChoices):
    """What the public filters by; also the codes of the genre calendars."""

    VOCAL = "vocal", _("Vocal music")
    DANCE = "dance", _("Dance")
    INSTRUMENTAL = "instrumental", _("Instrumental music")
    QUYI = "quyi", _("Quyi (sung and spoken narrative)")
    DRAMA = "drama", _("Drama")
    MIXED = "mixed", _("Mixed forms")

    @property
    def short_label(self) -> str:
        """Without what stands in brackets, for a cover: 曲艺."""
        return re.split(r"[（(]", str(self.label))[0].strip()


@dataclass(frozen=True, slots=True)
class Genre:
    code: str
    name: str
    name_en: str
    category: Category
    minutes: tuple[int, int]

    @property
    def local_name(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name


@cache
def genres() -> dict[str, Genre]:
    """Every genre by its code, in the order of the reference file."""
    rows = json.loads(_FILE.read_text(encoding="utf-8"))["genres"]
    return {
        row["id"]: Genre(
            code=row["id"],
            name=row["name_zh"],
            name_en=row["name_en"],
            category=Category(row["category"]),
            minutes=tuple(row["typical_minutes"]),
        )
        for row in rows
    }


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Grouped choices for a form field."""
    return [
        (
            category.label,
            [
                (g.code, g.local_name)
                for g in genres().values()
                if g.category == category
            ],
        )
        for category in Category
    ]


def local_form(text: str) -> str:
    """A form as somebody announced it, in English for readers of English where it is
    one of ours."""
    if not (get_language() or "").startswith("en"):
        return text
    return _english_forms().get(text, text)


@cache
def _english_forms() -> dict[str, str]:
    """By every Chinese name; one entry may carry several, parted by a stroke."""
    return {
        name: genre.name_en
        for genre in genres().values()
        for name in (genre.name, *genre.name.split("/"))
    }


def category_of(genre: str) -> Category:
    """The category of a genre code; mixed for one that is not known."""
    known = genres().get(genre)
    return known.category if known else Category.MIXED
