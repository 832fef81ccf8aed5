"""News for templates; each tag copes with an unsaved preview."""

from collections.abc import Mapping
from typing import Any

from django import template

from performances.models import Showcase
from troupes.models import Troupe, Work
from ulanmuqi.base.leaves import Leaf, leaf
from ulanmuqi.base.readers import in_readers_language
from ulanmuqi.home.models import NewsPage

register = template.Library()

SHOWN = 3
ON_A_LEAF = 15


@register.simple_tag(takes_context=True)
def news_leaf(context: dict[str, Any]) -> Leaf:
    """All news, latest first; two queries."""
    request = context.get("request")
    return _leaf(request.GET if request else {})


def leaf_of(asked: Mapping[str, str]) -> int:
    """The number of the leaf that is shown; two queries, none where none is asked."""
    return _leaf(asked).number if "page" in asked else 1


def _leaf(asked: Mapping[str, str]) -> Leaf:
    pages = in_readers_language(NewsPage.objects.select_related("photo"))
    return leaf(pages.order_by("-date", "-pk"), asked, size=ON_A_LEAF)


@register.simple_tag
def latest_news() -> list[NewsPage]:
    """One query."""
    pages = in_readers_language(NewsPage.objects.all())
    return list(pages.order_by("-date", "-pk")[:SHOWN])


@register.simple_tag
def news_about(row: Troupe | Work | Showcase | None) -> list[NewsPage]:
    """One query; nothing without a row."""
    if row is None or row.pk is None:
        return []
    pages = in_readers_language(row.news_pages.all())
    return list(pages.order_by("-date", "-pk")[:SHOWN])
