"""A feed of 1,000 shows: rendered each time, joined, asked for, asked for again."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.db import connection
from django.test import Client, override_settings

from performances import ical
from performances.calendars import directory, entries, facts, feeds
from performances.models import Performance, PerformanceTroupe, gate
from tests import factories
from tests.benchmarks.empty_page import empty_page, with_empty_page
from tests.benchmarks.measure import Comparison
from ulanmuqi.base import clock

SHOWS = 1_000


def comparisons() -> Iterator[Comparison]:
    _lay()
    now = clock.now()
    everything = directory.everything()
    shows = list(entries.load(Performance.objects.values_list("pk", flat=True)))
    body = feeds.render(everything, now=now).body
    browser = Client()
    etag = browser.get("/calendars/all.ics")["ETag"]

    def rendered() -> bytes:
        return ical.wrap(
            ical.render_entry(facts.of(show, modified=show.created_at, at=now))
            for show in shows
        )

    yield Comparison(
        f"A feed of {SHOWS} shows",
        ("rendered by icalendar each time", rendered),
        [
            ("stored text read and joined, nothing else", _joined),
            (
                "the feed, with its window and stamps",
                lambda: feeds.render(everything, now=now),
            ),
            ("asked for through Django", lambda: browser.get("/calendars/all.ics")),
            (
                "asked for again, unchanged (304)",
                lambda: browser.get(
                    "/calendars/all.ics", headers={"If-None-Match": etag}
                ),
            ),
            ("the same bytes from a bare WSGI callable", lambda: _bare(body)),
        ],
    )
    with override_settings(TEMPLATES=with_empty_page()):
        address = empty_page()
        yield Comparison(
            "A single show's calendar file",
            ("an empty Wagtail page", lambda: browser.get(address)),
            [
                (
                    "the file of one show",
                    lambda: browser.get(f"/performances/{shows[0].public_id}.ics"),
                )
            ],
        )


def _lay() -> None:
    """Half of the shows behind, within the window, half ahead."""
    now = clock.now()
    venue, troupe = factories.venue(), factories.troupe()
    first = now - timedelta(days=25)
    with gate.opened():
        made = Performance.objects.bulk_create(
            Performance(
                title=f"惠民演出{number}",
                status="confirmed",
                venue=venue,
                starts_at=first + timedelta(hours=number),
                ends_at=first + timedelta(hours=number, minutes=50),
                announced_at=first,
                created_at=first,
                changed_at=first,
                public_changed_at=first,
            )
            for number in range(SHOWS)
        )
        PerformanceTroupe.objects.bulk_create(
            PerformanceTroupe(performance=show, troupe=troupe) for show in made
        )
        entries.refresh(made)


def _joined() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM performances_calendarentry")
        return ical.wrap(text for (text,) in cursor.fetchall())


def _bare(body: bytes) -> list[bytes]:
    def application(_environ: dict, start_response: Callable) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/calendar")])
        return [body]

    return application({}, lambda _status, _headers: None)
