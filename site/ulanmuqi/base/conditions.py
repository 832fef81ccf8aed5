"""Conditional requests by RFC 9110, section 13: one judgement for every answer.

Django's own helper splits lists at every comma and falls back on the date when the
entity tags are garbage; this is used by views and by the layer before Django alike.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.http import parse_http_date_safe

OK = 200
NOT_MODIFIED = 304
PRECONDITION_FAILED = 412

_ENTITY_TAG = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def judge(environ: Mapping[str, Any], etag: str, last_modified: int | None) -> int:
    """200, 304 or 412 for a GET or HEAD of what has these validators.

    `etag` is strong and quoted, `last_modified` in seconds since 1970; None where no
    date says when it changed: conditions on one are ignored then. So are conditions
    that cannot be read; one that stands beside an entity tag's is never asked.
    """
    if "HTTP_IF_MATCH" in environ:
        if not _is_among(etag, environ["HTTP_IF_MATCH"], strong=True):
            return PRECONDITION_FAILED
    elif "HTTP_IF_UNMODIFIED_SINCE" in environ:
        until = parse_http_date_safe(environ["HTTP_IF_UNMODIFIED_SINCE"])
        if None not in (until, last_modified) and last_modified > until:
            return PRECONDITION_FAILED
    if "HTTP_IF_NONE_MATCH" in environ:
        known = environ["HTTP_IF_NONE_MATCH"]
        if known == etag or _is_among(etag, known, strong=False):
            return NOT_MODIFIED
    elif "HTTP_IF_MODIFIED_SINCE" in environ:
        since = parse_http_date_safe(environ["HTTP_IF_MODIFIED_SINCE"])
        if None not in (since, last_modified) and last_modified <= since:
            return NOT_MODIFIED
    return OK


def _is_among(etag: str, field: str, *, strong: bool) -> bool:
    """Garbage holds no tag: it is in no way a match, and no reason to refuse."""
    if field.strip() == "*":
        return True
    tags = _ENTITY_TAG.findall(field)
    if not tags:
        return strong
    return any(tag == etag and not (strong and weak) for weak, tag in tags)
