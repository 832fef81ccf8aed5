"""Two drawn pictures, so that the way of a photograph through the site is a real one.

They are drawings and say so in their credit: nobody's photograph is invented.
"""

from dataclasses import dataclass
from io import BytesIO
from math import cos, sin

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from ulanmuqi.base.models import Picture

CREDIT = "示例图，本站绘制"
WIDTH, HEIGHT = 1600, 1000
# Drawn twice as large and halved, for smooth edges.
FINE = 2
SKY = ("#dce8ea", "#e6e8e0", "#efe7d7", "#f6e6cf", "#f5d3ae", "#f3b98c")
DUSK = ("#33465a", "#4a5468", "#6f6272", "#9c7170", "#cd8a68", "#f0a66b")
# Colour, height of the crest as a share of the picture, and the shape of its waves.
HILLS = (
    ("#dccbb0", 0.50, 31, 2.1),
    ("#b4bd9d", 0.57, 39, 1.3),
    ("#86997b", 0.64, 28, 1.9),
    ("#51735a", 0.72, 44, 1.1),
    ("#37634a", 0.82, 33, 1.6),
    ("#24483a", 0.91, 25, 0.9),
)
RED, DEEP_RED, FELT, GOLD, DARK = "#a62a17", "#7f1d10", "#f1eadb", "#c79b4c", "#1d2523"


@dataclass(frozen=True, slots=True)
class Drawing:
    title: str
    description: str
    sky: tuple[str, ...]
    sun: tuple[float, float]
    people: int


TRUCK = Drawing(
    "流动舞台车开到草场（示例图）",
    "画：清晨的草原，山丘层层叠叠，一辆展开的流动舞台车停在坡上，台前坐着观众。",
    SKY,
    (0.66, 0.44),
    9,
)
EVENING = Drawing(
    "晚场开演（示例图）",
    "画：傍晚的草原，太阳落到山后，流动舞台车亮着台，观众围坐在前面。",
    DUSK,
    (0.30, 0.49),
    15,
)


def picture(drawing: Drawing) -> Picture:
    """Drawn and stored as if an editor had uploaded it."""
    drawn = BytesIO()
    _draw(drawing).save(drawn, "PNG", optimize=True)
    row = Picture(
        title=drawing.title,
        description=drawing.description,
        credit=CREDIT,
        file=ContentFile(drawn.getvalue(), "example-drawing.png"),
    )
    row.save()
    return row


def clear() -> None:
    """The files go with the rows."""
    for row in Picture.objects.filter(credit=CREDIT):
        row.delete()


def _draw(drawing: Drawing) -> Image.Image:
    sheet = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), drawing.sky[-1])
    pen = ImageDraw.Draw(sheet)
    _sky(pen, drawing)
    for number, (colour, crest, height, waves) in enumerate(HILLS):
        _hill(pen, number, colour, crest, height, waves)
        if number == 3:
            _stage(pen)
    _audience(pen, drawing.people)
    small = sheet.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    return small.quantize(128)


def _sky(pen: ImageDraw.ImageDraw, drawing: Drawing) -> None:
    wide, high = WIDTH * FINE, HEIGHT * FINE
    band = 0.6 * high / len(drawing.sky)
    for number, colour in enumerate(drawing.sky):
        pen.rectangle((0, number * band, wide, high), fill=colour)
    x, y = drawing.sun[0] * wide, drawing.sun[1] * high
    for radius, colour in ((230, "#f3b98c"), (160, "#ee9a63"), (100, "#e8743b")):
        reach = radius * FINE / 1.6
        pen.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)


def _hill(
    pen: ImageDraw.ImageDraw, number: int, colour: str, crest: float, height: int,
    waves: float,
) -> None:  # fmt: skip
    wide, high = WIDTH * FINE, HEIGHT * FINE
    line = [
        (
            x,
            crest * high
            + height * FINE * sin(x / wide * 6.3 * waves + number * 1.7)
            + height * FINE * 0.4 * cos(x / wide * 6.3 * waves * 2.3 + number),
        )
        for x in range(0, wide + 1, 8)
    ]
    pen.polygon([*line, (wide, high), (0, high)], fill=colour)


def _stage(pen: ImageDraw.ImageDraw) -> None:
    """The truck with its side folded out: a red back cloth, a hem, a floor."""

    def box(x: int, y: int, to_x: int, to_y: int, colour: str) -> None:
        at = (x * FINE, y * FINE, to_x * FINE, to_y * FINE)
        pen.rectangle(at, fill=colour)

    box(640, 560, 980, 720, DEEP_RED)
    for fold in range(8):
        box(650 + fold * 41, 574, 668 + fold * 41, 712, RED)
    box(630, 548, 990, 566, FELT)
    box(630, 566, 990, 572, GOLD)
    box(610, 712, 1010, 734, FELT)
    box(610, 734, 1010, 744, DARK)
    box(990, 612, 1072, 734, FELT)
    box(1016, 632, 1062, 668, "#2a6580")
    for x in (700, 900, 1040):
        wheel = (x * FINE, 722 * FINE, (x + 40) * FINE, 762 * FINE)
        pen.ellipse(wheel, fill=DARK)
    for x in (748, 806, 864):
        _figure(pen, x, 652, 1.0, GOLD if x == 806 else FELT)


def _audience(pen: ImageDraw.ImageDraw, people: int) -> None:
    colours = (DARK, DEEP_RED, "#2a6580", "#855a14", FELT)
    for number in range(people):
        x = 420 + number * (760 // people)
        y = 806 + (number * 37) % 3 * 16
        _figure(pen, x, y, 1.25, colours[number * 2 % len(colours)])


def _figure(pen: ImageDraw.ImageDraw, x: int, y: int, size: float, colour: str) -> None:
    """A head and a robe, nobody in particular."""
    x, y, unit = x * FINE, y * FINE, FINE * size
    robe = [(x, y + 10 * unit), (x + 14 * unit, y + 60 * unit)]
    pen.polygon([*robe, (x - 14 * unit, y + 60 * unit)], fill=colour)
    pen.ellipse((x - 8 * unit, y - 4 * unit, x + 8 * unit, y + 12 * unit), fill=DARK)
