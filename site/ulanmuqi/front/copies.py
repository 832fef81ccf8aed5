"""One published answer, prepared in every form it is sent in."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.http import parse_http_date

from ulanmuqi.base import codings, conditions
from ulanmuqi.base.published import Publication

Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]

# What an answer without content does not say (RFC 9110 15.4.5). Content-Length stays:
# it is what the full answer would have.
_OF_CONTENT = {"content-type", "content-disposition", "content-encoding"}
# What a refusal must not carry on, lest a cache keep it or take it for the thing.
_OF_SUCCESS = {"content-length", "cache-control", "etag", "last-modified", "vary"}


class Form:
    """The headers and bytes of one coding."""

    __slots__ = ("body", "etag", "headers", "not_modified")

    def __init__(self, headers: Headers, body: bytes, etag: str) -> None:
        self.headers = headers
        self.body = [body]
        self.etag = etag
        self.not_modified = _without(headers, _OF_CONTENT)


class Copy:
    """Bytes that Django answered, under their stamps; `size` counts all it holds.

    `checked` is the epoch at which its stamps were last found current.
    """

    __slots__ = (
        *("checked", "last_modified", "packed", "plain", "refusal", "size"),
        *("stamps", "valid_until"),
    )

    def __init__(
        self, headers: Headers, body: bytes, publication: Publication, checked: object
    ) -> None:
        named = {name.lower(): value for name, value in headers}
        etag = named["etag"]
        self.plain = Form(headers, body, etag)
        self.packed = _packed(headers, body, etag)
        self.refusal = [
            *_without(headers, _OF_CONTENT | _OF_SUCCESS),
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", "0"),
        ]
        date = named.get("last-modified")
        self.last_modified = parse_http_date(date) if date else None
        self.stamps: Mapping[str, int] = dict(publication.stamps)
        self.valid_until: datetime = publication.valid_until
        self.checked = checked
        self.size = len(body) + len(self.packed.body[0]) + 4_096

    def answer(self, environ: dict, start_response: StartResponse) -> list[bytes]:
        """A GET or HEAD, conditional or not, in the coding the reader takes."""
        coding = environ.get("HTTP_ACCEPT_ENCODING")
        form = self.packed if coding and codings.takes_gzip(coding) else self.plain
        found = conditions.judge(environ, form.etag, self.last_modified)
        if found == conditions.NOT_MODIFIED:
            start_response("304 Not Modified", form.not_modified)
            return []
        if found == conditions.PRECONDITION_FAILED:
            start_response("412 Precondition Failed", self.refusal)
            return []
        start_response("200 OK", form.headers)
        return form.body if environ["REQUEST_METHOD"] == "GET" else []


def _packed(headers: Headers, body: bytes, etag: str) -> Form:
    packed, its_etag = codings.packed(body), codings.packed_etag(etag)
    changed = {"content-length": str(len(packed)), "etag": its_etag}
    return Form(
        [
            *((name, changed.get(name.lower(), value)) for name, value in headers),
            ("Content-Encoding", "gzip"),
        ],
        packed,
        its_etag,
    )


def _without(headers: Headers, names: set[str]) -> Headers:
    return [(name, value) for name, value in headers if name.lower() not in names]
