"""Addresses, trails and languages of pages, for templates."""

from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ulanmuqi.base.readers import (
    address_of,
    in_readers_language,
    is_untranslated,
)

from .site_nav import WAYS

register = template.Library()

HOME_DEPTH = 2
_CHINESE = "〇一两三四五六七八九十"
_ENGLISH = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)  # fmt: skip


@register.simple_tag(takes_context=True)
def page_address(context: dict[str, Any], page: Page | None) -> str:
    """Within the language being read; "" for a page that has no address yet."""
    if page is None or page.pk is None:
        return ""
    return address_of(page, context.get("request"))


@register.simple_tag(takes_context=True)
def trail(context: dict[str, Any], page: Page) -> list[tuple[str, str]]:
    """(label, address) from the front page down; the last one is the page itself.

    One query in Chinese, two more for each page above in another language. A preview
    that was never saved hangs below the parent it was begun under.
    """
    parent = getattr(page, "_cached_parent_obj", None)
    if page.pk is not None:
        above = page.get_ancestors()
    elif parent is not None:
        above = parent.get_ancestors(inclusive=True)
    else:
        above = Page.objects.none()
    rows = above.filter(depth__gte=HOME_DEPTH).order_by("depth")
    # Translators: zh: 首页
    ways = [
        (str(_("Home")) if one.depth == HOME_DEPTH else heading(one), one)
        for one in map(_in_active_language, rows.select_related("locale"))
    ]
    request = context.get("request")
    return [
        *((label, address_of(one, request)) for label, one in ways),
        (heading(page), ""),
    ]


@register.simple_tag
def pages_below(page: Page) -> list[Page]:
    """What hangs below a page, in the reader's language where it is; one query."""
    if page.pk is None:
        return []
    return list(in_readers_language(page.get_children()).order_by("path"))


def _in_active_language(page: Page) -> Page:
    return page if page.locale.language_code == get_language() else page.localized


@register.filter
def heading(page: Page) -> str:
    """The title, or a name for it where nobody translated the page: the row's own
    name, or the navigation's word for a section."""
    own = getattr(page, "heading", "")
    if own:
        return own
    named = {way.slug: way.label for way in WAYS if way.slug}
    if is_untranslated(page) and page.slug in named:
        return str(named[page.slug])
    return page.title


register.filter(is_untranslated)


@register.filter
def in_words(number: int) -> str:
    """三 · three; figures above ten."""
    english = (get_language() or "").startswith("en")
    words = _ENGLISH if english else _CHINESE
    return words[number] if 0 <= number < len(words) else str(number)
