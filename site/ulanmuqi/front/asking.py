"""Asks Django for the answer that is kept, by a request that says nothing else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from ulanmuqi.base.published import TO_BE_KEPT

from .copies import Copy, Headers
from .store import Address

Application = Callable[..., Iterable[bytes]]

_NOT_SHARED = ("private", "no-store", "no-cache")


@dataclass(frozen=True, slots=True)
class Answer:
    """What Django said; `copy` only when it may be kept."""

    status: str
    headers: Headers
    body: bytes
    copy: Copy | None


def ask(
    django: Application, environ: dict, address: Address, host: str, checked: object
) -> Answer:
    """`checked` is the epoch from before this call: whatever changes during it is
    noticed by the next request."""
    said: list[Any] = []
    response = django(
        _clean(environ, address, host), lambda *spoken: said.extend(spoken)
    )
    try:
        body = b"".join(response)
    finally:
        close = getattr(response, "close", None)
        if close is not None:
            close()
    status, headers = said[0], list(said[1])
    publication = getattr(response, "publication", None)
    copy = None
    if status == "200 OK" and publication is not None and _may_be_kept(headers):
        copy = Copy(headers, body, publication, checked)
    return Answer(status, headers, body, copy)


def _clean(environ: dict, address: Address, host: str) -> dict:
    """The request without whatever its sender could bend the answer by."""
    kept = {
        name: value
        for name, value in environ.items()
        if not name.startswith(("HTTP_", "CONTENT_"))
    }
    return kept | {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address.path,
        "QUERY_STRING": address.query,
        "HTTP_HOST": host,
        "wsgi.input": BytesIO(),
        TO_BE_KEPT: True,
    }


def _may_be_kept(headers: Headers) -> bool:
    """Whatever the view promised: an answer meant for one reader is never shared."""
    named = {name.lower(): value.lower() for name, value in headers}
    if "set-cookie" in named or "etag" not in named:
        return False
    if any(word in named.get("cache-control", "") for word in _NOT_SHARED):
        return False
    varies = {name.strip() for name in named.get("vary", "").split(",")}
    return varies <= {"", "accept-encoding"} and "'nonce-" not in named.get(
        "content-security-policy", ""
    )
