"""A command that brings stored text up to date, a batch at a time."""

from abc import ABC, abstractmethod
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Model

from .analyze import analyze


class RebuildCommand(ABC, BaseCommand):
    """Writes anew what differs or, with --check, names it and fails if anything does.

    It may be stopped and started again: every batch is a transaction of its own.
    """

    help_of_check: str
    # The tables it writes.
    tables: tuple[type[Model], ...] = ()
    # From which verbosity on each batch is told.
    tells_batches_at = 1

    @abstractmethod
    def batches(self, *, check: bool) -> Iterator[tuple[int, int]]:
        """How many of each batch were looked at, and how many differed."""

    @abstractmethod
    def complaint(self, differed: int) -> str:
        """Of --check, where something differs."""

    @abstractmethod
    def summary(self, looked_at: int, differed: int, *, check: bool) -> str: ...

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help=self.help_of_check)

    def handle(self, *, check: bool, verbosity: int, **_options: Any) -> None:
        looked_at = differed = 0
        try:
            for looked, found in self.batches(check=check):
                looked_at, differed = looked_at + looked, differed + found
                if verbosity >= self.tells_batches_at:
                    self.stdout.write(f"{looked_at} looked at, {differed} differed")
        except KeyboardInterrupt:
            self.stdout.write("Stopped. What was written stays; run it again to go on.")
            raise SystemExit(130) from None
        if check and differed:
            raise CommandError(self.complaint(differed))
        analyze(*self.tables, written=differed)
        self.stdout.write(self.summary(looked_at, differed, check=check))

    def name(self, lines: Iterable[str]) -> int:
        """Says each line; how many there were."""
        named = 0
        for line in lines:
            self.stderr.write(line)
            named += 1
        return named
