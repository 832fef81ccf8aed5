"""The road of a request in words, the same at the desk and on the phone: between a
troupe and the place, and between two shows of one day."""

from django.utils.translation import gettext as _

from ulanmuqi.base.sentences import joined

from ..roads import Leg
from ..slots import HOUR, MINUTE
from ..travel import great_circle_km
from .request_days import Beside, Between

# Nearer than this the arithmetic of the road says less than the words.
_NEAR_KM = 5
_ROUNDED = 5


def day_already(one: Beside) -> str:
    """That the day is not empty, without names: for whoever does not plan for that
    troupe."""
    if not one.is_show:
        # Translators: zh: 那天已有别的安排。
        return _("Something else is planned for that day already.")
    if not one.hour:
        # Translators: zh: 那天已有一场。
        return _("There is a show on that day already.")
    # Translators: zh: 那天%(hour)s已有一场。
    return _("There is a show at %(hour)s on that day already.") % {"hour": one.hour}


def day_holds(one: Between) -> str:
    """What the day holds in full, and the road between: for its own people."""
    return joined((_what(one.other), _road(one)))


def _what(one: Beside) -> str:
    values = {"what": one.what, "where": one.where, "hours": f"{one.hour}–{one.until}"}
    if not one.is_show:
        # Translators: zh: 那天已有%(what)s（%(where)s）。
        placed = _("That day already holds: %(what)s (%(where)s).")
        # Translators: zh: 那天已有%(what)s。
        return (
            placed if one.where else _("That day already holds: %(what)s.")
        ) % values
    if not one.where:
        # Translators: zh: 地点未定
        values["where"] = _("place open")
    if not one.hour:
        # Translators: zh: 那天已有一场“%(what)s”（%(where)s），钟点未定。
        told = _("That day already has “%(what)s” (%(where)s), hour open.")
    elif one.is_hold:
        # Translators: zh: 那天%(hours)s已有一场备选“%(what)s”（%(where)s）。
        told = _("A hold, “%(what)s” (%(where)s), stands on that day at %(hours)s.")
    else:
        # Translators: zh: 那天%(hours)s已有一场“%(what)s”（%(where)s）。
        told = _("“%(what)s” (%(where)s) stands on that day at %(hours)s.")
    return told % values


def _road(one: Between) -> str:
    """The time between the two, and what the road takes of it."""
    if not one.other.hour:
        return ""
    if one.free < 0:
        # Translators: zh: 连装台、拆台算上，两场时间重叠。
        return _("With load-in and strike the two meet.")
    # Translators: zh: 拆完台到装台有%(time)s
    said = [_("%(time)s between strike and load-in") % {"time": _gap(one.free)}]
    if one.leg is not None:
        straight = great_circle_km(one.leg.origin, one.leg.destination)
        said.append(way(one.leg, straight, from_home=False))
        if not one.leg.fits(one.free):
            # Translators: zh: 时间不够走这段路
            said.append(_("which is more than there is time for"))
    # Translators: zh: 两场之间：%(parts)s。
    return _("Between the two: %(parts)s.") % {"parts": _("; ").join(said)}


def _gap(seconds: int) -> str:
    """Whole minutes that there are, never rounded up."""
    hours, minutes = divmod(seconds // MINUTE, 60)
    if not hours:
        # Translators: zh: %(minutes)s分钟
        return _("%(minutes)s min") % {"minutes": minutes}
    values = {"hours": hours, "minutes": minutes}
    # Translators: zh: %(hours)s小时 / %(hours)s小时%(minutes)s分钟
    return (_("%(hours)s h %(minutes)s min") if minutes else _("%(hours)s h")) % values


def way(leg: Leg, straight_km: float, *, from_home: bool) -> str:
    """Kilometres, hours and what is added to them."""
    values = {
        # Translators: zh: 队伍驻地
        "from": _("the troupe’s seat") if from_home else leg.origin.name,
        "to": leg.destination.name,
        "straight": f"{straight_km:.0f}",
        "detour": f"{leg.km / straight_km:.1f}" if straight_km else "1",
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
    values["drive"] = duration(drive)
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


def duration(seconds: int) -> str:
    """Below an hour in minutes, rounded up to fives: a road is never that exact."""
    if seconds < HOUR:
        minutes = -(-seconds // (_ROUNDED * MINUTE)) * _ROUNDED
        # Translators: zh: 约%(minutes)s分钟
        return _("about %(minutes)s minutes") % {"minutes": minutes}
    # Translators: zh: %(hours)s小时
    return _("%(hours)s hours") % {"hours": f"{seconds / HOUR:.1f}"}
