"""How a request is said at the desk: whose turn, how long, what was there before."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ulanmuqi.base import clock
from ulanmuqi.base.templatetags.dates import full_date, full_dates

from ...models import PlaceConfirmation, Request
from ...scheduling import sentence
from ...scheduling.request_doubts import LINKS, NETWORK, QUICK, TELEPHONE, TRAP
from ...scheduling.request_proposals import Suggestion
from ...slots import HOUR, MINUTE
from ...statuses import Status


def doubt_words(doubts: list[str]) -> list[str]:
    """Why a request is held, in words; what nobody knows is left out."""
    known = {
        LINKS: _("It holds an address of the web."),
        NETWORK: _("Many came from the same network that day."),
        TELEPHONE: _("Many were asked with the same telephone within a week."),
        QUICK: _("It was filled in faster than a hand can."),
        TRAP: _("A field nobody sees was filled in."),
    }
    return [known[one] for one in doubts if one in known]


def days_since(at: datetime, now: datetime) -> int:
    return max(0, (now - at).days)


def state_text(row: Request) -> str:
    """Where it stands; of one in the schedule, whether its day is no more than kept.
    Load with its show."""
    show = row.show if row.state == Request.State.SCHEDULED else None
    if show is not None and show.status == Status.HOLD:
        # Translators: zh: 留了日子（备选）
        return _("Day kept (hold)")
    return str(row.get_state_display())


def waits_with_troupe(row: Request) -> bool:
    """Whether the banner's own troupe still has to answer first, and the league has
    not been told of it."""
    first = (Request.State.RECEIVED, Request.State.REVIEW)
    waits = row.state in first and row.waiting_since is not None
    return waits and row.troupe is not None and row.passed_on_at is None


def is_our_turn(row: Request) -> bool:
    return row.waiting_since is not None or row.keeps_a_show(clock.now())


def waits_text(row: Request) -> str:
    """Since when we owe a word, or whose turn it is."""
    now = clock.now()
    if row.keeps_a_show(now):
        # Translators: zh: 日子还留着
        return _("a day is still kept")
    if row.is_over:
        return "—"
    if row.waiting_since is None:
        if row.state == Request.State.SCHEDULED:
            # Translators: zh: 要重新安排 / 已排定
            return _("to be arranged anew") if row.lost_its_show else "—"
        # Translators: zh: 等对方答复
        return _("the asker’s turn")
    days = days_since(row.waiting_since, now)
    if not days:
        return _("since today")
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def window_text(row: Request) -> str:
    days = full_dates(row.window_from, row.window_until)
    return f"{days} · {row.when_words}" if row.when_words else days


def place_text(row: Request) -> str:
    """From the banner down; what was typed comes last."""
    parts = [row.region.banner, row.region]
    names = [part.local_name for part in parts if part is not None]
    return " · ".join(dict.fromkeys([*names, row.place_name]))


def wish_text(row: Request) -> str:
    if row.work is not None:
        return row.work.local_title
    return row.get_genre_display() if row.genre else ""


def last_show_text(row: Request) -> str:
    """Load with `with_last_show`: how long nobody played there."""
    if row.last_show_at is None:
        # Translators: zh: 日程里还没有
        return _("none in this schedule")
    today, that_day = (
        at.astimezone(clock.SHANGHAI).date() for at in (clock.now(), row.last_show_at)
    )
    days = (today - that_day).days
    if not days:
        return full_date(row.last_show_at)
    told = {"day": full_date(row.last_show_at), "days": days}
    # Translators: zh: %(day)s，%(days)s天前
    return (
        ngettext("%(day)s, %(days)s day ago", "%(day)s, %(days)s days ago", days) % told
    )


def hands_text(row: Request) -> str:
    """In whose hands it is."""
    if row.troupe is None:
        # Translators: zh: 盟市
        return _("the league")
    return row.troupe.short_name or row.troupe.local_name


def why(one: Suggestion) -> list[str]:
    """The arithmetic of a suggestion: the road, the days, what would be warned of."""
    said = [
        # Translators: zh: 所求日子里，%(days)s天有%(free)s天空着
        _("free on %(free)s of the %(days)s days looked at")
        % {"free": one.free, "days": one.days}
    ]
    if one.leg is not None:
        said.append(_road(one))
    said += [sentence(warning) for warning in one.warnings]
    return said


def _road(one: Suggestion) -> str:
    leg = one.leg
    if leg.km == 0:
        # Translators: zh: 就在当地，不用赶路
        return _("at home there: no road to drive")
    values = {
        "from": leg.origin.name,
        "to": leg.destination.name,
        "km": f"{leg.km:g}",
        "straight": f"{one.straight_km:.0f}",
        "detour": f"{leg.km / one.straight_km:.1f}" if one.straight_km else "1",
        "hours": f"{max(0, (leg.seconds or 0) - leg.buffer_seconds) / HOUR:.1f}",
        "buffer": leg.buffer_seconds // MINUTE,
        "title": one.sets_out,
    }
    if leg.seconds is None:
        return _("from %(from)s to %(to)s the road is closed") % values
    if leg.known:
        # Translators: zh: 从%(from)s到%(to)s按已知路程%(km)s公里，行车%(hours)s小时，
        # 出发和到达另留%(buffer)s分钟
        told = _(
            "from %(from)s to %(to)s %(km)s km by the known leg, %(hours)s hours of "
            "driving and %(buffer)s minutes for leaving and arriving"
        )
    else:
        # Translators: zh: 从%(from)s到%(to)s约%(km)s公里（直线%(straight)s公里×%(detour)s），
        # 行车%(hours)s小时，出发和到达另留%(buffer)s分钟
        told = _(
            "from %(from)s to %(to)s about %(km)s km (%(straight)s km straight × "
            "%(detour)s), %(hours)s hours of driving and %(buffer)s minutes for "
            "leaving and arriving"
        )
    said = told % values
    if one.from_home:
        return said
    # Translators: zh: 前面刚演完“%(title)s”：
    return _("coming from “%(title)s”: ") % values + said


def confirmed_text(one: PlaceConfirmation | None) -> str:
    if one is None:
        return ""
    if not one.took_place:
        return _("It did not take place")
    if one.audience is None:
        return _("It took place")
    # Translators: zh: 演了，来了约%(count)s人
    return _("It took place; about %(count)s people came") % {"count": one.audience}
