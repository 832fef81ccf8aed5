"""Public scripts go out without the lines that are only for who reads the source.

Whole lines of comment and indentation are left out, nothing else is touched: what runs
is what was written, line by line. Without this the schedule's scripts would not fit
into the 20 KB a page may ask for. Like joined sheets, served without a build.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage, Storage

from .joined_sheets import written

_PUBLIC = re.compile(r"js/[\w-]+\.js")
_COMMENT = re.compile(
    r"^[ \t]*(?://|/\*\*?(?:[ \t]|$)|\*(?:[ \t/]|$)).*\n", re.MULTILINE
)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def lean(source: str) -> str:
    """The source without whole-line comments and indentation.

    No script may hold a string over several lines; a test looks.
    """
    return _INDENT.sub("", _COMMENT.sub("", source))


class LeanScripts(finders.BaseFinder):
    """Finds each public script in its lean form, before the source is found."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.VAR / "scripts")
        self.sources = [Path(folder) for folder in settings.STATICFILES_DIRS]

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = self._lean(path) if _PUBLIC.fullmatch(path) else None
        if find_all:
            return [found] if found else []
        return found or []

    def list(
        self, ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, Storage]]:
        for folder in self.sources:
            for source in sorted(folder.glob("js/*.js")):
                name = f"js/{source.name}"
                self._lean(name)
                yield name, self.storage

    def _lean(self, name: str) -> str | None:
        source = next(
            (folder / name for folder in self.sources if (folder / name).exists()), None
        )
        if source is None:
            return None
        made = Path(self.storage.path(name))
        newest = source.stat().st_mtime_ns
        if not made.exists() or made.stat().st_mtime_ns < newest:
            written(made, lean(source.read_text()))
        return str(made)
