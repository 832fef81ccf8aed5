"""Answers with calendar bytes: conditional requests, compression, caching, names."""

import hashlib
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import http_date

from ulanmuqi.base import codings, conditions
from ulanmuqi.base.published import Publication

from ..calendars.feeds import Copy

CONTENT_TYPE = "text/calendar; charset=utf-8"
MAX_AGE = 900

# What "304 Not Modified" says of the answer it stands for (RFC 9110 15.4.5); its
# Content-Length, where one is given, is that of the whole answer (8.6).
_KEPT = ("Cache-Control", "Content-Length", "ETag", "Last-Modified", "Vary")


def answer(
    request: HttpRequest,
    copy: Copy,
    *,
    file_name: str,
    spoken_name: str,
    is_download: bool = False,
) -> HttpResponse:
    """The bytes, or 304 without them. Nothing depends on cookie, language or agent.

    The layer before Django may keep it (`publication`); what that answers for these
    conditions and codings is the same.
    """
    body, etag = copy.body, f'"{hashlib.sha256(copy.body).hexdigest()[:32]}"'
    compressed = codings.takes_gzip(request.headers.get("Accept-Encoding", ""))
    if compressed:
        body, etag = codings.packed(body), codings.packed_etag(etag)
    last_modified = int(copy.last_modified.timestamp())
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(last_modified)
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response["Vary"] = "Accept-Encoding"
    response["Content-Disposition"] = _disposition(file_name, spoken_name, is_download)
    response["Content-Length"] = str(len(body))
    if compressed:
        response["Content-Encoding"] = "gzip"
    found = conditions.judge(request.META, etag, last_modified)
    if found == conditions.PRECONDITION_FAILED:
        return HttpResponse(status=found)
    if found == conditions.NOT_MODIFIED:
        return _not_modified(response)
    response.publication = Publication(copy.stamps, copy.valid_until)
    return response


def _not_modified(whole: HttpResponse) -> HttpResponse:
    response = HttpResponseNotModified()
    for name in _KEPT:
        response[name] = whole[name]
    return response


def _disposition(file_name: str, spoken_name: str, is_download: bool) -> str:
    kind = "attachment" if is_download else "inline"
    encoded = quote(f"{spoken_name}.ics", safe="")
    return f"{kind}; filename=\"{file_name}\"; filename*=UTF-8''{encoded}"
