"""manage.py send_notices: the outbox, one round or for as long as it runs."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from performances.notices.sending import Tally, send_due
from performances.scheduling.due import lift_embargoes, name_announced_showcases
from performances.scheduling.record_reminders import remind_of_records
from performances.scheduling.request_due import see_to_requests
from performances.scheduling.waiting_pictures import forget_waited_out


class Command(BaseCommand):
    help = (
        "Mails what has changed and settled, reminds of missing records, lets "
        "calendars name showcases and stop asking for silence once their announcement "
        "has come, sees to requests that wait or are over, and deletes pictures of "
        "reports that were never sent. Run it every minute (deploy/ has a timer); "
        "several at once do no harm. Fails when something was given up or is unsure."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--every",
            type=int,
            metavar="SECONDS",
            help="Go on, a round every so many seconds, until stopped.",
        )

    def handle(self, *, every: int | None, verbosity: int, **_options: Any) -> None:
        if every is not None and not 1 <= every <= 3600:
            raise CommandError("--every takes 1 to 3600 seconds.")
        try:
            while True:
                name_announced_showcases()
                lift_embargoes()
                remind_of_records()
                see_to_requests()
                forget_waited_out()
                tally = send_due(self._tell if verbosity > 1 else lambda line: None)
                if verbosity:
                    self._report(tally)
                if every is None:
                    break
                time.sleep(every)
        except KeyboardInterrupt:
            self.stdout.write("Stopped. What was not sent yet waits for the next run.")
            raise SystemExit(130) from None
        if not tally.is_clean:
            raise CommandError(
                "Some notices were given up or may not have gone out. Look in the "
                "admin under Notices."
            )

    def _report(self, tally: Tally) -> None:
        told = [
            (tally.gathered, "made"),
            (tally.sent, "sent"),
            (tally.later, "to be tried again"),
            (tally.failed, "given up"),
            (tally.unsure, "unsure"),
        ]
        said = ", ".join(f"{number} {word}" for number, word in told if number)
        if said:
            self._tell(f"Notices: {said}.")

    def _tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
