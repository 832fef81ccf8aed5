"""Wagtail's pages as published bytes, and their addresses."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import SimpleTemplateResponse
from django.urls import URLPattern, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail import urls as wagtail_urls
from wagtail import views
from wagtail.models import Page

from performances.views.public_page import is_for_all, kept, led_to
from troupes import catalogue, roster
from troupes.models import TroupeIndexPage, WorkIndexPage
from ulanmuqi.base.published import published
from ulanmuqi.home.models import NewsIndexPage
from ulanmuqi.home.templatetags import news


def spelled(query: QueryDict) -> str:
    """Of all that any page reads of an address: the catalogue's filters, which leaf of
    a list, and the name a troupe is looked for by."""
    named = catalogue.Asked.read(query).query.removeprefix("?")
    return "&".join(filter(None, (named, _of_roster(query))))


def _of_catalogue(query: QueryDict) -> str:
    return catalogue.known(catalogue.Asked.read(query)).query.removeprefix("?")


def _of_roster(query: QueryDict) -> str:
    words = roster.asked(query)
    return urlencode({"q": words}) if words else ""


def _of_news(query: QueryDict) -> str:
    number = news.leaf_of(query)
    return f"page={number}" if number > 1 else ""


# What each kind of page reads of an address; all others read nothing.
_READ: dict[type[Page], Callable[[QueryDict], str]] = {
    WorkIndexPage: _of_catalogue,
    TroupeIndexPage: _of_roster,
    NewsIndexPage: _of_news,
}


# No form leads here, so that a POST is answered 405 with Allow. What asks for a
# password has an address of its own.
@csrf_exempt
@require_safe
@published(spelled)
@kept
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """As Wagtail does. A page that is the same for everyone takes no notice of cookies:
    a stale or made-up one is not answered with Set-Cookie. Behind a view restriction
    they count, and nothing is kept.
    """
    elsewhere = _spelled_otherwise(request, path) if request.GET else None
    if elsewhere is not None:
        return elsewhere
    response = views.serve(request, path)
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    if is_for_all(response):
        request.COOKIES = {}
        request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
    return response


def _spelled_otherwise(request: HttpRequest, path: str) -> HttpResponse | None:
    """The way to the same page, where more is asked of it than it reads, or what does
    not exist: made-up addresses are no pages of their own. Two queries at most beside
    those that find the page."""
    found = Page.route_for_request(request, path)
    if found is None:
        return None
    page, _args, of_a_row = found
    reads = None if of_a_row else _READ.get(type(page))
    wanted = reads(request.GET) if reads else ""
    if wanted == spelled(request.GET):
        return None
    return led_to(f"{request.path}?{wanted}".removesuffix("?"))


def _ours(pattern: URLPattern) -> URLPattern:
    if pattern.callback is not views.serve:
        return pattern
    return re_path(wagtail_urls.serve_pattern, serve, name=pattern.name)


urlpatterns = [_ours(pattern) for pattern in wagtail_urls.urlpatterns]
