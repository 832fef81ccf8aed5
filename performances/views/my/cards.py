"""A show, and an entry without one, as the people who play read them on the road."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ulanmuqi.base import clock, rights
from ulanmuqi.places.models import Venue
from ulanmuqi.places.routes import Routes, routes_to

from ...models import Engagement, Performance
from ...scheduling.clashes import clash_sentence
from ...scheduling.report_facts import over_from
from ...statuses import FIRM, Status
from .. import run_sheet
from ..run_sheet import Step
from .contacts import Contact, contacts_of
from .journey import Journey
from .news import News

_MARKS = {Status.POSTPONED: "moved"}
_LOUD = frozenset(
    {Status.HOLD, Status.CONDITIONAL, Status.LATE, Status.POSTPONED, Status.CANCELLED}
)


@dataclass(frozen=True, slots=True)
class Where:
    """A place as insiders know it; `routes` only to a point of its own."""

    name: str
    address: str
    area: str
    routes: Routes | None
    is_rough: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What was said of a show that is over; None is "nobody counted". `clashes` are
    sentences: what else stood in the calendar when it was entered afterwards."""

    onsite: int | None
    online: int | None
    state_label: str
    is_returned: bool
    note: str
    clashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShowCard:
    """Instants are aware, in the venue's zone. `may_change`: the troupe acts itself;
    `may_ask`: somebody else has to, and is asked."""

    pk: int
    public_id: str
    version: int
    title: str
    status: str
    status_label: str
    mark: str
    is_loud: bool
    is_off: bool
    is_over: bool
    is_firm: bool
    is_opening: bool
    starts_at: datetime
    ends_at: datetime
    has_hour: bool
    is_about: bool
    day_part: str
    steps: tuple[Step, ...]
    where: Where | None
    journey: Journey | None
    contacts: tuple[Contact, ...]
    partners: tuple[str, ...]
    along: tuple[str, ...]
    showcase: str
    reason: str
    next_word_at: datetime | None
    decide_by: datetime | None
    new_date: datetime | None
    needs: str
    is_public: bool
    is_example: bool
    report: Report | None
    may_change: bool
    may_cancel: bool
    may_confirm: bool
    may_ask: bool
    may_report: bool
    news: News | None = None

    @property
    def is_reported(self) -> bool:
        return self.report is not None


@dataclass(frozen=True, slots=True)
class EntryCard:
    """A rehearsal, training, journey or closure of the troupe."""

    title: str
    kind: str
    kind_label: str
    starts_at: datetime
    ends_at: datetime
    ends_another_day: bool
    where: Where | None
    origin: str
    note: str
    is_firm: bool
    is_example: bool


def show_card(
    show: Performance,
    *,
    troupe_id: int,
    user: Any,
    now: datetime,
    journey: Journey | None = None,
    acts_for: frozenset[int] = frozenset(),
    news: News | None = None,
) -> ShowCard:
    """Needs what `reading.shows` loads; no query then. `acts_for` are the troupes the
    user writes for."""
    zone = ZoneInfo(show.time_zone)
    mine = {troupe.pk for troupe in show.troupes_in_order} & acts_for
    may_act = bool(mine) and rights.may(user, "change", show)
    is_over, record = show.is_over(now), getattr(show, "record", None)
    new = getattr(show, "replacement", None)
    return ShowCard(
        pk=show.pk,
        public_id=show.public_id,
        version=show.version,
        title=show.local_title,
        status=show.status,
        status_label=_status_label(show, is_over=is_over),
        mark=_MARKS.get(Status(show.status), show.status),
        is_loud=show.status in _LOUD,
        is_off=show.is_off,
        is_over=is_over,
        is_firm=show.is_firm,
        is_opening=show.is_opening,
        starts_at=show.starts_at.astimezone(zone),
        ends_at=show.ends_at.astimezone(zone),
        has_hour=show.has_hour,
        is_about=show.precision == "about",
        day_part=show.get_day_part_display() if show.day_part else "",
        steps=() if show.is_off else tuple(_steps(show, journey)),
        where=_where(show),
        journey=None if show.is_off else journey,
        contacts=contacts_of(show, user, now, writes=bool(mine)),
        partners=tuple(
            one.local_name for one in show.troupes_in_order if one.pk != troupe_id
        ),
        along=tuple(one.local_name for one in show.along_in_order),
        showcase=show.showcase.title if show.showcase else "",
        reason=show.status_reason,
        next_word_at=_local(show.next_word_at, zone),
        decide_by=_local(show.decide_by, zone),
        new_date=new.starts_at.astimezone(zone) if new is not None else None,
        needs=show.technical_note.strip(),
        is_public=show.is_public(now),
        is_example=show.is_example,
        report=_report(show),
        # What was entered when it was over may stand at a wrong hour.
        may_change=may_act and (not is_over or show.entered_after),
        # One that is over and of which nobody said anything may not have taken place.
        may_cancel=may_act and show.status in FIRM and (not is_over or record is None),
        may_confirm=_may_confirm(show, user, now) if mine else False,
        may_ask=bool(mine) and (not is_over or record is not None),
        may_report=bool(mine) and show.status in FIRM and over_from(show) <= now,
        # What was entered when it was over is no news of a plan.
        news=None if show.entered_after else news,
    )


def _may_confirm(show: Performance, user: Any, now: datetime) -> bool:
    waits = show.status == Status.HOLD and show.starts_at > now
    return waits and rights.may(user, "confirm", show)


def _status_label(show: Performance, *, is_over: bool) -> str:
    """A show that is over is no plan any more."""
    if show.entered_after:
        # Translators: zh: 补报的
        return pgettext("my", "Reported afterwards")
    if is_over and show.status == Status.CONFIRMED:
        return _("Over")
    return str(Status(show.status).label)


def entry_card(row: Engagement) -> EntryCard:
    """No query when the place is loaded."""
    zone = ZoneInfo(row.venue.time_zone) if row.venue else clock.SHANGHAI
    starts, ends = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
    origin = row.from_venue or row.from_region
    return EntryCard(
        title=row.title,
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        starts_at=starts,
        ends_at=ends,
        ends_another_day=starts.date() != ends.date(),
        where=_where(row),
        origin=origin.local_name if origin is not None else "",
        note=row.note.strip(),
        is_firm=row.firm,
        is_example=row.is_example,
    )


def _steps(show: Performance, journey: Journey | None) -> list[Step]:
    """Departure to strike; nothing while the hour is open."""
    if not show.has_hour:
        return []
    found = run_sheet.steps(show)
    if journey is not None and journey.leave_at is not None and journey.km:
        # Translators: zh: 最晚出发
        found.append(
            Step(journey.leave_at, pgettext("run sheet", "Leave at the latest"))
        )
    return sorted(found, key=lambda step: step.at)


def _where(row: Performance | Engagement) -> Where | None:
    venue, region = row.venue, row.region
    if venue is None:
        if region is None:
            return None
        parts = [part.local_name for part in region.public_parts]
        area = " ".join(part for part in parts if part != region.local_name)
        return Where(region.local_name, "", area, None, is_rough=False)
    own = (
        venue.lat is not None
        and venue.lon is not None
        and venue.coord_precision != Venue.CoordPrecision.SEAT
    )
    parts = [part.local_name for part in venue.region.public_parts]
    return Where(
        name=venue.local_name,
        address=venue.address,
        area=" ".join(dict.fromkeys(parts)),
        routes=routes_to((venue.lat, venue.lon), venue.name) if own else None,
        is_rough=own and venue.coord_precision == Venue.CoordPrecision.APPROXIMATE,
    )


def _report(show: Performance) -> Report | None:
    row = getattr(show, "record", None)
    if row is None:
        return None
    return Report(
        onsite=row.onsite_audience,
        online=row.online_views,
        state_label=str(row.get_state_display()),
        is_returned=row.is_returned,
        note=row.review_note,
        clashes=tuple(clash_sentence(one) for one in row.clashes),
    )


def _local(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    return at.astimezone(zone) if at is not None else None
