"""What a visitor is told has become of a show, at an instant."""

from datetime import datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base.clock import differs_at, next_midnight

from ...models import Performance
from ...statuses import Status


class State(StrEnum):
    NORMAL = "normal"
    LIVE = "live"
    OVER = "over"
    CONDITIONAL = "conditional"
    LATE = "late"
    MOVED = "moved"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"

    @property
    def is_loud(self) -> bool:
        """Whether the row says it before its title, in a filled label."""
        return self in _LOUD

    @property
    def is_off(self) -> bool:
        return self in _OFF

    @property
    def label(self) -> str | Promise:
        return _LABELS[self]


_OFF = frozenset({State.MOVED, State.CANCELLED, State.WITHDRAWN})
_LOUD = _OFF | {State.CONDITIONAL, State.LATE}
_LABELS = {
    State.NORMAL: Status.CONFIRMED.label,
    # Translators: zh: 正在演出
    State.LIVE: _("On stage now"),
    # Translators: zh: 已结束
    State.OVER: _("Over"),
    State.CONDITIONAL: Status.CONDITIONAL.label,
    State.LATE: Status.LATE.label,
    State.MOVED: Status.POSTPONED.label,
    State.CANCELLED: Status.CANCELLED.label,
    State.WITHDRAWN: Status.WITHDRAWN.label,
}
_BY_STATUS = {
    Status.CONDITIONAL: State.CONDITIONAL,
    Status.LATE: State.LATE,
    Status.POSTPONED: State.MOVED,
    Status.CANCELLED: State.CANCELLED,
    Status.WITHDRAWN: State.WITHDRAWN,
}


def state_of(performance: Performance, now: datetime) -> State:
    """By status first, then by the clock.

    A late opening that waits for word is neither running nor over until its day is.
    """
    state = _BY_STATUS.get(Status(performance.status), State.NORMAL)
    if state.is_off:
        return state
    if performance.is_running(now):
        differs_at(performance.ends_at)
        return State.LIVE
    waits = state is State.LATE and performance.next_word_at is not None
    ends = next_midnight(performance.ends_at) if waits else performance.ends_at
    differs_at(performance.starts_at, ends)
    return State.OVER if ends <= now else state
