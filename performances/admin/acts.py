"""What an act on a show or a showcase is: when it is open, what it asks and calls.

The tables are in show_acts and showcase_acts; the buttons, the confirmation page and
the tests are made from them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ulanmuqi.base import rights

from ..models import Performance, Showcase

Row = Performance | Showcase

# The name of the address of the list of what must be decided.
DECISIONS = "schedule_decisions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """`asks` names the facts of the form, each with whether it must be given;
    `run` is called with the row, `by`, `version` and those facts. `shows_cities` acts
    are first shown with their consequences for every city; nothing is left to look at
    after one that `ends_row`."""

    key: str
    verb: str
    label: Any
    explained: Any
    done: Any
    fits: Callable[[Any], bool]
    run: Callable[..., Any]
    asks: dict[str, bool] = field(default_factory=dict)
    icon: str = "check"
    is_next_step: bool = False
    is_serious: bool = False
    shows_cities: bool = False
    ends_row: bool = False


class Acts:
    def __init__(self, *acts: Act) -> None:
        self._acts = {act.key: act for act in acts}

    def __iter__(self) -> Iterator[Act]:
        return iter(self._acts.values())

    def get(self, key: str) -> Act | None:
        return self._acts.get(key)

    def open_for(
        self, user: Any, row: Row, *, only_of_cities: bool = False
    ) -> list[Act]:
        """The acts that fit the row as it is and that the user may do."""
        return [
            act
            for act in self
            if (act.shows_cities or not only_of_cities)
            and act.fits(row)
            and rights.may(user, act.verb, row)
        ]


WHY = {"reason": True, "decided_by": False}
WHY_CITY = {"reason": True, "decided_by": True}
