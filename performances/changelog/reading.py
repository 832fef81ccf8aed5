"""A stored change as facts the sentences are made from."""

from datetime import datetime
from typing import Any

from ..models import Change, Performance
from ..telling import Kind, News, State
from ..telling.news import Name


def news_of(change: Change, now: datetime) -> News:
    """No query when the change came from `finding.public`.

    The showcase is named only when it is public by `now`, and only for its openings.
    """
    row = change.performance
    current = _current(row)
    after = State.read(current | change.after)
    was_new = change.after.get("new")
    return News(
        kind=Kind(change.kind),
        at=change.at,
        before=State.read(change.before, after) if change.before else None,
        after=after,
        new=State.read(was_new, after) if was_new else None,
        reason=change.reason,
        showcase=_showcase(change, now),
    )


def _current(row: Performance) -> dict[str, Any]:
    """What an entry of the first days lacks is told as it is today."""
    return {
        "title": row.title,
        "title_en": row.title_en,
        "starts_at": row.starts_at.isoformat(),
        "ends_at": row.ends_at.isoformat(),
        "status": row.status,
    }


def _showcase(change: Change, now: datetime) -> Name | None:
    showcase = change.showcase
    if showcase is None or not change.performance.is_opening:
        return None
    if showcase.announced_at is None or showcase.announced_at > now:
        return None
    return Name(showcase.short_title or showcase.title, showcase.title_en)
