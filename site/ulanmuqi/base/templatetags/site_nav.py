"""The ways through the site: main navigation, phone tabs, languages, addresses."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.urls import translate_url
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ulanmuqi.base import languages

register = template.Library()


@dataclass(frozen=True, slots=True)
class Way:
    slug: str
    label: str | Promise
    icon: str
    on_phone_bar: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    address: str
    label: str
    icon: str
    on_phone_bar: bool
    current: str


# "" is the home page; the schedule and the calendars are views, the rest are pages.
WAYS = (
    # Translators: zh: 首页
    Way("", _("Home"), "house", on_phone_bar=True),
    # Translators: zh: 演出日程
    Way(
        "schedule",
        pgettext_lazy("navigation", "Schedule"),
        "calendar-days",
        on_phone_bar=True,
    ),
    # Translators: zh: 同时启幕
    Way("showcases", _("Openings"), "sunrise", on_phone_bar=True),
    # Translators: zh: 新作
    Way("works", _("New works"), "music", on_phone_bar=True),
    # Translators: zh: 队伍
    Way("troupes", _("Troupes"), "users"),
    # Translators: zh: 培训
    Way("training", _("Training"), "graduation-cap"),
    # Translators: zh: 消息
    Way("news", _("News"), "newspaper"),
)
# Each language by its own name; never translated.
OWN_NAMES = {"zh-hans": "中文", "en": "English"}
_VIEWS = frozenset({"", "schedule"})
# Section pages stand right below a home page.
_SECTION_DEPTH = 3


@register.simple_tag
def address(path: str) -> str:
    """`"troupes/abc/"` in the active language: `/troupes/abc/`, `/en/troupes/abc/`."""
    return _prefix(get_language() or settings.LANGUAGE_CODE) + path


@register.simple_tag
def absolute(path: str) -> str:
    """With the site's own host, whatever host the request came by."""
    return f"{settings.BASE_URL}{path}"


@register.simple_tag(takes_context=True)
def main_nav(context: dict[str, Any]) -> list[Link]:
    """One query: a section without a page in this language or Chinese is left out."""
    here = getattr(context.get("request"), "path", "")
    language = get_language() or settings.LANGUAGE_CODE
    sections = set(
        Page.objects.live()
        .public()
        .filter(
            depth=_SECTION_DEPTH,
            slug__in=[way.slug for way in WAYS],
            locale__language_code__in={language, settings.LANGUAGE_CODE},
        )
        .values_list("slug", flat=True)
    )
    prefix = _prefix(language)
    return [
        _link(way, prefix, here)
        for way in WAYS
        if way.slug in _VIEWS or way.slug in sections
    ]


@register.simple_tag(takes_context=True)
def language_links(context: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(code, own name, address) of this page in the other languages.

    One query for a page of the tree, none otherwise.
    """
    request, page = context.get("request"), context.get("page")
    if request is None:
        return []
    found = {
        code: translate_url(request.path, code) for code, _name in settings.LANGUAGES
    }
    if isinstance(page, Page) and page.pk:
        for other in page.get_translations().live().select_related("locale"):
            found[other.locale.language_code] = other.get_url(request)
    here = get_language()
    return [
        (code, OWN_NAMES[code], found[code])
        for code, _name in settings.LANGUAGES
        if code != here and found.get(code)
    ]


@register.filter
def html_language(code: str) -> str:
    """`zh-hans` as HTML and fonts know it: `zh-Hans`."""
    language, _dash, script = code.partition("-")
    return f"{language}-{script.title()}" if script else language


def _prefix(language: str) -> str:
    return f"/{languages.prefix_of(language)}"


def _link(way: Way, prefix: str, here: str) -> Link:
    path = f"{prefix}{way.slug}/" if way.slug else prefix
    inside = here == path or (bool(way.slug) and here.startswith(path))
    return Link(
        address=path,
        label=str(way.label),
        icon=way.icon,
        on_phone_bar=way.on_phone_bar,
        current="page" if here == path else ("true" if inside else ""),
    )
