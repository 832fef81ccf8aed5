"""What a view of the schedule is given, and what it gives back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from ulanmuqi.places.models import Region

from ...models import Performance
from ..asked import Asked
from ..choices import TroupeChoice
from ..filters import Chip


@dataclass(frozen=True, slots=True)
class Question:
    """`found` are the public rows that fit every filter but the days; `chips` the
    filters in force, the narrowest first; `region` the one asked for."""

    asked: Asked
    region: Region | None
    troupes: Sequence[TroupeChoice]
    chips: Sequence[Chip]
    found: QuerySet[Performance]
    now: datetime

    @property
    def league(self) -> str:
        """The code of the league or city asked for, or of the banner's; else ""."""
        league = self.region.league if self.region else None
        return league.code if league else ""


@dataclass(frozen=True, slots=True)
class Shown:
    """`template` draws the results from the page's context and `context`; `said` is
    the sentence that tells how much was found, also to who does not see it."""

    template: str
    said: str
    context: dict[str, Any]
