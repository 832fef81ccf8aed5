"""Charts: nothing is left out, nothing stands beside its place."""

from datetime import date, timedelta

import pytest

from performances import charts
from performances.charts.scale import STEPS, step_of
from ulanmuqi.base.chinese_numbers import in_characters


@pytest.mark.parametrize("most", [0, 1, 3, 7, 99, 101, 980, 12_345])
def test_every_bar_fits_below_its_number(most: int) -> None:
    drawn = charts.bars([("1月", 0), ("2月", most)], marked=[1])

    assert step_of([most]) * STEPS >= most
    assert [bar.value for bar in drawn.bars] == [0, most]
    assert all(0 < bar.above < bar.y <= max(drawn.lines) for bar in drawn.bars)
    assert [bar.is_marked for bar in drawn.bars] == [False, True]


@pytest.mark.parametrize("label", ["声乐", "Instrumental music", "Quyi (sung)"])
def test_there_are_as_many_buds_as_works(label: str) -> None:
    field = charts.bud_field([(label, 214), ("小戏", 0)])

    assert sum(row.buds for row in field.rows) == 214
    assert [row.value for row in field.rows if row.label] == [214, 0]
    assert all(field.left + row.length <= field.width for row in field.rows)
    assert len({row.y for row in field.rows}) == len(field.rows)


@pytest.mark.parametrize("year", [2023, 2024, 2028])
def test_a_strip_has_a_square_a_day(year: int) -> None:
    first = date(year, 1, 1)
    counts = {first + timedelta(days=n): n % 40 for n in range(0, 360, 3)}
    red = first + timedelta(days=9)
    strip = charts.year_strip(year, counts, marked=[red])

    squares = sum(step.path.count("M") for step in strip.steps)
    assert squares + strip.marked.count("M") == (date(year + 1, 1, 1) - first).days
    assert strip.marked.count("M") == 1
    assert [step.first for step in strip.steps] == sorted(s.first for s in strip.steps)
    assert strip.steps[-1].last is None


def test_days_of_which_nobody_knows_are_not_days_without_a_show() -> None:
    first = date(2023, 1, 1)
    strip = charts.year_strip(2023, {date(2023, 1, 5): 2}, unknown=[first])

    assert strip.unknown.count("M") == 30
    assert sum(step.path.count("M") for step in strip.steps) == 335
    drawn = charts.bars([("1月", None), ("2月", 3)])
    assert [bar.height > 0 for bar in drawn.bars] == [False, True]
    assert drawn.bars[0].value is None


@pytest.mark.parametrize("most", [0, 1, 2, 3, 4, 5, 7])
def test_few_shows_a_day_have_few_steps(most: int) -> None:
    strip = charts.year_strip(2023, {date(2023, 5, 1): most})

    told = [(step.first, step.last) for step in strip.steps]
    assert told[0] == (0, 0)
    assert all(last is None or first <= last for first, last in told)
    steps = [s for s in strip.steps if s.number and s.path]
    assert len(steps) == (1 if most else 0)


def test_lines_end_where_the_year_has_got() -> None:
    drawn = charts.lines(["1月", "2月", "3月"], [("培训", [2, 5])])

    assert len(drawn.labels) == 3
    assert [one.value for one in drawn.lines[0].points] == [2, 5]
    assert drawn.lines[0].path.startswith("M28 ")
    assert charts.lines(["1月"], [("培训", [])]).lines == ()


@pytest.mark.parametrize(
    ("upper", "lower"), [([3, 8], [1, 8]), ([0, 1], [0, 0]), ([90_000, 1], [1, 90_000])]
)
def test_numbers_of_two_lines_never_meet(upper, lower) -> None:
    drawn = charts.lines(["1月", "2月"], [("培训", upper), ("结对指导", lower)])

    one, two = drawn.lines
    for first, second in zip(one.points, two.points, strict=True):
        numbers = [p.number for p in (first, second) if p.number is not None]
        assert first.value != second.value or len(numbers) == 1
        assert len(numbers) < 2 or abs(numbers[0] - numbers[1]) >= 24
        assert all(0 < at < drawn.foot for at in numbers)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "零"), (10, "十"), (15, "十五"), (37, "三十七"), (110, "一百一十"),
        (105, "一百零五"), (214, "二百一十四"),
        (1010, "一千零一十"), (12_000, "12,000"),
    ],
)  # fmt: skip
def test_numbers_in_characters(number: int, said: str) -> None:
    assert in_characters(number) == said


def test_days_to_come_have_no_square() -> None:
    strip = charts.year_strip(2023, {date(2023, 1, 5): 2}, until=date(2023, 2, 1))
    assert sum(step.path.count("M") for step in strip.steps) == 32
