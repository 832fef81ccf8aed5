"""Feeds over loopback from granian with one worker, beside a bare WSGI callable on the
same server; then what a change costs, and what a million shows cost.

Rates and times are the best of several, rates by turns: what else the machine does can
only make one slower.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from performances import ical
from performances.calendars import directory, entries, facts, feeds
from performances.models import Performance
from tests.benchmarks import load, many_shows
from tests.benchmarks.measure import Finding, Findings, best, seconds
from tests.benchmarks.rates import rates
from tests.benchmarks.servers import Server, database, serving
from troupes.models import Troupe
from ulanmuqi.base import clock, codings

POLLS = 500
# Of fewer shows, headers and the head of the calendar are most of what is sent.
WORTH_PACKING = 100
OTHERS = 30
MILLION = 1_000_000


def comparisons() -> Iterator[Findings]:
    troupes = {size: _troupe_with(size) for size in (10, 1_000, 10_000)}
    many_shows.settle()
    yield from _served({size: troupes[size] for size in (10, 1_000)})
    for size in (1_000, 10_000):
        yield _rebuilt(troupes[size], size)
    yield from _among_a_million(troupes[10_000])


def _troupe_with(size: int) -> Troupe:
    troupe = many_shows.troupe_of_its_own()
    many_shows.copy(troupe, size - 1, first_day=1, days=300)
    return troupe


def _path(troupe: Troupe) -> str:
    return f"/calendars/troupes/{troupe.code}.ics"


# --- Unchanged ----------------------------------------------------------------------


def _served(troupes: dict[int, Troupe]) -> Iterator[Findings]:
    with (
        TemporaryDirectory() as folder,
        serving("ulanmuqi.wsgi:application", DATABASE_URL=database()) as front,
    ):
        for size, troupe in troupes.items():
            for coding in ("identity", "gzip"):
                asked = load.request(_path(troupe), Accept_Encoding=coding)
                body = load.answer(front.port, asked)[2]
                Path(folder, f"{size}-{coding}").write_bytes(body)
        with serving("tests.benchmarks.bare:application", BENCH_BODIES=folder) as bare:
            for size, troupe in troupes.items():
                yield _unchanged(front, bare, size, _path(troupe))


def _unchanged(front: Server, bare: Server, size: int, path: str) -> Findings:
    lines = []
    for coding in ("identity", "gzip"):
        lines.append(
            rates(
                f"answers a second, {coding}",
                (bare, load.request(f"/{size}-{coding}", Accept_Encoding=coding)),
                (front, load.request(path, Accept_Encoding=coding)),
            )
        )
    polled = {"Accept_Encoding": "gzip"}
    etag = load.answer(front.port, load.request(path, **polled))[1]["etag"]
    poll = load.request(path, If_None_Match=etag, **polled)
    lines.append(
        rates(
            "answers 304 a second",
            (bare, load.request(f"/{size}-gzip", If_None_Match='"one"', **polled)),
            (front, poll),
        )
    )
    statuses = [load.answer(front.port, poll)[0] for _poll in range(POLLS)]
    lines.append(
        Finding("polls answered 304", POLLS, statuses.count(304), "polls", wanted=1.0)
    )
    plain, packed = (
        load.answer(front.port, load.request(path, Accept_Encoding=coding))[3]
        for coding in ("identity", "gzip")
    )
    if size >= WORTH_PACKING:
        lines.append(
            Finding("on the wire with gzip", plain, packed, "bytes", 1 / 8, True)
        )
    return Findings(f"An unchanged feed of {size:,} shows, one worker", lines)


# --- Changed ------------------------------------------------------------------------


def _rebuilt(troupe: Troupe, size: int) -> Findings:
    now = clock.now()
    feed = directory.of_troupe(troupe)
    ids = Performance.objects.filter(troupe_parts__troupe=troupe).values_list("pk")
    shows = list(entries.load(ids))

    def by_icalendar() -> bytes:
        return ical.wrap(
            ical.render_entry(facts.of(show, modified=show.created_at, at=now))
            for show in shows
        )

    def packed() -> bytes:
        return codings.packed(feeds.render(feed, now=now).body)

    built = best(by_icalendar, runs=3) * 1_000
    joined = best(lambda: feeds.render(feed, now=now)) * 1_000
    with_gzip = best(packed) * 1_000
    return Findings(
        f"A feed of {size:,} shows after one change, beside icalendar",
        [
            Finding("read, windowed, joined", built, joined, "ms", 1 / 50, True),
            Finding("and compressed", built, with_gzip, "ms", 1 / 15, True),
            _next_poll(troupe, size, seconds(by_icalendar, runs=1) * 1_000),
        ],
    )


def _next_poll(troupe: Troupe, size: int, built: float) -> Finding:
    """The whole of the first poll after a change, which has to show it. By the clock on
    the wall, as `built` is: it is another process that works."""
    path = _path(troupe)
    show = Performance.objects.filter(troupe_parts__troupe=troupe).earliest("pk")
    with serving("ulanmuqi.wsgi:application", DATABASE_URL=database()) as front:
        etag = load.answer(front.port, load.request(path))[1]["etag"]
        times = []
        for number in range(7):
            many_shows.retitle(show, f"换了题目{number}")
            took, answered = load.timed(
                front.port, load.request(path, If_None_Match=etag)
            )
            if answered[0] != 200 or f"换了题目{number}".encode() not in answered[2]:
                raise AssertionError("The very next poll did not see the change.")
            etag = answered[1]["etag"]
            times.append(took * 1_000)
    return Finding(
        "the very next poll, by Django, both codings",
        built,
        min(times),
        "ms",
        1 / 15,
        True,
    )


# --- Among a million ----------------------------------------------------------------


def _among_a_million(troupe: Troupe) -> Iterator[Findings]:
    feed, now = directory.of_troupe(troupe), clock.now()

    def render() -> feeds.Copy:
        return feeds.render(feed, now=now)

    before, alone = render().body, best(render) * 1_000
    others = [many_shows.troupe_of_its_own() for _number in range(OTHERS)]
    missing = MILLION - Performance.objects.count()
    for other in others:
        many_shows.copy(other, missing // OTHERS, first_day=-6_000, days=6_300)
    many_shows.settle()
    if render().body != before:
        raise AssertionError("Other troupes' shows changed the feed.")
    among = best(render) * 1_000
    count = Performance.objects.count()
    yield Findings(
        f"A feed of 10,000 shows rendered among {count:,}",
        [Finding("beside itself among 11,010", alone, among, "ms", 1.5, True)],
    )
