"""Troupes are found by a part of their name, in any way people write it."""

import pytest
from django.test import Client

from tests import factories
from troupes import roster

pytestmark = pytest.mark.django_db


@pytest.fixture
def kailu(regions):
    """Of a banner in another league."""
    return factories.troupe(
        "150523",
        code="kailu",
        name="开鲁县乌兰牧骑",
        short_name="开鲁乌兰牧骑",
        name_en="Kailu County Ulanmuqi",
    )


@pytest.mark.parametrize(
    "words",
    [
        "开鲁",
        "开",
        "县乌兰",
        "ＫＡＩＬＵ",
        "kailu",
        "Kailu County",
        "klwlmq",
        "通辽",
        "开鲁 通辽",
    ],
)
def test_ways_to_write_a_name(kailu, words):
    assert roster.is_called(kailu, words)


@pytest.mark.parametrize("words", ["奈曼", "kl xx", "开鲁 赤峰", "'", "%"])
def test_what_is_not_its_name(kailu, words):
    assert not roster.is_called(kailu, words)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("", ""), ("  开鲁   县 ", "开鲁 县"), ("a\x00b", "ab"), ("长" * 500, "长" * 40)],
)
def test_what_is_asked_is_bounded(typed, read):
    assert roster.asked({"q": typed}) == read


def test_the_list_shows_who_is_called_so_and_says_when_nobody_is(kailu, troupe):
    page = Client().get("/troupes/?q=kailu").content.decode()
    assert kailu.name in page
    assert troupe.name not in page
    assert "名字里有“kailu”的队伍：1支" in page
    page = Client().get("/troupes/", {"q": '<b>"'}).content.decode()
    assert "&lt;b&gt;" in page
    assert "<b>&quot;" not in page
    nobody = Client().get("/troupes/?q=没有这支").content.decode()
    assert "没有这个名字的队伍。" in nobody


@pytest.mark.parametrize("words", ["", "乌兰牧骑"])
def test_two_queries_however_many(regions, django_assert_num_queries, words):
    factories.troupe("150105")
    with django_assert_num_queries(2):
        roster.roster(words)
    for _number in range(29):
        factories.troupe("150105")
    with django_assert_num_queries(2):
        assert roster.roster(words).count == 30
