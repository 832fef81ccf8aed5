"""A year as a strip: a column a week, a square a day, darker where more was played."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

SIDE, PITCH = 12, 15
_WEEK = 7
_MONTHS_ABOVE = 18
# Three steps of more than nothing.
_DARKEST = 3


@dataclass(frozen=True, slots=True)
class Step:
    """The squares of one step as one SVG path; `first` to `last` shows a day, `last`
    None for "and more"."""

    number: int
    path: str
    first: int
    last: int | None


@dataclass(frozen=True, slots=True)
class Strip:
    """`marked` is the path of days with an opening, `unknown` of those of which nobody
    knows. `months` are places of names."""

    steps: tuple[Step, ...]
    marked: str
    unknown: str
    months: tuple[tuple[int, date], ...]
    width: int
    height: int = _MONTHS_ABOVE + _WEEK * PITCH
    side: int = SIDE


def year_strip(
    year: int,
    counts: Mapping[date, int],
    *,
    marked: Collection[date] = (),
    unknown: Collection[date] = (),
    until: date | None = None,
) -> Strip:
    """The days of the year, Mondays on top; days without a count are nought, but for
    those of the months in `unknown` (their first days). Days after `until` are to come:
    they have no square, for nobody knows."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    monday = first - timedelta(days=first.weekday())
    bounds = _bounds(max([0, *counts.values()]))
    squares: dict[int, list[str]] = {number: [] for number in range(_DARKEST + 1)}
    red: list[str] = []
    dark: list[str] = []
    told = last if until is None else min(last, until)
    for number in range((told - first).days + 1):
        day = first + timedelta(days=number)
        place = (day - monday).days
        x = place // _WEEK * PITCH
        y = _MONTHS_ABOVE + place % _WEEK * PITCH + SIDE // 2
        square = f"M{x} {y}h{SIDE}"
        if day in marked:
            red.append(square)
        elif day.replace(day=1) in unknown and day not in counts:
            dark.append(square)
        else:
            squares[_step(counts.get(day, 0), bounds)].append(square)
    weeks = (last - monday).days // _WEEK + 1
    return Strip(
        steps=tuple(
            Step(number, "".join(squares[number]), *_range(number, bounds))
            for number in range(_DARKEST + 1)
            if number == 0 or number <= len(bounds)
        ),
        marked="".join(red),
        unknown="".join(dark),
        months=tuple((_column(first, monday), first) for first in _firsts(year)),
        width=weeks * PITCH - (PITCH - SIDE),
    )


def _firsts(year: int) -> tuple[date, ...]:
    return tuple(date(year, month, 1) for month in range(1, 13))


def _column(day: date, monday: date) -> int:
    return (day - monday).days // _WEEK * PITCH


def _bounds(most: int) -> tuple[int, ...]:
    """The least a day needs for each step above nought: thirds of the busiest day."""
    if most <= _DARKEST:
        return tuple(range(1, most + 1))
    third = -(-most // _DARKEST)
    return (1, third + 1, 2 * third + 1) if 2 * third + 1 <= most else (1, third + 1)


def _step(count: int, bounds: tuple[int, ...]) -> int:
    return sum(count >= bound for bound in bounds)


def _range(number: int, bounds: tuple[int, ...]) -> tuple[int, int | None]:
    if number == 0:
        return 0, 0
    last = bounds[number] - 1 if number < len(bounds) else None
    return bounds[number - 1], last
