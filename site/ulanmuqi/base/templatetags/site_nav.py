"""The ways through the site: main navigation, phone tabs, languages, addresses."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.functional import Promise
from django.utils.translation import get_language, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ulanmuqi.base import languages
from ulanmuqi.base.published import terms_of
from ulanmuqi.base.readers import is_untranslated
from ulanmuqi.base.remembered import remembered

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


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """`is_same` is False where the way leads only near this page."""

    code: str
    name: str
    path: str
    query: str
    is_same: bool

    @property
    def address(self) -> str:
        return self.path + self.query


# "" is the home page; the schedule and the figures are views, the rest are pages.
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
    # Translators: zh: 学·创·演
    Way("statistics", pgettext_lazy("navigation", "Figures"), "chart-column"),
    # Translators: zh: 培训
    Way("training", _("Training"), "graduation-cap"),
    # Translators: zh: 消息
    Way("news", _("News"), "newspaper"),
)
# Each language by its own name; never translated.
OWN_NAMES = {"zh-hans": "中文", "en": "English"}
# Nobody types more; what is longer is not carried to the other language.
LONGEST_QUERY = 400
_VIEWS = frozenset({"", "schedule", "statistics"})
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
    """A section without a page in this language or Chinese is left out. Two queries,
    none where it is remembered."""
    here = getattr(context.get("request"), "path", "")
    language = get_language() or settings.LANGUAGE_CODE
    sections = remembered(("sections", language), lambda: _sections(language))
    prefix = _prefix(language)
    return [
        _link(way, prefix, here)
        for way in WAYS
        if way.slug in _VIEWS or way.slug in sections
    ]


def _sections(language: str) -> frozenset[str]:
    return frozenset(
        Page.objects.live()
        .public()
        .filter(
            depth=_SECTION_DEPTH,
            slug__in=[way.slug for way in WAYS],
            locale__language_code__in={language, settings.LANGUAGE_CODE},
        )
        .values_list("slug", flat=True)
    )


@register.simple_tag(takes_context=True)
def language_links(context: dict[str, Any]) -> list[OtherLanguage]:
    """This page in the other languages, with what was asked of it: filters and days
    stay. One query for a page of the tree, none otherwise.
    """
    request, page = context.get("request"), context.get("page")
    if request is None:
        return []
    here = get_language()
    found = {
        code: _in_language(code, request)
        for code, _name in settings.LANGUAGES
        if code != here
    }
    is_same = True
    if isinstance(page, Page) and page.pk:
        others = list(page.get_translations().live().select_related("locale"))
        is_chinese = here == settings.LANGUAGE_CODE
        if not (others or is_chinese) and not is_untranslated(page):
            is_same = False
            found[settings.LANGUAGE_CODE] = _nearest_in_chinese(page, request)
        for other in others:
            found[other.locale.language_code] = other.get_url(request)
    asked = _asked(request) if is_same else ""
    return [
        OtherLanguage(code, OWN_NAMES[code], found[code], asked, is_same)
        for code, _name in settings.LANGUAGES
        if code != here and found.get(code)
    ]


@register.simple_tag(takes_context=True)
def chinese_address(context: dict[str, Any], languages: list[OtherLanguage]) -> str:
    """Where a reader of no language of ours is led (x-default): this page in Chinese;
    nothing where it is in one language alone. `languages` as `language_links` gives."""
    same = {other.code: other.path for other in languages if other.is_same}
    if not same:
        return ""
    here = context["request"].path
    return same.get(settings.LANGUAGE_CODE, here)


def _in_language(code: str, request: HttpRequest) -> str:
    """The same address in another language; this one where there is none."""
    match = request.resolver_match
    if match is None:
        return translate_url(request.path, code)
    with override(code):
        try:
            return reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        except NoReverseMatch:
            return request.path


def _nearest_in_chinese(page: Page, request: HttpRequest) -> str:
    """Of a page that is in another language alone: the way to it, as far as it goes."""
    for above in page.get_ancestors().reverse():
        for other in above.get_translations().live().select_related("locale"):
            if other.locale.language_code == settings.LANGUAGE_CODE:
                return other.get_url(request)
    return _prefix(settings.LANGUAGE_CODE)


def _asked(request: HttpRequest) -> str:
    """The query the page understood, in its one spelling; "" when there is none."""
    terms = terms_of(request.resolver_match.func) if request.resolver_match else None
    if terms is None:
        return ""
    query = terms.canonical(request.GET)
    if query is None:
        query = request.GET.urlencode()
    return f"?{query}" if 0 < len(query) <= LONGEST_QUERY else ""


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
