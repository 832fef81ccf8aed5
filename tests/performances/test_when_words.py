"""“About mid-June” as days: what is read, and what is left to be asked."""

from datetime import date

import pytest

from performances.when_words import window

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("6月中旬，看天气", date(2027, 6, 11), date(2027, 6, 20)),
        ("六月上旬", date(2027, 6, 1), date(2027, 6, 10)),
        ("2月底都行", date(2027, 2, 21), date(2027, 2, 28)),
        ("12月", date(2026, 12, 1), date(2026, 12, 31)),
        ("11月", TODAY, date(2026, 11, 30)),
        ("十二月初", date(2026, 12, 1), date(2026, 12, 10)),
        ("7月15日左右", date(2027, 7, 12), date(2027, 7, 18)),
        ("11月27日前后", TODAY, date(2026, 11, 30)),
        ("7月15号", date(2027, 7, 15), date(2027, 7, 15)),
        ("7月3日到7月9日", date(2027, 7, 3), date(2027, 7, 9)),
        ("7月3至9日", date(2027, 7, 3), date(2027, 7, 9)),
        ("12月28日～1月3日", date(2026, 12, 28), date(2027, 1, 3)),
        ("下个月中旬", date(2026, 12, 11), date(2026, 12, 20)),
        ("about mid-June, depends on weather", date(2027, 6, 11), date(2027, 6, 20)),
        ("late July", date(2027, 7, 21), date(2027, 7, 31)),
    ],
)
def test_what_people_write_becomes_days(words: str, first: date, last: date) -> None:
    found = window(words, TODAY)
    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    "words",
    ["", "牧闲的时候", "尽快", "99月99日", "13月", "那达慕期间"],
)
def test_what_names_no_days_is_left_to_be_asked(words: str) -> None:
    assert window(words, TODAY) is None
