"""A foreign .ics file as bytes, taken apart into the components it is made of.

Pure and bounded: whoever uploads may send anything. What is no calendar at all raises
Unreadable with a reason; what is wrong within one event is for `reading`.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from icalendar.parser import Contentline

MOST_BYTES: Final = 1_048_576
MOST_EVENTS: Final = 500
DEEPEST: Final = 6
LONGEST_LINE: Final = 100_000

_BREAKS = re.compile(rb"\r\n|\n|\r")
_ZIP = b"PK\x03\x04"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", b"%PDF")


class Fault(StrEnum):
    """Why a file as a whole could not be read."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    ARCHIVE = "archive"
    PICTURE = "picture"
    ENCODING = "encoding"
    NO_CALENDAR = "no_calendar"
    CUT_OFF = "cut_off"
    TANGLED = "tangled"
    TOO_DEEP = "too_deep"
    TOO_MANY = "too_many"


class Unreadable(ValueError):
    """`line` is where it went wrong, 0 for the file as a whole."""

    def __init__(self, fault: Fault, line: int = 0) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.line = line


@dataclass(frozen=True, slots=True)
class Property:
    """Parameters have upper-case names; the value is as written, still escaped."""

    name: str
    value: str
    parameters: dict[str, str]
    line: int

    def parameter(self, name: str) -> str:
        return self.parameters.get(name, "")


@dataclass(slots=True)
class Component:
    """The properties that stand directly in it; those of its alarms do not count."""

    name: str
    line: int
    properties: list[Property] = field(default_factory=list)
    broken: list[tuple[int, str]] = field(default_factory=list)
    inner: list["Component"] = field(default_factory=list)

    def first(self, name: str) -> Property | None:
        return next((one for one in self.properties if one.name == name), None)

    def all(self, name: str) -> list[Property]:
        return [one for one in self.properties if one.name == name]


def take_apart(raw: bytes) -> list[Component]:
    """The VCALENDARs of a file. Raises Unreadable."""
    if not raw.strip():
        raise Unreadable(Fault.EMPTY)
    if len(raw) > MOST_BYTES:
        raise Unreadable(Fault.TOO_BIG)
    if raw.startswith(_ZIP):
        raise Unreadable(Fault.ARCHIVE)
    if raw.startswith(_PICTURES):
        raise Unreadable(Fault.PICTURE)
    calendars: list[Component] = []
    open_: list[Component] = []
    events = 0
    for number, text in _lines(raw):
        keyword, _colon, name = text.partition(":")
        keyword, name = keyword.strip().upper(), name.strip().upper()
        if keyword == "BEGIN":
            component = Component(name, number)
            if name == "VEVENT":
                events += 1
            if events > MOST_EVENTS:
                raise Unreadable(Fault.TOO_MANY, number)
            if len(open_) >= DEEPEST:
                raise Unreadable(Fault.TOO_DEEP, number)
            if open_:
                open_[-1].inner.append(component)
            elif name == "VCALENDAR":
                calendars.append(component)
            open_.append(component)
        elif keyword == "END":
            if not open_ or open_.pop().name != name:
                raise Unreadable(Fault.TANGLED, number)
        elif open_:
            _take(open_[-1], number, text)
    if not calendars:
        raise Unreadable(Fault.NO_CALENDAR)
    if open_:
        raise Unreadable(Fault.CUT_OFF, open_[-1].line)
    return calendars


def _lines(raw: bytes) -> list[tuple[int, str]]:
    """Unfolded lines with the number of the first line of each.

    Unfolded before decoding: some programs fold in the middle of a character.
    """
    found: list[tuple[int, list[bytes]]] = []
    for number, line in enumerate(_BREAKS.split(raw.removeprefix(b"\xef\xbb\xbf")), 1):
        if line[:1] in (b" ", b"\t") and found:
            found[-1][1].append(line[1:])
        elif line.strip():
            found.append((number, [line]))
    text = _decoded(b"\n".join(b"".join(parts) for _number, parts in found))
    numbers = (number for number, _parts in found)
    return list(zip(numbers, text.split("\n"), strict=True))


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(Fault.ENCODING)


def _take(component: Component, number: int, text: str) -> None:
    try:
        line = Contentline(text[:LONGEST_LINE])  # type: ignore[no-untyped-call]
        name, parameters, value = line.raw_parts()
    except ValueError:
        component.broken.append((number, re.split("[;:]", text)[0].strip().upper()))
        return
    plain = {
        key.upper(): one if isinstance(one, str) else ",".join(one)
        for key, one in parameters.items()
    }
    component.properties.append(Property(name.upper(), value, plain, number))
