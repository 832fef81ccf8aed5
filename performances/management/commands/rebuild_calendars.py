"""manage.py rebuild_calendars: brings every stored calendar entry up to date."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from performances.models import Performance
from performances.scheduling import rebuild


class Command(BaseCommand):
    help = (
        "Renders the calendar entries anew whose stored text differs from what would "
        "be rendered now: after BASE_URL or the wording changed, and from a timer when "
        "showcases are announced ahead of time. It may be stopped and started again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="Only look: name the entries that differ and fail if there are any.",
        )

    def handle(self, *, check: bool, verbosity: int, **_options: Any) -> None:
        looked_at = differed = 0
        try:
            for ids in rebuild.batches():
                differed += self._look(ids) if check else rebuild.rebuild(ids)
                looked_at += len(ids)
                if verbosity > 0:
                    self.stdout.write(f"{looked_at} looked at, {differed} differed")
            for ids in rebuild.engagement_batches():
                differed += self._look_at_engagements(ids, check=check)
                looked_at += len(ids)
                if verbosity > 0:
                    self.stdout.write(f"{looked_at} looked at, {differed} differed")
        except KeyboardInterrupt:
            self.stdout.write("Stopped. What was written stays; run it again to go on.")
            raise SystemExit(130) from None
        if check and differed:
            raise CommandError(
                f"{differed} calendar entries differ from what would be rendered now. "
                "Run rebuild_calendars."
            )
        self.stdout.write(f"{looked_at} calendar entries are up to date.")

    def _look(self, ids: list[int]) -> int:
        stale: list[Performance] = rebuild.stale(ids)
        for show in stale:
            self.stderr.write(f"{show.public_id} {show.title}")
        return len(stale)

    def _look_at_engagements(self, ids: list[int], *, check: bool) -> int:
        if not check:
            return rebuild.rebuild_engagements(ids)
        stale = rebuild.stale_engagements(ids)
        for row in stale:
            self.stderr.write(f"engagement {row.pk} {row}")
        return len(stale)
