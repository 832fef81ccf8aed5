"""The schedule page over loopback from granian with one worker: unchanged, beside an
empty Wagtail page and a bare WSGI callable; then what a first rendering costs, what a
show weighs, and what a worker holds.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.test import Client, override_settings
from django.test.utils import setup_test_environment, teardown_test_environment

from performances.models import Performance, PerformanceTroupe, gate
from tests import factories
from tests.benchmarks import load
from tests.benchmarks.empty_page import empty_page, with_empty_page
from tests.benchmarks.many_shows import settle
from tests.benchmarks.measure import Finding, Findings, best, resident
from tests.benchmarks.rates import rates
from tests.benchmarks.servers import database, serving
from troupes.genres import Category
from ulanmuqi.base import clock, codings

SHOWS, LISTED = 1_000, 50
BANNERS = (
    "150105",
    "150121",
    "150205",
    "150422",
    "150523",
    "150725",
    "150824",
    "152222",
)
FIRST = (
    "北疆 草原 红色 丰收 敖包 边关 那达慕 春天的 牧民 文明 惠民 团结 石榴籽 乡村 黄河"
).split()
SECOND = (
    "歌会 文艺晚会 专场演出 综艺演出 下乡演出 新春慰问 歌舞诗 音乐会 惠民演出 轻骑兵"
).split()
# So many other addresses are asked for before the memory of a worker is read.
ADDRESSES = 500
FRONT_BYTES = 64 * 1024 * 1024
# What the interpreter, Django, Wagtail and our code take before any page is kept.
REST_BYTES = 192 * 1024 * 1024


def comparisons() -> Iterator[Findings]:
    chance = random.Random(1957)
    today = clock.now().astimezone(clock.SHANGHAI).date()
    dense, listed = (today + timedelta(days=days) for days in (10, 20))
    troupes = [factories.troupe(code) for code in BANNERS for _number in range(9)]
    venues = [factories.venue(code) for code in BANNERS for _number in range(30)]
    _lay(dense, SHOWS, troupes, venues, chance)
    _lay(listed, LISTED, troupes, venues, chance)
    settle()
    with override_settings(TEMPLATES=with_empty_page()):
        empty = empty_page()
        yield _first_rendering(empty, _path(listed))
        yield _weight(_path(dense), _path(listed))
    yield from _served(empty, _path(dense), today)


def _path(day: date) -> str:
    return f"/schedule/?from={day}&to={day}"


def _lay(
    day: date, count: int, troupes: list, venues: list, chance: random.Random
) -> None:
    """Shows of one day, each with a title, troupe, place, hour and kind of its own."""
    midnight, now = clock.day_begins(day), clock.now()
    shows = []
    for number in range(count):
        venue = venues[number % len(venues)]
        starts_at = midnight + timedelta(minutes=15 * chance.randrange(36, 84))
        shows.append(
            Performance(
                title=f"{chance.choice(FIRST)}{chance.choice(SECOND)}",
                status="confirmed",
                genre=chance.choice(Category.values),
                venue=venue,
                region=venue.region,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=90),
                announced_at=now,
                created_at=now,
                changed_at=now,
                public_changed_at=now,
            )
        )
    with gate.opened():
        made = Performance.objects.bulk_create(shows)
        PerformanceTroupe.objects.bulk_create(
            PerformanceTroupe(performance=show, troupe=chance.choice(troupes))
            for show in made
        )


def _first_rendering(empty: str, path: str) -> Findings:
    """Without what a test environment writes down of every template that is used."""
    browser = Client()
    teardown_test_environment()
    try:
        with override_settings(ALLOWED_HOSTS=["testserver"]):
            reference = best(lambda: browser.get(empty)) * 1_000
            rendered = best(lambda: browser.get(path)) * 1_000
    finally:
        setup_test_environment()
    return Findings(
        f"A first rendering of a list of {LISTED} shows, by Django",
        [Finding("beside an empty Wagtail page", reference, rendered, "ms", 5, True)],
    )


def _weight(dense: str, listed: str) -> Findings:
    """What a thousand shows add to the page of an empty day, once compressed."""
    browser = Client()
    many, none = (
        len(codings.packed(browser.get(path).content))
        for path in (dense, _path(date(2099, 1, 1)))
    )
    each = (many - none) / SHOWS
    return Findings(
        f"A list of {SHOWS:,} shows, compressed",
        [Finding("bytes a show, of thirty", 30, each, "bytes", 1, True)],
    )


def _served(empty: str, path: str, today: date) -> Iterator[Findings]:
    address = {"DATABASE_URL": database()}
    with (
        TemporaryDirectory() as folder,
        serving("ulanmuqi.wsgi:application", **address) as front,
        serving("tests.benchmarks.plain:application", **address) as django,
    ):
        for coding in ("identity", "gzip"):
            asked = load.request(path, Accept_Encoding=coding)
            Path(folder, coding).write_bytes(load.answer(front.port, asked)[2])
        with serving("tests.benchmarks.bare:application", BENCH_BODIES=folder) as bare:
            lines = []
            for coding in ("identity", "gzip"):
                given = {"Accept_Encoding": coding}
                measured = (front, load.request(path, **given))
                reference = (django, load.request(empty, **given))
                same = (bare, load.request(f"/{coding}", **given))
                lines += [
                    rates(
                        f"of an empty Wagtail page, {coding}",
                        reference,
                        measured,
                        wanted=25,
                    ),
                    rates(f"of a bare WSGI callable, {coding}", same, measured),
                ]
            yield Findings(
                f"The schedule page with {SHOWS:,} shows, unchanged, one worker", lines
            )
        yield _memory(front.port, front.pid, today)


def _memory(port: int, pid: int, today: date) -> Findings:
    """Of the worker, after many more pages than it may keep."""
    for number in range(ADDRESSES):
        day = today + timedelta(days=number)
        load.answer(port, load.request(f"/schedule/?from={day}&to={day}"))
    held = max(resident(child) for child in (pid, *_children(pid)))
    most = FRONT_BYTES + REST_BYTES
    return Findings(
        f"Memory of the worker after {ADDRESSES:,} other addresses",
        [
            Finding(
                "resident, of what it may hold",
                most / 2**20,
                held / 2**20,
                "MB",
                1,
                True,
            )
        ],
    )


def _children(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in told]
