"""Renders one dated show and the calendar around it as RFC 5545 text.

Pure: values in, text out, no clock. An entry's text is the same wherever it
stands, so a feed is a head, stored entries and a tail, joined.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final, Literal

from icalendar import Calendar, Event, Timezone, TimezoneStandard
from icalendar.parser import Contentline
from icalendar.prop import vCategory, vDuration, vText, vUri

ZONE: Final = "Asia/Shanghai"
PRODID: Final = "-//Ulanmuqi//Performance schedule 1.0//ZH"
REFRESH: Final = timedelta(hours=1)

LONGEST_LINE_TEXT: Final = 254
LONGEST_DESCRIPTION: Final = 7_900

Status = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]

# The file's own VTIMEZONE says +0800 for ever, so times are written with it even
# in the few summers (last in 1991) when clocks in China stood an hour ahead.
_OFFSET = timezone(timedelta(hours=8))
_ADOPTED = datetime(1901, 1, 1)  # noqa: DTZ001 (VTIMEZONE starts are local times)
_LINE_BREAKS = {"\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"}
_DESCRIPTION = re.compile(r"^DESCRIPTION:[^\r]*(?:\r\n [^\r]*)*", re.MULTILINE)
_AFTER_PARAGRAPH = re.compile(r"(?<=\\n)(?=\S)")
_BLANKS = re.compile(r"[ \t\n]+")
_UNWANTED = {"\ufeff", "\ufffd"}
_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """What one VEVENT says.

    `starts` and `ends` are aware instants. Where only the day is known, `starts`
    is a date (in Shanghai) and `ends` is None. `created` and `modified` are aware.
    `point` is WGS-84 (lat, lon). `parent` is the UID of the show an entry belongs to.
    """

    uid: str
    sequence: int
    created: datetime
    modified: datetime
    starts: datetime | date
    ends: datetime | None
    status: Status
    title: str
    location: str
    description: Sequence[str]
    url: str
    categories: Sequence[str]
    point: tuple[float, float] | None = None
    related: Sequence[str] = ()
    parent: str = ""
    color: str = ""

    def __post_init__(self) -> None:
        instants = [self.created, self.modified]
        if isinstance(self.starts, datetime):
            if self.ends is None or self.ends <= self.starts:
                raise ValueError("A timed entry ends after it starts.")
            instants += [self.starts, self.ends]
        elif self.ends is not None:
            raise ValueError("An entry for a whole day has no hour of ending.")
        if any(instant.tzinfo is None for instant in instants):
            raise ValueError("Calendar entries take aware instants only.")
        if self.created > self.modified:
            raise ValueError("An entry cannot be changed before it was made.")
        if not (self.location and self.categories and self.title and self.uid):
            raise ValueError("An entry has a UID, a title, a place and a category.")


def render_entry(facts: EntryFacts) -> str:
    """One VEVENT: CRLF line ends, lines of at most 75 octets, TEXT escaped once."""
    event = Event()
    event.add("uid", _Text(facts.uid))
    event.add("sequence", facts.sequence)
    event.add("dtstamp", _utc(facts.modified))
    event.add("created", _utc(facts.created))
    event.add("last-modified", _utc(facts.modified))
    _add_span(event, facts.starts, facts.ends)
    event.add("status", facts.status)
    event.add("summary", _Text(one_line(facts.title)))
    event.add("location", _Text(one_line(facts.location)))
    if facts.point is not None:
        event.add("geo", tuple(round(degrees, 6) for degrees in facts.point))
    event.add("description", _Text(_paragraphs(facts.description)))
    event.add("url", vUri(facts.url))
    event.add("categories", _Categories([one_line(name) for name in facts.categories]))
    for uid in facts.related:
        event.add("related-to", _Text(uid), parameters={"RELTYPE": "SIBLING"})
    if facts.parent:
        event.add("related-to", _Text(facts.parent), parameters={"RELTYPE": "PARENT"})
    if facts.color:
        event.add("color", _Text(facts.color))
    event.add("transp", "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", _Text("FREE"))
    return _DESCRIPTION.sub(_by_paragraph, str(event.to_ical().decode()), count=1)


def calendar_head(
    *, name: str | None = None, source: str | None = None, page_url: str | None = None
) -> str:
    """Everything before the first entry, the one VTIMEZONE included.

    A feed gives all three. A single show to be downloaded gives none: a named file
    opens a new calendar in Outlook instead of adding to the reader's own.
    """
    return _frame(name, source, page_url).removesuffix(calendar_tail())


def calendar_tail() -> str:
    return "END:VCALENDAR\r\n"


def wrap(
    entries: Iterable[str],
    *,
    name: str | None = None,
    source: str | None = None,
    page_url: str | None = None,
) -> bytes:
    """A whole calendar file around entries already rendered."""
    head = calendar_head(name=name, source=source, page_url=page_url)
    return "".join((head, *entries, calendar_tail())).encode()


def plain(text: str) -> str:
    """The text without what iCalendar forbids or line-splitting readers trip over."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(filter(None, map(_kept, text)))


def one_line(text: str) -> str:
    """Plain text in one line of at most 254 characters, never empty edges.

    Only the blanks a keyboard makes are drawn together: Mongolian ties its suffixes
    by a narrow space (U+202F), which is part of the word.
    """
    return _shortened(_BLANKS.sub(" ", plain(text)).strip(" "), LONGEST_LINE_TEXT)


class _Text(vText):
    """TEXT escaped in one pass.

    icalendar's own escaping turns a written backslash and N into a line break.
    """

    __slots__ = ()

    def to_ical(self) -> bytes:
        return self.translate(_ESCAPES).encode()


class _Categories(vCategory):
    def to_ical(self) -> bytes:
        return b",".join(_Text(name).to_ical() for name in self.cats)


def _by_paragraph(found: re.Match[str]) -> str:
    """The property folded where its paragraphs end, and where they are too long.

    What many shows say alike is then the same bytes in each of them, and a feed packs
    a tenth smaller. RFC 5545 section 3.1 lets a line be folded between any characters.
    """
    paragraphs = _AFTER_PARAGRAPH.split(found[0].replace("\r\n ", ""))
    lines = (f" {part}" if number else part for number, part in enumerate(paragraphs))
    folded = (Contentline(line).to_ical().decode() for line in lines)  # type: ignore[no-untyped-call]
    return "\r\n".join(folded)


def _add_span(event: Event, starts: datetime | date, ends: datetime | None) -> None:
    if isinstance(starts, datetime) and ends is not None:
        event.add("dtstart", _local(starts), parameters={"TZID": ZONE})
        event.add("dtend", _local(ends), parameters={"TZID": ZONE})
    else:
        event.add("dtstart", starts)
        event.add("dtend", starts + timedelta(days=1))


def _local(instant: datetime) -> datetime:
    """Wall clock time in Shanghai, naive because the TZID stands beside it."""
    return instant.astimezone(_OFFSET).replace(tzinfo=None, microsecond=0)


def _utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(microsecond=0)


def _paragraphs(lines: Sequence[str]) -> str:
    kept = (plain(line).strip(" \t\n") for line in lines)
    return _shortened("\n".join(filter(None, kept)), LONGEST_DESCRIPTION)


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _kept(character: str) -> str:
    if character in "\n\t":
        return character
    if character in _LINE_BREAKS:
        return "\n"
    if character in _UNWANTED or unicodedata.category(character) in {"Cc", "Cs"}:
        return ""
    # Noncharacters: the last two of every plane and a block of 32.
    code = ord(character)
    return "" if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF else character


@lru_cache(maxsize=256)
def _frame(name: str | None, source: str | None, page_url: str | None) -> str:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _Text(PRODID))
    calendar.add("calscale", "GREGORIAN")
    if name is not None:
        calendar.add("name", _Text(one_line(name)))
        calendar.add("x-wr-calname", _Text(one_line(name)))
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(REFRESH))
    if source is not None:
        calendar.add("source", vUri(source), parameters={"VALUE": "URI"})
    if page_url is not None:
        calendar.add("url", vUri(page_url))
    calendar.add_component(_timezone())
    return str(calendar.to_ical().decode())


def _timezone() -> Timezone:
    """Short on purpose: Outlook on the web refused a zone's whole history."""
    standard = TimezoneStandard()
    standard.add("dtstart", _ADOPTED)
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", _Text("CST"))
    zone = Timezone()
    zone.add("tzid", _Text(ZONE))
    zone.add_component(standard)
    return zone
