"""Pictures no page may show: whoever is in them has not agreed, or no longer does.

Whoever keeps such pictures gives their files a name that begins with `PREFIX` and
registers a question, which is asked wherever one is drawn (`Picture.get_rendition`): a
page may carry it from a time when it was free, or from a form somebody filled in by
guessing its number. Of all other pictures nothing is asked.
"""

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

PREFIX = "record-"

_asked: list[Callable[[int], bool]] = []


def register(is_closed: Callable[[int], bool]) -> None:
    """`is_closed` takes a picture's key; called once, when the registry is ready."""
    _asked.append(is_closed)


def clear(picture: Any) -> Any:
    """Its owner has looked at who sees it: this instance is drawn without asking."""
    picture.is_cleared = True
    return picture


def shown(picture: Any) -> Any:
    """The picture, or None where it may not be shown. One query for one of a record."""
    if not picture or getattr(picture, "is_cleared", False):
        return picture or None
    if not PurePosixPath(picture.file.name).name.startswith(PREFIX):
        return picture
    return None if any(is_closed(picture.pk) for is_closed in _asked) else picture
