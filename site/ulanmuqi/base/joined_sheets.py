"""Which style sheets go out as one file: on a weak signal every request is paid for.

The parts stay files of their own in static/css/, to be read and mended. This finder
joins them where Django looks for static files, so `collectstatic`, the demo and the
tests serve the same bytes and nobody runs a build.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage, Storage

# What every page links, then what a kind of page adds. One folder, so that what a part
# names by a relative address is found from the whole as well.
SHEETS = {
    "css/site.css": ("tokens", "base", "components", "kept", "forced"),
    "css/home-page.css": ("home", "place", "works", "pages"),
    "css/place-pages.css": ("works", "region"),
    "css/work-pages.css": ("works", "pages"),
    "css/troupe-page.css": ("works", "pages", "charts", "figures"),
    "css/showcase-page.css": ("instant", "score", "pages"),
    "css/schedule-page.css": ("schedule", "map"),
    "css/figures-page.css": ("charts", "figures"),
    "css/live-page.css": ("instant", "live", "score"),
}


_COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
# Around braces and behind a semicolon nothing has to stand, nor a semicolon before a
# brace; strings are left as they are.
_SPARE = re.compile(r"(\"[^\"\n]*\")|;?\s*(})\s*|\s*({)\s*|(;)\s+")


class JoinedSheets(finders.BaseFinder):
    """Finds each sheet of SHEETS; it is written anew when one of its parts changed."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.VAR / "sheets")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = self._joined(path) if path in SHEETS else None
        if find_all:
            return [found] if found else []
        return found or []

    def list(
        self, ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, Storage]]:
        for name in SHEETS:
            self._joined(name)
            yield name, self.storage

    def _joined(self, name: str) -> str:
        parts = [_part(part) for part in SHEETS[name]]
        return made_of(
            parts,
            Path(self.storage.path(name)),
            lambda: "".join(lean(part.read_text()) for part in parts),
            by=Path(__file__),
        )


def lean(sheet: str) -> str:
    """Without comments, indentation and what else no browser needs."""
    return _SPARE.sub(
        lambda found: "".join(filter(None, found.groups())),
        _INDENT.sub("", _COMMENT.sub("", sheet)),
    )


def _part(name: str) -> Path:
    found = finders.FileSystemFinder().find(f"css/{name}.css")
    if not found:
        raise FileNotFoundError(
            f"css/{name}.css, a part of a joined sheet, is missing."
        )
    return Path(found)


def made_of(
    parts: Sequence[Path], whole: Path, text: Callable[[], str], *, by: Path
) -> str:
    """The file's name; it is written anew when a part, or the code that makes it
    (`by`), has changed since."""
    newest = max(one.stat().st_mtime_ns for one in (*parts, by))
    if not whole.exists() or whole.stat().st_mtime_ns < newest:
        _written(whole, text())
    return str(whole)


def _written(whole: Path, text: str) -> None:
    """In one step: another process may be serving the file."""
    whole.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=whole.parent, delete=False) as draft:
        draft.write(text)
    os.chmod(draft.name, 0o644)  # static files are read by the web server
    os.replace(draft.name, whole)
