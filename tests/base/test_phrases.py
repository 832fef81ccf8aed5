"""Titles break between phrases, and no word is lost on the way."""

import pytest

from ulanmuqi.base.phrases import phrases
from ulanmuqi.base.templatetags.unbroken import phrased

SHOWCASE = "弘扬北疆文化、|服务各族群众——|全区乌兰牧骑|“学·创·演”|新创作品|展演"


@pytest.mark.parametrize(
    "told",
    [
        "",
        "民歌专场",
        "“百团千场下基层”|惠民演出",
        "“乌兰牧骑月”|惠民演出",
        "三地会演|通辽市|启幕演出",
        "《红山脚下》|舞蹈专场",
        "走进浩雅尔宝力格嘎查：|下乡|惠民演出",
        "Songs of the steppe, a night",
        SHOWCASE,
    ],
)
def test_phrases(told):
    text = told.replace("|", "")
    assert phrases(text) == tuple(filter(None, told.split("|")))
    assert "".join(phrases(text)) == text


def test_a_heading_may_break_between_its_phrases_only():
    assert phrased("民歌专场") == "民歌专场"
    assert phrased("《<b>》惠民演出") == (
        '<span class="kept">《&lt;b&gt;》<wbr>惠民演出</span>'
    )
    assert phrased("金秋——会演") == (
        '<span class="kept"><span class="nw">金秋——</span><wbr>会演</span>'
    )
