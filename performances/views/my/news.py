"""What is otherwise since yesterday, beside the show it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ulanmuqi.base import clock

from ...models import Performance
from ...scheduling.changed_lately import ShowChanged, changed_since, changed_words

# From midnight before yesterday's day on: whoever looked last evening has seen less.
_DAYS = 1


@dataclass(frozen=True, slots=True)
class News:
    """Sentences, when it was changed last, in the venue's zone, and by whom ("" by the
    system)."""

    sentences: tuple[str, ...]
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class MovedAway:
    """A show that stood on today or tomorrow and stands on another day now."""

    public_id: str
    title: str
    was_at: datetime
    starts_at: datetime


def changes_lately(
    shows: Sequence[Performance], now: datetime
) -> dict[int, ShowChanged]:
    """Since yesterday's midnight; one query."""
    return changed_since(shows, clock.midnight(now) - timedelta(days=_DAYS))


def news_of(show: Performance, changed: ShowChanged | None) -> News | None:
    if changed is None:
        return None
    at = changed.at.astimezone(ZoneInfo(show.time_zone))
    return News(tuple(changed_words(show, changed)), at, changed.by)


def moved_away(
    shows: Sequence[Performance], changed: dict[int, ShowChanged], today: date
) -> tuple[MovedAway, ...]:
    """Of those whose row itself was moved; one postponed in public stands where it was
    and says its new day."""
    soon = {today, today + timedelta(days=1)}
    found = []
    for show in shows:
        one = changed.get(show.pk)
        if one is None or one.was_at is None or show.is_off:
            continue
        starts = show.starts_at.astimezone(one.was_at.tzinfo)
        if one.was_at.date() in soon and starts.date() not in soon:
            found.append(
                MovedAway(show.public_id, show.local_title, one.was_at, starts)
            )
    return tuple(sorted(found, key=lambda row: row.was_at))
