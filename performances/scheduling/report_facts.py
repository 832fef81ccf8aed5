"""What a troupe says of a show, a day and what else it did, and whether it can be."""

import hashlib
import json
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ulanmuqi.base import clock
from ulanmuqi.base.chinese_days import moment
from ulanmuqi.places.models import Region

from ..models import FieldAct, Performance, Record
from ..plausible import BOUNDS, Figure, is_absurd
from ..statuses import FIRM, Status
from .errors import Refused

# What is older is entered as a carried-over figure, not show by show.
OLDEST = timedelta(days=3 * 366)
_LONGEST_REMARKS = 2_000
_LONGEST_TITLE = 120


class _OfRow:
    """What a report says now, by the names of its columns."""

    __slots__ = ()

    @classmethod
    def of(cls, row: Any) -> Self:
        return cls(**{one.name: getattr(row, one.name) for one in fields(cls)})


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFacts(_OfRow):
    """None is "not said", 0 is zero. `remarks`: what went wrong, for insiders."""

    onsite_audience: int | None = None
    online_views: int | None = None
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFacts(_OfRow):
    """Of the whole day, whatever the number of shows. What is None or empty in a first
    report keeps what somebody else said; a correction sets all of it."""

    distance_km: int | None = None
    hours: Decimal | None = None
    in_grassroots: bool | None = None
    remarks: str = ""

    @property
    def says_anything(self) -> bool:
        return self != DayFacts()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActFacts(_OfRow):
    """One coaching or one service; `kind` is of FieldAct.Kind."""

    kind: str
    title: str
    people: int | None = None
    region: Region | None = None
    performance: Performance | None = None
    remarks: str = ""


Facts = RecordFacts | DayFacts | ActFacts

_UNFIT_STATUS = {
    Status.DRAFT: gettext_lazy(
        # Translators: zh: 这场演出还是草稿。演了的话，请先确定，再上报。
        "This show is a draft. If it took place, confirm it first, then report it."
    ),
    Status.HOLD: gettext_lazy(
        # Translators: zh: 这场演出还是备选。演了的话，请先确定，再上报。
        "This show is a hold. If it took place, confirm it first, then report it."
    ),
    Status.CANCELLED: gettext_lazy(
        # Translators: zh: 这场演出已取消，不用上报。如果还是演了，请先恢复演出。
        "This show was cancelled: there is nothing to report. If it took place after "
        "all, reinstate it first."
    ),
    Status.POSTPONED: gettext_lazy(
        # Translators: zh: 这场演出已改期，请在新的那一场上报。如果还是演了，请先恢复演出。
        "This show was postponed: report the one that took its place. If it took place "
        "after all, reinstate it first."
    ),
    Status.WITHDRAWN: gettext_lazy(
        # Translators: zh: 这场演出录入有误，已经撤销。演了的话，请按“没有排的演出”上报。
        "This show was withdrawn as entered in error. If there was one, report it as a "
        "show that was not planned."
    ),
}
_ABSURD = {
    Figure.ONSITE: gettext_lazy(
        # Translators: zh: 现场人数要在 0 到 %(most)s 之间，请看看是不是多打了数字。
        "People on site: 0 to %(most)s. Look whether there is a digit too many."
    ),
    Figure.ONLINE: gettext_lazy(
        # Translators: zh: 线上观看量要在 0 到 %(most)s 之间，请看看是不是多打了数字。
        "Online views: 0 to %(most)s. Look whether there is a digit too many."
    ),
    Figure.DISTANCE: gettext_lazy(
        # Translators: zh: 一天的里程要在 0 到 %(most)s 公里之间，请看看是不是多打了数字。
        "Kilometres of a day: 0 to %(most)s. Look whether there is a digit too many."
    ),
    Figure.HOURS: gettext_lazy(
        # Translators: zh: 一天的小时数要在 0 到 %(most)s 之间。
        "Hours of a day: 0 to %(most)s."
    ),
    Figure.PEOPLE: gettext_lazy(
        # Translators: zh: 人数要在 0 到 %(most)s 之间，请看看是不是多打了数字。
        "People: 0 to %(most)s. Look whether there is a digit too many."
    ),
}


def over_from(show: Performance) -> datetime:
    """From when a show can be reported: its end, or, while the hour is not known, the
    beginning of the day or the part of it (whoever was there knows)."""
    return show.ends_at if show.has_hour else show.starts_at


def reportable(show: Performance, now: datetime) -> None:
    """Raises Refused, saying what to do, for a show of which there is no record yet."""
    stands(show)
    if over_from(show) > now:
        at = moment(over_from(show).astimezone(clock.SHANGHAI))
        raise Refused(
            # Translators: zh: 这场演出还没有结束，%(at)s以后再上报。
            _("This show is not over yet. Report it after %(at)s.") % {"at": at}
        )


def stands(show: Performance) -> None:
    """Raises Refused for what is off or not settled: nothing is said of it, nor mended,
    before it is put right."""
    if show.status not in FIRM:
        raise Refused(_UNFIT_STATUS[Status(show.status)])


def unfit_side(record: Record, mode: str) -> str:
    """Why a show of this form cannot have these figures; "" where it can."""
    if mode == Performance.Mode.ONLINE and record.onsite_audience is not None:
        # Translators: zh: 记录里写着现场%(n)s人。请先把记录里的现场人数去掉，再改成只在线上。
        text = _("Its record says %(n)s on site. Mend the record first.")
        return text % {"n": f"{record.onsite_audience:,}"}
    if mode == Performance.Mode.ON_SITE and record.online_views is not None:
        # Translators: zh: 记录里写着线上%(n)s次。请先把记录里的线上观看量去掉，再改成只在现场。
        text = _("Its record says %(n)s online. Mend the record first.")
        return text % {"n": f"{record.online_views:,}"}
    return ""


def sound_record(facts: RecordFacts, mode: str) -> None:
    """Raises Refused at the field. An online show has no audience on site, and one
    that was on site alone no views."""
    _sound_number(Figure.ONSITE, facts.onsite_audience)
    _sound_number(Figure.ONLINE, facts.online_views)
    if mode == Performance.Mode.ONLINE and facts.onsite_audience is not None:
        raise Refused(
            # Translators: zh: 这场只在线上演出，没有现场观众。现场也演了的话，请先在演出
            # 里改成“现场和线上”。
            _(
                "This show was online only and had no audience on site. If it had, "
                "change the show to “On site and online” first."
            ),
            field="onsite_audience",
        )
    if mode == Performance.Mode.ON_SITE and facts.online_views is not None:
        raise Refused(
            # Translators: zh: 这场只在现场演出，没有线上观看量。也直播了的话，请先在演出
            # 里改成“现场和线上”。
            _(
                "This show was on site only and had no views online. If it was "
                "streamed, change the show to “On site and online” first."
            ),
            field="online_views",
        )
    _sound_remarks(facts.remarks)


def sound_day(day: date, facts: DayFacts) -> None:
    sound_date(day)
    _sound_number(Figure.DISTANCE, facts.distance_km)
    _sound_number(Figure.HOURS, facts.hours)
    _sound_remarks(facts.remarks)


def sound_act(day: date, facts: ActFacts) -> None:
    sound_date(day)
    if facts.kind not in FieldAct.Kind.values:
        raise Refused(_("Choose coaching or service."), field="kind")
    if not facts.title.strip():
        # Translators: zh: 写一下做了什么，比如“指导秧歌队排练”。
        raise Refused(_("Say what was done."), field="title")
    if len(facts.title.strip()) > _LONGEST_TITLE:
        raise Refused(
            _("At most %(most)s characters.") % {"most": _LONGEST_TITLE}, field="title"
        )
    _sound_number(Figure.PEOPLE, facts.people)
    _sound_remarks(facts.remarks)


def sound_date(day: date) -> None:
    """A day that has begun, and none that is history."""
    today = clock.now().astimezone(clock.SHANGHAI).date()
    if day > today:
        # Translators: zh: 这一天还没有到，不能上报。
        raise Refused(_("That day has not come yet."), field="day")
    if today - day > OLDEST:
        raise Refused(
            # Translators: zh: 这一天已经过去三年多，请看看年份。更早的数字按“结转数字”录入。
            _(
                "That is more than three years ago. Check the year; older figures are "
                "entered as carried-over figures."
            ),
            field="day",
        )


def digest_of(*said: Any) -> str:
    """The same for the same words: whether a device sends anew what it sent before."""
    text = json.dumps([_plain(one) for one in said], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(said: Any) -> Any:
    if isinstance(said, Facts):
        return {one.name: getattr(said, one.name) for one in fields(said)}
    return said


def _sound_number(figure: Figure, value: int | Decimal | None) -> None:
    if value is not None and is_absurd(figure, value):
        raise Refused(told_absurd(figure), field=figure.value)


def told_absurd(figure: Figure) -> str:
    """Why a number cannot be, also for a form that asks before anything is written."""
    return _ABSURD[figure] % {"most": f"{BOUNDS[figure].most:,}"}


def _sound_remarks(remarks: str) -> None:
    if len(remarks) > _LONGEST_REMARKS:
        raise Refused(
            _("At most %(most)s characters.") % {"most": _LONGEST_REMARKS},
            field="remarks",
        )
