"""Cards as pictures: what stands on them, read back from their pixels."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageColor

from performances.share_cards import SHAPES, Bud, CardFacts, draw, scene
from performances.share_cards.drawing import code_of
from performances.share_cards.glyphs import MISSING, covered, hei, legible, song
from performances.share_cards.typeset import fit, wrap
from ulanmuqi import places

FACTS = CardFacts(
    brand="乌兰牧骑演出日程",
    title="草原新歌",
    when="2023年11月20日(周一)19:30",
    lines=("乌兰牧骑宫 · 兴安盟", "科尔沁右翼中旗乌兰牧骑"),
    buds=(Bud("乌兰浩特市"),),
    address="https://ulanmuqi.example/performances/ab12cd34/",
    scan="扫码看最新安排",
)


def picture(facts=FACTS, shape="wide"):
    return Image.open(BytesIO(draw(facts, shape))).convert("RGB")


def count(image, colour, box=None):
    """Pixels of a colour, near enough to have come out of the palette."""
    wanted = ImageColor.getrgb(colour)
    area = image.crop(box) if box else image
    found = area.getcolors(area.width * area.height)
    return sum(
        many
        for many, rgb in found
        if max(abs(a - b) for a, b in zip(rgb, wanted, strict=True)) < 10
    )


@pytest.fixture(scope="module")
def plain():
    return {shape: picture(shape=shape) for shape in SHAPES}


@pytest.mark.parametrize(
    ("shape", "size"), [("wide", (1200, 630)), ("tall", (900, 1200))]
)
def test_a_card_has_the_size_chats_ask_for_and_few_bytes(plain, shape, size):
    assert plain[shape].size == size
    assert 5_000 < len(draw(FACTS, shape)) < 150_000


@pytest.mark.parametrize("shape", SHAPES)
def test_its_code_is_the_address_module_by_module(plain, shape):
    x, y, size = SHAPES[shape].code
    code = code_of(FACTS.address)
    modules = code.symbol_size(border=2)[0]
    scale = size // modules
    start = (size - modules * scale) // 2
    for row, bits in enumerate(code.matrix_iter(border=2)):
        for column, bit in enumerate(bits):
            at = (
                x + start + column * scale + scale // 2,
                y + start + row * scale + scale // 2,
            )
            assert (plain[shape].getpixel(at)[0] < 128) == bool(bit), (row, column)


def test_the_same_facts_are_the_same_bytes():
    assert draw(FACTS, "wide") == draw(replace(FACTS), "wide")


def test_words_are_ink_on_paper_left_of_the_code(plain):
    box = (72, 100, 860, 300)
    assert count(plain["wide"], scene.INK, box) > 3_000
    assert count(plain["wide"], scene.RED, box) > 500
    assert count(picture(replace(FACTS, title="")), scene.INK, box) < count(
        plain["wide"], scene.INK, box
    )


def test_one_red_line_crosses_the_whole_card(plain):
    for shape, image in plain.items():
        y = SHAPES[shape].horizon
        assert count(image, scene.RED, (0, y - 1, image.width, y + 1)) > image.width


def test_what_is_off_says_so_loudly(plain):
    off = picture(
        replace(FACTS, mark="取消", is_off=True, buds=(Bud("乌兰浩特市", "off"),))
    )
    box = (60, 90, 400, 200)
    assert count(off, scene.DEEP, box) > 5_000
    assert count(plain["wide"], scene.DEEP, box) < 50
    assert count(off, scene.RED, (72, 200, 860, 500)) < 50


def test_each_city_has_a_bud_on_the_line_six_at_most():
    def red(number):
        many = replace(FACTS, buds=tuple(Bud(f"第{n}市") for n in range(number)))
        y = SHAPES["wide"].horizon
        return count(picture(many), scene.RED, (0, y - 56, 1200, y - 6))

    one, three, six, nine = (red(number) for number in (1, 3, 6, 9))
    assert three == pytest.approx(3 * one, rel=0.15)
    assert six == pytest.approx(6 * one, rel=0.15)
    assert nine == six


def test_words_never_run_into_the_landscape_or_the_code():
    long = replace(
        FACTS,
        mark="推迟",
        title="弘扬北疆文化、服务各族群众" * 6,
        lines=("地点" * 40, "队伍" * 40, "说明" * 40, "又一行" * 20),
        name_mn="",
    )
    for shape in SHAPES:
        layout = SHAPES[shape]
        image = picture(long, shape)
        below = (layout.left, layout.bottom + 4, layout.right, layout.horizon - 60)
        if below[3] > below[1]:
            assert count(image, scene.INK, below) == 0
        beside = (layout.right + 8, layout.top, layout.width, layout.top + 8)
        assert count(image, scene.INK, beside) == 0


def test_the_mongolian_name_stands_upright_or_not_at_all(plain):
    named = picture(replace(FACTS, name_mn="ᠤᠯᠠᠭᠠᠨ ᠮᠥᠴᠢᠷ"))
    box = (780, 52, 862, 420)
    assert count(plain["wide"], scene.RED, box) == 0
    drawn = [
        (x, y)
        for x in range(box[0], box[2])
        for y in range(box[1], box[3], 2)
        if named.getpixel((x, y))[0] > 150 and named.getpixel((x, y))[1] < 90
    ]
    across = max(x for x, _y in drawn) - min(x for x, _y in drawn)
    down = max(y for _x, y in drawn) - min(y for _x, y in drawn)
    assert down > 3 * across
    endless = picture(replace(FACTS, name_mn="ᠤᠯᠠᠭᠠᠨ " * 12))
    assert count(endless, scene.RED, box) == 0


def test_every_sign_it_claims_to_have_is_in_both_fonts():
    reference = Path(places.__file__).parent / "reference"
    told = "".join(
        (reference / name).read_text() for name in ("regions.json", "venues.json")
    )
    known = {sign for sign in told if sign.isprintable()}
    assert not [sign for sign in known if not covered(sign)]

    samples = {chr(code) for code in range(0x4E00, 0x9FFF, 7)} | known
    for face in (song, hei):
        font = face(20)
        nothing = bytes(font.getmask("\uffff"))
        holes = [
            sign
            for sign in samples
            if covered(sign)
            and not sign.isspace()
            and bytes(font.getmask(sign)) == nothing
        ]
        assert holes == []


def test_a_sign_they_lack_is_marked_and_hidden_ones_are_dropped():
    assert legible("演员𠮷野") == f"演员{MISSING}野"
    assert legible("好\u200b的\n再见\u202e") == "好的 再见"
    assert legible("ᠤᠯᠠᠭᠠᠨ 牧骑").strip() == "牧骑"
    draw(replace(FACTS, title="𠮷" * 30, lines=("\u0000\ud800"[:1],)), "wide")


def test_lines_break_where_a_chinese_page_breaks_them():
    font = hei(20)
    lines = wrap("草原新歌，献给牧区的孩子。", font, font.getlength("草原新歌"))
    assert all(line[0] not in "，。" for line in lines)
    told = wrap("走进牧区“庆丰收”演出", font, font.getlength("走进牧区“庆"))
    assert "“庆丰收”" in told[1]
    assert wrap("Mongolian fiddles", font, 100) == ["Mongolian", "fiddles"]
    assert len(wrap("x" * 200, font, 100)) > 5
    assert wrap("", font, 100) == [""]


def test_a_title_shrinks_before_it_is_cut():
    fonts = [song(60), song(40)]
    width = song(60).getlength("草" * 10)
    assert fit("草" * 20, fonts, width, 2)[0].size == 60
    assert fit("草" * 28, fonts, width, 2)[0].size == 40
    font, lines = fit("草" * 99, fonts, width, 2)
    assert lines[-1].endswith("…")
    assert all(font.getlength(line) <= width for line in lines)


def test_a_card_s_token_is_of_all_it_says():
    tokens = {
        FACTS.token,
        replace(FACTS, title="别的").token,
        replace(FACTS, mark="取消").token,
        replace(FACTS, buds=(Bud("乌兰浩特市", "late"),)).token,
        replace(FACTS, lines=()).token,
    }
    assert len(tokens) == 5
    assert all(json.dumps(token).isascii() and len(token) == 12 for token in tokens)
