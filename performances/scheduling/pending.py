"""A show as an act is about to leave it."""

from dataclasses import dataclass

from django.db.models import Model

from troupes.models import Troupe

from ..models import Performance
from .facts import ItemFacts
from .place_in_line import LinePlace
from .snapshot import Snapshot


@dataclass(slots=True)
class Pending:
    """One row an act is about to leave in a new state.

    `before` is None for a new row; `troupes`, `along` and `programme` None keep what
    is there.
    `change` is what the public change log calls it, "" when it is told elsewhere.
    `back_to` is the place in line an act that takes another back returns to.
    `tells_road`: what was told of the road of a reported show is said anew beside it.
    """

    performance: Performance
    before: Snapshot | None
    action: str
    change: str = ""
    troupes: tuple[Troupe, ...] | None = None
    along: tuple[Model, ...] | None = None
    programme: tuple[ItemFacts, ...] | None = None
    back_to: LinePlace | None = None
    tells_road: bool = False

    @property
    def cast(self) -> list[Model]:
        """The troupes the row will have, and what it takes along."""
        row = self.performance
        troupes = row.troupes_in_order if self.troupes is None else self.troupes
        along = row.along_in_order if self.along is None else self.along
        return [*troupes, *along]
