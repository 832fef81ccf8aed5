"""The acts on one show, and on one city of a showcase."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock

from .. import scheduling
from ..models import Performance
from ..statuses import FIRM, INSIDE, OFF, Status
from .acts import WHY, WHY_CITY, Act, Acts
from .hold_acts import ANSWER_ACTS, DECISION_ACTS, waits_with_others
from .review_acts import REVIEW_ACTS
from .standing import has_open_warnings


def _in(*statuses: str) -> Callable[[Performance], bool]:
    """In one of the statuses; but what waits with others is the showcase's."""
    return lambda show: show.status in statuses and not waits_with_others(show)


def _may_be_announced(show: Performance) -> bool:
    is_public = show.announced_at is not None and show.announced_at <= clock.now()
    return show.status not in INSIDE | OFF and not is_public


def _may_be_put_off(show: Performance) -> bool:
    if show.is_opening or _has_new_date(show):
        return False
    return show.status in FIRM or show.status == Status.POSTPONED


def _has_new_date(show: Performance) -> bool:
    return hasattr(show, "replacement")


def _may_be_called_off(show: Performance) -> bool:
    """What stands, and what waits for a new date that will not come."""
    waits = show.status == Status.POSTPONED and not _has_new_date(show)
    return (show.status in FIRM or waits) and not show.is_opening


def _was_never_seen(show: Performance) -> bool:
    return show.status in INSIDE and show.announced_at is None and not show.is_opening


def _is_city(show: Performance) -> bool:
    return show.is_opening and show.status in FIRM


def _is_on(show: Performance) -> bool:
    """A city that opens, or waits with the others."""
    return show.is_opening and show.status not in OFF


SHOW_ACTS = Acts(
    *ANSWER_ACTS,
    Act(
        key="confirm",
        verb="confirm",
        # Translators: zh: 确认演出
        label=_("Confirm the show"),
        # Translators: zh: 确认后,其他人不能再占用这支队伍和这个场地的这段时间。
        explained=_(
            "From now on nobody else can have these troupes or this venue at that time."
        ),
        # Translators: zh: “%(title)s”已确定。
        done=_("“%(title)s” is confirmed."),
        fits=_in(Status.DRAFT, Status.HOLD, Status.CONDITIONAL, Status.LATE),
        run=scheduling.confirm,
        is_next_step=True,
        asks={"accept": False},
    ),
    Act(
        key="hold",
        verb="hold",
        # Translators: zh: 列为备选
        label=_("Hold the time"),
        explained=_("Others are warned before they take the same time."),
        done=_("The time is held for “%(title)s”."),
        fits=_in(Status.DRAFT),
        run=scheduling.hold,
        asks={"decide_by": False},
        icon="time",
    ),
    Act(
        key="release",
        verb="release",
        # Translators: zh: 放开备选时间
        label=_("Let the hold go"),
        explained=_("The show becomes a draft again and keeps no time."),
        done=_("“%(title)s” is a draft again."),
        fits=_in(Status.HOLD),
        run=scheduling.release,
        icon="lock-open",
    ),
    *DECISION_ACTS,
    *REVIEW_ACTS,
    Act(
        key="announce",
        verb="announce",
        # Translators: zh: 公布
        label=_("Announce"),
        explained=_(
            "The public sees the show from then on. What was public is never deleted."
        ),
        # Translators: zh: “%(title)s”已公布。
        done=_("“%(title)s” is announced."),
        fits=_may_be_announced,
        run=scheduling.announce,
        is_next_step=True,
        asks={"at": False, "accept": False},
        icon="globe",
    ),
    Act(
        key="condition",
        verb="condition",
        # Translators: zh: 改为待定
        label=_("Make conditional"),
        explained=_(
            "The show stands, but weather or road decide by the time you give."
        ),
        done=_("“%(title)s” is conditional."),
        fits=_in(Status.DRAFT, Status.HOLD, Status.CONFIRMED),
        run=scheduling.make_conditional,
        asks={"reason": True, "decide_by": True, "accept": False},
        icon="help",
    ),
    Act(
        key="postpone",
        verb="postpone",
        # Translators: zh: 改期
        label=_("Postpone"),
        # Translators: zh: 填新日期,会在那天新建一场;不填,新日期待定,以后再填。
        explained=_(
            "With a new day the show is made anew there; without one its date is open "
            "and can be given later."
        ),
        done=_("“%(title)s” is postponed."),
        fits=_may_be_put_off,
        run=scheduling.postpone,
        asks={**WHY, "starts_at": False, "accept": False},
        icon="date",
        is_serious=True,
    ),
    Act(
        key="cancel",
        verb="cancel",
        # Translators: zh: 取消演出
        label=_("Cancel the show"),
        explained=_("The time is free again; the show stays visible with the reason."),
        # Translators: zh: “%(title)s”已取消。
        done=_("“%(title)s” is cancelled."),
        fits=_may_be_called_off,
        run=scheduling.cancel,
        asks=WHY,
        icon="cross",
        is_serious=True,
    ),
    Act(
        key="reinstate",
        verb="reinstate",
        # Translators: zh: 恢复演出
        label=_("Reinstate"),
        explained=_("The show takes place after all, at its own time and place."),
        done=_("“%(title)s” takes place after all."),
        fits=lambda show: show.status in OFF and not _has_new_date(show),
        run=scheduling.reinstate,
        asks={"reason": True, "accept": False},
        icon="rotate",
    ),
    Act(
        key="discard",
        verb="delete",
        # Translators: zh: 删除
        label=_("Delete the entry"),
        explained=_("Nobody outside has seen it. It disappears for good."),
        done=_("“%(title)s” is deleted."),
        fits=_was_never_seen,
        run=scheduling.discard,
        icon="bin",
        is_serious=True,
        ends_row=True,
    ),
    Act(
        key="accept",
        verb="accept",
        # Translators: zh: 接受警告
        label=_("Accept the warnings"),
        explained=_(
            "Every warning found now counts as accepted until its facts change."
        ),
        done=_("The warnings of “%(title)s” are accepted."),
        fits=has_open_warnings,
        run=scheduling.accept_warnings,
        asks={"reason": True},
        icon="warning",
    ),
    Act(
        key="open-late",
        verb="open_late",
        # Translators: zh: 本市推迟开演
        label=_("Open this city late"),
        # Translators: zh: 其他城市照常启幕。新时间和下次通报时间填一个。
        explained=_(
            "The other cities open as planned. Give the new hour, or when there will "
            "be word."
        ),
        done=_("“%(title)s” opens late in this city."),
        fits=_is_city,
        run=scheduling.open_late,
        asks={**WHY_CITY, "starts_at": False, "next_word_at": False, "accept": False},
        icon="time",
        shows_cities=True,
    ),
    Act(
        key="reserve",
        verb="to_reserve",
        # Translators: zh: 改到备用场地
        label=_("Move to the reserve venue"),
        explained=_("A venue of the same league or city; T-zero stays."),
        done=_("“%(title)s” moved to the reserve venue."),
        fits=_is_on,
        run=scheduling.move_to_reserve,
        asks={"venue": True, **WHY_CITY, "accept": False},
        icon="home",
        shows_cities=True,
    ),
    Act(
        key="stream",
        verb="stream_only",
        # Translators: zh: 本市只直播
        label=_("Stream only in this city"),
        explained=_("It plays at T-zero without an audience and is shown by stream."),
        done=_("“%(title)s” goes on by stream in this city."),
        fits=lambda show: _is_city(show) and show.mode != Performance.Mode.ONLINE,
        run=scheduling.stream_only,
        asks=WHY_CITY,
        icon="media",
        shows_cities=True,
    ),
    Act(
        key="drop",
        verb="drop",
        # Translators: zh: 本市退出
        label=_("Drop this city"),
        explained=_("This city does not open; the others do. It stays visible."),
        done=_("“%(title)s” does not open in this city."),
        fits=lambda show: _is_on(show) and show.status != Status.DRAFT,
        run=scheduling.drop_opening,
        asks=WHY_CITY,
        icon="cross",
        is_serious=True,
        shows_cities=True,
    ),
    Act(
        key="withdraw",
        verb="withdraw",
        # Translators: zh: 撤销(录入有误)
        label=_("Withdraw: entered in error"),
        explained=_("For shows that should never have been entered."),
        done=_("“%(title)s” is withdrawn."),
        fits=lambda show: show.status != Status.WITHDRAWN,
        run=scheduling.withdraw,
        asks={"reason": True},
        icon="bin",
        is_serious=True,
    ),
)
