"""The season as a diary: what was entered and decided, each act at its own instant.

Played back in order with the product's clock set to each instant, so that every show
was entered before it took place and the change log reads like a real year.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from performances import scheduling
from performances.models import Performance
from performances.scheduling import ShowFacts
from performances.statuses import Status
from ulanmuqi.base import clock


class Unclean(Exception):
    """The season stands in conflict with itself: a mistake in the code of the demo.
    Nothing of it was kept."""


# When something befell the show entered at that place in the list, and what.
Turn = tuple[int, datetime, Callable[[Performance], Any]]

_ACTS_BETWEEN_LINES = 40


@dataclass(slots=True)
class Diary:
    """`placed` are the shows entered one by one; showcases bring their own."""

    acts: list[tuple[datetime, Callable[[], Any]]] = field(default_factory=list)
    placed: list[ShowFacts] = field(default_factory=list)

    def write(self, at: datetime, act: Callable[[], Any]) -> None:
        self.acts.append((at, act))

    def place(
        self,
        at: datetime,
        shows: Sequence[ShowFacts],
        *turns: Turn,
        status: str = Status.CONFIRMED,
        public: bool = True,
        where_it_fits: bool = False,
        **how: Any,
    ) -> None:
        """Enters shows in one sitting; turns are what later befell some of them.

        `where_it_fits`: a show that the day's rules do not allow is never entered, as
        a planner would do; the season has enough others.
        """
        self.placed += shows
        rows: dict[int, Performance] = {}

        def enter() -> None:
            left = dict(enumerate(shows))
            while left:
                try:
                    outcomes = scheduling.place_all(
                        list(left.values()),
                        status=status,
                        announced_at=at if public else None,
                        **how,
                    )
                except scheduling.ConflictsFound as found:
                    clashing = _clashing(found, list(left))
                    if not (where_it_fits and clashing):
                        raise
                    left = {n: show for n, show in left.items() if n not in clashing}
                else:
                    made = (outcome.performance for outcome in outcomes)
                    rows.update(zip(left, made, strict=True))
                    return

        def befall(place: int, act: Callable[[Performance], Any]) -> None:
            if place in rows:
                act(rows[place])

        self.write(at, enter)
        for place, instant, act in turns:
            self.write(instant, partial(befall, place, act))

    def play(self, tell: Callable[[str], None]) -> None:
        """Replays everything in the order of its instants; equal ones as written."""
        acts = sorted(self.acts, key=lambda act: act[0])
        for number, (at, act) in enumerate(acts, start=1):
            with clock.frozen(at):
                _act(act)
            if number % _ACTS_BETWEEN_LINES == 0 or number == len(acts):
                tell(f"  {number} of {len(acts)} entries")


def _clashing(found: scheduling.ConflictsFound, places: list[int]) -> set[int]:
    """The places in the list of the shows that a conflict names."""
    named = {conflict.performance for conflict in found.conflicts}
    rows = zip(places, found.rows, strict=True)
    return {place for place, row in rows if str(row.pk) in named}


def _act(act: Callable[[], Any]) -> None:
    try:
        act()
    except scheduling.ConflictsFound as found:
        said = "\n".join(scheduling.sentence(c) for c in found.conflicts)
        raise Unclean(f"{clock.now().isoformat()}\n{said}") from found
