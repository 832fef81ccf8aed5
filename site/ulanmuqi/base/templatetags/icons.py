"""Icons from the one sprite: `{% icon "map-pin" %}`, always beside a word."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@cache
def _sprite() -> str:
    """Asked for by every icon of a page. Where files lie is known when a process
    starts, and does not change while it lives."""
    return static("img/icons.svg")


@register.simple_tag
def icon(name: str) -> SafeString:
    """A Lucide icon in the colour and size of the text around it."""
    return format_html(
        '<svg class="i" aria-hidden="true"><use href="{}#{}"></use></svg>',
        _sprite(),
        name,
    )


@register.simple_tag
def bud(css_class: str = "") -> SafeString:
    """The red bud; `css_class` may add "sway"."""
    return format_html(
        '<svg class="bud {}" viewBox="0 0 48 64" aria-hidden="true">'
        '<use href="{}#bud"></use></svg>',
        css_class,
        _sprite(),
    )


@register.simple_tag
def horn_line() -> SafeString:
    """The one horn divider a page may have."""
    return format_html(
        '<div class="horn" aria-hidden="true"><svg viewBox="0 0 96 36">'
        '<use href="{}#horn"></use></svg></div>',
        _sprite(),
    )


@register.simple_tag
def pattern(genre: str) -> SafeString:
    """The drawing that stands in for a missing picture, by genre category."""
    return format_html(
        '<svg aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("img/patterns.svg"),
        genre,
    )
