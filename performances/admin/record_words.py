"""How records, days and acts are said in the admin."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ulanmuqi.base.chinese_days import day as chinese_day

from ..models import (
    FieldAct,
    Performance,
    PlaceConfirmation,
    Record,
    Reported,
    ReportState,
    TroupeDay,
)
from ..plausible import Figure, differ_much, is_unusual
from ..scheduling.carried_told import shown
from ..scheduling.clashes import clash_sentence
from ..statuses import FIRM
from . import columns

MISSING = "missing"


def record_of(show: Performance) -> Record | None:
    """Loaded with the show; no query."""
    return getattr(show, "record", None)


def state_of(show: Performance) -> str:
    """The record's state, or that there is none."""
    record = record_of(show)
    return record.state if record is not None else MISSING


def state_text(show: Performance) -> str:
    record = record_of(show)
    if record is None:
        # Translators: zh: 缺记录
        return _("Missing")
    if record.performance.status not in FIRM:
        # Translators: zh: 不计入（演出已取消）
        return _("Not counted: the show is off")
    return report_state(record)


def report_state(report: Reported) -> str:
    return str(report.get_state_display())


def came_text(show: Performance) -> str:
    """With what the place says itself. Load with `place_confirmations`."""
    record = record_of(show)
    reported = figures(record) if record is not None else ""
    return " · ".join([*([reported] if reported else []), *said_there(show)])


def counted_there(show: Performance) -> list[str]:
    """Of what `said_there` tells, what stands beside a number: that it was not there
    is told louder."""
    return [_said(one) for one in show.place_confirmations.all() if one.took_place]


def said_there(show: Performance) -> list[str]:
    """What those who asked for the show say of it, beside the troupe's own figures.
    Load with `place_confirmations`."""
    return [_said(one) for one in show.place_confirmations.all()]


def is_denied(report: Reported) -> bool:
    """Whether somebody who asked for the show says that it was not there."""
    return isinstance(report, Record) and any(
        not one.took_place for one in report.performance.place_confirmations.all()
    )


def _said(one: PlaceConfirmation) -> str:
    if not one.took_place:
        # Translators: zh: 点单人说没有演
        return _("whoever asked says it did not take place")
    if one.audience is None:
        # Translators: zh: 当地说演了
        return _("there they say it took place")
    # Translators: zh: 当地说约%(n)s人
    told = ngettext(
        "there they say about %(n)s person",
        "there they say about %(n)s people",
        one.audience,
    )
    return told % {"n": f"{one.audience:,}"}


def figures(report: Reported) -> str:
    """What a report says, on one line; "—" parts are left out."""
    if isinstance(report, Record):
        told = [
            (report.onsite_audience, _("on site %(n)s")),
            (report.online_views, _("online %(n)s")),
        ]
        return " · ".join(text % {"n": f"{n:,}"} for n, text in told if n is not None)
    if isinstance(report, TroupeDay):
        return _day_figures(report)
    people = report.people
    # Translators: zh: %(n)s人次
    counted = ngettext("%(n)s person", "%(n)s people", people or 0) % {"n": people}
    return counted if people is not None else ""


def _day_figures(row: TroupeDay) -> str:
    parts = []
    if row.distance_km is not None:
        # Translators: zh: %(km)s公里
        parts.append(_("%(km)s km") % {"km": row.distance_km})
    if row.hours is not None:
        # Translators: zh: %(n)s小时
        told = ngettext("%(n)s hour", "%(n)s hours", 1 if row.hours == 1 else 2)
        parts.append(told % {"n": f"{row.hours.normalize():f}"})
    if row.in_grassroots:
        # Translators: zh: 在基层
        parts.append(_("in the grassroots"))
    return " · ".join(parts)


def look_at(report: Reported) -> list[str]:
    """What a reviewer should look at twice, in sentences. Of a record it needs the
    show's venue and `place_confirmations` and its `photos`; no query then."""
    found = []
    if report.is_put_back:
        found.append(report.review_note)
    elif report.state == ReportState.REPORTED and report.review_note:
        # Translators: zh: 上次退回：%(note)s
        found.append(_("Sent back before: %(note)s") % {"note": report.review_note})
    if isinstance(report, Record):
        found += _of_record(report)
    elif isinstance(report, TroupeDay):
        if is_unusual(Figure.DISTANCE, report.distance_km):
            # Translators: zh: 里程比平常多
            found.append(_("More kilometres than is usual"))
        if is_unusual(Figure.HOURS, report.hours):
            # Translators: zh: 时间比平常长
            found.append(_("More hours than is usual"))
    elif isinstance(report, FieldAct) and is_unusual(Figure.PEOPLE, report.people):
        # Translators: zh: 人数比平常多
        found.append(_("More people than is usual"))
    return found


def _of_record(record: Record) -> Iterable[str]:
    show = record.performance
    if is_denied(record):
        # Translators: zh: 点单人说没有演，请先问清楚
        yield _("Whoever asked says it did not take place: ask before you agree")
    counts = [one.audience for one in show.place_confirmations.all()]
    if any(differ_much(record.onsite_audience, count) for count in counts):
        # Translators: zh: 现场人数和当地说的差得多
        yield _("Far from the number of people they counted there")
    if record.carried_from is not None and not record.is_put_back:
        # Translators: zh: 报错了场次，由%(show)s改来
        told = _("Reported for %(show)s first, and carried over")
        yield told % {"show": shown(record.carried_from)}
    if show.entered_after:
        # Translators: zh: 没有排过，演后补录
        yield _("Not planned, entered afterwards")
    yield from (clash_sentence(clash) for clash in record.clashes)
    indoors = show.venue is not None and not show.venue.is_outdoor
    seats = show.venue.capacity if indoors else None
    if is_unusual(Figure.ONSITE, record.onsite_audience, seats=seats):
        # Translators: zh: 现场人数比平常多，或比座位多得多
        yield _("More people than is usual, or than the house seats")
    if is_unusual(Figure.ONLINE, record.online_views):
        # Translators: zh: 线上观看量比平常多
        yield _("More views than is usual")
    public = sum(photo.is_free for photo in record.photos.all())
    if not record.is_reviewed and public:
        # Translators: zh: 通过以后公开%(n)s张照片，先看一眼
        told = ngettext(
            "%(n)s picture becomes public when you agree: look at it",
            "%(n)s pictures become public when you agree: look at them",
            public,
        )
        yield told % {"n": public}
    seen = record.reviewed_at
    new = [p for p in record.photos.all() if seen is not None and p.said_at > seen]
    if record.is_reviewed and new:
        # Translators: zh: 审核以后又加了照片
        yield _("Pictures were added after the review")


def subject(report: Reported) -> str:
    """What it is about: the show, the day, the act."""
    if isinstance(report, Record):
        return report.performance.title
    if isinstance(report, TroupeDay):
        # Translators: zh: 这一天的行程
        return _("The day's journey")
    return str(report)


def when_text(report: Reported) -> str:
    if isinstance(report, Record):
        return columns.when_text(report.performance)
    return chinese_day(report.day, with_year=True)


def who_text(report: Reported) -> str:
    if isinstance(report, Record):
        return columns.troupes_text(report.performance)
    return report.troupe.display_name
