"""What the public opening page says of each city: its state and the public reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ...models import Change, Performance
from .instant import ColumnState, InstantColumn, InstantLine
from .state import State


@dataclass(frozen=True, slots=True)
class LiveCity:
    """`says` is the state in words, `marks` what is unusual about the place; `reason`
    only where there is something to give one for."""

    column: InstantColumn
    says: str
    marks: tuple[str, ...]
    reason: str

    @property
    def is_loud(self) -> bool:
        return bool(self.marks) or self.column.show.state.is_loud


def live_cities(
    line: InstantLine, openings: Iterable[Performance], changes: Iterable[Change]
) -> tuple[LiveCity, ...]:
    """In the order of the line's columns; needs what the line was made of. No query."""
    rows = {row.public_id: row for row in openings}
    left = _places_left(changes)
    return tuple(
        _city(column, rows[column.show.public_id], left) for column in line.columns
    )


def _city(column: InstantColumn, row: Performance, left: Mapping[int, str]) -> LiveCity:
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
    return LiveCity(
        column, _says(column), tuple(marks), row.status_reason if told else ""
    )


def _says(column: InstantColumn) -> str:
    show = column.show
    hour = f"{show.starts_at:%H:%M}"
    if column.state is ColumnState.LIVE:
        # Translators: zh: 大幕已启，正在演出
        return _("The curtain is up; on stage now")
    if column.state is ColumnState.ENDED:
        # Translators: zh: 已落幕
        return _("Curtain down")
    if show.state is State.LATE and show.next_word_at is not None:
        # Translators: zh: 推迟启幕，%(at)s再通知
        return _("Opens late; next word at %(at)s") % {
            "at": f"{show.next_word_at:%H:%M}"
        }
    if show.state is State.LATE:
        # Translators: zh: 推迟到%(at)s启幕
        return _("Opens late, at %(at)s") % {"at": hour}
    if show.state is State.MOVED and show.moved is not None:
        # Translators: zh: 改期到%(at)s
        return _("Postponed to %(at)s") % {"at": f"{show.moved.starts_at:%m-%d %H:%M}"}
    if show.state is State.MOVED:
        # Translators: zh: 改期，新的日期待定
        return _("Postponed; the new date is open")
    if show.state.is_off:
        # Translators: zh: 本地不启幕
        return _("Does not open here")
    if show.state is State.CONDITIONAL:
        # Translators: zh: 待定，原定%(at)s
        return _("Conditional, planned for %(at)s") % {"at": hour}
    # Translators: zh: 照常，%(at)s启幕
    return _("On time, %(at)s") % {"at": hour}


def _places_left(changes: Iterable[Change]) -> dict[int, str]:
    """The place each opening was announced for, where only the place changed since."""
    left: dict[int, str] = {}
    for change in sorted(changes, key=lambda one: (one.at, one.pk)):
        old, new = change.before.get("place") or {}, change.after.get("place") or {}
        if change.performance_id is not None and old and new and old != new:
            left.setdefault(change.performance_id, _name(old))
    return left


def _name(place: Mapping[str, Any]) -> str:
    english = (get_language() or "").startswith("en")
    return (english and place.get("name_en")) or place.get("name") or ""
