"""manage.py rebuild_search: brings what everything is found by up to date."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from performances.scheduling import rebuild
from ulanmuqi.finding import keeping, sources


class Command(BaseCommand):
    help = (
        "Writes anew what troupes, works, venues, regions, showcases, pages and shows "
        "are found by, where it differs from what it should be: after an upgrade, and "
        "after rows were written past the site. It may be stopped and started again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="Only look: name what differs and fail if anything does.",
        )

    def handle(self, *, check: bool, verbosity: int, **_options: Any) -> None:
        looked_at = differed = 0
        try:
            for kind in sources.kinds():
                for keys in keeping.batches(kind):
                    if check:
                        differed += self._name(
                            f"{kind.name.lower()} {key}"
                            for key in keeping.stale(kind, keys)
                        )
                    else:
                        differed += keeping.refresh(kind, keys)
                    looked_at += len(keys)
            for ids in rebuild.search_batches():
                if check:
                    differed += self._name(
                        f"show {show.public_id} {show.title}"
                        for show in rebuild.stale_in_search(ids)
                    )
                else:
                    differed += rebuild.rebuild_search(ids)
                looked_at += len(ids)
                if verbosity > 1:
                    self.stdout.write(f"{looked_at} looked at, {differed} differed")
        except KeyboardInterrupt:
            self.stdout.write("Stopped. What was written stays; run it again to go on.")
            raise SystemExit(130) from None
        if check and differed:
            raise CommandError(
                f"{differed} are not found by what they should be. Run rebuild_search."
            )
        self.stdout.write(
            f"{looked_at} looked at, {differed} {'differ' if check else 'written'}."
        )

    def _name(self, lines: Any) -> int:
        """Says each line; how many there were."""
        named = 0
        for line in lines:
            self.stderr.write(line)
            named += 1
        return named
