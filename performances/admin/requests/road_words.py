"""Why a troupe is suggested, in words: its free days, its road, what to weigh."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...roads import Leg
from ...scheduling import sentence
from ...scheduling.request_proposals import Suggestion
from ...slots import HOUR, MINUTE

# Nearer than this the arithmetic of the road says less than the words.
_NEAR_KM = 5
_ROUNDED = 5


def why(one: Suggestion) -> list[str]:
    """The arithmetic of a suggestion: the road, the days, what would be warned of."""
    said = [
        # Translators: zh: 所求日子里，%(days)s天有%(free)s天空着
        _("free on %(free)s of the %(days)s days looked at")
        % {"free": one.empty, "days": one.days}
    ]
    also = one.free - one.empty
    if also:
        # Translators: zh: 另有%(count)s天已有安排，还赶得上
        more = ngettext(
            "on %(count)s more it has something else, and could still come",
            "on %(count)s more it has something else, and could still come",
            also,
        )
        said.append(more % {"count": also})
    said += [other.sentence for other in one.beside]
    if one.leg is not None:
        said.append(_road(one, one.leg))
    return said + [sentence(warning) for warning in one.warnings]


def _road(one: Suggestion, leg: Leg) -> str:
    if not one.from_home:
        # Translators: zh: 前面刚演完“%(title)s”：
        coming = _("coming from “%(title)s”: ") % {"title": one.sets_out}
        return coming + _way(one, leg)
    if leg.km == 0:
        # Translators: zh: 就在当地，不用赶路
        return _("at home there: no road to drive")
    return _way(one, leg)


def _way(one: Suggestion, leg: Leg) -> str:
    values = {
        # Translators: zh: 队伍驻地
        "from": _("the troupe’s seat") if one.from_home else leg.origin.name,
        "to": leg.destination.name,
        "straight": f"{one.straight_km:.0f}",
        "detour": f"{leg.km / one.straight_km:.1f}" if one.straight_km else "1",
        "buffer": leg.buffer_seconds // MINUTE,
    }
    if leg.seconds is None:
        return _("from %(from)s to %(to)s the road is closed") % values
    drive = max(0, leg.seconds - leg.buffer_seconds)
    if leg.km == 0:
        # Translators: zh: 就在同一个地方，不用赶路
        return _("at the same place: no road to drive")
    if leg.km < _NEAR_KM and drive < HOUR:
        # Translators: zh: 就在附近，几分钟的路
        return _("close by, some minutes on the road")
    values["drive"] = _duration(drive)
    if leg.known:
        values["km"] = f"{leg.km:g}"
        # Translators: zh: 从%(from)s到%(to)s按已知路程%(km)s公里，行车%(drive)s，
        # 出发和到达另留%(buffer)s分钟
        return (
            _(
                "from %(from)s to %(to)s %(km)s km by the known leg, %(drive)s of "
                "driving and %(buffer)s minutes for leaving and arriving"
            )
            % values
        )
    values["km"] = f"{leg.km:.0f}"
    # Translators: zh: 从%(from)s到%(to)s约%(km)s公里（直线%(straight)s公里×%(detour)s），
    # 行车%(drive)s，出发和到达另留%(buffer)s分钟
    return (
        _(
            "from %(from)s to %(to)s about %(km)s km (%(straight)s km straight × "
            "%(detour)s), %(drive)s of driving and %(buffer)s minutes for leaving and "
            "arriving"
        )
        % values
    )


def _duration(seconds: int) -> str:
    """Below an hour in minutes, rounded up to fives: a road is never that exact."""
    if seconds < HOUR:
        minutes = -(-seconds // (_ROUNDED * MINUTE)) * _ROUNDED
        # Translators: zh: 约%(minutes)s分钟
        return _("about %(minutes)s minutes") % {"minutes": minutes}
    # Translators: zh: %(hours)s小时
    return _("%(hours)s hours") % {"hours": f"{seconds / HOUR:.1f}"}
