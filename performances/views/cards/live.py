"""What the public opening page says of each city: its state and the public reason."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ulanmuqi.base.templatetags.dates import moment

from ...delays import Move, Moved, moved
from ...models import Change, Performance
from .instant import InstantColumn, InstantLine
from .performance import PerformanceCard
from .record import RecordCard
from .state import State


@dataclass(frozen=True, slots=True)
class LiveCity:
    """`says` is the state in words, `marks` what is unusual about the place; `reason`
    only where there is something to give one for. `came` says how many came, once the
    curtain is down and the league has reviewed what the troupes reported."""

    column: InstantColumn
    says: str
    marks: tuple[str, ...]
    reason: str
    came: str = ""
    came_is_example: bool = False

    @property
    def is_loud(self) -> bool:
        return bool(self.marks) or self.column.show.state.is_loud


def live_cities(
    line: InstantLine,
    openings: Iterable[Performance],
    changes: Sequence[Change],
    records: Mapping[int, RecordCard] | None = None,
) -> tuple[LiveCity, ...]:
    """In the order of the line's columns; needs what the line was made of, and of what
    has ended the `records`, by the key of the show. No query."""
    rows = {row.public_id: row for row in openings}
    left = _places_left(changes)
    origin = moved_instant(line, changes)
    return tuple(
        _city(column, rows[column.show.public_id], left, origin, records or {})
        for column in line.columns
    )


def moved_instant(line: InstantLine, changes: Iterable[Change]) -> Moved | None:
    """How T-zero came to be where it is, as the public was told."""
    moves = []
    for change in changes:
        was, now_ = (_instant(facts) for facts in (change.before, change.after))
        if was is not None and now_ is not None:
            moves.append(Move(change.at, was, now_, change.reason))
    return moved(moves, line.opens_at)


def _city(
    column: InstantColumn,
    row: Performance,
    left: Mapping[int, str],
    origin: Moved | None,
    records: Mapping[int, RecordCard],
) -> LiveCity:
    show = column.show
    marks = []
    if not show.state.is_off:
        if (was := left.get(row.pk)) and was != show.venue:
            values = {"venue": show.venue, "was": was}
            # Translators: zh: 改到备用场地%(venue)s，原定%(was)s
            marks.append(
                _("At the reserve venue: %(venue)s instead of %(was)s") % values
            )
        if show.is_online:
            # Translators: zh: 线上播出，不设现场观众
            marks.append(_("Online, without an audience"))
    told = bool(marks) or show.state.is_loud
    record = records.get(row.pk) if show.state is State.OVER else None
    return LiveCity(
        column,
        state_sentence(show, origin),
        tuple(marks),
        row.status_reason if told else "",
        record.came if record is not None else "",
        record is not None and record.is_example,
    )


def state_sentence(show: PerformanceCard, origin: Moved | None = None) -> str:
    """A city's state in the public's words; times are those of the venue's zone.

    Nobody is told "on time" once T-zero was moved (`origin`): the hour stands there
    plainly, beside the one that was promised where that is news.
    """
    hour = f"{show.starts_at:%H:%M}"
    match show.state:
        case State.LIVE:
            # Translators: zh: 大幕已启，正在演出
            return _("The curtain is up; on stage now")
        case State.OVER:
            # Translators: zh: 已落幕
            return _("Curtain down")
        case State.LATE if show.next_word_at is not None:
            values = {"at": show.next_word}
            # Translators: zh: 推迟启幕，%(at)s再通知
            return _("Opens late; next word at %(at)s") % values
        case State.LATE:
            # Translators: zh: 推迟到%(at)s启幕
            return _("Opens late, at %(at)s") % {"at": hour}
        case State.MOVED if show.moved is not None:
            values = {"at": moment(show.moved.starts_at)}
            # Translators: zh: 改期到%(at)s
            return _("Postponed to %(at)s") % values
        case State.MOVED:
            # Translators: zh: 改期，新的日期待定
            return _("Postponed; the new date is to be announced")
        case State.CANCELLED | State.WITHDRAWN:
            # Translators: zh: 本地不启幕
            return _("Does not open here")
        case State.CONDITIONAL:
            # Translators: zh: 待定，原定%(at)s
            return _("Conditional, planned for %(at)s") % {"at": hour}
    if origin is not None:
        was = as_promised(origin, show.starts_at)
        if was:
            # Translators: zh: %(at)s启幕（原定%(was)s）
            return _("Opens at %(at)s (planned for %(was)s)") % {"at": hour, "was": was}
        # Translators: zh: %(at)s启幕
        return _("Opens at %(at)s") % {"at": hour}
    # Translators: zh: 照常，%(at)s启幕
    return _("On time, %(at)s") % {"at": hour}


def as_promised(origin: Moved, starts_at: datetime) -> str:
    """The hour T-zero was first promised for, with the day where that is another; ""
    when it is no news. `starts_at` is in the zone that is shown."""
    if not origin.is_news:
        return ""
    was = origin.was_at.astimezone(starts_at.tzinfo)
    same_day = was.date() == starts_at.date()
    return f"{was:%H:%M}" if same_day else moment(was)


def _places_left(changes: Iterable[Change]) -> dict[int, str]:
    """The place each opening was announced for, where only the place changed since."""
    left: dict[int, str] = {}
    for change in sorted(changes, key=lambda one: (one.at, one.pk)):
        old, new = change.before.get("place") or {}, change.after.get("place") or {}
        if change.performance_id is not None and old and new and old != new:
            left.setdefault(change.performance_id, _name(old))
    return left


def _instant(facts: Mapping[str, Any]) -> datetime | None:
    text = facts.get("starts_at")
    return datetime.fromisoformat(text) if text else None


def _name(place: Mapping[str, Any]) -> str:
    english = (get_language() or "").startswith("en")
    return (english and place.get("name_en")) or place.get("name") or ""
