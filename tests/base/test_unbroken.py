"""Words that are never torn apart."""

import pytest

from ulanmuqi.base.templatetags.unbroken import unbroken


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
