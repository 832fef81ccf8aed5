"""Scripts of service workers, each answered from an address of its own."""

from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpResponse


def worker_script(*names: str) -> HttpResponse:
    """Those files of static/js/, one behind the other: a worker has one address, and
    what several workers share stands in front."""
    body = _read(names)
    return HttpResponse(body, content_type="text/javascript; charset=utf-8")


@cache
def _read(names: tuple[str, ...]) -> bytes:
    found = (finders.find(f"js/{name}.js") for name in names)
    return b"\n".join(Path(path).read_bytes() for path in found)
