"""The acts on a showcase as a whole: every city goes along, or none does."""

from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock

from .. import scheduling
from ..models import Performance, Showcase
from ..statuses import BOOKED, FIRM, INSIDE, Status
from .acts import WHY, Act, Acts


def _openings(showcase: Showcase) -> list[Performance]:
    return [one for one in showcase.performances.all() if one.is_opening]


def _some_opening(showcase: Showcase, statuses: frozenset[str]) -> bool:
    return any(one.status in statuses for one in _openings(showcase))


def _showcase_may_be_announced(showcase: Showcase) -> bool:
    now = clock.now()
    is_public = showcase.announced_at is not None and showcase.announced_at <= now
    waiting = _some_opening(showcase, INSIDE)
    return not is_public and bool(_openings(showcase)) and not waiting


SHOWCASE_ACTS = Acts(
    Act(
        key="confirm",
        verb="change",
        # Translators: zh: 确认全部城市
        label=_("Confirm all openings"),
        explained=_("Every opening that is a draft or on hold becomes firm, or none."),
        done=_("All openings of “%(title)s” are confirmed."),
        fits=lambda showcase: _some_opening(showcase, INSIDE),
        run=scheduling.confirm_showcase,
        is_next_step=True,
        asks={"without_answers": False, "accept": False},
        shows_cities=True,
    ),
    Act(
        key="hold",
        verb="change",
        # Translators: zh: 一起列为备选
        label=_("Hold all openings"),
        explained=_(
            "Every opening that is a draft is held, or none. When all venues have "
            "accepted, all become firm by themselves."
        ),
        # Translators: zh: “%(title)s”各城市的时间已列为备选。
        done=_("The time is held in all cities of “%(title)s”."),
        fits=lambda showcase: _some_opening(showcase, INSIDE),
        run=scheduling.hold_showcase,
        asks={"decide_by": False},
        icon="time",
        shows_cities=True,
    ),
    Act(
        key="release",
        verb="change",
        # Translators: zh: 一起放开备选
        label=_("Let all holds go"),
        explained=_("Every held opening becomes a draft again and keeps no time."),
        # Translators: zh: “%(title)s”各城市的备选都放开了。
        done=_("The holds of “%(title)s” are let go."),
        fits=lambda showcase: _some_opening(showcase, frozenset({Status.HOLD})),
        run=scheduling.release_showcase,
        icon="lock-open",
        shows_cities=True,
    ),
    Act(
        key="announce",
        verb="change",
        # Translators: zh: 公布展演
        label=_("Announce the showcase"),
        explained=_("The showcase and all its openings become public together."),
        done=_("“%(title)s” is announced."),
        fits=_showcase_may_be_announced,
        run=scheduling.announce_showcase,
        is_next_step=True,
        asks={"at": False},
        icon="globe",
    ),
    Act(
        key="delay",
        verb="change",
        # Translators: zh: 推迟全部
        label=_("Delay all openings"),
        explained=_("All cities open that many minutes later, or none does."),
        done=_("All openings of “%(title)s” are delayed."),
        fits=lambda showcase: _some_opening(showcase, BOOKED),
        run=scheduling.delay_showcase,
        asks={"minutes": True, **WHY, "accept": False},
        icon="time",
        shows_cities=True,
    ),
    Act(
        key="move",
        verb="change",
        # Translators: zh: 移动启幕时间
        label=_("Move T-zero"),
        explained=_("All cities open at the new instant, or none moves."),
        done=_("“%(title)s” has a new T-zero."),
        fits=lambda showcase: _some_opening(showcase, BOOKED | {Status.DRAFT}),
        run=scheduling.move_showcase,
        asks={"t_zero": True, **WHY, "accept": False},
        icon="date",
        shows_cities=True,
    ),
    Act(
        key="postpone",
        verb="change",
        # Translators: zh: 展演改期
        label=_("Postpone the showcase"),
        explained=_(
            "All openings leave their date. Without a new T-zero the date is open and "
            "can be given later."
        ),
        done=_("“%(title)s” is postponed."),
        fits=lambda showcase: _some_opening(showcase, FIRM | {Status.POSTPONED}),
        run=scheduling.postpone_showcase,
        asks={**WHY, "t_zero": False, "accept": False},
        icon="date",
        is_serious=True,
        shows_cities=True,
    ),
    Act(
        key="cancel",
        verb="change",
        # Translators: zh: 取消展演
        label=_("Cancel the showcase"),
        explained=_("All openings are called off at once, with one reason."),
        done=_("“%(title)s” is cancelled."),
        fits=lambda showcase: _some_opening(showcase, BOOKED),
        run=scheduling.cancel_showcase,
        asks=WHY,
        icon="cross",
        is_serious=True,
        shows_cities=True,
    ),
)
