"""manage.py check_conflicts: judges everything that stands in the schedule."""

from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from performances.conflicts import Conflict
from performances.models import Booking, Performance
from performances.scheduling import check_conflicts, sentence
from ulanmuqi.base import clock


class Command(BaseCommand):
    help = (
        "Judges every booking by the schedule's rules: double bookings, roads that "
        "are too long, warnings nobody accepted, shows whose bookings are not those "
        "their status demands. Fails when somebody has to act. Run it every night."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--since",
            type=date.fromisoformat,
            help="Only what ends on this day (YYYY-MM-DD) or later.",
        )

    def handle(self, *, since: date | None, verbosity: int, **_options: Any) -> None:
        bookings = Booking.objects.count()
        self.stdout.write(f"Judging {bookings} bookings …")
        self.stdout.flush()
        found = check_conflicts(since=_midnight(since))
        self._list("Blocks", found.blocks)
        self._list("Warnings", found.warnings)
        self._list_astray(found.astray)
        if verbosity > 0:
            self._list("Accepted warnings", found.accepted)
        if not found.is_clean:
            raise CommandError(
                f"{len(found.blocks)} blocks, {len(found.warnings)} warnings, "
                f"{len(found.astray)} shows with stray bookings."
            )
        self.stdout.write(f"No conflicts; {len(found.accepted)} warnings accepted.")

    def _list(self, heading: str, conflicts: Sequence[Conflict]) -> None:
        if not conflicts:
            return
        names = _names(conflicts)
        self.stdout.write(f"{heading}: {len(conflicts)}")
        for conflict in conflicts:
            show = names.get(conflict.performance, conflict.performance)
            self.stdout.write(f"  {show}: {sentence(conflict)}")

    def _list_astray(self, shows: Sequence[Performance]) -> None:
        if shows:
            self.stdout.write(f"Bookings not as the status demands: {len(shows)}")
        for show in shows:
            self.stdout.write(
                f"  {show.public_id} {show} ({show.get_status_display()})"
            )


def _midnight(day: date | None) -> datetime | None:
    if day is None:
        return None
    return datetime.combine(day, datetime.min.time(), tzinfo=clock.SHANGHAI)


def _names(conflicts: Sequence[Conflict]) -> dict[str, str]:
    """How a person finds each show: its public id and title. One query."""
    keys = {c.performance for c in conflicts if c.performance.isdigit()}
    rows = Performance.objects.filter(pk__in=keys)
    return {str(row.pk): f"{row.public_id} {row}" for row in rows}
