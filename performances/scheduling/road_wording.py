"""Journeys as sentences: the arithmetic in one, then why the road is slow."""

from collections.abc import Mapping
from math import ceil, floor, isinf
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ..models.road_rules import RAIN, SAND, SNOW
from ..slots import HOUR
from .rides import Effect, Ride


def arithmetic(values: Mapping[str, Any]) -> str:
    """Of the rule's params, with instants and hours made readable: from, to, km, hours
    needed, hours there are, earliest possible start."""
    if values["seconds_needed"] < 0:
        # Translators: zh: 某队：从甲地（几时拆台完）到乙地有若干公里，但道路封闭，通车时间不明
        return (
            _(
                "%(resource)s: from %(from_place)s (strike done %(from_ends)s) to "
                "%(to_place)s it is %(km)s km, but the road is closed and nobody can "
                "say until when; load-in begins %(to_starts)s."
            )
            % values
        )
    if values["approximate"]:
        # Translators: the arithmetic of a journey between two shows
        return (
            _(
                "%(resource)s: from %(from_place)s (strike done %(from_ends)s) to "
                "%(to_place)s it is about %(km)s km, reckoned from the seat of the "
                "banner, and takes %(hours_needed)s hours, but only "
                "%(hours_there_are)s are left until load-in. Earliest possible start: "
                "%(earliest_start)s."
            )
            % values
        )
    return (
        _(
            "%(resource)s: from %(from_place)s (strike done %(from_ends)s) to "
            "%(to_place)s it is %(km)s km and takes %(hours_needed)s hours, but only "
            "%(hours_there_are)s are left until load-in. Earliest possible start: "
            "%(earliest_start)s."
        )
        % values
    )


def reasons(values: Mapping[str, Any]) -> list[str]:
    """Why it takes so long: the worst notice with its source and end, the season, and
    the minutes that come on top of the road."""
    said = []
    if values["notices"]:
        said.append(_notice(values))
    if values["notices"] > 1:
        others = values["notices"] - 1
        # Translators: zh: 这条路上还有另外%(count)s条路况。
        sentence = ngettext(
            "%(count)s more notice slows this road.",
            "%(count)s more notices slow this road.",
            others,
        )
        said.append(sentence % {"count": others})
    if values["season"]:
        said.append(
            # Translators: zh: %(season)s行车按%(season_factor)s倍时间算。
            _("%(season)s: the road takes %(season_factor)s times the hours.")
            % {**values, "season": season_name(values["season"])}
        )
    if values["buffer_minutes"]:
        said.append(
            # Translators: zh: 其中%(buffer_minutes)s分钟留给出发和到达。
            _("%(buffer_minutes)s minutes of it are for leaving and arriving.") % values
        )
    return said


def ride_sentence(ride: Ride) -> str:
    """A journey that can be made: hours before and now, and how much is to spare."""
    values = {
        "resource": ride.later.resource.label,
        "from_place": ride.after.origin.name,
        "to_place": ride.after.destination.name,
        "km": f"{ride.after.km:g}",
        "needed": _hours_up(ride.after.hours),
        "before": _hours_up(ride.before.hours),
        "there_are": _hours_down(ride.there_are / HOUR),
        "spare": _hours_down(max(0, ride.spare) / HOUR),
    }
    if isinf(ride.before.hours):
        return (
            _(
                "%(resource)s: %(from_place)s to %(to_place)s, %(km)s km: %(needed)s "
                "hours, no way before; %(there_are)s hours there are, %(spare)s to "
                "spare."
            )
            % values
        )
    if ride.effect is Effect.FINE:
        return (
            _(
                "%(resource)s: %(from_place)s to %(to_place)s, %(km)s km: %(needed)s "
                "hours as before; %(there_are)s hours there are, %(spare)s to spare."
            )
            % values
        )
    return (
        _(
            "%(resource)s: %(from_place)s to %(to_place)s, %(km)s km: %(needed)s hours "
            "instead of %(before)s; %(there_are)s hours there are, %(spare)s to spare."
        )
        % values
    )


def _hours_up(hours: float) -> str:
    return "" if isinf(hours) else f"{ceil(hours * 10 - 1e-6) / 10:g}"


def _hours_down(hours: float) -> str:
    return f"{floor(hours * 10) / 10:g}"


def season_name(key: str) -> str:
    names = {
        SNOW: pgettext("season", "Ice and snow"),
        SAND: pgettext("season", "Sandstorms"),
        RAIN: pgettext("season", "Rain"),
    }
    return names.get(key, key)


def one_after_another(sentences: list[str]) -> str:
    """As one paragraph, with the blank between sentences that the language wants."""
    said = ""
    for sentence in sentences:
        # Translators: two sentences in a row; no blank between them in Chinese
        pair = pgettext("two sentences", "%(first)s %(second)s")
        said = pair % {"first": said, "second": sentence} if said else sentence
    return said


def _notice(values: Mapping[str, Any]) -> str:
    if float(values["notice_factor"]) > 0:
        if values["notice_until"]:
            return (
                _(
                    "%(notice)s is slow until %(notice_until)s, %(notice_factor)s "
                    "times the hours (%(notice_source)s)."
                )
                % values
            )
        return (
            _(
                "%(notice)s is slow until further notice, %(notice_factor)s times the "
                "hours (%(notice_source)s)."
            )
            % values
        )
    if values["notice_until"]:
        return (
            _(
                "%(notice)s is closed until %(notice_until)s (%(notice_source)s): "
                "%(waiting_hours)s hours of it are waiting."
            )
            % values
        )
    return _("%(notice)s is closed until further notice (%(notice_source)s).") % values
