"""The page of a failure: bytes read when the server starts.

Whatever broke, the database, a template, the list of static files, this page asks
none of it.
"""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponseServerError

_PAGE = (Path(settings.ROOT) / "templates" / "500.html").read_bytes()


def failed(request: HttpRequest) -> HttpResponseServerError:
    response = HttpResponseServerError(_PAGE)
    response["Cache-Control"] = "no-store"
    return response
