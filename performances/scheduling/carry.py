"""Carries a record from the show it was reported for to the one it is of: two shows on
one day, or the same village a day later, and somebody chose the wrong line."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from ulanmuqi.base import clock
from ulanmuqi.base.quotes import within_quotes

from ..models import FieldAct, Performance, Record, TroupeDay
from ..record_policy import RECORDS
from . import log
from .allowed import fresh
from .cancel import withdraw
from .carried_along import carry_acts, carry_days, carry_pictures
from .carried_told import carried_note, say_waiting, shown, tell_carried
from .clashes import clashes_of
from .errors import NotAllowed, Refused
from .locks import lock, lock_performances, lock_resources
from .outcomes import Why
from .report_facts import reportable
from .report_told import fresh_report
from .transaction import verb

# A slip of the finger lies near: another show of the same day, or of the same journey.
NEAR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Carried:
    """`left` is the show it was reported for, which has no record now; `is_gone`: it
    was taken away with it. `days` and `acts` went along to another day."""

    record: Record
    left: Performance
    is_gone: bool = False
    days: tuple[TroupeDay, ...] = ()
    acts: tuple[FieldAct, ...] = ()


@verb
def carry_record(
    record: Record,
    to: Performance,
    *,
    by: Any = None,
    version: int | None = None,
    to_version: int | None = None,
    reason: str = "",
    with_days: bool = False,
    takes_away: bool = False,
) -> Carried:
    """The record, its pictures and the coaching and services told with it are of `to`
    from now on, and wait for the league (again).

    `with_days`: where `to` lies on another day, the troupes' kilometres and hours were
    of that day too. `takes_away`: the show left behind was never planned (it was
    entered with this record) and is withdrawn. What those who asked for a show say of
    it stays with the show they asked for. A word still on its way from a telephone is
    no later word of this record any more: it finds another version and is told so.

    By the league, or by the troupe itself until the league has looked. Those who
    reported are told, except by themselves. Raises Refused at `to`, `with_days` or
    `takes_away`, NotAllowed, StaleWrite with what happened to the record since
    `version` or to the show since `to_version`, TryAgain.
    """
    record, left, target = _locked(record, to, by)
    _authorise(by, record, left, target)
    fresh_report(record, version)
    fresh(target, to_version)
    _fits(record, left, target)
    if takes_away and not left.entered_after:
        raise Refused(
            # Translators: zh: 这一场是排好的，不能顺手撤销。没有演就取消或改期。
            _(
                "This show was planned, so it is not taken away in passing. If it did "
                "not take place, cancel or postpone it."
            ),
            field="takes_away",
        )
    why = Why(by=by, reason=reason.strip()[:200])
    now = clock.now()
    days = carry_days(left, target, by, now) if with_days else ()
    acts = carry_acts(left, target, by, now)
    carry_pictures(record, left, target)
    note = carried_note(left, target, why.reason)
    was = record.state
    say_waiting(record, note, by, now)
    record.performance, record.carried_from = target, left
    record.clashes = clashes_of(target) if target.entered_after else []
    record.version += 1
    record.save()
    data = {
        "before": {"performance": shown(left), "state": was},
        "after": {"performance": shown(target)},
    }
    log.write(record, "record.carry", why, data=data, at=now)
    if takes_away:
        withdraw(left, reason=_entered_in_error(), by=by)
    tell_carried(record, left, note, by, now)
    return Carried(record, left, takes_away, days, acts)


def may_be_carried_to(record: Record, user: Any) -> QuerySet[Performance]:
    """Shows it could be of: near, of one of its troupes, over, standing, and without a
    record; what is out of the reach of `user` (None: the system) is left out."""
    show = record.performance
    rows = Performance.objects.given(clock.now()).filter(
        record__isnull=True,
        troupes__in=[troupe.pk for troupe in show.troupes_in_order],
        starts_at__gte=show.starts_at - NEAR,
        starts_at__lte=show.starts_at + NEAR,
    )
    rows = rows.exclude(pk=show.pk).distinct()
    return rows if user is None else RECORDS.missing(user, rows)


def why_not(user: Any, record: Record) -> str:
    """Why it is not this person's to carry; "" where it is. No query beyond rights."""
    show = record.performance
    if user is None or RECORDS.may_of_show(user, "review", show):
        return ""
    if record.is_reviewed or record.is_put_back:
        # Translators: zh: 这条记录盟市已经看过，报错了场次请找盟市来改。
        return _("The league has looked at this record. Ask it to carry it over.")
    is_joint = len(show.troupes_in_order) > 1
    if is_joint and record.reported_by_id != user.pk:
        # Translators: zh: 这是几支队伍同台的演出，记录由谁上报就由谁改场次，或者请盟市来改。
        return _(
            "Several troupes played in it: whoever reported it carries it over, or the "
            "league."
        )
    return ""


def unfit_for(record: Record, show: Performance) -> str:
    """Why this show cannot have these figures; "" where it can."""
    mode = Performance.Mode
    if show.mode == mode.ONLINE and record.onsite_audience is not None:
        # Translators: zh: 这场只在线上演出，记录里却有现场人数。请先更正记录或演出的形式。
        return _(
            "That show was online only, and the record counts people on site. Correct "
            "one of them first."
        )
    if show.mode == mode.ON_SITE and record.online_views is not None:
        # Translators: zh: 这场只在现场演出，记录里却有线上观看量。请先更正记录或演出的形式。
        return _(
            "That show was on site only, and the record counts views online. Correct "
            "one of them first."
        )
    return ""


def _locked(
    record: Record, to: Performance, by: Any
) -> tuple[Record, Performance, Performance]:
    """In the house's order: both shows, what they take, then the record."""
    known = Record.objects.filter(pk=record.pk).first()
    if known is None:
        raise Refused(_("Somebody removed this meanwhile."))
    keys = (known.performance_id, to.pk)
    rows = {
        row.pk: row
        for row in lock_performances(Performance.objects.filter(pk__in=keys))
    }
    left, target = rows[known.performance_id], rows.get(to.pk)
    if target is None:
        raise Refused(_("Somebody removed this meanwhile."), field="to")
    lock_resources(left.cast, target.cast, [left.venue] if left.venue else [])
    lock(Record.objects.filter(pk=record.pk))
    row = Record.objects.select_related("reported_by").get(pk=record.pk)
    if row.performance_id != left.pk:
        # Carried elsewhere while we waited for the lock.
        fresh_report(row, known.version)
    row.performance = left
    return row, left, target


def _authorise(by: Any, record: Record, left: Performance, target: Performance) -> None:
    if by is None:
        return
    for show in (left, target):
        if not RECORDS.may_of_show(by, "change", show):
            raise NotAllowed
    told = why_not(by, record)
    if told:
        raise Refused(told)


def _fits(record: Record, left: Performance, target: Performance) -> None:
    """Raises Refused at `to`."""
    told = unfit_for(record, target)
    if target.pk == left.pk:
        # Translators: zh: 记录本来就在这一场。
        told = _("The record is of that show already.")
    elif Record.objects.filter(performance=target).exists():
        # Translators: zh: “%(title)s”已经有记录。两场报反了的话，请分别更正数字。
        told = _(
            "“%(title)s” has a record already. If two were mixed up, correct the "
            "figures of both."
        ) % {"title": within_quotes(target.title)}
    elif not {one.pk for one in left.troupes_in_order} & {
        one.pk for one in target.troupes_in_order
    }:
        # Translators: zh: 那一场不是这支队伍演的。
        told = _("None of its troupes played in that show.")
    elif abs(target.starts_at - left.starts_at) > NEAR:
        # Translators: zh: 那一场和这一场隔了%(days)s天以上。请在那一场重新上报，再请盟市处理这一场。
        told = _(
            "That show lies more than %(days)s days away. Report it anew, and ask the "
            "league about this one."
        ) % {"days": NEAR.days}
    if told:
        raise Refused(told, field="to")
    try:
        reportable(target, clock.now())
    except Refused as error:
        raise Refused(error.message, field="to") from error


def _entered_in_error() -> str:
    """Always Chinese, as it is kept beside the show."""
    with override(settings.LANGUAGE_CODE):
        # Translators: zh: 补录时报错了场次
        return _("Entered in error: the record was of another show")
