"""All troupes as the public finds them: by league, or by a part of their name."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from wagtail.models import Page

from ulanmuqi.base.codes import pinyin_slug
from ulanmuqi.base.readers import pages_about
from ulanmuqi.places.models import Region

from .models import Troupe, TroupePage

LONGEST = 40


@dataclass(frozen=True, slots=True)
class Entry:
    troupe: Troupe
    page: Page | None


@dataclass(frozen=True, slots=True)
class League:
    """`region` is nothing for troupes of the autonomous region itself."""

    region: Region | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """`words` are what was looked for, as typed; "" for everybody."""

    words: str
    leagues: tuple[League, ...]

    @property
    def count(self) -> int:
        return sum(len(league.entries) for league in self.leagues)


def asked(query: Mapping[str, str]) -> str:
    """What is looked for, at most LONGEST characters; "" when nothing is."""
    typed = query.get("q", "").replace("\x00", "")
    return " ".join(typed.split())[:LONGEST]


def roster(words: str = "") -> Roster:
    """Two queries; troupes of the whole region first, then leagues by code."""
    rows = list(
        Troupe.objects.select_related("region__league").order_by("region__path", "code")
    )
    if words:
        rows = [troupe for troupe in rows if is_called(troupe, words)]
    pages = pages_about(TroupePage, [troupe.pk for troupe in rows])
    found: dict[Region | None, list[Entry]] = {}
    for troupe in rows:
        entry = Entry(troupe, pages.get(troupe.pk))
        found.setdefault(troupe.region.league, []).append(entry)
    leagues = (League(region, tuple(entries)) for region, entries in found.items())
    return Roster(words, tuple(leagues))


def is_called(troupe: Troupe, words: str) -> bool:
    """Whether every word is part of a name of the troupe, its home or its league, in
    Chinese, English, pinyin (kailu) or the initials of its short name (kl)."""
    home = troupe.region
    names = [troupe.name, troupe.short_name, troupe.name_en]
    for region in (home, home.league):
        if region is not None:
            names += [region.name, region.short_name, region.name_en]
    wanted = [_plain(word) for word in words.split()]
    if any(word.isascii() for word in wanted):
        slugs = [pinyin_slug(name).split("-") for name in names[:2] if name]
        names += ["".join(slug) for slug in slugs]
        names += ["".join(part[0] for part in slug if part) for slug in slugs]
    plain = [_plain(name) for name in names]
    return all(word and any(word in name for name in plain) for word in wanted)


def _plain(text: str) -> str:
    """Letters, digits and characters alone, wide forms as narrow ones, small."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())
