"""Which place of the list is meant by what somebody typed."""

import pytest

from performances.asked_places import Listed, meant

EAST, WEST = 1, 2
LISTED = (
    Listed(EAST, "东部苏木（示例）", None),
    Listed(WEST, "巴彦茫哈苏木", None),
    Listed(11, "宝力根嘎查（示例）", EAST),
    Listed(12, "巴彦嘎查", EAST),
    Listed(21, "巴彦嘎查", WEST),
    Listed(22, "大巴彦花嘎查", WEST),
    Listed(23, "巴彦花嘎查", WEST),
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("宝力根嘎查文化室", 11),
        (" 东部苏木 宝力根 嘎查（文化室）", 11),
        ("宝力根", 11),
        # Two of that name: the sumu tells them apart, or nothing does.
        ("东部苏木巴彦嘎查", 12),
        ("巴彦嘎查", None),
        ("大巴彦花嘎查小学", 22),
        ("巴彦花嘎查", 23),
        ("东部苏木文化站", EAST),
        ("东部", EAST),
        ("巴彦", None),
        ("旗里的敬老院", None),
        ("", None),
    ],
)
def test_what_is_typed_is_found_on_the_list_or_not_guessed(
    text: str, key: int | None
) -> None:
    assert meant(text, LISTED) == key


def test_where_nothing_is_listed_nothing_is_meant() -> None:
    assert meant("宝力根嘎查", ()) is None
