"""Lays a card out: words left, code right, the line of the instant below both."""

from dataclasses import dataclass
from io import BytesIO

import segno
from PIL import Image, ImageDraw, ImageFont

from . import scene
from .facts import Bud, CardFacts
from .glyphs import hei, legible, mongolian, song
from .typeset import fit

# Flat colours and their edges: a third of the bytes, and nothing one could see.
_COLOURS = 160
_BUDS_AT_MOST = 6
_BUD_COLOURS = {"": scene.RED, "late": scene.GOLD, "off": scene.INK_2}


@dataclass(frozen=True, slots=True)
class Shape:
    """All in pixels. Words stand between `left` and `right`, from `top` down."""

    width: int
    height: int
    horizon: int
    left: int
    right: int
    top: int
    titles: tuple[int, ...]
    title_lines: int
    when: tuple[int, ...]
    words: int
    code: tuple[int, int, int]
    scan_below: bool
    bud: int
    bottom: int


SHAPES = {
    # For links: 1.91 to 1, as chats cut it.
    "wide": Shape(
        1200,
        630,
        508,
        72,
        862,
        52,
        (76, 66, 56, 48),
        2,
        (50, 44),
        31,
        (912, 60, 216),
        True,
        58,
        496,
    ),
    # To save and pass on: 3 to 4, as a phone shows it.
    "tall": Shape(
        900,
        1200,
        850,
        64,
        836,
        64,
        (92, 80, 68, 58, 50),
        4,
        (58, 50, 44),
        36,
        (616, 936, 220),
        False,
        76,
        756,
    ),
}


def draw(facts: CardFacts, name: str) -> bytes:
    """A PNG in one of the SHAPES; some 40 milliseconds."""
    shape = SHAPES[name]
    picture = scene.ground(shape.width, shape.height, shape.horizon).copy()
    pen = ImageDraw.Draw(picture)
    right = _mongolian(picture, facts, shape)
    _words(picture, pen, facts, shape, right)
    _line(picture, pen, facts.buds, shape)
    _code(picture, pen, facts, shape)
    out = BytesIO()
    flat = picture.quantize(_COLOURS, dither=Image.Dither.NONE)
    flat.save(out, "PNG", optimize=True)
    return out.getvalue()


def code_of(address: str) -> segno.QRCode:
    return segno.make_qr(address, error="m")


def _words(
    picture: Image.Image,
    pen: ImageDraw.ImageDraw,
    facts: CardFacts,
    shape: Shape,
    right: int,
) -> None:
    width = right - shape.left
    y = _brand(picture, pen, facts, shape)
    if facts.mark:
        y = _mark(pen, legible(facts.mark), shape.left, y)
    ink = scene.INK_2 if facts.is_off else scene.INK
    # Buds of several places stand below the words as well.
    bottom = shape.horizon - shape.bud - 8 if len(facts.buds) > 1 else shape.bottom
    lines = _laid(facts, shape, width, bottom - y)
    for one in lines:
        y += one.above
        one_ink = {"title": ink, "when": scene.INK_2 if facts.is_off else scene.RED}
        y = _set(
            pen,
            one.lines,
            one.font,
            (shape.left, y),
            one_ink.get(one.kind, scene.INK),
            one.leading,
            struck=facts.is_off and one.kind in one_ink,
        )


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of one kind, set alike, some pixels below the block before."""

    kind: str
    font: ImageFont.FreeTypeFont
    lines: list[str]
    leading: float
    above: int = 0

    @property
    def height(self) -> int:
        return self.above + round(self.font.size * self.leading) * len(self.lines)


def _laid(facts: CardFacts, shape: Shape, width: int, room: int) -> list[_Block]:
    """With the largest title beside which everything else finds room; in the smallest
    the last lines are left out."""
    when = _Block("when", *_when(facts, shape, width), 1.3, 8)
    words = []
    for number, text in enumerate(filter(None, facts.lines)):
        font, lines = _line_of(legible(text), hei(shape.words), width)
        words.append(_Block("words", font, lines, 1.45, 8 if number == 0 else 0))
    for smallest in range(len(shape.titles)):
        sizes = [song(size) for size in shape.titles[smallest:]]
        font, lines = fit(legible(facts.title), sizes, width, shape.title_lines)
        title = _Block("title", font, lines, 1.28)
        blocks = [title, *([when] if facts.when else []), *words]
        if sum(one.height for one in blocks) <= room:
            return blocks
    while len(blocks) > 2 and sum(one.height for one in blocks) > room:
        blocks.pop()
    return blocks


def _line_of(
    text: str, font: ImageFont.FreeTypeFont, width: int
) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """One line, or two parted at the dot between a place and where it lies."""
    parts = text.split(" · ", 1)
    if len(parts) == 2 and font.getlength(text) > width:
        return font, [fit(part, [font], width, 1)[1][0] for part in parts]
    return fit(text, [font], width, 2)


def _when(
    facts: CardFacts, shape: Shape, width: int
) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """In one line if any size allows it."""
    fonts = [song(size) for size in shape.when]
    font, lines = fit(legible(facts.when), fonts, width, 1)
    return (
        fit(legible(facts.when), fonts, width, 2)
        if lines[0][-1:] == "…"
        else (font, lines)
    )


def _brand(
    picture: Image.Image, pen: ImageDraw.ImageDraw, facts: CardFacts, shape: Shape
) -> int:
    """The name of the site, and what kind of card this is; gives where words begin."""
    mark = scene.bud(44, scene.RED)
    picture.paste(mark, (shape.left, shape.top - 6), mark)
    font = hei(27)
    words = " · ".join(filter(None, (legible(facts.brand), legible(facts.label))))
    pen.text((shape.left + 46, shape.top), words, font=font, fill=scene.INK_2)
    return shape.top + 56


def _mark(pen: ImageDraw.ImageDraw, text: str, x: int, y: int) -> int:
    font = song(46)
    width = font.getlength(text)
    pen.rectangle((x, y + 4, x + width + 36, y + 72), fill=scene.DEEP)
    pen.text((x + 18, y + 38), text, font=font, fill=scene.ON_HILL, anchor="lm")
    return y + 84


def _set(
    pen: ImageDraw.ImageDraw,
    lines: list[str],
    font: ImageFont.FreeTypeFont,
    at: tuple[int, int],
    ink: str,
    leading: float,
    *,
    struck: bool = False,
) -> int:
    x, y = at
    step = round(font.size * leading)
    for line in lines:
        pen.text((x, y + step // 2), line, font=font, fill=ink, anchor="lm")
        if struck:
            middle = y + step // 2 + 2
            pen.line((x, middle, x + font.getlength(line), middle), ink, width=4)
        y += step
    return y


def _line(
    picture: Image.Image, pen: ImageDraw.ImageDraw, buds: tuple[Bud, ...], shape: Shape
) -> None:
    """One red line across the whole card, a bud on it at each place; six at most."""
    y = shape.horizon
    pen.line((0, y, shape.width, y), scene.RED, width=4)
    shown = buds[:_BUDS_AT_MOST]
    room = (shape.width - 2 * shape.left) // max(1, len(shown)) - 14
    for number, one in enumerate(shown):
        x = _along(shape, number, len(shown))
        flower = scene.bud(shape.bud, _BUD_COLOURS[one.state])
        picture.paste(flower, (x - flower.width // 2, y - shape.bud + 2), flower)
        font, told = fit(legible(one.name), [hei(28), hei(24), hei(20)], room, 1)
        pen.text((x, y + 14), told[0], font=font, fill=scene.INK, anchor="mt")


def _along(shape: Shape, number: int, count: int) -> int:
    """Evenly from margin to margin; a single one at the right, clear of words."""
    if count == 1:
        return shape.code[0] + shape.code[2] // 2
    part = (shape.width - 2 * shape.left) / count
    return shape.left + round(part * (number + 0.5))


def _code(
    picture: Image.Image, pen: ImageDraw.ImageDraw, facts: CardFacts, shape: Shape
) -> None:
    """The code on a white plate, whole pixels a module, and its words."""
    x, y, size = shape.code
    code = code_of(facts.address)
    modules = int(code.symbol_size(border=2)[0])
    scale = size // modules
    edge = modules * scale
    x, y = x + (size - edge) // 2, y + (size - edge) // 2
    plate = Image.new("L", (modules, modules), 255)
    for row, bits in enumerate(code.matrix_iter(border=2)):
        for column, bit in enumerate(bits):
            if bit:
                plate.putpixel((column, row), 0)
    picture.paste(plate.resize((edge, edge), Image.Resampling.NEAREST), (x, y))
    if shape.scan_below:
        font, told = fit(legible(facts.scan), [hei(24)], size + 40, 2)
        for number, line in enumerate(told):
            pen.text(
                (x + edge // 2, y + edge + 14 + 34 * number),
                line,
                font=font,
                fill=scene.INK_2,
                anchor="mt",
            )
    else:
        font, told = fit(legible(facts.scan), [hei(32)], x - shape.left - 40, 3)
        top = y + edge - 46 * len(told)
        for number, line in enumerate(told):
            pen.text(
                (shape.left, top + 46 * number), line, font=font, fill=scene.ON_HILL
            )


def _mongolian(picture: Image.Image, facts: CardFacts, shape: Shape) -> int:
    """The name from top to bottom at the right of the words; gives where these end.

    It is set as a line and turned by a quarter, as the script stands upright. Left out
    where it finds no room: nothing is better than half a name.
    """
    font = mongolian(44) if facts.name_mn else None
    if font is None:
        return shape.right
    left, top, right, bottom = font.getbbox(facts.name_mn)
    if right - left > shape.horizon - shape.top - shape.bud - 30:
        return shape.right
    mask = Image.new("L", (round(right - left) + 8, round(bottom - top) + 8), 0)
    ImageDraw.Draw(mask).text((4 - left, 4 - top), facts.name_mn, font=font, fill=255)
    turned = mask.rotate(-90, expand=True)
    x = shape.right - turned.width
    picture.paste(scene.RED, (x, shape.top), turned)
    return x - 28
