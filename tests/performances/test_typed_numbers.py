"""Numbers as thumbs type them."""

from decimal import Decimal

import pytest

from performances.typed_numbers import read_number


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("320", 320), ("１２０", 120), (" 1 200 ", 1200), ("1,200", 1200),
        ("１，２００人", 1200), ("320人次", 320), ("186公里", 186), ("9.5", "9.5"),
        ("９．５小时", "9.5"), ("9。5", "9.5"), ("-1", -1), ("－1", -1), ("+5", 5),
        ("0", 0), ("007", 7), (".5", "0.5"), ("1e400", None), ("NaN", None),
        ("多", None), ("约120", None), ("10-20", None), ("1,20", None), ("", None),
        ("三十里", None), ("٣٢", None), ("9" * 41, None), ("١x", None),
    ],
)  # fmt: skip
def test_a_number_is_read_or_it_is_none(typed, read):
    assert read_number(typed) == (None if read is None else Decimal(read))
