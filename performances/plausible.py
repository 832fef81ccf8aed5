"""Whether what a troupe reports can be: absurd figures are refused, unusual ones told.

Pure. A figure nobody reports in earnest is far more often a slip of the thumb; one that
is only unusual is stored, and whoever reviews it is told to look at it.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Figure(StrEnum):
    """What is counted, by the name of its column."""

    ONSITE = "onsite_audience"
    ONLINE = "online_views"
    DISTANCE = "distance_km"
    HOURS = "hours"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Bounds:
    """`usual` is the largest that raises no question, `most` the largest accepted."""

    usual: int
    most: int


# Assumed, not taken from a source: 800 km are twelve hours in a coach, a crowd of more
# than 10,000 is rare even at a fair. They only ask somebody to look twice.
BOUNDS = {
    Figure.ONSITE: Bounds(usual=10_000, most=200_000),
    Figure.ONLINE: Bounds(usual=2_000_000, most=500_000_000),
    Figure.DISTANCE: Bounds(usual=800, most=2_000),
    Figure.HOURS: Bounds(usual=16, most=24),
    Figure.PEOPLE: Bounds(usual=500, most=10_000),
}
# So many times the seats of the house is a question, no contradiction: people stand.
CROWDED = 2


def is_absurd(figure: Figure, value: int | Decimal) -> bool:
    """Negative, or more than anybody reports in earnest."""
    return not 0 <= value <= BOUNDS[figure].most


def is_unusual(
    figure: Figure, value: int | Decimal | None, *, seats: int | None = None
) -> bool:
    """Whether a reviewer should look twice. `seats` are those of an indoor house."""
    if value is None:
        return False
    if figure is Figure.ONSITE and seats and value > seats * CROWDED:
        return True
    return value > BOUNDS[figure].usual


# A crowd counted by eye: so many people and this share of them are no contradiction.
_BY_EYE, _SHARE = 30, 0.3


def differ_much(told: int | None, counted: int | None) -> bool:
    """Whether two counts of one crowd ask for a second look; what nobody said does
    not."""
    if told is None or counted is None:
        return False
    return abs(told - counted) > max(_BY_EYE, _SHARE * max(told, counted))
