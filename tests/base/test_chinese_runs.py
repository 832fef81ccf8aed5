"""What is Chinese within an English page says so, and nothing else is touched."""

import time

import pytest

from ulanmuqi.base.chinese_runs import mark


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<p>No shows.</p>", "<p>No shows.</p>"),
        ("<h3><a href=x>牧歌</a></h3>", '<h3><a href=x lang="zh-Hans">牧歌</a></h3>'),
        (
            "<span>Hohhot · 东梁村文化室</span>",
            '<span>Hohhot · <bdi lang="zh-Hans">东梁村文化室</bdi></span>',
        ),
        (
            "<p>Reason: 因大雪，“明天”再说。 <b>x</b></p>",
            '<p>Reason: <bdi lang="zh-Hans">因大雪，“明天”再说。</bdi> <b>x</b></p>',
        ),
        (
            '<p lang="zh-Hans">中文<b>也是</b></p>',
            '<p lang="zh-Hans">中文<b>也是</b></p>',
        ),
        (
            '<p lang="zh-Hans">中<i lang="en">ok 词</i></p>',
            '<p lang="zh-Hans">中<i lang="en">ok <bdi lang="zh-Hans">词</bdi></i></p>',
        ),
        ('<img src="a" alt="草原">', '<img src="a" alt="草原" lang="zh-Hans">'),
        ("<title>演出</title>", "<title>演出</title>"),
        ("<script>'演出'</script><p>a</p>", "<script>'演出'</script><p>a</p>"),
        ("<option>旗</option>", '<option lang="zh-Hans">旗</option>'),
        ("<!-- 注 --><p>a", "<!-- 注 --><p>a"),
        ("a 末尾 1", 'a <bdi lang="zh-Hans">末尾</bdi> 1'),
    ],
)
def test_runs(html, marked):
    assert mark(html, "en") == marked


def test_a_thousand_rows_take_no_time():
    page = (
        '<article><h3><a href="/x/">牧歌</a></h3><p>Hohhot · 剧场</p></article>' * 1000
    )
    began = time.process_time()

    assert mark(page, "en").count("zh-Hans") == 2000
    assert mark("<p" * 50_000 + "中", "en")
    assert time.process_time() - began < 2
