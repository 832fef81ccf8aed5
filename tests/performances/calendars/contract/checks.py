"""The feed contract read off the bytes, by a reader of our own.

One function for each numbered requirement that bytes alone can show: it takes the
whole body of a feed and fails when the requirement is broken. Nothing of the product
is imported here, so that a mistake is not made twice.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

CRLF = b"\r\n"
TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "NAME", "X-WR-CALNAME", "TZNAME"}
MARKS = {
    "CANCELLED": ("〔取消〕", "〔改期〕"),
    "TENTATIVE": ("〔待定〕", "〔推迟〕"),
}
OF_CALENDAR = {
    *("VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL"),
    *("X-PUBLISHED-TTL", "SOURCE", "URL"),
}
# RFC 5545, 7986; of the components of RFC 9073 none (decision 0034).
OF_EVENT = {
    *("UID", "SEQUENCE", "DTSTAMP", "CREATED", "LAST-MODIFIED", "DTSTART", "DTEND"),
    *("STATUS", "SUMMARY", "LOCATION", "GEO", "DESCRIPTION", "URL", "CATEGORIES"),
    *("RELATED-TO", "COLOR", "TRANSP"),
}
OF_ZONE = {"TZID", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"}
MANY_TIMES = {"RELATED-TO"}
SHANGHAI = timezone(timedelta(hours=8))
# The colours of CSS Color Level 3 that this project may use, by their names.
CSS3 = set(
    "aqua black blue brown chocolate coral crimson darkblue darkcyan darkgoldenrod "
    "darkgreen darkolivegreen darkorange darkred darkslateblue darkslategray "
    "firebrick forestgreen goldenrod gray green indianred indigo maroon midnightblue "
    "navy olive orange peru purple red royalblue saddlebrown seagreen sienna "
    "slateblue slategray steelblue teal tomato".split()
)


@dataclass
class Line:
    name: str
    params: dict[str, str]
    value: str


@dataclass
class Part:
    """A component: its own lines in order, its parts in order."""

    name: str
    lines: list[Line] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)
    # Whether a property came after a part had begun.
    is_mixed: bool = False

    def all(self, name: str) -> list[Line]:
        return [line for line in self.lines if line.name == name]

    def line(self, name: str) -> Line:
        (found,) = self.all(name)
        return found

    def value(self, name: str) -> str:
        return self.line(name).value


@lru_cache(maxsize=8)
def unfolded(raw: bytes) -> list[str]:
    return re.sub(rb"\r\n[ \t]", b"", raw).decode().removesuffix("\r\n").split("\r\n")


@lru_cache(maxsize=8)
def read(raw: bytes) -> Part:
    """The one VCALENDAR. Fails for anything before, after or beside it."""
    root = Part("")
    open_parts = [root]
    for text in unfolded(raw):
        match = re.fullmatch(
            r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', text
        )
        assert match, f"no content line: {text!r}"
        name, params, value = match.groups()
        if name == "BEGIN":
            part = Part(value)
            open_parts[-1].parts.append(part)
            open_parts.append(part)
        elif name == "END":
            assert open_parts.pop().name == value
        else:
            open_parts[-1].is_mixed |= bool(open_parts[-1].parts)
            pairs = re.findall(r';([^=;]+)=("[^"]*"|[^";:,]*)', params)
            open_parts[-1].lines.append(Line(name, dict(pairs), value))
    assert open_parts == [root]
    assert not root.lines
    (calendar,) = root.parts
    assert calendar.name == "VCALENDAR"
    return calendar


def events(raw: bytes) -> list[Part]:
    return [part for part in read(raw).parts if part.name == "VEVENT"]


def told(value: str) -> str:
    """TEXT without its escapes."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def is_feed(raw: bytes) -> bool:
    return any(line.name == "NAME" for line in read(raw).lines)


def r01_bytes_are_clean(raw: bytes) -> None:
    text = raw.decode("utf-8")
    for unwanted in "\ufeff\ufffd":
        assert unwanted not in text
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", text)
    for run in re.findall("[\u00a0-\u00ff]{2,}", text):
        try:
            mended = run.encode("latin-1").decode("utf-8")
        except UnicodeDecodeError:
            continue
        raise AssertionError(f"{run!r} was {mended!r} before it was read wrongly")


def r02_lines_end_with_crlf(raw: bytes) -> None:
    assert raw.endswith(CRLF)
    assert b"\r" not in raw.replace(CRLF, b"")
    assert b"\n" not in raw.replace(CRLF, b"")
    assert all(line.strip() for line in raw.removesuffix(CRLF).split(CRLF))


def r03_no_line_is_over_75_octets(raw: bytes) -> None:
    for line in raw.split(CRLF):
        assert len(line) <= 75
        line.decode("utf-8")  # a cut character raises


def r04_text_is_escaped_once(raw: bytes) -> None:
    calendar = read(raw)
    for part in (calendar, *calendar.parts):
        for line in part.lines:
            if line.name in TEXTS:
                assert re.fullmatch(r"(?:[^\\,;]|\\[\\,;n])*", line.value)


def r05_no_html_and_no_entities(raw: bytes) -> None:
    calendar = read(raw)
    for part in (calendar, *calendar.parts):
        for line in part.lines:
            if line.name in TEXTS:
                text = told(line.value)
                assert not re.search(r"</?[A-Za-z][^<>]*>|<!--", text)
                assert not re.search(r"&(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z]+);", text)


def r06_texts_are_under_the_caps(raw: bytes) -> None:
    for event in events(raw):
        assert len(told(event.value("DESCRIPTION"))) < 8000
        assert 0 < len(told(event.value("SUMMARY"))) < 255
        assert 0 < len(told(event.value("LOCATION"))) < 255


def r07_one_calendar_of_version_2(raw: bytes) -> None:
    calendar = read(raw)
    assert raw.count(b"BEGIN:VCALENDAR") == 1
    assert [line.name for line in calendar.lines][:2] == ["VERSION", "PRODID"]
    assert calendar.value("VERSION") == "2.0"
    assert calendar.value("PRODID") == "-//Ulanmuqi//Performance schedule 1.0//ZH"
    assert [line.value for line in calendar.all("CALSCALE")] in ([], ["GREGORIAN"])
    assert not calendar.is_mixed


def r08_no_method(raw: bytes) -> None:
    assert not read(raw).all("METHOD")
    assert not any(event.all("ORGANIZER") for event in events(raw))


def r09_never_without_a_component(raw: bytes) -> None:
    assert read(raw).parts


def r10_named_twice_alike_or_not_at_all(raw: bytes) -> None:
    calendar = read(raw)
    names = [line.value for line in calendar.all("NAME")]
    assert names == [line.value for line in calendar.all("X-WR-CALNAME")]
    # A download has neither, nor the address it could be renewed from.
    assert len(names) == len(calendar.all("SOURCE")) <= 1


def r11_asks_to_be_read_hourly(raw: bytes) -> None:
    calendar = read(raw)
    if is_feed(raw):
        assert calendar.line("REFRESH-INTERVAL").params == {"VALUE": "DURATION"}
        assert calendar.value("REFRESH-INTERVAL") == "PT1H"
        assert calendar.value("X-PUBLISHED-TTL") == "PT1H"


def r12_says_where_it_comes_from(raw: bytes) -> None:
    calendar = read(raw)
    if is_feed(raw):
        assert calendar.line("SOURCE").params == {"VALUE": "URI"}
        source = r"https://ulanmuqi\.example/calendars/[a-z0-9/-]+\.ics(\?past=all)?"
        assert re.fullmatch(source, calendar.value("SOURCE"))
        assert calendar.value("URL").startswith("https://ulanmuqi.example/")


def r13_only_known_properties_each_once(raw: bytes) -> None:
    calendar = read(raw)
    known = {"VCALENDAR": OF_CALENDAR, "VEVENT": OF_EVENT, "VTIMEZONE": OF_ZONE}
    for part in (calendar, *calendar.parts):
        names = Counter(line.name for line in part.lines)
        strange = {name for name in names if not name.startswith("X-")}
        assert strange <= known[part.name]
        assert {n for n, times in names.items() if times > 1} <= MANY_TIMES


def r14_one_zone_and_one_way_to_say_a_time(raw: bytes) -> None:
    (zone,) = [part for part in read(raw).parts if part.name == "VTIMEZONE"]
    assert zone.value("TZID") == "Asia/Shanghai"
    (standard,) = zone.parts
    assert standard.name == "STANDARD"
    assert standard.value("TZOFFSETTO") == standard.value("TZOFFSETFROM") == "+0800"
    begins = datetime.strptime(standard.value("DTSTART"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    for event in events(raw):
        for line in (event.line("DTSTART"), event.line("DTEND")):
            if line.params == {"VALUE": "DATE"}:
                assert re.fullmatch(r"\d{8}", line.value)
                continue
            assert line.params == {"TZID": "Asia/Shanghai"}
            when = datetime.strptime(line.value, "%Y%m%dT%H%M%S")  # noqa: DTZ007
            assert begins < when


def r15_zones_are_iana(raw: bytes) -> None:
    names = re.findall(r"TZID[=:]([^:\r\n;]+)", "\n".join(unfolded(raw)))
    assert set(names) == {"Asia/Shanghai"}


def r16_no_floating_time_and_no_zone_with_z(raw: bytes) -> None:
    for event in events(raw):
        for line in event.lines:
            if not re.fullmatch(r"\d{8}T\d{6}Z?", line.value):
                continue
            assert ("TZID" in line.params) != line.value.endswith("Z")


def span(event: Part) -> tuple[date, date]:
    """Start and end: dates, or instants."""
    found = []
    for name in ("DTSTART", "DTEND"):
        text = event.value(name)
        form = "%Y%m%dT%H%M%S" if "T" in text else "%Y%m%d"
        when = datetime.strptime(text, form).replace(tzinfo=SHANGHAI)
        found.append(when if "T" in text else when.date())
    return found[0], found[1]


def r17_always_an_end_after_the_start(raw: bytes) -> None:
    for event in events(raw):
        starts, ends = span(event)
        assert ends > starts


def r18_a_day_without_hour_ends_the_day_after(raw: bytes) -> None:
    for event in events(raw):
        if event.line("DTSTART").params == {"VALUE": "DATE"}:
            starts, ends = span(event)
            assert ends == starts + timedelta(days=1)
            assert event.value("STATUS") in ("TENTATIVE", "CANCELLED")


def r19_uids_are_bare_and_unique(raw: bytes) -> None:
    uids = [event.value("UID") for event in events(raw)]
    assert len(set(uids)) == len(uids)
    pattern = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
    assert all(re.fullmatch(pattern, uid) for uid in uids)


def stamp(event: Part, name: str) -> datetime:
    form = "%Y%m%dT%H%M%SZ"
    return datetime.strptime(event.value(name), form).replace(tzinfo=UTC)


def r24_sequence_is_a_number(raw: bytes) -> None:
    for event in events(raw):
        assert re.fullmatch(r"\d+", event.value("SEQUENCE"))


def r25_last_modified_is_in_utc(raw: bytes) -> None:
    for event in events(raw):
        stamp(event, "LAST-MODIFIED")


def r26_dtstamp_is_the_last_revision(raw: bytes) -> None:
    for event in events(raw):
        assert event.value("DTSTAMP") == event.value("LAST-MODIFIED")


def r28_created_is_not_after_last_modified(raw: bytes) -> None:
    for event in events(raw):
        assert stamp(event, "CREATED") <= stamp(event, "LAST-MODIFIED")


def r29_what_is_off_keeps_all_its_fields(raw: bytes) -> None:
    kept = ("UID", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "URL")
    for event in events(raw):
        if event.value("STATUS") == "CANCELLED":
            assert all(event.value(name) for name in (*kept, "CATEGORIES"))
            assert int(event.value("SEQUENCE")) > 0


def r30_the_title_says_it_too(raw: bytes) -> None:
    for event in events(raw):
        title, status = event.value("SUMMARY"), event.value("STATUS")
        if status in MARKS:
            assert title.startswith(MARKS[status])
        else:
            assert not title.startswith(("〔取消〕", "〔改期〕", "〔待定〕"))


def r31_status_is_one_of_three(raw: bytes) -> None:
    for event in events(raw):
        assert event.value("STATUS") in ("TENTATIVE", "CONFIRMED", "CANCELLED")


def r33_every_field_a_reader_needs(raw: bytes) -> None:
    for event in events(raw):
        assert told(event.value("LOCATION")).strip()
        assert event.value("URL").startswith("https://ulanmuqi.example/performances/")
        assert event.value("CATEGORIES").strip(",")
        assert event.value("TRANSP") == "TRANSPARENT"
        assert not event.all("ATTENDEE")
        assert not event.parts
        for line in event.all("GEO"):
            lat, lon = map(float, line.value.split(";"))
            # Inner Mongolia and its neighbours, in this order.
            assert 30 < lat < 60 < lon < 140


def r34_what_is_optional_is_right(raw: bytes) -> None:
    for event in events(raw):
        for line in event.all("COLOR"):
            assert line.value in CSS3
        for line in event.all("RELATED-TO"):
            assert line.params == {"RELTYPE": "SIBLING"}
            assert re.fullmatch(r"[0-9a-f-]{36}", line.value)
            assert line.value != event.value("UID")
        for name in ("IMAGE", "CONFERENCE"):
            assert all(line.params["VALUE"] == "URI" for line in event.all(name))
        # ical4j, and with it DAVx5 and ICSx5, takes any part of an event for an alarm.
        assert not event.parts


def r35_no_recurrence(raw: bytes) -> None:
    for event in events(raw):
        for name in ("RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"):
            assert not event.all(name)


Check = Callable[[bytes], None]


def _found() -> Iterator[tuple[int, Check]]:
    for name, value in sorted(globals().items()):
        if match := re.match(r"r(\d\d)_", name):
            yield int(match[1]), value


CHECKS: dict[int, Check] = dict(_found())
