"""Whose figures a user sees, and the question that asks for them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from troupes.models import Troupe
from troupes.rights import scope_of
from ulanmuqi.base import clock

from ... import figures_policy, statistics
from ...forms.figures import Asked, FiguresForm
from ...statistics import Question


@dataclass(slots=True)
class Reach:
    """Everything, or the troupes of a user; four queries at most."""

    user: Any
    now: datetime = field(default_factory=clock.now)
    troupes: list[Troupe] = field(init=False)
    everywhere: bool = field(init=False)
    gacha_lists: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        self.everywhere = scope_of(self.user).everywhere
        found = figures_policy.troupes_of(self.user).select_related("region__league")
        self.gacha_lists = statistics.gacha_lists()
        self.troupes = list(found.order_by("region__code", "code").distinct())

    @property
    def today(self) -> Any:
        return self.now.astimezone(clock.SHANGHAI).date()

    def form(self, request: HttpRequest) -> FiguresForm:
        return FiguresForm(request.GET, troupes=self.troupes, today=self.today)

    def chosen(self, asked: Asked) -> list[Troupe]:
        """Of those in reach the ones that are asked for."""
        found = self.troupes
        if asked.league is not None:
            found = [one for one in found if one.region.league == asked.league]
        if asked.is_of_no_league:
            found = [one for one in found if one.region.league is None]
        if asked.troupe is not None:
            found = [one for one in found if one == asked.troupe]
        return found

    def has_list(self, troupe: Troupe) -> bool:
        """Whether the gacha of its home are known."""
        home = troupe.region.banner_id or troupe.region.league_id
        return home in self.gacha_lists

    def question(self, asked: Asked) -> Question:
        """No query. Who sees everything and chose nothing is answered about shows
        without a troupe too."""
        whole = self.everywhere and not is_part(asked)
        keys = None if whole else frozenset(one.pk for one in self.chosen(asked))
        return Question(
            period=asked.period,
            now=self.now,
            troupes=keys,
            leagues=frozenset() if whole else self.desks(asked),
            genre=asked.genre,
            knows_gacha=bool(self.gacha_lists),
        )

    def desks(self, asked: Asked) -> frozenset[int]:
        """Leagues that are asked for as a whole and that the user coordinates. No
        query."""
        if asked.troupe is not None or asked.is_of_no_league:
            return frozenset()
        scope = scope_of(self.user)
        leagues = {one.region.league for one in self.chosen(asked)}
        return frozenset(one.pk for one in leagues if one and scope.covers(one))

    def whose(self, asked: Asked) -> str:
        """In words."""
        if asked.is_of_no_league and asked.troupe is None:
            return _("The region’s own")
        chosen = asked.troupe or asked.league
        if chosen is not None:
            return chosen.local_name
        # Translators: zh: 全区 / 我负责的全部队伍
        return _("Whole region") if self.everywhere else _("All that is mine")


def is_part(asked: Asked) -> bool:
    """Whether some of all troupes are asked for."""
    return bool(asked.league or asked.troupe or asked.is_of_no_league)
