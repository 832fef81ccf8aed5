"""Targets of a year, and how far each troupe has got. Never for the public."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ..measures import Measure
from ..models import Target, YearlyGoals
from ..models.target import TARGETED
from .figures import Figures
from .periods import Period


@dataclass(frozen=True, slots=True)
class Goal:
    """`reached` of `target`; `due` is what would have been reached by now, had it been
    spread evenly over the year."""

    measure: Measure
    reached: int
    target: int
    due: int

    @property
    def percent(self) -> int:
        """Rounded down: 99.9 is not there yet."""
        return 100 * self.reached // self.target

    @property
    def is_behind(self) -> bool:
        return self.reached < self.due

    @property
    def is_reached(self) -> bool:
        return self.reached >= self.target


def targets(year: int, troupes: Iterable[int]) -> Mapping[tuple[int, Measure], int]:
    """By troupe and measure: its own, else that of all troupes, else the usual one.
    Two queries."""
    usual = YearlyGoals.objects.first() or YearlyGoals()
    found: dict[tuple[int | None, str], int] = {
        (troupe, measure): value
        for troupe, measure, value in Target.objects.filter(year=year).values_list(
            "troupe", "measure", "value"
        )
    }
    return {
        (key, measure): found.get(
            (key, measure), found.get((None, measure), usual.of(measure))
        )
        for key in troupes
        for measure in TARGETED
    }


def goals(
    troupe: int,
    figures: Figures,
    wanted: Mapping[tuple[int, Measure], int],
    year: int,
    today: date,
) -> tuple[Goal, ...]:
    """Where one troupe stands in a year. No query."""
    whole = Period.of_year(year)
    gone = (whole.until(today).last - whole.first).days + 1 if today.year >= year else 0
    made = []
    for measure in TARGETED:
        target = wanted[troupe, measure]
        due = target * gone // whole.days
        made.append(Goal(measure, figures[measure] or 0, target, due))
    return tuple(made)
