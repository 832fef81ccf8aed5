"""The language of a page is said by its address alone, never by cookie or header."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils import translation
from django.utils.translation import get_language_from_path


def language_of(path: str) -> str:
    """Said by its prefix; without one, Chinese."""
    return get_language_from_path(path) or settings.LANGUAGE_CODE


class AddressLanguageMiddleware:
    """Activates the language prefix of the path; without one, Chinese.

    Django's LocaleMiddleware would look at cookies and Accept-Language as well
    and answer with Vary, so one address could have several bodies. The admin
    activates each user's own language later, in its own decorator.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request.path_info)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def prefix_of(language: str) -> str:
    """What stands before every address in the language: "" or "en/"."""
    return "" if language == settings.LANGUAGE_CODE else f"{language}/"


def by_language(*patterns: URLPattern | URLResolver) -> list[URLResolver]:
    """Like i18n_patterns: Chinese without a prefix, English with its own."""
    return [
        URLResolver(LocalePrefixPattern(prefix_default_language=False), [*patterns])
    ]
