"""What a training session counts, for its list and for statistics."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce

from .gate import GatedQuerySet


@dataclass(frozen=True, slots=True)
class Taught:
    """How many sessions, and how many people were there."""

    sessions: int
    people: int


class TrainingQuerySet(GatedQuerySet):
    def standing(self) -> Self:
        """All but the cancelled ones."""
        return self.exclude(state=self.model.State.CANCELLED)

    def over(self, now: datetime) -> Self:
        """Those that stood and whose end has passed."""
        return self.standing().filter(ends_at__lte=now)

    def told(self) -> Self:
        """Those of which somebody said who was there, reviewed or not."""
        state = self.model.State
        return self.filter(state__in=(state.REPORTED, state.REVIEWED))

    def missing(self, now: datetime) -> Self:
        """Over, and nobody said yet who was there (or it was sent back)."""
        state = self.model.State
        return self.over(now).filter(state__in=(state.PLANNED, state.RETURNED))

    def begun_in(self, start: datetime, end: datetime) -> Self:
        """Those that began in [start, end): each session counts in one period, that of
        its first day."""
        return self.filter(starts_at__gte=start, starts_at__lt=end)

    def of_troupes(self, troupes: Collection[int]) -> Self:
        """Those that one of these troupes (ids) attended, each once."""
        part = self.model.troupes.through
        keys = part.objects.filter(troupe__in=troupes).values("session")
        return self.filter(pk__in=keys)

    def within(self, path: str) -> Self:
        """Those a troupe at home at or below this path attended, each once."""
        part = self.model.troupes.through
        keys = part.objects.filter(troupe__region__path__startswith=path)
        return self.filter(pk__in=keys.values("session"))

    def taught(self) -> Taught:
        """All of these together: a session of several troupes counts once, and people
        of no troupe count too. Two queries."""
        part = self.model.troupes.through
        sums = self.aggregate(
            sessions=Count("pk", distinct=True), others=Coalesce(Sum("other_people"), 0)
        )
        inside = part.objects.filter(session__in=self.order_by().values("pk"))
        people = inside.aggregate(people=Coalesce(Sum("attended"), 0))["people"]
        return Taught(sums["sessions"], people + sums["others"])

    def taught_by_troupe(self) -> dict[int, Taught]:
        """By the id of the troupe: a session of several counts once for each, and its
        people for their own troupe alone. One query."""
        part = self.model.troupes.through
        inside = part.objects.filter(session__in=self.order_by().values("pk"))
        rows = inside.order_by().values("troupe")
        sums = rows.annotate(
            sessions=Count("session", distinct=True),
            people=Coalesce(Sum("attended"), 0),
        )
        return {row["troupe"]: Taught(row["sessions"], row["people"]) for row in sums}

    def for_rows(self) -> Self:
        """All that a row of a list, its rights and its page show; the same number of
        queries whatever the length."""
        return self.select_related(
            "venue__region__league",
            "venue__region__banner",
            "region__league",
            "region__banner",
            "page",
            "engagement",
            "reported_by",
            "reviewed_by",
        ).prefetch_related(
            "troupe_parts__troupe__region",
            "teachers__member__troupe__region",
            "teachers__adviser",
            "work_parts__work",
        )
