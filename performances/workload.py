"""What a troupe or a lent member can be asked: shows a day, days in a row, rest."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from math import floor
from zoneinfo import ZoneInfo

from .claims import Claim, ResourceKind
from .limits import Limits
from .roads import Travel, journey
from .rules import Conflict, Rule, hashed
from .slots import HOUR, day_of, moment

# People get tired; halls and trucks do not.
_TIRING = (ResourceKind.TROUPE, ResourceKind.MEMBER)
_NO_WORK = "blackout"
_SHOW = "show"
# What ends before this hour belongs to the day before, and so does its strike.
_NIGHT_ENDS = 6


def daily_limit(on_the_day: Sequence[Claim], limits: Limits) -> Conflict | None:
    """More shows on one local day of one troupe or member than the limit.

    `on_the_day`: one claim a show, on one resource and one day. Belongs to the show
    that is one too many. Params: resource, resource_kind, day_starts (an instant of
    that day), shows, limit, hours (the starts on the wall clock, "10:00, 15:00").
    """
    severity = limits.severity(Rule.DAILY_LIMIT)
    if severity is None or len(on_the_day) <= limits.shows_a_day:
        return None
    line = sorted(on_the_day, key=_by_stage)
    too_many = line[limits.shows_a_day]
    shows = tuple(claim.performance for claim in line)
    hours = [_wall_hour(claim) for claim in line if claim.precision.has_hour]
    day = day_of(too_many.stage.starts, too_many.zone)
    return Conflict(
        rule=Rule.DAILY_LIMIT,
        severity=severity,
        performance=too_many.performance,
        resource=too_many.resource,
        at=too_many.stage.starts,
        params={
            "resource": too_many.resource.label,
            "resource_kind": too_many.resource.kind.value,
            "day_starts": too_many.stage.starts,
            "shows": len(line),
            "limit": limits.shows_a_day,
            "hours": ", ".join(hours),
        },
        fingerprint=hashed(
            Rule.DAILY_LIMIT,
            [too_many.resource.key, day.isoformat()],
            [sorted(shows), limits.shows_a_day],
        ),
        among=shows,
    )


def days_in_a_row(
    run: Sequence[tuple[date, Sequence[Claim]]], limits: Limits
) -> Conflict | None:
    """Work on more days in a row than the limit, none of them off.

    `run`: consecutive local days of one resource, each with what it does then. Belongs
    to the first show after the limit. Params: resource, resource_kind, first_day and
    last_day (instants of those days), days, limit.
    """
    severity = limits.severity(Rule.DAYS_IN_A_ROW)
    if severity is None or len(run) <= limits.days_in_a_row:
        return None
    work = [claim for _day, claims in run for claim in claims]
    beyond = run[limits.days_in_a_row][1][0]
    return Conflict(
        rule=Rule.DAYS_IN_A_ROW,
        severity=severity,
        performance=beyond.performance,
        resource=beyond.resource,
        at=beyond.stage.starts,
        params={
            "resource": beyond.resource.label,
            "resource_kind": beyond.resource.kind.value,
            "first_day": run[0][1][0].stage.starts,
            "last_day": run[-1][1][0].stage.starts,
            "days": len(run),
            "limit": limits.days_in_a_row,
        },
        fingerprint=hashed(
            Rule.DAYS_IN_A_ROW,
            beyond.resource.key,
            [run[0][0].isoformat(), run[-1][0].isoformat(), limits.days_in_a_row],
        ),
        among=tuple(dict.fromkeys(claim.performance for claim in work)),
    )


def short_rest(
    earlier: Claim,
    later: Claim,
    limits: Limits,
    *,
    mine_is_later: bool = False,
    travel: Travel = journey,
) -> Conflict | None:
    """After a strike late at night too little rest before the next load-in.

    The road between the two is no rest. None where the road alone does not fit, which
    `unreachable` tells, and for what has no hour or place. Params: resource,
    resource_kind, from_title, from_ends, to_title, to_starts (load-in); hours_between,
    road_hours, rest_hours (to the tenth, down), limit_hours; earliest_load_in.
    """
    severity = limits.severity(Rule.SHORT_REST)
    if severity is None or earlier.place is None or later.place is None:
        return None
    tiring = later.resource.kind in _TIRING and _NO_WORK not in (
        earlier.kind,
        later.kind,
    )
    if not tiring or not _ends_late(earlier, limits):
        return None
    if earlier.slot.overlaps(later.slot):
        return None
    between = earlier.slot.gap_seconds(later.slot)
    leg = travel(earlier.place, later.origin or later.place, earlier.slot.ends)
    if leg.seconds is None:
        return None
    rest = between - leg.seconds
    if rest < 0 or rest >= limits.rest_seconds:
        return None
    mine, other = (later, earlier) if mine_is_later else (earlier, later)
    return Conflict(
        rule=Rule.SHORT_REST,
        severity=severity,
        performance=mine.performance,
        other=other.performance,
        resource=mine.resource,
        at=later.slot.starts,
        params={
            "resource": mine.resource.label,
            "resource_kind": mine.resource.kind.value,
            "from_title": earlier.title,
            "from_ends": earlier.slot.ends,
            "to_title": later.title,
            "to_starts": later.slot.starts,
            "hours_between": _tenths(between),
            "road_hours": _tenths(leg.seconds),
            "rest_hours": _tenths(rest),
            "limit_hours": limits.rest_hours,
            "earliest_load_in": earlier.slot.ends + leg.seconds + limits.rest_seconds,
        },
        fingerprint=hashed(
            Rule.SHORT_REST,
            sorted([earlier.performance, later.performance]),
            [later.resource.key, earlier.slot.ends, later.slot.starts, leg.seconds],
            [limits.rest_hours, limits.late_after],
        ),
    )


def overworked(claims: Iterable[Claim], limits: Limits) -> Iterator[Conflict]:
    """Every day with too many shows and every run of days without one off.

    O(n log n) over claims of all resources.
    """
    lines: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.resource.kind in _TIRING and claim.kind != _NO_WORK:
            lines[claim.resource.key].append(claim)
    for key in sorted(lines):
        found = [daily_limit(day, limits) for day in _show_days(lines[key])]
        found += [days_in_a_row(run, limits) for run in _runs(lines[key])]
        yield from (conflict for conflict in found if conflict is not None)


def _show_days(line: Sequence[Claim]) -> Iterator[list[Claim]]:
    days: dict[date, dict[str, Claim]] = defaultdict(dict)
    for claim in line:
        if claim.kind == _SHOW:
            days[day_of(claim.stage.starts, claim.zone)][claim.performance] = claim
    for day in sorted(days):
        yield list(days[day].values())


def _runs(line: Sequence[Claim]) -> Iterator[list[tuple[date, list[Claim]]]]:
    """Stretches of days on each of which there is work."""
    days: dict[date, list[Claim]] = defaultdict(list)
    for claim in sorted(line, key=_by_stage):
        for day in _days_of(claim):
            days[day].append(claim)
    run: list[tuple[date, list[Claim]]] = []
    for day in sorted(days):
        if run and run[-1][0] + timedelta(days=1) != day:
            yield run
            run = []
        run.append((day, days[day]))
    if run:
        yield run


def _days_of(claim: Claim) -> Iterator[date]:
    """The local days it works on: from load-in, till its end before the night's."""
    first = day_of(claim.slot.starts, claim.zone)
    on_stage = day_of(claim.stage.starts, claim.zone)
    last = max(on_stage, day_of(claim.stage.ends - _NIGHT_ENDS * HOUR, claim.zone))
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def _ends_late(claim: Claim, limits: Limits) -> bool:
    hour = _on_the_wall(claim.slot.ends, claim.zone).hour
    return hour >= limits.late_after or hour < _NIGHT_ENDS


def _wall_hour(claim: Claim) -> str:
    return f"{_on_the_wall(claim.stage.starts, claim.zone):%H:%M}"


def _on_the_wall(instant: int, zone: str) -> datetime:
    return moment(instant).astimezone(ZoneInfo(zone))


def _tenths(seconds: int) -> float:
    """Hours to the tenth, down."""
    return floor(seconds * 10 / HOUR) / 10


def _by_stage(claim: Claim) -> tuple[int, int, str]:
    return claim.stage.starts, claim.stage.ends, claim.performance
