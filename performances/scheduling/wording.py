"""Conflicts as sentences: what, why with the arithmetic, in the reader's language."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from ulanmuqi.base import clock
from ulanmuqi.base.quotes import within_quotes
from ulanmuqi.base.templatetags.dates import short_moment

from ..conflicts import Conflict, Rule
from ..slots import moment
from .road_wording import arithmetic, one_after_another, reasons
from .rule_sentences import RULE_SENTENCES
from .shared_wording import SHARED_SENTENCES, is_no_plain_overlap, overlap_sentence

__all__ = ["sentence", "short_time", "within_quotes"]


def sentence(conflict: Conflict) -> str:
    """One whole translated sentence (or two) that says what to do about it."""
    if conflict.rule in RULE_SENTENCES:
        return RULE_SENTENCES[conflict.rule](conflict.params, short_time)
    if conflict.rule in SHARED_SENTENCES:
        return SHARED_SENTENCES[conflict.rule](conflict, _values(conflict))
    if is_no_plain_overlap(conflict):
        return overlap_sentence(conflict, _values(conflict))
    return _SENTENCES[conflict.rule](conflict)


def short_time(at: datetime | int) -> str:
    """An instant (aware, or UTC seconds) as day and hour in Shanghai."""
    instant = moment(at) if isinstance(at, int) else at
    return short_moment(instant, "Asia/Shanghai")


def _values(conflict: Conflict) -> dict[str, Any]:
    """The rule's parameters with every instant made readable.

    An end on the day of its start is told by its hour alone.
    """
    params = conflict.params
    values = {
        name: short_time(value)
        if name in _INSTANTS and isinstance(value, int) and value
        else value
        for name, value in params.items()
    }
    for name in _TITLES & values.keys():
        values[name] = within_quotes(values[name])
    starts, ends = params.get("other_starts"), params.get("other_ends")
    if isinstance(starts, int) and isinstance(ends, int):
        local_start, local_end = (
            moment(at).astimezone(clock.SHANGHAI) for at in (starts, ends)
        )
        if local_start.date() == local_end.date():
            values["other_ends"] = f"{local_end:%H:%M}"
    return values


_TITLES = frozenset({"title", "other_title", "show_title", "from_title", "to_title"})
# Said without a trailing “.0”.
_FIGURES = frozenset(
    {
        "km", "hours_needed", "hours_there_are", "waiting_hours", "season_factor",
        "notice_factor",
    }
)  # fmt: skip
_INSTANTS = frozenset(
    {
        "starts", "ends", "other_starts", "other_ends", "overlap_starts",
        "overlap_ends", "from_ends", "to_starts", "to_stage_starts",
        "earliest_start", "earliest_end", "now", "show_starts", "show_ends",
        "other_since", "other_until",
        "notice_until",
    }
)  # fmt: skip


def _double_booking(conflict: Conflict) -> str:
    # Translators: zh: 某队已被“某场”占用（起至止，含装台拆台）。请换时间或队伍。
    return _(
        "%(resource)s is taken by “%(other_title)s” from %(other_starts)s to "
        "%(other_ends)s, load-in and strike included. Choose another time, troupe or "
        "venue."
    ) % _values(conflict)


def _held_overlap(conflict: Conflict) -> str:
    # Translators: zh: “某场”也在等某队（起 至 止）。先和对方商量，或写明理由。
    return _(
        "%(resource)s is also wanted for “%(other_title)s” from %(other_starts)s to "
        "%(other_ends)s. Talk to them first, or say why this goes ahead."
    ) % _values(conflict)


def _jumps_queue(conflict: Conflict) -> str:
    values = _values(conflict)
    if conflict.params["other_until"]:
        # Translators: zh: “某场”排在前面等某队：从某时起列为备选，最晚某时决定。
        return (
            _(
                "“%(other_title)s” waits ahead for %(resource)s (%(other_starts)s to "
                "%(other_ends)s): on hold since %(other_since)s, decided at the latest "
                "%(other_until)s. Talk to them first, or say why this goes ahead."
            )
            % values
        )
    return (
        _(
            "“%(other_title)s” waits ahead for %(resource)s (%(other_starts)s to "
            "%(other_ends)s): on hold since %(other_since)s, with no time to decide. "
            "Talk to them first, or say why this goes ahead."
        )
        % values
    )


def _held_behind(conflict: Conflict) -> str:
    return _(
        "“%(other_title)s” waits behind this show for %(resource)s, on hold from "
        "%(other_starts)s to %(other_ends)s."
    ) % _values(conflict)


def _shared_overlap(conflict: Conflict) -> str:
    return _(
        "“%(other_title)s” plays at %(resource)s at the same time (%(other_starts)s "
        "to %(other_ends)s); the venue may hold several shows."
    ) % _values(conflict)


def _wide_overlap(conflict: Conflict) -> str:
    return _(
        "“%(other_title)s” may fall at the same time for %(resource)s: one of the two "
        "has no hour yet. Settle the hour soon."
    ) % _values(conflict)


def _unreachable(conflict: Conflict) -> str:
    values = _values(conflict)
    for name in _FIGURES & values.keys():
        values[name] = f"{values[name]:g}"
    return one_after_another([arithmetic(values), *reasons(values)])


def _no_hour(conflict: Conflict) -> str:
    if conflict.params["is_opening"]:
        return _("An opening needs its exact hour. Give the showcase its T-zero.")
    return _(
        "“%(title)s” has no hour yet, so it cannot be confirmed. Give the hour, or "
        "make it conditional."
    ) % _values(conflict)


def _venue_unknown(conflict: Conflict) -> str:
    return _("The opening “%(title)s” needs a venue. Choose one.") % _values(conflict)


def _too_long(conflict: Conflict) -> str:
    return _(
        "From load-in to strike “%(title)s” takes %(hours)s hours; at most "
        "%(allowed_hours)s are allowed. Check the end and the minutes."
    ) % _values(conflict)


def _past_start(conflict: Conflict) -> str:
    return _(
        "%(starts)s lies in the past. Check the date, or say why it is entered now."
    ) % _values(conflict)


def _reported(conflict: Conflict) -> str:
    params = conflict.params
    sides = (("onsite", _("on site %(n)s")), ("online", _("online %(n)s")))
    told = [text % {"n": f"{params[n]:,}"} for n, text in sides if params[n] != ""]
    # Translators: zh: 已审核 / 已上报
    told.append(_("reviewed") if params["is_reviewed"] else _("not yet reviewed"))
    values = {"title": within_quotes(params["title"]), "told": _(", ").join(told)}
    # Translators: zh: “%(title)s”已经上报（%(told)s）。这样改，记录要重新审核，上报的人会收到通知；里程、辅导和服务留在原来那天。请写明理由。
    return (
        _(
            "“%(title)s” is reported (%(told)s). With this change its record has to be "
            "reviewed again and whoever reported is told; kilometres, coaching and "
            "services stay with their day. Say why."
        )
        % values
    )


_SENTENCES = {
    Rule.DOUBLE_BOOKING: _double_booking,
    Rule.HELD_OVERLAP: _held_overlap,
    Rule.JUMPS_QUEUE: _jumps_queue,
    Rule.HELD_BEHIND: _held_behind,
    Rule.SHARED_OVERLAP: _shared_overlap,
    Rule.WIDE_OVERLAP: _wide_overlap,
    Rule.UNREACHABLE: _unreachable,
    Rule.NO_HOUR: _no_hour,
    Rule.VENUE_UNKNOWN: _venue_unknown,
    Rule.TOO_LONG: _too_long,
    Rule.PAST_START: _past_start,
    Rule.REPORTED: _reported,
}
