"""Words that are never torn apart."""

import pytest

from ulanmuqi.base.templatetags.unbroken import unbroken, whole_days


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("草原新歌", "草原新歌"),
        ("讲学·创·演", '讲<span class="nw">学·创·演</span>'),
        ("全区“学·创·演”展演", '全区<span class="nw">“学·创·演”</span>展演'),
        ("<b>学·创·演", '&lt;b&gt;<span class="nw">学·创·演</span>'),
    ],
)
def test_unbroken(text, html):
    assert unbroken(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "原定11月20日(周一)19:30在剧场",
            '原定<span class="nw">11月20日(周一)19:30</span>在剧场',
        ),
        ("改到2024年1月2日", '改到<span class="nw">2024年1月2日</span>'),
        ("<i>3月", "&lt;i&gt;3月"),
    ],
)
def test_a_day_stays_whole(text, html):
    assert whole_days(text) == html
