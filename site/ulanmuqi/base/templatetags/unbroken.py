"""Keeps words together that must never be torn at the end of a line."""

import re

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ..phrases import phrases

register = template.Library()

# Written with U+00B7, at which browsers may break (art direction, section 4).
# As base/chinese_days.py writes it.
DAY = re.compile(r"(?:\d{4}年)?\d+月\d+日(?:\(周.\))?(?:\d\d:\d\d)?")
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


# A dash never begins a line; a longer phrase may have to break before it.
_SHORT = 10


@register.filter
def whole_days(text: str) -> SafeString:
    """A sentence in which no day and hour, 11月20日(周一)19:30, is torn apart."""
    whole = DAY.sub(r'<span class="nw">\g<0></span>', conditional_escape(text))
    # Escaped above; a day and an hour hold nothing to escape.
    return mark_safe(whole)  # noqa: S308


@register.filter
def phrased(text: str) -> SafeString:
    """A title that breaks between its phrases: `.kept` of base.css keeps them whole,
    and lets one that is wider than the line break anywhere."""
    found = phrases(text)
    if len(found) < 2:
        return unbroken(text)
    pieces = ((_dashed(one),) for one in found)
    return format_html(
        '<span class="kept">{}</span>',
        format_html_join(mark_safe("<wbr>"), "{}", pieces),
    )


def _dashed(phrase: str) -> SafeString:
    if phrase.endswith("——") and len(phrase) <= _SHORT:
        return format_html('<span class="nw">{}</span>', phrase)
    return unbroken(phrase)
