"""Addresses and languages of pages, for templates."""

from typing import Any

from django import template
from django.utils.translation import get_language
from wagtail.models import Page

from ulanmuqi.base.readers import address_of

register = template.Library()


@register.simple_tag(takes_context=True)
def page_address(context: dict[str, Any], page: Page | None) -> str:
    """Within the language being read; "" for a page that has no address yet."""
    if page is None or page.pk is None:
        return ""
    return address_of(page, context.get("request"))


@register.filter
def is_untranslated(page: Page) -> bool:
    """Whether the words are in another language than the reader's."""
    return page.locale_id is not None and (
        page.locale.language_code != (get_language() or "")
    )
