"""Why a troupe is suggested, in words: its free days, its road, what to weigh."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...roads import Leg
from ...scheduling import sentence
from ...scheduling.request_proposals import Suggestion
from ...scheduling.request_ways import day_already, day_holds, way


def why(one: Suggestion, *, is_theirs: bool = False) -> list[str]:
    """The arithmetic of a suggestion: the road, the days, what would be warned of.
    `is_theirs`: who reads it plans for that troupe, and may know what else it has, by
    name; others read hours and kilometres alone."""
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
    said += [
        day_holds(other) if is_theirs else day_already(other.other)
        for other in one.beside
    ]
    # The road from what is told in full was told with it.
    is_told = is_theirs and any(
        other.leg is not None and other.leg == one.leg for other in one.beside
    )
    if one.leg is not None and not is_told:
        said.append(_road(one, one.leg, is_theirs=is_theirs))
    return said + (_warnings(one) if is_theirs else _number_of_warnings(one))


def _warnings(one: Suggestion) -> list[str]:
    return [sentence(warning) for warning in one.warnings]


def _number_of_warnings(one: Suggestion) -> list[str]:
    """They may name shows and places of others."""
    count = len(one.warnings)
    # Translators: zh: 另有%(count)s条提醒，安排的人看得到
    told = ngettext(
        "%(count)s warning, read by those who plan for them",
        "%(count)s warnings, read by those who plan for them",
        count,
    )
    return [told % {"count": count}] if count else []


def _road(one: Suggestion, leg: Leg, *, is_theirs: bool) -> str:
    if not one.from_home and not is_theirs:
        # Translators: zh: 前面刚在别处演完，过来约%(km)s公里
        told = _("coming from a show elsewhere, about %(km)s km away")
        return told % {"km": f"{leg.km:.0f}"}
    if not one.from_home:
        # Translators: zh: 前面刚演完“%(title)s”：
        coming = _("coming from “%(title)s”: ") % {"title": one.sets_out}
        return coming + way(leg, one.straight_km, from_home=False)
    if leg.km == 0:
        # Translators: zh: 就在当地，不用赶路
        return _("at home there: no road to drive")
    return way(leg, one.straight_km, from_home=True)
