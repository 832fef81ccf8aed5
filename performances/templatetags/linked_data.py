"""Facts for machines in a page: `{% linked_data_of_troupe … %}` writes one script of
JSON-LD, which is data: no policy for scripts concerns it, and nothing runs it."""

import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from performances.views import linked_data as words
from performances.views.page_facts import Coming, ShowcaseFacts
from performances.views.work_facts import WorkFacts
from troupes.models import Troupe, Work

register = template.Library()

# What could end the element or open a comment, written so that JSON reads it alike.
_UNSAFE = {
    ord(char): f"\\u{ord(char):04x}" for char in ("<", ">", "&", "\u2028", "\u2029")
}


@register.simple_tag
def linked_data(thing: dict[str, Any] | None) -> SafeString:
    """The element, or nothing without a thing."""
    if not thing:
        return SafeString("")
    text = json.dumps(thing, ensure_ascii=False, separators=(",", ":"))
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text.translate(_UNSAFE)),  # noqa: S308 escaped in the line itself
    )


@register.simple_tag
def linked_data_of_troupe(
    troupe: Troupe | None, coming: Coming | None, image: str = ""
) -> SafeString:
    """Nothing for a preview without a row. No query."""
    if troupe is None or troupe.pk is None:
        return SafeString("")
    return linked_data(words.troupe(troupe, coming, image=image))


@register.simple_tag
def linked_data_of_showcase(facts: ShowcaseFacts | None, image: str = "") -> SafeString:
    """Nothing before the showcase is announced. No query."""
    return linked_data(words.showcase(facts, image=image) if facts else None)


@register.simple_tag
def linked_data_of_work(
    work: Work | None, facts: WorkFacts | None, image: str = ""
) -> SafeString:
    """Nothing for a preview without a row. One query: its creating troupes."""
    if work is None or work.pk is None or facts is None:
        return SafeString("")
    return linked_data(words.work(work, facts, image=image))
