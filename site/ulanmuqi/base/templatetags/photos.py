"""Photographs: `{% photo page.photo "wide" %}`, in the size a screen needs.

AVIF, and WebP for who cannot read it, in two or three widths; width and height keep the
place, so nothing jumps when it arrives. A page's first picture is asked for at once
(`first=True`), every other one when it is about to be seen.
"""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.safestring import SafeString
from wagtail.images.models import Picture as Sources
from wagtail.images.shortcuts import get_renditions_or_not_found

from ulanmuqi.base import closed_pictures

register = template.Library()

# None instead of a picture that may no longer be shown, its credit left out with it.
register.filter("shown", closed_pictures.shown)

# In this order a browser is offered them.
FORMATS = ("avif", "webp")


@dataclass(frozen=True, slots=True)
class Layout:
    """`specs` are Wagtail's, narrowest first; `sizes` is how wide a screen shows it."""

    specs: tuple[str, ...]
    sizes: str


LAYOUTS = {
    "vista": Layout(("fill-720x540", "fill-1440x620"), "100vw"),
    "wide": Layout(
        ("width-480", "width-800", "width-1280"), "(min-width: 62rem) 62vw, 100vw"
    ),
    "screen": Layout(
        ("fill-640x360", "fill-1280x720"), "(min-width: 62rem) 62vw, 100vw"
    ),
    "tile": Layout(("fill-360x270", "fill-720x540"), "(min-width: 48rem) 20rem, 100vw"),
    "thumb": Layout(
        ("fill-240x180", "fill-480x360", "fill-720x540"),
        "(min-width: 48rem) 10rem, 100vw",
    ),
    "cover": Layout(("fill-270x360", "fill-540x720"), "(min-width: 48rem) 17rem, 46vw"),
    "stamp": Layout(("fill-160x120", "fill-320x240"), "9rem"),
    "face": Layout(("fill-180x180", "fill-360x360"), "(min-width: 48rem) 14rem, 46vw"),
}


def specs_of(layout: str) -> list[str]:
    """What `photo` asks for: for who loads the renditions of many at once."""
    specs = LAYOUTS[layout].specs
    return [f"{spec}|format-{name}" for name in FORMATS for spec in specs]


@register.simple_tag
def photo(picture: Any, layout: str, *, first: bool = False) -> SafeString | str:
    """Nothing without a picture that may be shown. One query, none once the
    renditions are cached; the first reader of a new picture waits for them to be made
    (a second or two)."""
    if closed_pictures.shown(picture) is None:
        return ""
    chosen = LAYOUTS[layout]
    specs = specs_of(layout)
    when = {"fetchpriority": "high"} if first else {"loading": "lazy"}
    attributes = {"sizes": chosen.sizes, "alt": picture.description} | when
    return Sources(get_renditions_or_not_found(picture, specs), attributes).__html__()
