"""Which page a reader sees: their own language first, else the Chinese one."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr
from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction

from .languages import prefix_of


def in_readers_language(pages: QuerySet) -> QuerySet:
    """Of each page one version: in the active language, else in Chinese.

    Pages that need a login or a password are left out, within the same one query.
    """
    active, fallback = _active(), settings.LANGUAGE_CODE
    shown = pages.live().filter(~_restricted()).select_related("locale")
    if active == fallback:
        return shown.filter(locale__language_code=fallback)
    own = shown.filter(locale__language_code=active)
    return shown.filter(
        Q(locale__language_code=active)
        | Q(locale__language_code=fallback)
        & ~Q(translation_key__in=own.values("translation_key"))
    )


def pages_about(
    model: type[Page], rows: Iterable[int], *, with_photo: bool = False
) -> dict[int, Page]:
    """The public page of each row by the row's key; rows without one are missing."""
    field = f"{model.row_field}_id"
    pages = in_readers_language(model.objects.filter(**{f"{field}__in": list(rows)}))
    if with_photo:
        pages = pages.select_related("photo")
    return {getattr(page, field): page for page in pages}


def address_of(page: Page, request: HttpRequest | None = None) -> str:
    """The page's path in the active language, also when it is not translated.

    A Chinese page read within the English site stays within it: /en/troupes/….
    """
    parts = page.get_url_parts(request)
    if not parts or parts[2] is None:
        return ""
    path, active = parts[2], _active()
    if active == settings.LANGUAGE_CODE or page.locale.language_code == active:
        return path
    start = get_script_prefix()
    return f"{start}{prefix_of(active)}{path.removeprefix(start)}"


def is_untranslated(page: Page) -> bool:
    """Whether the words are in another language than the reader's.

    A page that was only mirrored into a language still speaks that of its source.
    Nothing is asked for a page read in Chinese, which stands in the Chinese tree; else
    one query, two for a mirrored page.
    """
    active = get_language() or ""
    if page.locale_id is None or active == settings.LANGUAGE_CODE:
        return False
    if page.alias_of_id and page.alias_of.locale_id != page.locale_id:
        return page.alias_of.locale.language_code != active
    return page.locale.language_code != active


def _restricted() -> Exists:
    """Whether a restriction stands on the page or on one above it."""
    above = Substr(OuterRef("path"), 1, Length("page__path"))
    return Exists(PageViewRestriction.objects.filter(page__path=above))


def _active() -> str:
    """The language of the address; one the site does not have counts as Chinese."""
    language = get_language() or settings.LANGUAGE_CODE
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
