"""Whose figures of which year the public asks for, as far as there are any."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region

from ... import statistics
from ...statistics import Period, Question
from .asked import Asked
from .years import Years, known_years


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures: of the troupes of one league, or of everybody."""

    years: Years
    leagues: tuple[Region, ...]
    league: Region | None
    troupes: list[Troupe]
    gacha_lists: frozenset[int]
    question: Question

    @property
    def year(self) -> int:
        return self.question.period.first.year

    def found(self, asked: Asked) -> Asked:
        """What was asked, without what does not exist."""
        league = self.league.code if self.league else ""
        return Asked(asked.year if asked.year == self.year else None, league)


def scope_of(asked: Asked, now: datetime) -> Scope:
    """Four queries. A year nothing is known of is the present one, a league without
    troupes is the whole region."""
    today = now.astimezone(clock.SHANGHAI).date()
    years = known_years(now, today)
    year = asked.year if asked.year in years.told else today.year
    troupes = list(
        Troupe.objects.select_related("region__league").order_by("region__code", "code")
    )
    leagues = _leagues(troupes)
    league = next((one for one in leagues if one.code == asked.league), None)
    mine = [one for one in troupes if league is None or one.region.league == league]
    listed = statistics.gacha_lists()
    keys = None if league is None else frozenset(one.pk for one in mine)
    question = Question(
        period=Period.of_year(year),
        now=now,
        troupes=keys,
        leagues=frozenset() if league is None else frozenset({league.pk}),
        is_public=True,
        knows_gacha=bool(listed),
    )
    return Scope(years, leagues, league, mine, listed, question)


def _leagues(troupes: Sequence[Troupe]) -> tuple[Region, ...]:
    leagues = (one.region.league for one in troupes)
    found = {league.pk: league for league in leagues if league is not None}
    return tuple(sorted(found.values(), key=lambda league: league.code))
