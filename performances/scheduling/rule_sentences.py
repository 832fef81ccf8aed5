"""Sentences of the rules of workload, hours and season, each with its figures; those of
the stage stand in `stage_sentences`.

Every function takes the conflict's params and the way to say an instant.
"""

from collections.abc import Callable, Mapping

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ulanmuqi.base import clock
from ulanmuqi.base.templatetags.dates import short_day

from ..conflicts import Plain, Rule
from ..slots import moment
from .stage_sentences import STAGE_SENTENCES, listed

Params = Mapping[str, Plain]
Say = Callable[[int], str]


def _day(instant: Plain) -> str:
    return short_day(moment(int(instant)).astimezone(clock.SHANGHAI))


def _hour(instant: Plain) -> str:
    return f"{moment(int(instant)).astimezone(clock.SHANGHAI):%H:%M}"


def _month(instant: Plain) -> str:
    local = moment(int(instant)).astimezone(clock.SHANGHAI)
    # Translators: a date format of Django: the month alone. zh: n月
    return date_format(local, pgettext("date format", "F"))


def _daily_limit(params: Params, _say: Say) -> str:
    values = {
        "resource": params["resource"],
        "day": _day(params["day_starts"]),
        "shows": params["shows"],
        "hours": listed(str(params["hours"]).split(", ")),
        "limit": params["limit"],
    }
    # Translators: zh: %(resource)s在%(day)s有%(shows)s场(%(hours)s),每天最多%(limit)s场。请把一场挪到别的日子,或写明理由。
    return (
        _(
            "%(resource)s would play %(shows)s shows on %(day)s (%(hours)s); the limit "
            "is %(limit)s a day. Move one to another day, or say why."
        )
        % values
    )


def _days_in_a_row(params: Params, _say: Say) -> str:
    values = {
        "resource": params["resource"],
        "first": _day(params["first_day"]),
        "last": _day(params["last_day"]),
        "days": params["days"],
        "limit": params["limit"],
    }
    # Translators: zh: %(resource)s从%(first)s到%(last)s连续工作%(days)s天,最多连续%(limit)s天。请中间留一天休息,或写明理由。
    return (
        _(
            "%(resource)s would work %(days)s days in a row, %(first)s to %(last)s; at "
            "most %(limit)s are usual. Leave a day off between, or say why."
        )
        % values
    )


def _short_rest(params: Params, say: Say) -> str:
    values = {
        **params,
        **{
            name: f"{params[name]:g}"
            for name in ("hours_between", "road_hours", "rest_hours")
        },
        "from_ends": say(int(params["from_ends"])),
        "to_starts": say(int(params["to_starts"])),
        "earliest_load_in": say(int(params["earliest_load_in"])),
    }
    # Translators: zh: %(resource)s:%(from_ends)s拆完台,%(to_starts)s就要装台,中间%(hours_between)s小时,路上%(road_hours)s小时,只能休息%(rest_hours)s小时,至少要%(limit_hours)s小时。最早%(earliest_load_in)s装台。
    return (
        _(
            "%(resource)s: strike done %(from_ends)s, next load-in %(to_starts)s. Of "
            "%(hours_between)s hours %(road_hours)s are road, which leaves "
            "%(rest_hours)s for rest; %(limit_hours)s are asked. Earliest load-in: "
            "%(earliest_load_in)s."
        )
        % values
    )


def _closed_hours(params: Params, _say: Say) -> str:
    values = {
        "venue": params["venue"],
        "weekday": WEEKDAYS[int(params["weekday"])],
        "load_in": _hour(params["load_in"]),
        "strike": _hour(params["strike_done"]),
        "early": params["early_minutes"],
        "late": params["late_minutes"],
    }
    if params["closed_all_day"]:
        # Translators: zh: %(venue)s%(weekday)s不开放。请换一天或换场地,或先和场地说好。
        return (
            _(
                "%(venue)s is closed on %(weekday)s. Choose another day or venue, or "
                "agree it with the venue."
            )
            % values
        )
    if not params["opens"]:
        # Translators: zh: %(weekday)s这个时间%(venue)s不开放。请换时间,或先和场地说好。
        return (
            _(
                "%(venue)s is closed at that hour on %(weekday)s. Choose another time, "
                "or agree it with the venue."
            )
            % values
        )
    values |= {"opens": _hour(params["opens"]), "closes": _hour(params["closes"])}
    return _misses_the_hours(params) % values


def _misses_the_hours(params: Params) -> str:
    if params["early_minutes"] and params["late_minutes"]:
        # Translators: zh: %(venue)s%(weekday)s %(opens)s开门、%(closes)s关门,而%(load_in)s就要装台(早%(early)s分钟)、%(strike)s才拆完(晚%(late)s分钟)。请先和场地说好。
        return _(
            "%(venue)s opens at %(opens)s and closes at %(closes)s on %(weekday)s; "
            "load-in would begin at %(load_in)s, %(early)s minutes before, and strike "
            "end at %(strike)s, %(late)s minutes after. Agree it with the venue."
        )
    if params["early_minutes"]:
        # Translators: zh: %(venue)s%(weekday)s %(opens)s才开门,而%(load_in)s就要装台,早了%(early)s分钟。请晚些开演、缩短装台,或先和场地说好。
        return _(
            "%(venue)s opens at %(opens)s on %(weekday)s; load-in would begin at "
            "%(load_in)s, %(early)s minutes before. Begin later, load in faster, or "
            "agree it with the venue."
        )
    # Translators: zh: %(venue)s%(weekday)s %(closes)s关门,而%(strike)s才拆完台,晚了%(late)s分钟。请早些开演、缩短拆台,或先和场地说好。
    return _(
        "%(venue)s closes at %(closes)s on %(weekday)s; strike would end at "
        "%(strike)s, %(late)s minutes after. Begin earlier, strike faster, or agree it "
        "with the venue."
    )


def _winter_outdoors(params: Params, _say: Say) -> str:
    # Translators: zh: %(venue)s在露天,%(month)s太冷,观众坐不住。请换到室内,或写明怎么保暖。
    return _(
        "%(venue)s is outdoors, and %(month)s is too cold to sit outside. Play "
        "indoors, or say how people keep warm."
    ) % {"venue": params["venue"], "month": _month(params["starts"])}


def _after_dark(params: Params, _say: Say) -> str:
    values = {
        "venue": params["venue"],
        "sunset": _hour(params["sunset"]),
        "dark_from": _hour(params["dark_from"]),
        "ends": _hour(params["stage_ends"]),
        "minutes": params["minutes"],
        "latest": _hour(params["latest_start"]),
    }
    # Translators: zh: 那天%(venue)s%(sunset)s日落,%(dark_from)s天黑,演出%(ends)s才结束,有%(minutes)s分钟在夜里。请带灯光,或最晚%(latest)s开演。
    return (
        _(
            "At %(venue)s the sun sets at %(sunset)s and it is dark from "
            "%(dark_from)s; the show ends at %(ends)s, %(minutes)s minutes in the "
            "dark. Bring light, or begin by %(latest)s."
        )
        % values
    )


RULE_SENTENCES: dict[Rule, Callable[[Params, Say], str]] = {
    Rule.DAILY_LIMIT: _daily_limit,
    Rule.DAYS_IN_A_ROW: _days_in_a_row,
    Rule.SHORT_REST: _short_rest,
    Rule.CLOSED_HOURS: _closed_hours,
    **STAGE_SENTENCES,
    Rule.WINTER_OUTDOORS: _winter_outdoors,
    Rule.AFTER_DARK: _after_dark,
}
