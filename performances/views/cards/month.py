"""A month as whole weeks, a number a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language

from ulanmuqi.base.lunar import lunar_day, solar_term
from ulanmuqi.base.public_days import PublicDay, public_day


@dataclass(frozen=True, slots=True)
class DayCount:
    """`shows` take place that day; `off` were to, and say so; `opens` is whether a
    showcase does."""

    shows: int = 0
    off: int = 0
    opens: bool = False


@dataclass(frozen=True, slots=True)
class MonthDay:
    day: date
    count: DayCount
    is_inside: bool
    is_today: bool
    is_selected: bool
    lunar: str
    term: str
    public_day: PublicDay | None

    @property
    def lunar_short(self) -> str:
        """初八, or the month's name on its first day: 十月."""
        month, _separator, day = self.lunar.partition("月")
        return f"{month}月" if day == "初一" else day


@dataclass(frozen=True, slots=True)
class Month:
    """`first` is its first day; `weeks` begin on Mondays and are whole, so they reach
    into the months beside it."""

    first: date
    weeks: tuple[tuple[MonthDay, ...], ...]

    @property
    def before(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        return (self.first + timedelta(days=31)).replace(day=1)

    @property
    def days(self) -> tuple[MonthDay, ...]:
        return tuple(one for week in self.weeks for one in week if one.is_inside)

    @property
    def shows(self) -> int:
        return sum(one.count.shows for one in self.days)

    @property
    def lunar_span(self) -> tuple[str, str]:
        """The lunar months it begins and ends in: 九月, 十月."""
        first, last = self.days[0].lunar, self.days[-1].lunar
        return tuple(f"{text.partition('月')[0]}月" for text in (first, last))


def weeks_around(day: date) -> tuple[date, date]:
    """The Monday on or before the first of the day's month, and the Sunday on or after
    its last."""
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    monday = first - timedelta(days=first.weekday())
    return monday, last + timedelta(days=6 - last.weekday())


def month_of(
    of: date,
    counts: Mapping[date, DayCount],
    today: date,
    selected: tuple[date, date] | None,
) -> Month:
    """The month a day lies in; `selected` are the first and the last day chosen."""
    monday, sunday = weeks_around(of)
    tells_lunar = not (get_language() or "").startswith("en")
    cells = []
    for number in range((sunday - monday).days + 1):
        day = monday + timedelta(days=number)
        cells.append(
            MonthDay(
                day=day,
                count=counts.get(day, DayCount()),
                is_inside=(day.year, day.month) == (of.year, of.month),
                is_today=day == today,
                is_selected=selected is not None and selected[0] <= day <= selected[1],
                lunar=lunar_day(day) if tells_lunar else "",
                term=solar_term(day) if tells_lunar else "",
                public_day=public_day(day),
            )
        )
    weeks = tuple(tuple(cells[at : at + 7]) for at in range(0, len(cells), 7))
    return Month(first=of.replace(day=1), weeks=weeks)
