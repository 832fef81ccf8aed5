"""Wagtail's pages as published bytes, and their addresses."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import SimpleTemplateResponse
from django.urls import URLPattern, re_path
from wagtail import urls as wagtail_urls
from wagtail import views

from performances.views.public_page import is_for_all, kept
from troupes import catalogue, roster
from ulanmuqi.base.published import published


def spelled(query: QueryDict) -> str | None:
    """Of all that pages read of an address: the catalogue's filters, and which leaf of
    a list. None where a troupe is looked for by its name."""
    if roster.asked(query):
        return None
    return catalogue.Asked.read(query).query.removeprefix("?")


@published(spelled)
@kept
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """As Wagtail does. A page that is the same for everyone takes no notice of cookies:
    a stale or made-up one is not answered with Set-Cookie. Behind a view restriction
    they count, and nothing is kept.
    """
    response = views.serve(request, path)
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    if is_for_all(response):
        request.COOKIES = {}
        request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
    return response


def _ours(pattern: URLPattern) -> URLPattern:
    if pattern.callback is not views.serve:
        return pattern
    return re_path(wagtail_urls.serve_pattern, serve, name=pattern.name)


urlpatterns = [_ours(pattern) for pattern in wagtail_urls.urlpatterns]
