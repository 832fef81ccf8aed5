"""学·创·演 in figures: what this site itself has of the year so far."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Q

from troupes.models import TrainingPage, Work
from ulanmuqi.base import clock

from ..models import Performance


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
    """Four queries. Rows are counted, nothing is estimated."""
    today = now.astimezone(clock.SHANGHAI).date()
    begins = clock.day_begins(date(today.year, 1, 1))
    courses = TrainingPage.objects.live().public()
    shows = (
        Performance.objects.listed(now)
        .firm()
        .filter(starts_at__gte=begins, ends_at__lte=now)
        .aggregate(all=Count("pk"), invented=Count("pk", filter=Q(is_example=True)))
    )
    works = (
        Work.objects.standing()
        .filter(new_work_year=today.year)
        .aggregate(all=Count("pk"), invented=Count("pk", filter=Q(is_example=True)))
    )
    return YearFigures(
        year=today.year,
        today=today,
        courses=courses.filter(
            locale__language_code=settings.LANGUAGE_CODE,
            starts_on__year=today.year,
            starts_on__lte=today,
        ).count(),
        works=works["all"],
        shows=shows["all"],
        has_examples=bool(shows["invented"] or works["invented"]),
    )
