"""What somebody typed into a form, to be carried along by the next page."""

from collections.abc import Collection

from django.http import HttpRequest

_MOST_FIELDS = 200
_LONGEST = 2_000
# Never written into a page; `who` is written by the page itself.
_SECRET = frozenset({"csrfmiddlewaretoken", "password"})


def typed_in(
    request: HttpRequest, *, without: Collection[str] = ()
) -> list[tuple[str, str]]:
    """Names and values as they came, bounded; files are none of them."""
    found = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _SECRET and name not in without
        for value in values
        if len(name) <= 80 and len(value) <= _LONGEST
    ]
    return found[:_MOST_FIELDS]
