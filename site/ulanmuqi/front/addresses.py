"""Which addresses may have a copy, and which requests ask for the same one."""

from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost, SuspiciousOperation
from django.http import HttpRequest, QueryDict
from django.urls import (
    Resolver404,
    URLPattern,
    URLResolver,
    get_resolver,
    resolve,
)
from django.utils import translation

from ulanmuqi.base.languages import language_of
from ulanmuqi.base.published import Terms, terms_of

from .store import Address

# Spellings of allowed hosts that are remembered.
_MOST_HOSTS = 64


class Addresses:
    def __init__(self) -> None:
        self._hosts: set[str | None] = set()

    @property
    def own_host(self) -> str:
        """Under which Django is asked, whoever asked us."""
        return urlsplit(settings.BASE_URL).netloc

    def is_known_host(self, environ: dict) -> bool:
        """By Django's own check; what it allowed is remembered."""
        spelling = environ.get("HTTP_HOST")
        if spelling in self._hosts and not settings.USE_X_FORWARDED_HOST:
            return True
        request = HttpRequest()
        request.META = environ
        try:
            request.get_host()
        except (DisallowedHost, KeyError):
            return False
        if len(self._hosts) >= _MOST_HOSTS:
            self._hosts.clear()  # a name with any port is allowed: somebody plays
        self._hosts.add(spelling)
        return True

    def canonical(self, environ: dict) -> Address | None:
        """What is kept for this request, or nothing when its view did not opt in."""
        path = environ["PATH_INFO"]
        terms = self._terms(path)
        if terms is None:
            return None
        query = environ["QUERY_STRING"]
        if query:
            try:
                query = terms.canonical(QueryDict(query.encode("latin-1")))
            except (SuspiciousOperation, UnicodeError):
                return None  # Django knows how to refuse it
            if query is None:
                return None
        return Address(environ["wsgi.url_scheme"], path, query)

    def _terms(self, path: str) -> Terms | None:
        """As Django will find the view: within the language of the path."""
        if not path.isascii():
            return None
        with translation.override(language_of(path)):
            if not any(one.pattern.match(path[1:]) for one in self._opted_in):
                return None
            try:
                return terms_of(resolve(path).func)
            except Resolver404:
                return None

    @cached_property
    def _opted_in(self) -> list[URLPattern | URLResolver]:
        """The branches of the address tree that hold such a view: all others are let
        by without walking them."""
        return [one for one in get_resolver().url_patterns if _holds_one(one)]


def _holds_one(branch: URLPattern | URLResolver) -> bool:
    if isinstance(branch, URLPattern):
        return terms_of(branch.callback) is not None
    return any(_holds_one(one) for one in branch.url_patterns)
