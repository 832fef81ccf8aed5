"""Reads calendars the way strict clients do."""

import re

from icalendar import Calendar, Event


def events(raw: bytes) -> list[Event]:
    """In order; a file the library finds any fault with fails the test."""
    calendar = Calendar.from_ical(raw)
    assert calendar.errors == []
    found = calendar.walk("VEVENT")
    assert [event.errors for event in found] == [[] for _event in found]
    return found


def only(raw: bytes) -> Event:
    (event,) = events(raw)
    return event


def titles(raw: bytes) -> list[str]:
    return [str(event["SUMMARY"]) for event in events(raw)]


def uids(raw: bytes) -> list[str]:
    return [str(event["UID"]) for event in events(raw)]


def texts(raw: bytes) -> list[bytes]:
    """Each entry's own bytes."""
    return re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", raw, re.DOTALL)


def head(raw: bytes) -> dict[str, str]:
    """The calendar's own properties, by name with parameters."""
    lines = raw.replace(b"\r\n ", b"").decode().split("\r\n")
    own = lines[1 : lines.index("BEGIN:VTIMEZONE")]
    return dict(line.split(":", 1) for line in own)


def lines(event: Event) -> list[str]:
    """The description, line by line."""
    return str(event["DESCRIPTION"]).split("\n")
