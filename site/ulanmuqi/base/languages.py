"""The language of a page is said by its address alone, never by cookie or header."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language_from_path


class AddressLanguageMiddleware:
    """Activates the language prefix of the path; without one, Chinese.

    Django's LocaleMiddleware would look at cookies and Accept-Language as well
    and answer with Vary, so one address could have several bodies. The admin
    activates each user's own language later, in its own decorator.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
