"""Figures that cannot be, and those somebody should look at twice."""

import pytest

from performances.plausible import BOUNDS, Figure, is_absurd, is_unusual


@pytest.mark.parametrize("figure", Figure)
def test_zero_is_a_figure_and_less_or_too_much_is_none(figure: Figure) -> None:
    most = BOUNDS[figure].most
    assert [is_absurd(figure, value) for value in (-1, 0, most, most + 1)] == [
        True,
        False,
        False,
        True,
    ]


def test_what_nobody_said_raises_no_question() -> None:
    assert not is_unusual(Figure.ONSITE, None, seats=10)


@pytest.mark.parametrize(
    ("people", "seats", "asks"),
    [(600, 300, False), (601, 300, True), (9_000, None, False), (10_001, None, True)],
)
def test_a_crowd_beyond_the_seats_is_looked_at_twice(
    people: int, seats: int | None, asks: bool
) -> None:
    assert is_unusual(Figure.ONSITE, people, seats=seats) is asks
