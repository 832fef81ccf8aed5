"""Addresses of the open API, outside the language prefixes: all of them one door."""

from django.urls import path, re_path

from .api.door import door

urlpatterns = [
    path("api/v1/docs", door, {"rest": "docs"}, name="api_docs"),
    # Whatever it is, a newline too: everything here is answered in one manner.
    re_path(r"^api/v1(?:/(?P<rest>(?s:.*)))?\Z", door),
]
