"""Answers with calendar bytes: conditional requests, compression, caching, names."""

import gzip
import hashlib
from datetime import datetime
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

CONTENT_TYPE = "text/calendar; charset=utf-8"
MAX_AGE = 900


def answer(
    request: HttpRequest,
    body: bytes,
    *,
    last_modified: datetime,
    file_name: str,
    spoken_name: str,
    is_download: bool = False,
) -> HttpResponse:
    """The bytes, or 304 without them. Nothing depends on cookie, language or agent."""
    etag = hashlib.sha256(body).hexdigest()[:32]
    compressed = _takes_gzip(request.headers.get("Accept-Encoding", ""))
    if compressed:
        body = gzip.compress(body, compresslevel=6, mtime=0)
        etag += "-gzip"
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response["ETag"] = f'"{etag}"'
    response["Last-Modified"] = http_date(last_modified.timestamp())
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response["Vary"] = "Accept-Encoding"
    response["Content-Disposition"] = _disposition(file_name, spoken_name, is_download)
    response["Content-Length"] = str(len(body))
    if compressed:
        response["Content-Encoding"] = "gzip"
    return get_conditional_response(
        request,
        etag=response["ETag"],
        last_modified=int(last_modified.timestamp()),
        response=response,
    )


def _takes_gzip(accepted: str) -> bool:
    """RFC 9110 12.5.3: a coding is refused with q=0, and * stands for the rest."""
    weights: dict[str, float] = {}
    for choice in accepted.lower().split(","):
        coding, *parameters = (part.strip() for part in choice.split(";"))
        weights[coding] = _weight(parameters)
    return weights.get("gzip", weights.get("*", 0)) > 0


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _equals, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0
    return 1


def _disposition(file_name: str, spoken_name: str, is_download: bool) -> str:
    kind = "attachment" if is_download else "inline"
    encoded = quote(f"{spoken_name}.ics", safe="")
    return f"{kind}; filename=\"{file_name}\"; filename*=UTF-8''{encoded}"
