"""Requirements that bytes alone can show, on every feed and download of a season.

Each check is shown to bite as well: a feed spoilt in just that way is refused by it.
"""

import re
from collections.abc import Callable

import pytest

from tests.performances.calendars.contract import checks

# The season is made in the database, so there has to be one.
pytestmark = pytest.mark.django_db

Spoiler = Callable[[bytes], bytes]


@pytest.mark.parametrize("number", checks.CHECKS)
def test_every_feed_and_download_keeps_the_requirement(season, number):
    for path, body in season.bodies().items():
        try:
            checks.CHECKS[number](body)
        except (AssertionError, ValueError, KeyError) as fault:
            raise AssertionError(f"{number} is broken by {path}") from fault


def test_the_season_holds_every_kind_of_feed_empty_ones_too(season):
    kinds = {path.split("/")[2] for path in season.feeds}
    assert kinds >= {
        *("all.ics", "all.ics?past=all", "troupes", "venues", "regions"),
        *("showcases", "works", "genres"),
    }
    empty = {
        path.split("/")[2]
        for path, (body, _headers) in season.feeds.items()
        if not checks.events(body)
    }
    assert empty >= {"troupes", "venues", "works", "genres"}
    assert len(season.downloads) > 25
    statuses = {
        (event.value("STATUS"), event.value("SUMMARY")[:4])
        for event in checks.events(season.feeds["/calendars/all.ics"][0])
    }
    assert {mark for _status, mark in statuses} >= {
        *("〔取消〕", "〔改期〕", "〔推迟〕", "〔待定〕"),
    }


def replaced(pattern: bytes, by: bytes) -> Spoiler:
    def spoil(raw: bytes) -> bytes:
        spoilt, times = re.subn(pattern, by, raw, count=1, flags=re.DOTALL)
        assert times == 1, pattern
        return spoilt

    return spoil


def unfold_all(raw: bytes) -> bytes:
    return raw.replace(b"\r\n ", b"")


def fold_within_a_character(raw: bytes) -> bytes:
    at = raw.index("草原".encode()) + 1
    return raw[:at] + b"\r\n " + raw[at:]


MOJIBAKE = "草原".encode().decode("latin-1").encode()
ANY_UID = b"0b6ff8d2-6a43-4c0e-8f64-7b2f6a1f6a11"

SPOILT: list[tuple[int, Spoiler]] = [
    (1, lambda raw: b"\xef\xbb\xbf" + raw),
    (1, replaced(b"SUMMARY:", "SUMMARY:\ufffd".encode())),
    (1, replaced(b"SUMMARY:", b"SUMMARY:\x07")),
    (1, replaced(b"SUMMARY:", "SUMMARY:\x85".encode())),
    (1, replaced(b"SUMMARY:", b"SUMMARY:" + MOJIBAKE)),
    (1, lambda raw: raw.decode().encode("gb18030")),
    (2, lambda raw: raw.replace(b"\r\n", b"\n")),
    (2, lambda raw: raw.removesuffix(b"\r\n")),
    (2, replaced(b"BEGIN:VEVENT", b"\r\nBEGIN:VEVENT")),
    (2, replaced(b"SUMMARY:", b"SUMMARY:\n")),
    (3, unfold_all),
    (3, fold_within_a_character),
    (4, replaced(rb"\\,", b",")),
    (4, replaced(rb"\\;", b";")),
    (4, replaced(b"SUMMARY:", rb"SUMMARY:\\x")),
    (5, replaced(b"DESCRIPTION:", b"DESCRIPTION:<p>a</p>")),
    (5, replaced(b"SUMMARY:", b"SUMMARY:&amp\\;")),
    (6, replaced(b"DESCRIPTION:", b"DESCRIPTION:" + b"x" * 8000)),
    (6, replaced(b"SUMMARY:", b"SUMMARY:" + b"x" * 255)),
    (6, replaced(b"LOCATION:", b"LOCATION:" + b"x" * 255)),
    (7, replaced(b"VERSION:2.0", b"VERSION:1.0")),
    (7, replaced(b"PRODID:", b"PRODID:2")),
    (7, replaced(b"END:VCALENDAR", b"X-LATE:1\r\nEND:VCALENDAR")),
    (7, replaced(b"GREGORIAN", b"CHINESE")),
    (7, lambda raw: raw + raw),
    (8, replaced(b"CALSCALE", b"METHOD:PUBLISH\r\nCALSCALE")),
    (9, replaced(b"BEGIN:VTIMEZONE.*END:VEVENT\r\n", b"")),
    (10, replaced(b"X-WR-CALNAME:", b"X-WR-CALNAME:x")),
    (10, replaced(b"X-WR-CALNAME:", b"X-OTHER:")),
    (10, replaced(b"\r\nSOURCE", b"\r\nX-SOURCE")),
    (11, replaced(b"X-PUBLISHED-TTL:PT1H", b"X-PUBLISHED-TTL:PT2H")),
    (11, replaced(b"REFRESH-INTERVAL;VALUE=DURATION", b"REFRESH-INTERVAL")),
    (12, replaced(b"SOURCE;VALUE=URI:https", b"SOURCE;VALUE=URI:http")),
    (12, replaced(b"\r\nURL:https", b"\r\nURL:http")),
    (13, replaced(b"TRANSP:", b"BUSY:1\r\nTRANSP:")),
    (13, replaced(b"TRANSP:", b"SEQUENCE:1\r\nTRANSP:")),
    (14, replaced(b"BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n", b"")),
    (14, replaced(b"TZOFFSETTO:.0800", b"TZOFFSETTO:+0900")),
    (14, replaced(rb"DTEND;TZID=Asia/Shanghai:(\d+T\d+)", rb"DTEND:\1Z")),
    (14, replaced(b"DTSTART:19010101", b"DTSTART:20990101")),
    (15, replaced(b"TZID=Asia/Shanghai", b"TZID=China Standard Time")),
    (16, replaced(b"DTSTART;TZID=Asia/Shanghai", b"DTSTART")),
    (16, replaced(rb"(DTSTART;TZID=Asia/Shanghai:\d+T\d+)", rb"\1Z")),
    (17, replaced(rb"DTEND[^\r]*\r\n", b"")),
    (17, replaced(rb"DTSTART;([^:]*):(\S+)\r\nDTEND;[^:]*:\S+",
                  rb"DTSTART;\1:\2\r\nDTEND;\1:\2")),
    (18, replaced(rb"(DTEND;VALUE=DATE:2023121)1", rb"\g<1>0")),
    (18, lambda raw: raw.replace(b"STATUS:TENTATIVE", b"STATUS:CONFIRMED")),
    (19, replaced(rb"\r\nUID:", b"\r\nUID:1-")),
    (19, lambda raw: re.sub(rb"\r\nUID:\S+", b"\r\nUID:" + ANY_UID, raw)),
    (24, replaced(rb"SEQUENCE:\d+", b"SEQUENCE:-1")),
    (25, replaced(rb"LAST-MODIFIED:(\d+T\d+)Z", rb"LAST-MODIFIED:\1")),
    (26, replaced(rb"DTSTAMP:\d{4}", b"DTSTAMP:2024")),
    (28, replaced(rb"CREATED:\d{4}", b"CREATED:2024")),
    (29, lambda raw: re.sub(rb"SEQUENCE:\d+", b"SEQUENCE:0", raw)),
    (30, lambda raw: raw.replace("〔取消〕".encode(), b"")),
    (30, lambda raw: raw.replace("〔待定〕".encode(), b"")),
    (30, lambda raw: raw.replace(b"STATUS:CANCELLED", b"STATUS:CONFIRMED")),
    (31, replaced(b"STATUS:CANCELLED", b"STATUS:CANCELED")),
    (31, replaced(rb"STATUS:\w+\r\n", b"")),
    (33, replaced(rb"\r\nLOCATION:[^\r]*(?:\r\n [^\r]*)*", b"\r\nLOCATION:")),
    (33, replaced(rb"\r\nGEO:[^\r]*", b"\r\nGEO:111.7;40.8")),
    (33, replaced(rb"\r\nTRANSP:TRANSPARENT", b"\r\nTRANSP:OPAQUE")),
    (33, replaced(rb"END:VEVENT", b"BEGIN:VALARM\r\nEND:VALARM\r\nEND:VEVENT")),
    (33, replaced(rb"CATEGORIES:[^\r]*", b"CATEGORIES:")),
    (33, replaced(rb"BUSYSTATUS:FREE", b"BUSYSTATUS:FREE\r\nATTENDEE:mailto:a@b.c")),
    (34, replaced(rb"COLOR:\w+", b"COLOR:#ff0000")),
    (34, replaced(rb"RELTYPE=SIBLING", b"RELTYPE=PARENT")),
    (34, replaced(rb"END:VEVENT", b"BEGIN:VLOCATION\r\nEND:VLOCATION\r\nEND:VEVENT")),
    (35, replaced(rb"TRANSP:", b"RRULE:FREQ=DAILY\r\nTRANSP:")),
]  # fmt: skip


@pytest.mark.parametrize(("number", "spoil"), SPOILT)
def test_a_feed_spoilt_in_just_that_way_is_refused(season, number, spoil):
    body = season.feeds["/calendars/all.ics"][0]
    check = checks.CHECKS[number]
    check(body)
    spoilt = spoil(body)
    assert spoilt != body

    with pytest.raises((AssertionError, ValueError)):
        check(spoilt)


def test_every_check_has_somebody_who_breaks_it():
    assert {number for number, _spoil in SPOILT} == set(checks.CHECKS)
