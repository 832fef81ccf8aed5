"""Where the axis ends and its lines lie: round numbers a reader knows."""

from collections.abc import Sequence

_ROUND = (1, 2, 2.5, 5, 10)
STEPS = 4


def step_of(values: Sequence[int]) -> int:
    """The distance of the lines of an axis with STEPS of them, a round whole number
    by which the largest value fits."""
    most = max([1, *values])
    power = 1
    while True:
        for base in _ROUND:
            step = base * power
            if step == int(step) and step * STEPS >= most:
                return int(step)
        power *= 10
