"""Lays a tour out over days: which stop plays when, with days on the road between.

Pure: hours are local walls, instants UTC seconds, and how long a road takes is asked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .slots import MINUTE, Slot, epoch

# A road nobody drives in a week is a closed road or a wrong point.
MOST_ROAD_DAYS = 7

# Seconds by road from one stop to another (by their numbers) for a coach that is done
# there at an instant; None where the road is closed and nobody knows until when.
Drive = Callable[[int, int, int], int | None]


@dataclass(frozen=True, slots=True)
class Stop:
    """`days` the tour stays; minutes of load-in and strike there."""

    zone: str
    days: int = 1
    load_in_minutes: int = 0
    strike_minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """From `first_day` on, at `hours` (in order) each day; a day off after every
    `rest_after` days, 0 for none. With `one_each` every hour is another stop's; else
    a stop plays all hours of its days."""

    first_day: date
    hours: tuple[time, ...]
    minutes: int
    rest_after: int = 0
    one_each: bool = False


@dataclass(frozen=True, slots=True)
class Laid:
    """One show: the number of its stop, its day and hour. `road_days` were left free
    before it because the road from the stop before takes longer; None: even a week
    does not suffice."""

    stop: int
    day: date
    hour: time
    road_days: int | None = 0


def lay_out(stops: Sequence[Stop], plan: Plan, *, drive: Drive) -> tuple[Laid, ...]:
    """The shows of the tour in order; O(shows). Raises ValueError without hours."""
    if not plan.hours:
        raise ValueError("A tour plays at some hour.")
    laid: list[Laid] = []
    turn = 0
    for number, stop in enumerate(stops):
        turns = stop.days if plan.one_each else stop.days * len(plan.hours)
        road_days: int | None = 0
        if laid:
            turn, road_days = _reached(laid[-1], number, stops, plan, turn, drive)
        for played in range(turns):
            day, hour = _when(plan, turn)
            laid.append(Laid(number, day, hour, road_days if played == 0 else 0))
            turn += 1
        if not plan.one_each:
            turn = _next_morning(plan, turn)
    return tuple(laid)


def slot_of(stop: Stop, plan: Plan, day: date, hour: time) -> Slot:
    """From load-in to strike."""
    stage = epoch(datetime.combine(day, hour, tzinfo=ZoneInfo(stop.zone)))
    return Slot(stage, stage + plan.minutes * MINUTE).widened(
        stop.load_in_minutes * MINUTE, stop.strike_minutes * MINUTE
    )


def _when(plan: Plan, turn: int) -> tuple[date, time]:
    """The day and hour of the n-th turn, days off left out."""
    played, hour = divmod(turn, len(plan.hours))
    off = played // plan.rest_after if plan.rest_after else 0
    return plan.first_day + timedelta(days=played + off), plan.hours[hour]


def _next_morning(plan: Plan, turn: int) -> int:
    hours = len(plan.hours)
    return -(-turn // hours) * hours


def _reached(
    before: Laid,
    number: int,
    stops: Sequence[Stop],
    plan: Plan,
    turn: int,
    drive: Drive,
) -> tuple[int, int | None]:
    """The first turn at which the coach can be there, and the days left free."""
    leaves = slot_of(stops[before.stop], plan, before.day, before.hour).ends
    needed = drive(before.stop, number, leaves)
    planned, _hour = _when(plan, turn)
    tried = turn
    while True:
        day, hour = _when(plan, tried)
        if (day - planned).days > MOST_ROAD_DAYS:
            return turn, None
        loads_in = slot_of(stops[number], plan, day, hour).starts
        if needed is not None and leaves + needed <= loads_in:
            return tried, (day - planned).days
        tried = tried + 1 if plan.one_each else tried + len(plan.hours)
