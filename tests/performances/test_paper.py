"""What fits on one sheet of A4, in figures."""

import pytest

from performances import paper

SHORT = ("《牧歌》", "合唱")
LONG = ("《草原上的长调与马头琴作品选段之一二三》", "群舞 · 斯琴高娃、巴特尔等十二人")

SHOW = ("“庆丰收”惠民演出走进嘎查", "苏尼特右旗赛汉塔拉镇文化广场")


@pytest.mark.parametrize("settings", [paper.PROGRAMME, paper.MONTH])
def test_few_items_stand_in_the_largest_type(settings):
    layout = paper.fit([SHORT] * 8, settings, 150)

    assert (layout.name, layout.columns, layout.shown, layout.left) == (
        "large",
        1,
        8,
        0,
    )


@pytest.mark.parametrize("settings", [paper.PROGRAMME, paper.MONTH])
def test_type_shrinks_before_anything_is_left_out(settings):
    names = [setting.name for setting in settings]
    seen = [paper.fit([LONG] * count, settings, 180) for count in range(1, 120)]

    sizes = [names.index(layout.name) for layout in seen]
    assert sizes == sorted(sizes)
    assert {sizes[0], sizes[-1]} == {0, len(names) - 1}
    assert all(layout.left == 0 or layout.name == names[-1] for layout in seen)
    for count, layout in enumerate(seen, start=1):
        assert layout.shown + layout.left == count


def test_forty_items_and_forty_five_shows_fit_whole():
    assert paper.fit([LONG] * 40, paper.PROGRAMME, 178).left == 0
    assert paper.fit([SHOW] * 45, paper.MONTH, paper.PAGE - 62).left == 0


def test_without_room_nothing_is_shown_and_all_is_counted():
    layout = paper.fit([LONG] * 3, paper.PROGRAMME, 0)
    assert (layout.shown, layout.left) == (0, 3)
    assert paper.fit([], paper.PROGRAMME, 0).left == 0


def test_latin_letters_are_narrow_and_an_empty_text_takes_no_line():
    assert paper.length("草原") == 2
    assert paper.length("ab") == pytest.approx(2 * paper.NARROW)
    large = paper.PROGRAMME[0]
    assert large.height(("《牧歌》", "")) < large.height(SHORT)
    assert paper.lines("一行\n\n两行", 10) == 2
