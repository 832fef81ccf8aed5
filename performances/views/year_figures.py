"""学·创·演 in figures: what this site itself has of the year so far."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from ulanmuqi.base import clock

from ..statistics import Period, Question, took_place
from ..statistics.trainings import sessions
from ..statistics.works import new_works


@dataclass(frozen=True, slots=True)
class YearFigures:
    """What this site has of the year in Shanghai so far: courses begun, works new this
    year, shows that took place. `has_examples` where anything of it was invented."""

    year: int
    today: date
    courses: int
    works: int
    shows: int
    has_examples: bool

    @property
    def first_day(self) -> date:
        return date(self.year, 1, 1)

    @property
    def is_empty(self) -> bool:
        return not (self.courses or self.works or self.shows)


def year_figures(now: datetime) -> YearFigures:
    """Three queries, by the rules of the page of figures. Nothing is estimated."""
    today = now.astimezone(clock.SHANGHAI).date()
    asked = Question(period=Period.of_year(today.year), now=now, is_public=True)
    counts = {"all": Count("pk"), "invented": Count("pk", filter=Q(is_example=True))}
    shows = took_place(asked).aggregate(**counts)
    works = new_works(asked).aggregate(**counts)
    return YearFigures(
        year=today.year,
        today=today,
        courses=sessions(asked).count(),
        works=works["all"],
        shows=shows["all"],
        has_examples=bool(shows["invented"] or works["invented"]),
    )
