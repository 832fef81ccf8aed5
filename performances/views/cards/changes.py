"""What the public was told about a show, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import get_language

from ... import telling
from ...changelog import news_of
from ...models import Change


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """`at` is aware, in Shanghai's time; `text` a whole sentence with the reason."""

    at: datetime
    kind: str
    label: str | Promise
    text: str


def changes(entries: Iterable[Change], now: datetime) -> list[ChangeLine]:
    """First announcements say nothing new and are left out; so is what is yet to
    come. No query where performance and showcase are loaded."""
    in_english = (get_language() or "").startswith("en")
    tell = telling.in_english if in_english else telling.in_chinese
    return [
        ChangeLine(
            at=entry.at,
            kind=entry.kind,
            label=entry.get_kind_display(),
            text=tell(news_of(entry, now)),
        )
        for entry in entries
        if entry.kind != Change.Kind.ANNOUNCED and entry.at <= now
    ]
