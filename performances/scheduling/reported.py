"""What an act does to a show that was reported: it took place as it was told.

Troupes leave its time, place, form and cast alone and do not call it off; they ask the
league. The league may: the record then waits for it again, with a word on what
changed, and whoever reported is told. What troupes entered afterwards themselves they
may mend until the league has looked. No record counts where its show does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from ulanmuqi.base.clock import SHANGHAI

from ..conflicts import Conflict
from ..models import Performance, Record, ReportState
from ..record_policy import RECORDS
from ..rules import reported
from ..slots import epoch
from ..statuses import FIRM, INSIDE
from . import log
from .errors import Refused
from .facts import ShowFacts
from .outcomes import Why
from .pending import Pending
from .report_facts import over_from, unfit_side
from .reported_told import tell_reporters
from .road_follows import road_follows
from .wording import short_time

_TIME = ("starts_at", "ends_at", "precision", "day_part")
# A venue merged into another is the same ground.
_SAME_GROUND = "schedule.merge"


@dataclass(frozen=True, slots=True)
class Touched:
    """A record, and the act on its show that is about to be written. `by_league`: by
    somebody who reviews it, or the system."""

    record: Record
    pending: Pending
    by_league: bool

    @property
    def show(self) -> Performance:
        return self.pending.performance

    @property
    def stood(self) -> bool:
        return self.pending.before is not None and self.pending.before.status in FIRM

    @property
    def stands(self) -> bool:
        return self.show.status in FIRM


def touched(batch: Sequence[Pending], why: Why, now: datetime) -> list[Touched]:
    """The records of what the act changes; call it before anything is written, with
    the shows locked. No query for shows that are to come, else one.

    Raises Refused with what to do instead: for troupes, for a time that is not over,
    for a form that contradicts the figures, and for a draft or hold.
    """
    about = {
        one.performance.pk: one
        for one in batch
        if one.before is not None
        and one.before.facts.starts_at <= now
        and one.action != _SAME_GROUND
        and _field_of(one) is not None
    }
    if not about:
        return []
    rows = Record.objects.filter(performance__in=about).select_related("reported_by")
    found = []
    for record in rows.order_by("pk"):
        pending = about[record.performance_id]
        reviews = why.by is None or _may("review", why, pending)
        one = Touched(record, pending, reviews)
        _refuse(one, why, now)
        found.append(one)
    return found


def warnings_of(several: Sequence[Touched]) -> tuple[Conflict, ...]:
    """What the league is asked to answer for with a reason. An act that calls the show
    off, or back, needs one anyway."""
    return tuple(
        _warning(one.record, one.show)
        for one in several
        if one.by_league and one.stood and one.stands
    )


def foreseen(
    show: Performance, facts: ShowFacts, now: datetime
) -> tuple[Conflict, ...]:
    """The same while somebody types: `show` as it is, `facts` as it would be. No query
    for a show to come, or while nothing differs of what is reported."""
    if show.starts_at > now or show.status not in FIRM:
        return ()
    is_recast = list(facts.troupes) != show.troupes_in_order
    if _field_that_differs(show, facts) is None and not is_recast:
        return ()
    record = Record.objects.filter(performance=show).first()
    return () if record is None else (_warning(record, show),)


def _warning(record: Record, show: Performance) -> Conflict:
    return reported(
        str(show.pk),
        epoch(show.starts_at),
        title=show.title,
        onsite=_plain(record.onsite_audience),
        online=_plain(record.online_views),
        is_reviewed=record.is_reviewed,
    )


def put_back(several: Sequence[Touched], why: Why, now: datetime) -> None:
    """The records wait for the league again. Two queries a record, three a notice."""
    for one in several:
        record = one.record
        record.performance = one.show
        was = record.state
        note = _note(one, why) if one.by_league else record.review_note
        if one.by_league:
            note = f"{note}{_road(one, why, now)}"[:300]
        if one.by_league and not record.is_returned:
            # The league's last word on it; what waits and bears one was put back.
            record.state, record.review_note = ReportState.REPORTED, note
            record.reviewed_by, record.reviewed_at = why.by, now
        record.version += 1
        record.save()
        data = {"before": {"state": was}, "after": {"state": record.state}}
        told = Why(by=why.by, reason=note)
        log.write(record, "record.put_back", told, data=data, at=now)
        if one.by_league:
            tell_reporters(record, note, now)


def _refuse(one: Touched, why: Why, now: datetime) -> None:
    show = one.show
    if not one.by_league and not _is_their_own(one, why):
        raise Refused(
            # Translators: zh: 这场已经上报，时间、地点、形式、队伍和状态都不能自己改了。
            # 填错了、改期了或者没演成，请在手机行程单上点“请盟市改”，或打电话。
            _(
                "This show is reported already, so a troupe no longer changes its "
                "time, place, form or cast, nor calls it off. Say on the day sheet "
                "what is wrong (“Ask the league”), or ring."
            ),
            field=_field_of(one.pending) or "",
        )
    if show.status in INSIDE:
        raise Refused(
            # Translators: zh: 这场已经上报，不能再变成草稿或备选。没有演就取消，录错了就撤销。
            _(
                "This show is reported: it does not become a draft or a hold again. "
                "Cancel it if it did not take place, withdraw it if it was an error."
            )
        )
    if not one.stands:
        return
    if over_from(show) > now:
        raise Refused(
            # Translators: zh: 这场已经上报，不能改到还没到的时间。没有演就取消或改期；
            # 另外还要演一场，请新建演出。
            _(
                "This show is reported, so it cannot lie ahead. If it did not take "
                "place, cancel or postpone it; another show is entered anew."
            ),
            field="starts_at",
        )
    told = unfit_side(one.record, show.mode)
    if told:
        raise Refused(told, field="mode")


def _is_their_own(one: Touched, why: Why) -> bool:
    """Entered by the troupe when it was over, promised to nobody, seen by no league."""
    mine = one.show.entered_after and not one.record.is_reviewed
    return mine and _may("report", why, one.pending)


def _may(verb: str, why: Why, pending: Pending) -> bool:
    return RECORDS.may_of_show(why.by, verb, pending.performance)


def _field_of(pending: Pending) -> str | None:
    """What the act changes of that which was reported, as forms call it; "" is whether
    the show stands at all, None nothing."""
    row, before = pending.performance, pending.before
    if before is None:
        return None
    stood, stands = before.status in FIRM, row.status in FIRM
    if stood != stands:
        return ""
    if not stands:
        return None
    field = _field_that_differs(before.facts, row)
    if field is not None:
        return field
    is_recast = pending.troupes is not None and pending.troupes != before.facts.troupes
    return "troupes" if is_recast else None


def _field_that_differs(
    was: ShowFacts | Performance, row: ShowFacts | Performance
) -> str | None:
    if any(getattr(was, name) != getattr(row, name) for name in _TIME):
        return "starts_at"
    if was.venue != row.venue or (row.venue is None and was.region != row.region):
        return "venue"
    return "mode" if was.mode != row.mode else None


def _note(one: Touched, why: Why) -> str:
    """What the league and the troupe read on the record; always Chinese, as notices."""
    with override(settings.LANGUAGE_CODE):
        told = _what_changed(one)
        reason = (why.accept or why.reason).strip()
        if reason:
            # Translators: zh: %(told)s原因：%(reason)s
            text = _("%(told)s Reason: %(reason)s")
            told = text % {"told": told, "reason": reason}
    return told[:300]


def _road(one: Touched, why: Why, now: datetime) -> str:
    """What became of the road told with it, where it is of another day now."""
    if one.pending.tells_road or not (one.stood and one.stands):
        return ""
    was = one.pending.before.facts.starts_at.astimezone(SHANGHAI).date()
    return road_follows(one.show, was, why.by, now)


def _what_changed(one: Touched) -> str:
    if one.stood and not one.stands:
        # Translators: zh: 上报以后，这场改成了“%(status)s”，记录不再计入数字。
        text = _("The show is “%(status)s” since: the record no longer counts.")
        return text % {"status": one.show.get_status_display()}
    if not one.stood:
        # Translators: zh: 这场又恢复了，记录重新计入，请再核对。
        return _("The show stands again and the record counts: check it once more.")
    was, show = one.pending.before.facts, one.show
    field = _field_of(one.pending)
    sides: dict[str, tuple[Any, Any]] = {
        "starts_at": (short_time(was.starts_at), short_time(show.starts_at)),
        "venue": (_place(was.venue, was.region), _place(show.venue, show.region)),
        "mode": (Performance.Mode(was.mode).label, Performance.Mode(show.mode).label),
        "troupes": (_names(was.troupes), _names(one.pending.troupes or ())),
    }
    values = dict(zip(("was", "now"), sides[field or "starts_at"], strict=True))
    # Translators: zh: 上报以后，这场由“%(was)s”改成“%(now)s”，请再核对记录。
    text = _("Changed after the report: %(was)s → %(now)s. Check the record once more.")
    return text % values


def _place(venue: Any, region: Any) -> str:
    return str(venue.name if venue else region or "—")


def _names(troupes: Sequence[Any]) -> str:
    return "、".join(troupe.display_name for troupe in troupes) or "—"


def _plain(count: int | None) -> int | str:
    return "" if count is None else count
