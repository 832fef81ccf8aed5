"""Names that may mean the same place, and where a phone says it is."""

import pytest

from ulanmuqi.places.here import Here, read_here
from ulanmuqi.places.likeness import alike, plain

AREAS = ("科尔沁右翼中旗", "科右中旗", "巴彦呼舒镇")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("巴彦嘎查文化广场", "巴彦嘎查文化广场"),
        ("巴彦呼舒镇文化广场", "文化广场"),
        ("科右中旗巴彦呼舒镇文化广场", "文化广场"),
        ("哈日努拉草场", "哈日努拉  草场"),
        ("巴彦嘎查活动室", "巴彦嘎查活动中心"),
        ("Bayan Square", "bayan square"),
    ],
)
def test_names_that_may_be_the_same(one: str, other: str) -> None:
    assert alike(plain(one, AREAS), plain(other, AREAS))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("巴彦嘎查文化广场", "哈日努拉草场"),
        ("一小学", "敬老院"),
        ("", "文化广场"),
        ("边防连", "文化站"),
    ],
)
def test_names_that_are_not(one: str, other: str) -> None:
    assert not alike(plain(one, AREAS), plain(other, AREAS))


def test_a_name_that_is_all_area_stays() -> None:
    assert plain("巴彦呼舒镇", AREAS) == "巴彦呼舒镇"


def test_a_phone_is_read_to_a_metre() -> None:
    assert read_here("45.123456789,121.5,19.6") == Here(45.12346, 121.5, 20)


@pytest.mark.parametrize(
    "text",
    [
        "", "45.1", "45.1,121.5", "a,b,c", "nan,121,5", "inf,121,5", "91,121,5",
        "45,181,5", "45,121,-1", "45,121,1e12", "45,121,5,6", "4" * 500,
        "45,121,nan", "１,２,３,４",
    ],
)  # fmt: skip
def test_what_is_no_point_on_earth(text: str) -> None:
    assert read_here(text) is None
