"""Keeps words together that must never be torn at the end of a line."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Written with U+00B7, at which browsers may break (art direction, section 4).
WHOLE = ("学·创·演", "“学·创·演”")


@register.filter
def unbroken(text: str) -> SafeString:
    """The text, escaped, with each such word in a span that does not wrap."""
    words = max((word for word in WHOLE if word in text), key=len, default="")
    escaped = conditional_escape(text)
    if not words:
        return escaped
    whole = format_html('<span class="nw">{}</span>', words)
    # Both sides were escaped above.
    return mark_safe(escaped.replace(words, whole))  # noqa: S308
