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

from .joined_sheets import made_of

_PUBLIC = re.compile(r"js/[\w-]+\.js")
# A line of its own, or a block that begins and ends with its lines.
_COMMENT = re.compile(
    r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ \t]*)\n", re.MULTILINE | re.DOTALL
)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def lean(source: str) -> str:
    """The source without whole-line comments and indentation.

    No script may hold a string over several lines; a test looks.
    """
    return _INDENT.sub("", _COMMENT.sub("", source))


class LeanScripts(finders.FileSystemFinder):
    """Finds the project's files, and of each public script its lean form."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(app_names, *args, **kwargs)
        self.lean = FileSystemStorage(location=settings.VAR / "scripts")

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = super().find(path, find_all=find_all, **kwargs)
        if not found or not _PUBLIC.fullmatch(path):
            return found
        if find_all:
            return [self._lean(path, Path(one)) for one in found]
        return self._lean(path, Path(found))

    def list(
        self, ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, Storage]]:
        for path, storage in super().list(ignore_patterns):
            if _PUBLIC.fullmatch(path):
                self._lean(path, Path(storage.path(path)))
                yield path, self.lean
            else:
                yield path, storage

    def _lean(self, name: str, source: Path) -> str:
        return made_of(
            [source],
            Path(self.lean.path(name)),
            lambda: lean(source.read_text()),
            by=Path(__file__),
        )
