"""Road notices: posted, changed, ended; each time every journey on the road is judged
at once and told."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock
from ulanmuqi.places.models import Region

from ..models import RoadLeg, RoadNotice
from ..roads import Leg, RoadBook
from ..slots import epoch
from . import log
from .allowed import authorise_road, fresh
from .errors import Refused
from .locks import lock_row
from .outcomes import Why
from .rides import LONGEST_DRIVE, Ride, Stretch, compare
from .road_book import notice_value, read_book
from .road_legs import RoadOutcome, judged
from .transaction import verb


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts:
    """What is known of a hindrance: on one of leg, road and region; instants aware."""

    kind: str
    starts_at: datetime
    source: str
    ends_at: datetime | None = None
    factor: Decimal | None = None
    leg: RoadLeg | None = None
    road: str = ""
    region: Region | None = None
    note: str = ""
    is_example: bool = False


@verb
def post_notice(facts: NoticeFacts, *, by: Any = None) -> RoadOutcome:
    """Raises Refused at the field for what cannot be, NotAllowed."""
    now = clock.now()
    if facts.ends_at is not None and facts.ends_at <= now:
        raise Refused(_("This is over already. Check the end."), field="ends_at")
    row = RoadNotice(entered_at=now, entered_by=by)
    return _write(row, facts, by)


@verb
def revise_notice(
    notice: RoadNotice,
    facts: NoticeFacts,
    *,
    by: Any = None,
    version: int | None = None,
) -> RoadOutcome:
    """As `post_notice`; also StaleWrite, and Refused once it is over."""
    row = lock_row(notice, RoadNotice.objects.with_target())
    authorise_road(by, "change", row)
    fresh(row, version)
    _expect_standing(row)
    return _write(row, facts, by)


@verb
def end_notice(
    notice: RoadNotice,
    *,
    by: Any = None,
    reason: str = "",
    version: int | None = None,
) -> RoadOutcome:
    """The road is free again from now on, and every journey on it judged again.

    Raises Refused when it is over, NotAllowed, StaleWrite.
    """
    row = lock_row(notice, RoadNotice.objects.with_target())
    authorise_road(by, "change", row)
    fresh(row, version)
    _expect_standing(row)
    before = _book()
    now = clock.now()
    row.ended_at, row.ended_by = now, by
    row.version += 1
    row.save()
    why = Why(by=by, reason=reason.strip()[:300])
    log.write(row, "schedule.road_ended", why, data={"after": _facts(row)}, at=now)
    return RoadOutcome(row, judged(_rides(row, before, _book())))


def rides_under(notice: RoadNotice) -> tuple[Ride, ...]:
    """Every coming journey on the road, beside what it took without the notice; once
    it was ended early, beside what it would take had it gone on.

    Five queries, whatever the season's size.
    """
    after = _book()
    without = _without(after, notice)
    if notice.ended_at is None:
        return tuple(_rides(notice, without, after))
    going_on = notice_value(notice, as_entered=True)
    before = replace(without, notices=(*without.notices, going_on))
    return tuple(_rides(notice, before, after))


def rides_under_all() -> tuple[Ride, ...]:
    """Every coming journey some standing notice slows, the worst first; what all of
    them do together, beside the roads without any.

    One query while no notice stands; five otherwise, whatever the season's size.
    """
    now = clock.now()
    notices = list(RoadNotice.objects.standing(now).with_target())
    if not notices:
        return ()
    book = _book()
    ends = [row.until for row in notices]
    until = None if None in ends else max(epoch(end) for end in ends if end)
    by_road = RoadLeg.objects.regions_by_road()
    for row in notices:
        if row.road:
            row.lies_in(by_road.get(row.road, ()))
    stretch = Stretch(
        since=min(epoch(row.starts_at) for row in notices),
        until=until,
        paths=tuple({region.path for row in notices for region in row.regions}),
    )
    return tuple(
        compare(
            stretch,
            before=replace(book, notices=()),
            after=book,
            uses=lambda leg: bool(leg.notices),
            now=epoch(now),
        )
    )


def _write(row: RoadNotice, facts: NoticeFacts, by: Any) -> RoadOutcome:
    is_new = row.pk is None
    before, old = _book(), {} if is_new else _facts(row)
    for one in fields(facts):
        setattr(row, one.name, getattr(facts, one.name))
    row.source, row.note = row.source.strip(), row.note.strip()
    if row.kind == RoadNotice.Kind.CLOSED:
        row.factor = None
    _sound(row)
    authorise_road(by, "add" if is_new else "change", row)
    now = clock.now()
    row.version += 0 if is_new else 1
    row.save()
    told = {"before": old, "after": _facts(row)}
    log.write(row, "schedule.road_notice", Why(by=by), data=told, at=now)
    return RoadOutcome(row, judged(_rides(row, before, _book())))


def _sound(row: RoadNotice) -> None:
    chosen = [one for one in (row.leg, row.road, row.region) if one]
    if len(chosen) != 1:
        raise Refused(
            _("Choose one: a known leg, a road, or all roads of a region."),
            field="leg" if row.leg else "road",
        )
    if not row.source:
        raise Refused(_("Say who says so."), field="source")
    if row.kind == RoadNotice.Kind.SLOW and (row.factor is None or row.factor < 1):
        raise Refused(_("Say how many times slower the road is."), field="factor")
    if row.ends_at is not None and row.ends_at <= row.starts_at:
        raise Refused(_("The end must lie after the start."), field="ends_at")
    if row.road and not row.road_regions:
        raise Refused(
            _("No known leg uses a road of this name. Write it at the legs first."),
            field="road",
        )


def _expect_standing(row: RoadNotice) -> None:
    if row.is_over(clock.now()):
        raise Refused(_("This notice is over. Enter a new one."))


def _facts(row: RoadNotice) -> dict[str, Any]:
    return {
        "target": row.target,
        "kind": row.kind,
        "factor": str(row.factor or ""),
        "starts_at": row.starts_at.isoformat(),
        "ends_at": row.ends_at.isoformat() if row.ends_at else "",
        "source": row.source,
    }


def _book() -> RoadBook:
    """For whoever is on the road now or will be."""
    return read_book(since=epoch(clock.now()) - LONGEST_DRIVE)


def _without(book: RoadBook, row: RoadNotice) -> RoadBook:
    others = tuple(one for one in book.notices if one.key != row.pk)
    return replace(book, notices=others)


def _rides(row: RoadNotice, before: RoadBook, after: RoadBook) -> list[Ride]:
    value = notice_value(row, as_entered=True)

    def uses(leg: Leg) -> bool:
        return any(one.key == value.key for one in leg.concerned)

    return compare(
        Stretch(
            since=value.starts,
            until=value.ends,
            paths=tuple({region.path for region in row.regions}),
        ),
        before=before,
        after=after,
        uses=uses,
        now=epoch(clock.now()),
    )
