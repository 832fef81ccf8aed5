"""The bytes of an entry and of the calendar around it, read back by three parsers."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import ics
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from performances import ical

SHANGHAI = ZoneInfo("Asia/Shanghai")
FACTS = ical.EntryFacts(
    uid="0b6ff8d2-6a43-4c0e-8f64-7b2f6a1f6a11",
    sequence=3,
    created=datetime(2023, 11, 1, 2, 0, 0, 654321, tzinfo=UTC),
    modified=datetime(2023, 11, 2, 3, 4, 5, 678901, tzinfo=UTC),
    starts=datetime(2023, 11, 20, 11, 30, tzinfo=UTC),
    ends=datetime(2023, 11, 20, 13, 0, tzinfo=UTC),
    status="CONFIRMED",
    title="全区乌兰牧骑“学·创·演”新创作品展演",
    location="乌兰恰特, 赛罕区, 呼和浩特市",
    description=("演出：呼和浩特市乌兰牧骑", "详情：https://example.org/x/"),
    url="https://example.org/performances/abcd1234/",
    categories=("综合",),
)
FEED = {
    "name": "全区演出",
    "source": "https://example.org/calendars/all.ics",
    "page_url": "https://example.org/calendars/",
}

# Any text a person can store, strange separators and lone surrogates included.
anything = st.text(st.characters(), max_size=400)
# `ics` 0.7 takes any backslash followed by n or r for an escape, escaped or not.
no_backslash = st.text(st.characters(exclude_characters="\\"), max_size=400)


def body(*entries: ical.EntryFacts, **frame: str) -> bytes:
    return ical.wrap([ical.render_entry(entry) for entry in entries], **frame)


def unfolded(raw: bytes) -> list[str]:
    return raw.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def value(raw: bytes, name: str) -> str:
    """What follows the property's name, where it stands once outside VTIMEZONE."""
    lines = unfolded(
        re.sub(rb"BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n", b"", raw, flags=re.S)
    )
    (line,) = [line for line in lines if re.match(rf"{name}[;:]", line)]
    return line.removeprefix(name)


def only_event(raw: bytes) -> Calendar:
    calendar = Calendar.from_ical(raw)
    (event,) = calendar.walk("VEVENT")
    assert calendar.errors == event.errors == []
    return event


@settings(max_examples=150, deadline=None)
@given(title=anything, place=anything, lines=st.lists(anything, max_size=3))
def test_every_line_is_crlf_and_at_most_75_octets_of_whole_characters(
    title, place, lines
):
    raw = body(
        replace(FACTS, title=title or "演", location=place or "地", description=lines),
        **FEED,
    )

    assert raw.endswith(b"\r\n")
    assert not raw.startswith(b"\xef\xbb\xbf")
    physical = raw.removesuffix(b"\r\n").split(b"\r\n")
    for line in physical:
        assert 0 < len(line) <= 75
        assert "\ufffd" not in line.decode()
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)


@settings(max_examples=150, deadline=None)
@given(title=anything, place=anything, lines=st.lists(anything, max_size=3))
def test_any_text_comes_back_unharmed_through_icalendar(title, place, lines):
    facts = replace(
        FACTS, title=title or "演", location=place or "地", description=lines
    )

    event = only_event(body(facts))

    assert event["SUMMARY"] == ical.one_line(facts.title)
    assert event["LOCATION"] == ical.one_line(facts.location)
    assert event["DESCRIPTION"] == "\n".join(
        filter(None, (ical.plain(line).strip(" \t\n") for line in lines))
    )


@settings(max_examples=100, deadline=None)
@given(title=anything, lines=st.lists(anything, max_size=3))
def test_any_text_comes_back_unharmed_through_vobject(title, lines):
    facts = replace(FACTS, title=title or "演", description=lines)

    event = vobject.readOne(body(facts).decode()).vevent

    assert event.summary.value == ical.one_line(facts.title)
    assert event.description.value == "\n".join(
        filter(None, (ical.plain(line).strip(" \t\n") for line in lines))
    )


@settings(max_examples=100, deadline=None)
@given(title=no_backslash, lines=st.lists(no_backslash, max_size=3))
def test_any_text_comes_back_unharmed_through_ics(title, lines):
    facts = replace(FACTS, title=title or "演", description=lines)

    (event,) = ics.Calendar(body(facts).decode()).events

    assert event.name == ical.one_line(facts.title)
    assert (event.description or "") == "\n".join(
        filter(None, (ical.plain(line).strip(" \t\n") for line in lines))
    )


@pytest.mark.parametrize(
    ("written", "escaped"),
    [
        ("甲,乙;丙", r"甲\,乙\;丙"),
        (r"C:\New\nation", r"C:\\New\\nation"),
        (r"已经\,转义", r"已经\\\,转义"),
        ("甲\r\n乙", "甲 乙"),
        ("&amp;<b>", "&amp\\;<b>"),
    ],
)
def test_text_is_escaped_exactly_once(written, escaped):
    raw = body(replace(FACTS, title=written))

    assert value(raw, "SUMMARY") == f":{escaped}"


def test_categories_are_separated_by_bare_commas_and_escaped_inside():
    raw = body(replace(FACTS, categories=("声乐", "甲,乙")))

    assert value(raw, "CATEGORIES") == r":声乐,甲\,乙"


@pytest.mark.parametrize(
    "hidden",
    ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\ufeff", "\ufffd", "\ufffe"],
)
def test_forbidden_characters_are_dropped(hidden):
    assert ical.one_line(f"长{hidden}调") == "长调"


def test_half_a_surrogate_pair_is_dropped():
    assert ical.one_line("长\ud83d调") == "长调"


@pytest.mark.parametrize("separator", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\r"])
def test_strange_line_separators_become_line_breaks(separator):
    assert ical.plain(f"长{separator}调") == "长\n调"


def test_what_mongolian_needs_is_kept():
    written = "ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ\u180e\u180b\u200d"

    assert ical.plain(written) == written


def test_long_texts_are_cut_under_our_caps():
    event = only_event(
        body(
            replace(
                FACTS, title="长" * 300, location="地" * 300, description=["白" * 9000]
            )
        )
    )

    assert (len(event["SUMMARY"]), len(event["LOCATION"])) == (254, 254)
    assert len(event["DESCRIPTION"]) == 7900
    assert event["SUMMARY"].endswith("…")


def test_a_timed_entry_is_local_time_in_shanghai_for_all_parsers():
    raw = body(FACTS)

    assert value(raw, "DTSTART") == ";TZID=Asia/Shanghai:20231120T193000"
    assert value(raw, "DTEND") == ";TZID=Asia/Shanghai:20231120T210000"
    event = only_event(raw)
    assert event["DTSTART"].dt == FACTS.starts
    assert event["DTEND"].dt == FACTS.ends
    (seen_by_ics,) = ics.Calendar(raw.decode()).events
    assert seen_by_ics.begin.datetime == FACTS.starts
    seen_by_vobject = vobject.readOne(raw.decode()).vevent
    assert seen_by_vobject.dtstart.value == FACTS.starts


def test_a_show_past_midnight_ends_the_next_day():
    late = replace(
        FACTS,
        starts=datetime(2023, 12, 31, 23, 0, tzinfo=SHANGHAI),
        ends=datetime(2024, 1, 1, 0, 30, tzinfo=SHANGHAI),
    )

    assert value(body(late), "DTEND") == ";TZID=Asia/Shanghai:20240101T003000"


def test_an_instant_given_in_another_zone_is_the_same_instant():
    elsewhere = replace(FACTS, starts=FACTS.starts.astimezone(ZoneInfo("Asia/Tokyo")))

    assert ical.render_entry(elsewhere) == ical.render_entry(FACTS)


def test_a_day_without_hour_is_a_date_with_an_exclusive_end():
    raw = body(replace(FACTS, starts=date(2023, 11, 20), ends=None, status="TENTATIVE"))

    assert value(raw, "DTSTART") == ";VALUE=DATE:20231120"
    assert value(raw, "DTEND") == ";VALUE=DATE:20231121"
    (seen_by_ics,) = ics.Calendar(raw.decode()).events
    assert seen_by_ics.all_day


def test_stamps_are_utc_equal_and_never_the_clock():
    raw = body(FACTS)

    assert value(raw, "DTSTAMP") == value(raw, "LAST-MODIFIED") == ":20231102T030405Z"
    assert value(raw, "CREATED") == ":20231101T020000Z"
    assert value(raw, "SEQUENCE") == ":3"
    assert body(FACTS) == raw


def test_an_entry_blocks_nobodys_time_and_carries_no_alarm_or_method():
    raw = body(FACTS, **FEED)

    assert value(raw, "TRANSP") == ":TRANSPARENT"
    assert value(raw, "X-MICROSOFT-CDO-BUSYSTATUS") == ":FREE"
    for absent in (b"VALARM", b"ATTENDEE", b"ORGANIZER", b"METHOD", b"RRULE"):
        assert absent not in raw


def test_point_colour_and_links_are_optional():
    bare = body(FACTS)
    full = body(
        replace(FACTS, point=(40.8426441, 111.7), color="teal", related=("u2",))
    )

    assert b"\r\nGEO" not in bare
    assert b"\r\nCOLOR" not in bare
    assert b"\r\nRELATED-TO" not in bare
    assert value(full, "GEO") == ":40.842644;111.7"
    assert value(full, "COLOR") == ":teal"
    assert value(full, "RELATED-TO") == ";RELTYPE=SIBLING:u2"


def test_the_head_of_a_feed_names_it_and_says_how_often_to_ask():
    raw = body(FACTS, **FEED)

    assert unfolded(raw)[:9] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{ical.PRODID}",
        "CALSCALE:GREGORIAN",
        "NAME:全区演出",
        "X-WR-CALNAME:全区演出",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "SOURCE;VALUE=URI:https://example.org/calendars/all.ics",
        "URL:https://example.org/calendars/",
    ]
    assert value(raw, "X-PUBLISHED-TTL") == ":PT1H"


def test_names_of_feeds_are_escaped():
    raw = ical.wrap([], **{**FEED, "name": "歌,舞;\n"})

    assert value(raw, "NAME") == value(raw, "X-WR-CALNAME") == r":歌\,舞\;"


def test_a_single_download_carries_no_name_and_no_refresh_hint():
    raw = body(FACTS)

    for absent in (
        b"\r\nNAME",
        b"X-WR-",
        b"REFRESH-INTERVAL",
        b"X-PUBLISHED",
        b"SOURCE",
    ):
        assert absent not in raw


def test_an_empty_feed_keeps_its_one_time_zone():
    raw = ical.wrap([], **FEED)

    calendar = Calendar.from_ical(raw)
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == "Asia/Shanghai"
    (standard,) = zone.subcomponents
    assert (
        standard["TZOFFSETTO"].td == standard["TZOFFSETFROM"].td == timedelta(hours=8)
    )
    assert standard["DTSTART"].dt < datetime(1957, 6, 17)  # noqa: DTZ001
    assert ics.Calendar(raw.decode()).events == set()
    assert vobject.readOne(raw.decode()).version.value == "2.0"


def test_once_only_properties_stand_once_in_every_component():
    raw = body(FACTS, **FEED)

    entry = unfolded(ical.render_entry(FACTS).encode())
    names = [re.split("[;:]", line)[0] for line in entry]
    assert len(names) == len(set(names))
    assert raw.count(b"BEGIN:VTIMEZONE") == 1


@pytest.mark.parametrize(
    "broken",
    [
        {"ends": FACTS.starts},
        {"ends": None},
        {"starts": date(2023, 11, 20)},
        {"starts": datetime(2023, 11, 20)},  # noqa: DTZ001
        {"created": FACTS.modified + timedelta(seconds=1)},
        {"location": ""},
        {"categories": ()},
        {"title": ""},
        {"uid": ""},
    ],
)
def test_facts_that_cannot_be_an_entry_are_refused(broken):
    with pytest.raises((ValueError, TypeError)):
        replace(FACTS, **broken)


def test_paragraphs_begin_lines_of_their_own_wherever_they_stand() -> None:
    """What every show says alike is alike in bytes, so that feeds pack small."""
    told = "本场为演示而设，并非真实演出，" * 3
    entries = [
        ical.render_entry(replace(FACTS, description=[first, told, r"C:\new", "末"]))
        for first in ("短", "稍微长一些的第一段", "前" * 40)
    ]
    common = {entry.partition("\r\n 本场")[2].partition("URL:")[0] for entry in entries}
    assert len(common) == 1
    assert "" not in common
    for entry in entries:
        assert max(len(line.encode()) for line in entry.split("\r\n")) <= 75
        [event] = Calendar.from_ical(entry).walk("VEVENT")
        assert str(event["DESCRIPTION"]).endswith(told + "\nC:\\new\n末")
