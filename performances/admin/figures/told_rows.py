"""What one row behind a figure says of itself in the list that explains the figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ulanmuqi.base import clock, rights

from ...measures import OF_SHOWS, Measure
from ...models import Performance, Record, Request
from ...scheduling.request_wording import state_text
from ...statistics.rows import records_of
from .. import columns

_AND = "、"


@dataclass(frozen=True, slots=True)
class Told:
    """`value` is what the row adds to the figure; `state` how sure that is."""

    day: date | None
    title: str
    detail: str
    value: str
    state: str
    url: str = ""


def prepared(found: QuerySet, measure: Measure) -> QuerySet:
    """With all that a line reads."""
    if measure in OF_SHOWS:
        return found.for_cards()
    if measure in (Measure.DISTANCE, Measure.DAYS):
        return found.select_related("troupe")
    if measure in (Measure.COACHED, Measure.SERVICES):
        return found.select_related("troupe", "region")
    if measure is Measure.GACHA:
        return found.select_related("parent__parent")
    if measure is Measure.WORKS:
        return found.prefetch_related("troupes")
    if measure is Measure.REQUESTS:
        return found.with_place().with_show().with_said()
    return found.prefetch_related("troupe_parts__troupe")


def told(rows: Sequence[Any], measure: Measure, user: Any) -> list[Told]:
    """One query for shows and requests, else none."""
    if measure in OF_SHOWS:
        records = records_of(list(rows))
        return [_show(row, records.get(row.pk)) for row in rows]
    if measure is Measure.REQUESTS:
        return _requests(rows, user)
    return [_MAKERS[measure](row) for row in rows]


def _show(show: Performance, record: Record | None) -> Told:
    troupes = _AND.join(one.local_name for one in show.troupes_in_order)
    return Told(
        day=show.day,
        title=show.title,
        detail=" · ".join(filter(None, (troupes, columns.place_text(show)))),
        value=f"{show.adds:,}",
        # Translators: zh: 还没有记录
        state=str(record.get_state_display()) if record else _("No record yet"),
        url=reverse("performances:inspect", args=[show.pk]),
    )


def _of_day(day: Any) -> Told:
    return Told(
        day.day, str(day.troupe), day.remarks, f"{day.adds:,}",
        str(day.get_state_display()),
    )  # fmt: skip


def _of_act(act: Any) -> Told:
    where = str(act.region) if act.region else ""
    detail = " · ".join(filter(None, (str(act.troupe), where)))
    return Told(
        act.day, act.title, detail, f"{act.adds:,}", str(act.get_state_display())
    )


def _of_gacha(region: Any) -> Told:
    last = region.last.astimezone(clock.SHANGHAI).date() if region.last else None
    sumu = region.parent
    above = [one for one in (sumu.parent, sumu) if one] if sumu else []
    # Translators: zh: 演出%(count)s场
    shows = ngettext("%(count)s show", "%(count)s shows", region.visits) % {
        "count": region.visits
    }
    detail = " · ".join([*(one.local_name for one in above), shows])
    return Told(last, region.local_name, detail, "1", "")


def _of_work(work: Any) -> Told:
    makers = _AND.join(one.local_name for one in work.troupes.all())
    return Told(
        work.first_shown, str(work), makers, "1", str(work.new_work_year),
        reverse("works:inspect", args=[work.pk]),
    )  # fmt: skip


def _of_session(session: Any) -> Told:
    who = _AND.join(part.troupe.local_name for part in session.troupe_parts.all())
    return Told(
        session.starts_at.astimezone(clock.SHANGHAI).date(), session.title, who,
        f"{session.adds:,}",         str(session.get_state_display()),
    )  # fmt: skip


def _requests(rows: Sequence[Any], user: Any) -> list[Told]:
    """Where a request comes from, only for those who handle it (`RequestPolicy`); of
    others the banner. One query."""
    mine = rights.policy_for(Request).visible(user, Request.objects.all())
    shown = mine.filter(pk__in=[row.pk for row in rows])
    seen = set(shown.values_list("pk", flat=True))
    return [_request(row, row.pk in seen) for row in rows]


def _request(request: Any, is_seen: bool) -> Told:
    banner = request.region.banner or request.region.league or request.region
    where = str(request.region) if is_seen else banner.local_name
    return Told(
        day=request.answered_at.astimezone(clock.SHANGHAI).date(),
        title=request.place_name if is_seen else banner.local_name,
        detail=" · ".join(filter(None, (where, str(request.troupe or "")))),
        value=f"{request.adds:,}",
        state=state_text(request),
        url=reverse("requests:inspect", args=[request.pk]) if is_seen else "",
    )


_MAKERS = {
    Measure.DISTANCE: _of_day,
    Measure.DAYS: _of_day,
    Measure.COACHED: _of_act,
    Measure.SERVICES: _of_act,
    Measure.GACHA: _of_gacha,
    Measure.WORKS: _of_work,
    Measure.TRAININGS: _of_session,
    Measure.TRAINED: _of_session,
}
