"""Several changes of one show as one: from the first state to the last."""

from collections.abc import Sequence
from dataclasses import replace

from .news import Kind, News, State


def net(news: Sequence[News]) -> News | None:
    """What is left to tell whoever knows the first state; oldest first.

    None when nothing is: moved and moved back, or announced and called off before
    anybody was told.
    """
    first, last = news[0], news[-1]
    if len(news) == 1:
        return last
    before, after = first.before, last.after
    if before is None:
        if after.is_off:
            return None
        return replace(last, kind=Kind.ANNOUNCED, before=None, new=None)
    if before == after:
        return None
    kind = _kind(before, after)
    return replace(last, kind=kind, before=before, reason=_reason(news, kind))


def _kind(before: State, after: State) -> Kind:
    match after.status:
        case "cancelled":
            return Kind.CANCELLED
        case "withdrawn":
            return Kind.WITHDRAWN
        case "postponed":
            return Kind.POSTPONED
        case "late":
            return Kind.LATE
        case "conditional":
            moved = not (before.same_time(after) and before.same_place(after))
            same = before.status == "conditional" and moved
            return Kind.MOVED if same else Kind.CONDITIONAL
    if before.is_off:
        return Kind.REINSTATED
    if (
        before.same_time(after)
        and before.same_place(after)
        and before.cast == after.cast
    ):
        return Kind.MOVED if before.status == after.status else Kind.CONFIRMED
    return Kind.MOVED


def _reason(news: Sequence[News], kind: Kind) -> str:
    """The last reason anybody gave for what remains."""
    fitting = [one.reason for one in news if one.kind is kind and one.reason]
    given = fitting or [one.reason for one in news if one.reason]
    return given[-1] if given else ""
