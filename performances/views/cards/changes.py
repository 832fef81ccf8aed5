"""What the public was told about a show, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import get_language

from ...models import Change


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """`was_at` and `is_at` only where the hour moved; `place` only where it changed.

    Instants are aware, in the zone of the venue.
    """

    at: datetime
    label: str | Promise
    reason: str
    was_at: datetime | None
    is_at: datetime | None
    place: str


def changes(entries: Iterable[Change], zone: str) -> list[ChangeLine]:
    """First announcements say nothing new and are left out."""
    return [
        _line(entry, ZoneInfo(zone))
        for entry in entries
        if entry.kind != Change.Kind.ANNOUNCED
    ]


def _line(entry: Change, zone: ZoneInfo) -> ChangeLine:
    was, now = (_instant(facts, zone) for facts in (entry.before, entry.after))
    moved = was is not None and now is not None and was != now
    return ChangeLine(
        at=entry.at.astimezone(zone),
        label=entry.get_kind_display(),
        reason=entry.reason,
        was_at=was if moved else None,
        is_at=now if moved else None,
        place=_new_place(entry.before, entry.after),
    )


def _instant(facts: dict[str, Any], zone: ZoneInfo) -> datetime | None:
    text = facts.get("starts_at")
    return datetime.fromisoformat(text).astimezone(zone) if text else None


def _new_place(before: dict[str, Any], after: dict[str, Any]) -> str:
    old, new = before.get("place") or {}, after.get("place") or {}
    if not new or new == old:
        return ""
    english = (get_language() or "").startswith("en")
    return (english and new.get("name_en")) or new.get("name") or new.get("league", "")
