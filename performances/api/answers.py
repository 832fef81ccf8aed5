"""The last hand on every answer: validators, compression, headers, no body for HEAD."""

from django.http import HttpRequest, HttpResponse

from ulanmuqi.base import codings, conditions
from ulanmuqi.base.throttle import Count, Limit

from . import languages, problems

JSON = "application/json"
MAX_AGE = 60
METHODS = "GET, HEAD, OPTIONS"
EXPOSED = (
    "ETag, Link, Retry-After, RateLimit, RateLimit-Policy, Content-Language, Allow"
)
# What a browser may send along to another site's API without asking, and these.
_ASKED_WITH = "Accept, Accept-Language, If-None-Match, If-Match, Cache-Control"
_CONDITIONS = ("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH")


def json(body: str, *, next_page: str | None = None) -> HttpResponse:
    response = HttpResponse(body, content_type=JSON)
    if next_page is not None:
        response["Link"] = f'<{next_page}>; rel="next"'
    return response


def unchanged(request: HttpRequest, etag: str) -> HttpResponse | None:
    """304 when the program has this version already, else None."""
    tag = _tag(request, etag)
    if _judged(request, tag) != conditions.NOT_MODIFIED:
        return None
    return _told(HttpResponse(status=304), tag)


def finish(request: HttpRequest, response: HttpResponse, etag: str) -> HttpResponse:
    """The full answer, or 304 or 412 as its conditions say."""
    tag = _tag(request, etag)
    found = _judged(request, tag)
    if found == conditions.PRECONDITION_FAILED:
        return problems.response(problems.PRECONDITION)
    if found == conditions.NOT_MODIFIED:
        return _told(HttpResponse(status=304), tag)
    if _packed(request):
        response.content = codings.packed(response.content)
        response["Content-Encoding"] = "gzip"
    return _told(response, tag)


def _packed(request: HttpRequest) -> bool:
    return codings.takes_gzip(request.headers.get("Accept-Encoding", ""))


def _tag(request: HttpRequest, etag: str) -> str:
    tag = f'"{etag}"'
    return codings.packed_etag(tag) if _packed(request) else tag


def _judged(request: HttpRequest, tag: str) -> int:
    """By entity tags alone: answers have no date."""
    asked = {name: request.META[name] for name in _CONDITIONS if name in request.META}
    return conditions.judge(asked, tag, 0)


def _told(response: HttpResponse, tag: str) -> HttpResponse:
    response["ETag"] = tag
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    return response


def preflight() -> HttpResponse:
    """What a browser asks before it reads from another site."""
    response = HttpResponse(status=204)
    response["Allow"] = METHODS
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = _ASKED_WITH
    response["Access-Control-Max-Age"] = "86400"
    response["Cache-Control"] = "public, max-age=86400"
    return response


def dress(
    request: HttpRequest, response: HttpResponse, limit: Limit, count: Count | None
) -> HttpResponse:
    """What every answer carries, errors too."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = EXPOSED
    response["Vary"] = "Accept-Language, Accept-Encoding"
    response.headers.setdefault("Content-Language", languages.tag())
    response.headers.setdefault("Cache-Control", "no-store")
    response["X-Content-Type-Options"] = "nosniff"
    if count is not None:
        response["RateLimit-Policy"] = (
            f'"{limit.name}";q={limit.most};w={limit.seconds}'
        )
        response["RateLimit"] = f'"{limit.name}";r={count.left};t={count.resets_in}'
    if response.status_code not in (204, 304):
        response["Content-Length"] = str(len(response.content))
    if request.method == "HEAD":
        response.content = b""
    return response
