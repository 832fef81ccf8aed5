"""manage.py seed: the demo season."""

from argparse import ArgumentParser
from datetime import date
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from ulanmuqi.home import demo
from ulanmuqi.home.demo import asked, at_the_venue, calendars, opening_night, people
from ulanmuqi.home.demo.days import Days


class Command(BaseCommand):
    help = (
        "Loads the demo season around today: real regions and troupes, invented "
        "shows. Does nothing when it is there. Runs with the demo settings only."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--date",
            type=date.fromisoformat,
            help="Lay the season around this day (YYYY-MM-DD) instead of today.",
        )
        parser.add_argument(
            "--reset", action="store_true", help="Throw the data away, then load anew."
        )
        parser.add_argument(
            "--logins", action="store_true", help="Print the login of each role."
        )

    def handle(
        self,
        *,
        date: date | None,
        reset: bool,
        logins: bool,
        verbosity: int,
        **_options: Any,
    ) -> None:
        if not settings.DEMO:
            raise CommandError("The demo season is loaded with the demo settings only.")
        if logins:
            self.stdout.write("\n".join(people.lines()))
            self.stdout.write(at_the_venue.print_link(settings.BASE_URL))
            self.stdout.write(opening_night.print_link(settings.BASE_URL))
            self.stdout.write(calendars.print_link(settings.BASE_URL))
            self.stdout.write(asked.print_link(settings.BASE_URL))
            return
        tell = self._tell if verbosity else lambda line: None
        try:
            if reset:
                tell("Throwing the data away …")
                demo.clear()
            if demo.is_there():
                tell("The demo season is there.")
                return
            demo.lay(Days.around(date), tell)
            # Reference rows are laid in bulk, which search is not told of.
            call_command("rebuild_search", verbosity=0, stdout=StringIO())
        except KeyboardInterrupt:
            self.stdout.write("Stopped. Nothing was kept; run it again to start over.")
            raise SystemExit(130) from None

    def _tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
