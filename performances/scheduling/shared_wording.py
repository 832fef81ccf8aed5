"""Sentences about what is shared: people, exclusions, and time taken without a show."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ..conflicts import Conflict, Rule
from ..models import Booking

Values = Mapping[str, Any]

_SOFT = frozenset({Rule.HELD_OVERLAP, Rule.WIDE_OVERLAP, Rule.SHARED_OVERLAP})
_OVERLAPS = _SOFT | {Rule.DOUBLE_BOOKING}


def is_no_plain_overlap(conflict: Conflict) -> bool:
    """Whether an overlap is about more than two shows that want a troupe or venue."""
    if conflict.rule not in _OVERLAPS:
        return False
    params = conflict.params
    shared = params["resource_kind"] in ("member", "exclusion")
    is_own = conflict.performance.startswith("engagement:")
    return shared or is_own or params["other_kind"] != Booking.Kind.SHOW


def overlap_sentence(conflict: Conflict, values: Values) -> str:
    """What takes the person, the shared thing or the time, and what to do."""
    kind = conflict.params["resource_kind"]
    if kind == "exclusion":
        return _never_at_once(conflict, values)
    if kind == "member" and conflict.params["other_kind"] == Booking.Kind.SHOW:
        return _one_person(conflict, values)
    if conflict.params["other_kind"] == Booking.Kind.BLACKOUT:
        return _not_available(conflict, values)
    if conflict.params["other_kind"] == Booking.Kind.SHOW:
        return _taken_by_show(conflict, values)
    return _otherwise_taken(conflict, values)


def _never_at_once(conflict: Conflict, values: Values) -> str:
    if conflict.rule is Rule.DOUBLE_BOOKING:
        return (
            _(
                "%(via)s and %(other_via)s are never busy at once: %(resource)s "
                "(%(why)s). %(other_via)s is taken by “%(other_title)s” from "
                "%(other_starts)s to %(other_ends)s. Choose another time, or another "
                "one."
            )
            % values
        )
    return (
        _(
            "%(via)s and %(other_via)s are never busy at once: %(resource)s "
            "(%(why)s). %(other_via)s is also wanted for “%(other_title)s” from "
            "%(other_starts)s to %(other_ends)s. Talk to them first."
        )
        % values
    )


def _one_person(conflict: Conflict, values: Values) -> str:
    told = {
        **values,
        "cast": values["cast"] or _("this show"),
        "other_cast": values["other_cast"] or _("another troupe"),
    }
    if conflict.rule is Rule.DOUBLE_BOOKING:
        return (
            _(
                "%(resource)s is already in “%(other_title)s” with %(other_cast)s from "
                "%(other_starts)s to %(other_ends)s. One person cannot also be in "
                "“%(title)s” with %(cast)s: name somebody else, or another time."
            )
            % told
        )
    return (
        _(
            "%(resource)s is also wanted for “%(other_title)s” with %(other_cast)s "
            "from %(other_starts)s to %(other_ends)s, and for “%(title)s” with "
            "%(cast)s. Talk to them first."
        )
        % told
    )


def _not_available(conflict: Conflict, values: Values) -> str:
    if conflict.rule in _SOFT:
        return (
            _(
                "%(resource)s may not be available from %(other_starts)s to "
                "%(other_ends)s: “%(other_title)s”, not settled yet. Ask them first."
            )
            % values
        )
    return (
        _(
            "%(resource)s is not available from %(other_starts)s to %(other_ends)s: "
            "“%(other_title)s”. Choose another time, or another one."
        )
        % values
    )


def _taken_by_show(conflict: Conflict, values: Values) -> str:
    """To whoever enters a rehearsal or closes a hall."""
    if conflict.rule is Rule.DOUBLE_BOOKING:
        return (
            _(
                "%(resource)s is taken by “%(other_title)s” from %(other_starts)s to "
                "%(other_ends)s, load-in and strike included. Choose another time, "
                "troupe or venue."
            )
            % values
        )
    return (
        _(
            "%(resource)s is also wanted for “%(other_title)s” from %(other_starts)s "
            "to %(other_ends)s. Talk to them first, or say why this goes ahead."
        )
        % values
    )


def _otherwise_taken(conflict: Conflict, values: Values) -> str:
    told = {**values, "what": Booking.Kind(conflict.params["other_kind"]).label}
    if conflict.rule is Rule.DOUBLE_BOOKING:
        return (
            _(
                "%(resource)s is taken from %(other_starts)s to %(other_ends)s "
                "(%(what)s): “%(other_title)s”. Choose another time, or another one."
            )
            % told
        )
    return (
        _(
            "%(resource)s is also wanted from %(other_starts)s to %(other_ends)s "
            "(%(what)s): “%(other_title)s”. Talk to them first."
        )
        % told
    )


def _home_plays(conflict: Conflict, values: Values) -> str:
    told = {**values, "cast": values["cast"] or _("another troupe")}
    if conflict.params["mine_is_show"]:
        return (
            _(
                "%(member)s is lent to “%(title)s” with %(cast)s at that time, from "
                "%(starts)s to %(ends)s. Play without them, or talk to those who "
                "borrow."
            )
            % told
        )
    return (
        _(
            "%(home)s plays “%(show_title)s” from %(show_starts)s to "
            "%(show_ends)s and has not released %(member)s. Let the home troupe "
            "release them in the loan, or say why they come all the same."
        )
        % told
    )


def _never_both(_conflict: Conflict, values: Values) -> str:
    return (
        _(
            "“%(title)s” takes %(first)s and %(second)s, which are never busy at "
            "once: %(resource)s (%(why)s). Take one of the two."
        )
        % values
    )


def _too_fast(conflict: Conflict, values: Values) -> str:
    if not conflict.params["earliest_end"]:
        return (
            _(
                "From %(from_place)s to %(to_place)s it is %(km)s km, but the road is "
                "closed and nobody can say until when."
            )
            % values
        )
    if conflict.params["approximate"]:
        return (
            _(
                "From %(from_place)s to %(to_place)s it is about %(km)s km, reckoned "
                "from the seat of the banner: %(hours_needed)s hours of road, but the "
                "transfer has only %(hours_there_are)s. Earliest arrival: "
                "%(earliest_end)s."
            )
            % values
        )
    return (
        _(
            "From %(from_place)s to %(to_place)s it is %(km)s km: %(hours_needed)s "
            "hours of road, but the transfer has only %(hours_there_are)s. Earliest "
            "arrival: %(earliest_end)s."
        )
        % values
    )


SHARED_SENTENCES: dict[Rule, Callable[[Conflict, Values], str]] = {
    Rule.HOME_PLAYS: _home_plays,
    Rule.NEVER_BOTH: _never_both,
    Rule.TOO_FAST: _too_fast,
}
