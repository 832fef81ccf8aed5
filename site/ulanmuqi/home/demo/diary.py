"""The season as a diary: what was entered and decided, each act at its own instant.

Played back in order with the product's clock set to each instant, so that every show
was entered before it took place and the change log reads like a real year.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
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
        **how: Any,
    ) -> None:
        """Enters shows in one sitting; turns are what later befell some of them."""
        self.placed += shows
        rows: list[Performance] = []

        def enter() -> None:
            outcomes = scheduling.place_all(
                shows, status=status, announced_at=at if public else None, **how
            )
            rows.extend(outcome.performance for outcome in outcomes)

        self.write(at, enter)
        for place, instant, act in turns:
            self.write(instant, lambda place=place, act=act: act(rows[place]))

    def play(self, tell: Callable[[str], None]) -> None:
        """Replays everything in the order of its instants; equal ones as written."""
        acts = sorted(self.acts, key=lambda act: act[0])
        for number, (at, act) in enumerate(acts, start=1):
            with clock.frozen(at):
                _act(act)
            if number % _ACTS_BETWEEN_LINES == 0 or number == len(acts):
                tell(f"  {number} of {len(acts)} entries")


def _act(act: Callable[[], Any]) -> None:
    try:
        act()
    except scheduling.ConflictsFound as found:
        said = "\n".join(scheduling.sentence(c) for c in found.conflicts)
        raise Unclean(f"{clock.now().isoformat()}\n{said}") from found
