"""The reference: a WSGI callable that only hands out bytes it was started with.

BENCH_BODIES names a folder; what is asked for as /NAME is the file NAME in it.
"""

import os
from collections.abc import Callable
from pathlib import Path

_HEADERS = [("Content-Type", "text/calendar; charset=utf-8"), ("ETag", '"one"')]
_BODIES = {
    f"/{path.name}": [path.read_bytes()]
    for path in Path(os.environ["BENCH_BODIES"]).iterdir()
}
_ANSWERS = {
    name: ([*_HEADERS, ("Content-Length", str(len(body[0])))], body)
    for name, body in _BODIES.items()
}


def application(environ: dict, start_response: Callable) -> list[bytes]:
    headers, body = _ANSWERS[environ["PATH_INFO"]]
    if environ.get("HTTP_IF_NONE_MATCH") == '"one"':
        start_response("304 Not Modified", _HEADERS)
        return []
    start_response("200 OK", headers)
    return body
