"""What every card is drawn on: felt paper, the steppe, and the line of the instant."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from PIL import Image, ImageDraw

PAPER, FELT, INK, INK_2 = "#faf6ee", "#f1eadb", "#1d2523", "#46504b"
RED, DEEP, GOLD, ON_HILL = "#b02d1a", "#7f1d10", "#855a14", "#fff8ee"
# Drawn larger and made smaller: smooth edges.
_FINE = 3
# Of static/img/scene.svg, the last four hills, in a field of 1440 × 600.
_HILLS = (
    ("#b4bd9d", "M0 392C200 346 320 372 520 362S860 312 1040 346 1300 372 1440 332"),
    ("#86997b", "M0 424C220 420 380 362 620 396S1000 434 1180 392 1440 384 1440 384"),
    ("#51735a", "M0 476C180 434 420 424 640 456S1060 484 1440 424"),
    ("#37634a", "M0 522C260 462 520 490 760 508S1200 532 1440 474"),
    ("#24483a", "M0 566C200 548 420 520 700 540S1200 580 1440 532"),
)
_FIELD = 1440.0
_TOP, _BOTTOM = 330.0, 600.0
# The bud of static/img/favicon.svg, in a field of 48 × 64.
_PETAL = "M24 1C33 11 36 22 24 33 12 22 15 11 24 1"
_STEM = (
    "M24 33C24 43 24 54 24 64",
    "M24 54C24 43 10 38 5.5 46 2.7 51.6 8.5 56 12.3 53 14.6 50.7 12.9 47 10 48.3",
    "M24 54C24 43 38 38 42.5 46 45.3 51.6 39.5 56 35.7 53 33.4 50.7 35.1 47 38 48.3",
)

Point = tuple[float, float]


@cache
def ground(width: int, height: int, horizon: int) -> Image.Image:
    """Paper above the horizon, hills below it; drawn once a shape. Copy it."""
    wide, high = width * _FINE, height * _FINE
    picture = Image.new("RGB", (wide, high), PAPER)
    pen = ImageDraw.Draw(picture)
    stretch = (height - horizon) * _FINE / (_BOTTOM - _TOP)
    for colour, path in _HILLS:
        ridge = [
            (x / _FIELD * wide, horizon * _FINE + (y - _TOP) * stretch)
            for x, y in _curve(path)
        ]
        pen.polygon([*ridge, (wide, high), (0, high)], fill=colour)
    return picture.resize((width, height), Image.Resampling.LANCZOS)


@cache
def bud(height: int, colour: str) -> Image.Image:
    """With transparency around it; its foot is the middle of the lower edge."""
    size = height * _FINE / 64
    mask = Image.new("L", (round(48 * size), height * _FINE), 0)
    pen = ImageDraw.Draw(mask)
    pen.polygon([(x * size, y * size) for x, y in _curve(_PETAL)], fill=255)
    for path in _STEM:
        line = [(x * size, y * size) for x, y in _curve(path)]
        pen.line(line, fill=255, width=round(3 * size), joint="curve")
    mask = mask.resize((round(48 * height / 64), height), Image.Resampling.LANCZOS)
    picture = Image.new("RGBA", mask.size, colour)
    picture.putalpha(mask)
    return picture


def _curve(path: str) -> Iterator[Point]:
    """Points of an SVG path of M, C and S with absolute numbers."""
    at: Point = (0.0, 0.0)
    control: Point = at
    for letter, numbers in re.findall(r"([MCS])([^MCS]*)", path):
        points = _points(numbers)
        if letter == "M":
            at = control = points[0]
            yield at
            continue
        step = 3 if letter == "C" else 2
        for start in range(0, len(points), step):
            group = points[start : start + step]
            first = group[0] if letter == "C" else _mirrored(control, at)
            second, end = group[-2], group[-1]
            yield from _bezier(at, first, second, end)
            at, control = end, second


def _points(numbers: str) -> list[Point]:
    values = [float(one) for one in re.findall(r"-?[0-9.]+", numbers)]
    return list(zip(values[::2], values[1::2], strict=True))


def _mirrored(control: Point, at: Point) -> Point:
    return (2 * at[0] - control[0], 2 * at[1] - control[1])


def _bezier(a: Point, b: Point, c: Point, d: Point, steps: int = 24) -> Iterator[Point]:
    for step in range(1, steps + 1):
        t = step / steps
        weights: Sequence[float] = (
            (1 - t) ** 3,
            3 * t * (1 - t) ** 2,
            3 * t**2 * (1 - t),
            t**3,
        )
        yield (
            sum(w * p[0] for w, p in zip(weights, (a, b, c, d), strict=True)),
            sum(w * p[1] for w, p in zip(weights, (a, b, c, d), strict=True)),
        )
