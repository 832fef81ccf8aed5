"""Figures from before the season, and targets: all of it invented and marked."""

from datetime import date, timedelta

from performances.measures import Measure
from performances.scheduling.carried_over import CarriedFacts, carry_over_all
from performances.scheduling.targets import TargetFacts, set_target
from troupes.models import Troupe
from ulanmuqi.base import clock

from .cast import Cast
from .days import Days
from .season import FIRST_DAY

# Troupes whose year before the season is known by their own yearly reports.
_REPORTED = ("152222", "152524", "152523", "150824", "150121")
_A_MONTH = {
    Measure.ONSITE_SHOWS: (7, 3),
    Measure.ONSITE_ATTENDANCES: (1900, 700),
    Measure.ONLINE_SHOWS: (1, 1),
    Measure.ONLINE_VIEWS: (5200, 2600),
    Measure.DISTANCE: (1150, 400),
    Measure.DAYS: (9, 3),
}
_SPRING_OF_2023 = (
    (Measure.ONSITE_SHOWS, 16),
    (Measure.ONSITE_ATTENDANCES, 1000),
    (Measure.ONLINE_SHOWS, 5),
    (Measure.ONLINE_VIEWS, 16_000),
)


def write(days: Days) -> None:
    """Of the part of the year that lies before the season's first show."""
    with clock.frozen(days.latest):
        _before_the_season(days)
        _early_2023()
        _targets(days)


def _before_the_season(days: Days) -> None:
    first = date(days.today.year, 1, 1)
    last = days.day(FIRST_DAY) - timedelta(days=1)
    if last < first:
        return
    months = max(1, (last - first).days // 30)
    for troupe in _troupes():
        chance = days.chance(f"carried:{troupe.code}")
        carry_over_all(
            [
                CarriedFacts(
                    troupe=troupe,
                    first=first,
                    last=last,
                    measure=measure,
                    value=months * usual + chance.randint(-spread, spread),
                    source=f"{troupe.display_name}{first.year}年工作台账（示例）",
                    is_example=True,
                )
                for measure, (usual, spread) in _A_MONTH.items()
            ]
        )


def _early_2023() -> None:
    """As printed: 21 shows, 16 on site (1,000+ people) and 5 online (16,000+)."""
    troupe = Cast.read().troupes.get("152523")
    if troupe is None:
        return
    carry_over_all(
        [
            CarriedFacts(
                troupe=troupe,
                first=date(2023, 1, 1),
                last=date(2023, 3, 3),
                measure=measure,
                value=value,
                source="中新网内蒙古2023-03-03报道（约数）",
            )
            for measure, value in _SPRING_OF_2023
        ]
    )


def _targets(days: Days) -> None:
    """The usual ones for all, and a higher one that a troupe set itself."""
    year = days.today.year
    set_target(TargetFacts(troupe=None, year=year, measure=Measure.DAYS, value=110))
    for troupe in _troupes()[:1]:
        set_target(
            TargetFacts(troupe=troupe, year=year, measure=Measure.SHOWS, value=120)
        )


def _troupes() -> list[Troupe]:
    cast = Cast.read()
    return [cast.troupes[code] for code in _REPORTED if code in cast.troupes]
