"""Where a page of a list ends: opaque, and checked before anything is read by it.

A cursor holds the place of the last row in the list's order, never a number of rows.
So rows that appear, vanish or move between two requests neither repeat nor hide those
that stay where they are.
"""

import base64
import binascii
import json
from datetime import UTC, datetime, timedelta

from django.utils.crypto import constant_time_compare, salted_hmac

from .problems import CURSOR, Refusal

LONGEST = 200
_SEAL = 9  # bytes; a guess opens nothing but a place in a public list
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

Part = str | int


def write(order: str, *parts: Part) -> str:
    """`order` names the list and its order; a cursor opens no other."""
    body = json.dumps(parts, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_seal(order, body) + body).decode().rstrip("=")


def read(order: str, cursor: str) -> list[Part]:
    """The parts it was written from; raises Refusal for anything else."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except (ValueError, binascii.Error):
        raise Refusal(CURSOR) from None
    seal, body = raw[:_SEAL], raw[_SEAL:]
    if not constant_time_compare(seal, _seal(order, body)):
        raise Refusal(CURSOR)
    # One place has one cursor: base64 alone would take several spellings.
    parts = json.loads(body)
    if write(order, *parts) != cursor:
        raise Refusal(CURSOR)
    return list(parts)


def micros(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND


def instant(microseconds: Part) -> datetime:
    return _EPOCH + int(microseconds) * _MICROSECOND


def _seal(order: str, body: bytes) -> bytes:
    salt = f"performances.api.cursor:{order}"
    return salted_hmac(salt, body, algorithm="sha256").digest()[:_SEAL]
