"""How many people, as a village writes it."""

import pytest

from performances.typed_counts import read_count


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("200", 200), ("200人", 200), ("150人左右", 150), ("约 180 人", 180),
        ("1,200人", 1200), ("１２０", 120), ("200来人", 200), ("200多人", 200),
        ("两百", 200), ("约两百人", 200), ("一百五", 150), ("一百零五", 105),
        ("十五", 15), ("二十五", 25), ("一千二", 1200), ("一万二", 12000),
        ("三万", 30000), ("about 150 people", 150), ("-5", -5),
    ],
)  # fmt: skip
def test_a_number_with_its_words_is_a_number(text: str, number: int) -> None:
    assert read_count(text) == number


@pytest.mark.parametrize(
    "text", ["", "很多", "百", "一二", "两三百", "180-200", "十十", "9" * 60, "万"]
)
def test_what_says_no_number_or_two_is_none(text: str) -> None:
    assert read_count(text) is None
