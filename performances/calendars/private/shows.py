"""A show, its load-in and its strike, as insiders read them."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.urls import reverse

from ... import ical
from ...models import Performance
from ...statuses import OFF, Status
from .. import facts
from ..wording import EXAMPLE_SHOW, MARKS, TENTATIVE_MARK
from . import places, scopes, wording
from .plan import Kind, Layer, Own, Plan, core_of


def plans(performance: Performance, *, at: datetime) -> list[Plan]:
    """Nothing for a draft. No query when loaded as `entries.load` loads; `at` as in
    `facts.of`."""
    if performance.status == Status.DRAFT:
        return []
    full = places.in_full(performance)
    keys = scopes.of_show(performance)
    made = [_show(performance, full, keys, at)]
    if performance.has_hour:
        made += [
            _work(performance, full, keys, kind)
            for kind, minutes in (
                (Kind.LOAD_IN, performance.load_in_minutes),
                (Kind.STRIKE, performance.strike_minutes),
            )
            if minutes
        ]
    return made


def _show(
    row: Performance, full: Performance | None, keys: list[str], at: datetime
) -> Plan:
    is_hold = row.status == Status.HOLD
    return Plan(
        kind=Kind.SHOW,
        layer=Layer.HOLD if is_hold else Layer.SHOW,
        core=core_of(
            row.starts_at, row.ends_at, row.status, row.venue_id, row.region_id
        ),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        scopes=keys,
        sequence=row.sequence,
        uid=str(row.uid),
        facts=partial(_of_show, row, at),
        full=partial(_of_show, full, at) if full is not None else None,
        is_off=row.status in OFF,
        is_whole_day=not row.has_hour,
        lead_minutes=row.load_in_minutes if row.has_hour else 0,
    )


def _of_show(row: Performance, at: datetime, own: Own) -> ical.EntryFacts:
    """What the public entry says, or will say, and what only insiders know."""
    told = facts.of(row, modified=own.modified, at=at)
    told = replace(told, created=own.created)
    lines = [*_standing(row, at), *told.description]
    if row.showcase is not None and row.showcase.title not in "".join(lines):
        lines.append(wording.showcase(row.showcase.title))
    if row.announced_at is None:
        # Its public page does not answer yet.
        lines = [line for line in lines if facts.address(row) not in line]
        lines.append(wording.details(_desk(row)))
        told = replace(told, url=_desk(row))
    if row.status == Status.HOLD:
        told = replace(told, status="TENTATIVE", title=_title(row))
    return replace(told, description=lines)


def _standing(row: Performance, at: datetime) -> list[str]:
    """How sure it is, and who may know of it; `scheduling/due.py` renders it anew when
    the hour of an announcement has come."""
    lines = []
    if row.status == Status.HOLD:
        lines.append(wording.HELD)
        if row.decide_by is not None:
            lines.append(wording.decided_by(row.decide_by))
    if row.announced_at is None:
        lines.append(wording.UNANNOUNCED)
    elif row.announced_at > at:
        lines.append(wording.announced_from(row.announced_at))
    return lines


def _work(
    row: Performance, full: Performance | None, keys: list[str], kind: str
) -> Plan:
    starts, ends = _hours(row, kind)
    is_hold = row.status == Status.HOLD
    return Plan(
        kind=kind,
        layer=Layer.HELD_WORK if is_hold else Layer.WORK,
        core=core_of(starts, ends, row.status, row.venue_id, row.region_id),
        starts_at=starts,
        ends_at=ends,
        scopes=keys,
        facts=partial(_of_work, row, kind),
        full=partial(_of_work, full, kind) if full is not None else None,
        is_off=row.status in OFF,
    )


def _of_work(row: Performance, kind: str, own: Own) -> ical.EntryFacts:
    starts, ends = _hours(row, kind)
    purpose = wording.LOAD_IN if kind == Kind.LOAD_IN else wording.STRIKE
    mark = _mark(row)
    is_unsure = mark in (wording.HOLD_MARK, TENTATIVE_MARK) or _waits(row)
    status: ical.Status = "TENTATIVE" if is_unsure else "CONFIRMED"
    desk = facts.address(row) if row.announced_at else _desk(row)
    return ical.EntryFacts(
        uid=own.uid,
        sequence=own.sequence,
        created=own.created,
        modified=own.modified,
        starts=starts,
        ends=ends,
        status="CANCELLED" if row.status in OFF else status,
        title=mark + wording.work_title(purpose, _name(row)),
        location=places.location(row.venue, row.region),
        point=places.point(row.venue),
        description=[*_work_lines(row), wording.details(_desk(row))],
        url=desk,
        categories=[purpose],
        parent=str(row.uid),
    )


def _work_lines(row: Performance) -> list[str]:
    lines = []
    if row.status in OFF:
        is_moved = row.status == Status.POSTPONED
        lines.append(wording.MOVED if is_moved else wording.OFF)
    if row.status == Status.HOLD:
        lines.append(wording.HELD)
    lines.append(wording.curtain(_name(row), row.starts_at, row.ends_at))
    if row.load_in_minutes:
        lines.append(wording.load_in(*_hours(row, Kind.LOAD_IN)))
    if row.strike_minutes:
        lines.append(wording.strike(*_hours(row, Kind.STRIKE)))
    names = [troupe.name for troupe in row.troupes_in_order]
    if names:
        lines.append(wording.troupes(names))
    lines += _along(row)
    parts = _needs(row)
    if parts:
        lines.append(wording.needs(parts))
    if row.technical_note.strip():
        lines.append(wording.technical(row.technical_note))
    if row.is_example:
        lines.append(EXAMPLE_SHOW)
    return lines


def _along(row: Performance) -> list[str]:
    """Trucks by name; people by number, since a calendar is kept for years."""
    resources = [part.resource for part in row.along_parts.all()]
    trucks = [one.truck.name for one in resources if one.truck is not None]
    lent = sum(one.member_id is not None for one in resources)
    return [wording.along(trucks, lent)] if resources else []


def _needs(row: Performance) -> list[str]:
    parts = []
    if row.expected_audience:
        parts.append(f"观众约{row.expected_audience}人")
    for name, metres in (
        ("台宽", row.needs_width_m),
        ("台深", row.needs_depth_m),
        ("净高", row.needs_height_m),
    ):
        if metres:
            parts.append(f"{name}{metres.normalize():f}米")
    power = wording.POWERS.get(row.needs_power, "")
    load = f"{row.needs_power_kw}千瓦" if row.needs_power_kw else ""
    parts.append(power + load)
    if row.needs_dressing_rooms:
        parts.append(f"化妆间{row.needs_dressing_rooms}间")
    parts.append(wording.TRUCK if row.needs_truck else "")
    parts.append(wording.HEATING if row.needs_heating else "")
    parts.append(wording.LIGHT if row.needs_light else "")
    parts.append(wording.SOUND if row.needs_sound else "")
    return [part for part in parts if part]


def _hours(row: Performance, kind: str) -> tuple[datetime, datetime]:
    if kind == Kind.LOAD_IN:
        return row.starts_at - timedelta(minutes=row.load_in_minutes), row.starts_at
    return row.ends_at, row.ends_at + timedelta(minutes=row.strike_minutes)


def _waits(row: Performance) -> bool:
    return row.status == Status.LATE and row.next_word_at is not None


def _mark(row: Performance) -> str:
    if row.status == Status.HOLD:
        return wording.HOLD_MARK
    return MARKS.get(Status(row.status), "")


def _title(row: Performance) -> str:
    return _mark(row) + _name(row)


def _name(row: Performance) -> str:
    return ical.one_line(row.title) or "演出"


def _desk(row: Performance) -> str:
    """Where insiders read all of it; behind the login."""
    return settings.BASE_URL + reverse("performances:inspect", args=[row.pk])
