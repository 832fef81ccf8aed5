"""Foreign calendar files: what they say, and what they may not do."""

from datetime import UTC, date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from performances.ics_files import (
    MOST_BYTES,
    Fault,
    Problem,
    Reading,
    Stamp,
    Unreadable,
    read,
)
from performances.ics_files.recurrence import days_of, read_rule
from ulanmuqi.base.texts import fault_of

NOW = datetime(2023, 11, 1, tzinfo=UTC)
EVENING = "DTSTART:20231120T113000Z"


def calendar(*events: str, head: str = "") -> bytes:
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{body}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def reading(*lines: str, head: str = "") -> Reading:
    return read(
        calendar("\n".join(("UID:1", "SUMMARY:草原", *lines)), head=head), now=NOW
    )


def problem(*lines: str, head: str = "") -> Problem:
    found = reading(*lines, head=head)
    assert found.shows == ()
    (misread,) = found.misread
    assert (misread.title, misread.line) >= ("草原", 3)
    return misread.problem


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("DTSTART:20231120T113000Z", datetime(2023, 11, 20, 11, 30, tzinfo=UTC)),
        ("DTSTART:20231120T193000", datetime(2023, 11, 20, 11, 30, tzinfo=UTC)),
        (
            "DTSTART;TZID=China Standard Time:20231120T193000",
            datetime(2023, 11, 20, 11, 30, tzinfo=UTC),
        ),
        (
            'DTSTART;TZID="Europe/Berlin":20231120T123000',
            datetime(2023, 11, 20, 11, 30, tzinfo=UTC),
        ),
        (
            "DTSTART;TZID=/freeassociation.example/Asia/Ulaanbaatar:20231120T193000",
            datetime(2023, 11, 20, 11, 30, tzinfo=UTC),
        ),
        ("DTSTART;VALUE=DATE:20231120", date(2023, 11, 20)),
    ],
)
def test_hours_of_every_zone(start: str, expected: object) -> None:
    (show,) = reading(start).shows
    assert show.starts == expected
    assert show.is_floating == (start == "DTSTART:20231120T193000")


def test_a_zone_nobody_knows_counts_with_one_fixed_offset_only() -> None:
    start = "DTSTART;TZID=Ours:20231120T193000"
    assert problem(start) is Problem.ODD_ZONE
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nTZOFFSETTO:+0800\nEND:STANDARD\n"
    )
    (show,) = reading(start, head=zone + "END:VTIMEZONE\n").shows
    assert show.starts == datetime(2023, 11, 20, 11, 30, tzinfo=UTC)
    summer = "BEGIN:DAYLIGHT\nTZOFFSETTO:+0900\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
    assert problem(start, head=zone + summer) is Problem.ODD_ZONE


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), Problem.NO_START),
        (("DTSTART:tomorrow",), Problem.ODD_TIME),
        (("DTSTART:20231320T113000Z",), Problem.ODD_TIME),
        (("DTSTART:00010101T000000Z",), Problem.ODD_TIME),
        ((EVENING, "DTEND:20231120T103000Z"), Problem.ENDS_FIRST),
        ((EVENING, "DTEND:20231122T103000Z"), Problem.TOO_LONG),
        ((EVENING, "DURATION:P99999999999999W"), Problem.ODD_TIME),
        ((EVENING, "DTEND;VALUE=DATE:20231121"), Problem.ODD_TIME),
        (
            ("DTSTART;VALUE=DATE:20231120", "DTEND;VALUE=DATE:20231124"),
            Problem.SEVERAL_DAYS,
        ),
        (("DTSTART:20291120T113000Z",), Problem.TOO_FAR),
        ((EVENING, "RRULE:FREQ=SECONDLY"), Problem.ODD_RULE),
        ((EVENING, "RRULE:FREQ=DAILY;BYSETPOS=1"), Problem.ODD_RULE),
        ((EVENING, "RRULE:FREQ=DAILY;UNTIL=soon"), Problem.ODD_RULE),
        ((EVENING, "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"), Problem.ODD_RULE),
        (
            (EVENING, "RDATE;VALUE=PERIOD:20231121T113000Z/PT1H"),
            Problem.ODD_EXTRA_DAYS,
        ),
        (
            (EVENING, "RECURRENCE-ID;RANGE=THISANDFUTURE:20231120T113000Z"),
            Problem.REST_OF_SERIES,
        ),
        ((EVENING, "LOCATION;X=\x01"), Problem.BROKEN_LINE),
    ],
)
def test_what_is_not_understood_has_its_reason(
    lines: tuple[str, ...], expected: Problem
) -> None:
    assert problem(*lines) is expected


def test_one_bad_event_stops_no_other() -> None:
    raw = calendar("UID:1\nSUMMARY:一\nDTSTART:x", f"UID:2\nSUMMARY:二\n{EVENING}")
    found = read(raw, now=NOW)
    assert [show.title for show in found.shows] == ["二"]
    (misread,) = found.misread
    assert (misread.title, misread.line) == ("一", 6)


def test_series_with_days_left_out_added_and_moved() -> None:
    series = (
        "UID:1\nSUMMARY:周末\nDTSTART;TZID=Asia/Shanghai:20231104T193000\n"
        "RRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;TZID=Asia/Shanghai:20231111T193000\n"
        "RDATE:20231107T113000Z"
    )
    moved = (
        "UID:1\nSUMMARY:周末\nRECURRENCE-ID;TZID=Asia/Shanghai:20231118T193000\n"
        "DTSTART;TZID=Asia/Shanghai:20231119T150000"
    )
    # What replaces a day may stand before its series.
    found = read(calendar(moved, series), now=NOW)
    assert [(s.recurrence, s.starts.day, s.starts.hour) for s in found.shows] == [
        ("20231104T113000Z", 4, 11),
        ("20231107T113000Z", 7, 11),
        ("20231118T113000Z", 19, 7),
        ("20231125T113000Z", 25, 11),
    ]


def test_an_endless_series_is_a_year_and_a_hundred_at_most() -> None:
    found = reading(EVENING, "RRULE:FREQ=DAILY")
    assert len(found.shows) == 100
    assert [one.problem for one in found.misread] == [Problem.SERIES_CUT]
    old = reading("DTSTART:20200106T113000Z", "RRULE:FREQ=WEEKLY")
    assert 52 <= len(old.shows) <= 53
    assert old.shows[0].starts >= NOW - timedelta(days=1)
    never = reading(EVENING, "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=2")
    assert [show.starts.day for show in never.shows] == [20]


RULES = st.builds(
    lambda *parts: ";".join(part for part in parts if part),
    st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY"]),
    st.sampled_from(["", "INTERVAL=2", "INTERVAL=3"]),
    st.sampled_from(["", "COUNT=7"]),
    st.sampled_from(["", "BYDAY=MO,SA", "BYDAY=SU"]),
    st.sampled_from(["", "BYMONTH=2,11,12"]),
    st.sampled_from(["", "WKST=SU"]),
) | st.sampled_from(
    [
        "FREQ=MONTHLY;BYDAY=2TU,-1FR", "FREQ=MONTHLY;BYMONTHDAY=-1,15",
        "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=1,12", "FREQ=MONTHLY;BYDAY=5SA",
        "FREQ=YEARLY;BYMONTH=1;BYDAY=1MO", "FREQ=YEARLY;INTERVAL=2",
    ]
)  # fmt: skip


@given(RULES, st.dates(date(2023, 1, 1), date(2024, 12, 31)))
@settings(max_examples=150, deadline=None)
def test_days_are_those_a_second_reader_finds(rule: str, first: date) -> None:
    """dateutil leaves out the event's own day where the rule does; it always counts."""
    last = first + timedelta(days=500)
    start = datetime.combine(first, datetime.min.time())
    theirs = rrulestr(f"RRULE:{rule}", dtstart=start)
    if start not in theirs:
        return
    expected = [at.date() for at in theirs.between(start, last_of(last), inc=True)]
    assert list(days_of(read_rule(rule), first, since=first, last=last)) == expected


def last_of(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time())


def test_words_become_words() -> None:
    html = "<p>装台<br>三点 &amp; 四点</p><script>alert(1)</script>\\, 完\x00\x0b"
    (show,) = reading(EVENING, f"DESCRIPTION:{html}", "LOCATION:红旗\\,剧场").shows
    assert (show.note, show.place) == ("装台\n三点 & 四点, 完", "红旗,剧场")
    twice = "&amp;lt;b&amp;gt;x" * 3 + "&amp;amp;amp;amp;lt;i&gt;"
    (show,) = reading(EVENING, f"DESCRIPTION:{twice}").shows
    assert fault_of(show.note) is None
    long = read(calendar(f"UID:1\nSUMMARY:{'长' * 300}\n{EVENING}"), now=NOW).shows[0]
    assert (len(long.title), len(long.full_title)) == (120, 300)


def test_encodings_and_folds_of_other_programs() -> None:
    raw = calendar(f"UID:1\nSUMMARY:草原新歌\n{EVENING}")
    text = raw.decode()
    folded = raw.replace("原".encode(), b"\xe5\r\n \x8e\x9f")
    for one in (raw, b"\xef\xbb\xbf" + raw, text.encode("gb18030"), folded,
                raw.replace(b"\r\n", b"\n"), raw.replace(b"\r\n", b"\r")):  # fmt: skip
        (show,) = read(one, now=NOW).shows
        assert show.title == "草原新歌"


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"", Fault.EMPTY),
        (b" \r\n", Fault.EMPTY),
        (b"x" * (MOST_BYTES + 1), Fault.TOO_BIG),
        (b"PK\x03\x04rest", Fault.ARCHIVE),
        (b"\x89PNG\r\n", Fault.PICTURE),
        (b"<html>", Fault.NO_CALENDAR),
        (b"BEGIN:VEVENT\nEND:VEVENT\n", Fault.NO_CALENDAR),
        (b"\xff\xfe\x00\xff", Fault.ENCODING),
        (calendar("UID:1")[:-16], Fault.CUT_OFF),
        (b"BEGIN:VCALENDAR\nEND:VEVENT\n", Fault.TANGLED),
        (b"BEGIN:VCALENDAR\n" * 50_000, Fault.TOO_DEEP),
        (calendar(*["UID:1"] * 501), Fault.TOO_MANY),
        (
            calendar(*[f"UID:{n}\nSUMMARY:x\n{EVENING}\nRRULE:FREQ=DAILY"
                       for n in range(6)]),
            Fault.TOO_MANY,
        ),
    ],
)  # fmt: skip
def test_what_is_no_calendar_says_so(raw: bytes, fault: Fault) -> None:
    with pytest.raises(Unreadable) as caught:
        read(raw, now=NOW)
    assert caught.value.fault is fault


LINES = st.sampled_from(
    ["BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "UID:1",
     "SUMMARY:x", EVENING, "DTEND:", "RRULE:FREQ=WEEKLY", "EXDATE:x", "DURATION:-P1W",
     "BEGIN:VTIMEZONE", "END:VTIMEZONE", "TZID:A", "RDATE:20231121", "SEQUENCE:-1",
     " folded", "DTSTART;TZID=A/B/C:20231120T193000", "RECURRENCE-ID:20231120"]
)  # fmt: skip


@given(st.binary(max_size=300) | st.lists(LINES | st.text(max_size=30)).map(
    lambda lines: calendar("\n".join(lines))
))  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        found = read(raw, now=NOW)
    except Unreadable:
        return
    for show in found.shows:
        for text in (show.title, show.place, show.note):
            assert fault_of(text) is None


def test_the_newer_revision_wins() -> None:
    early, late = NOW, NOW + timedelta(hours=1)
    assert Stamp(1).is_newer_than(Stamp(0, late, late))
    assert Stamp(0, late, early).is_newer_than(Stamp(0, early, late))
    assert Stamp(0, None, late).is_newer_than(Stamp(0, None, early))
    assert Stamp(0, None, early).is_newer_than(Stamp(0, None, late)) is False
    # The hour of the export alone makes nothing newer.
    assert Stamp(0, early, late).is_newer_than(Stamp(0, early, early)) is None
    assert Stamp(3).is_newer_than(Stamp(3)) is None
    raw = calendar(
        f"UID:1\nSUMMARY:新\nSEQUENCE:2\n{EVENING}",
        f"UID:1\nSUMMARY:旧\nSEQUENCE:1\n{EVENING}",
    )
    assert [show.title for show in read(raw, now=NOW).shows] == ["新"]
