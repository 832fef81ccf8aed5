"""A calendar entry whose stamps, busy state and reminder are filled in when it is read.

Pure. What is stored is one VEVENT without these: a subscription chooses the reminder
and whether rehearsals show as busy, and a later choice raises the stamps with it.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from . import ical

BEGIN: Final = "BEGIN:VEVENT\r\n"
END: Final = "END:VEVENT\r\n"
_FREE: Final = "TRANSP:TRANSPARENT\r\nX-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n"
_BUSY: Final = "TRANSP:OPAQUE\r\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY\r\n"
_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)
_MINUTE: Final = timedelta(minutes=1)

# An entry of a whole day has no hour to count from: 18:00 of the evening before.
EVENING_BEFORE: Final = timedelta(hours=6)


def opened(facts: ical.EntryFacts) -> str:
    """The entry's lines between BEGIN and what is left open."""
    text = ical.render_entry(facts)
    stamp = written(facts.modified)
    stamps = (f"DTSTAMP:{stamp}\r\n", f"LAST-MODIFIED:{stamp}\r\n")
    for line in (*stamps, *_FREE.splitlines(keepends=True)):
        # A continued line begins with a space, so this is the property's own line.
        text = text.replace(f"\r\n{line}", "\r\n", 1)
    return text.removeprefix(BEGIN).removesuffix(END)


def closed(text: str, *, modified: datetime, rest: str) -> str:
    """A whole VEVENT; `rest` is what `ending` made."""
    stamp = written(modified)
    return f"{BEGIN}DTSTAMP:{stamp}\r\nLAST-MODIFIED:{stamp}\r\n{text}{rest}"


def ending(*, is_busy: bool = False, alarm: timedelta | None = None) -> str:
    """How an entry ends; `alarm` is how long before its start it rings."""
    return (_BUSY if is_busy else _FREE) + _alarm(alarm) + END


def written(instant: datetime) -> str:
    """An aware instant as RFC 5545 writes it in UTC."""
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _alarm(before: timedelta | None) -> str:
    if before is None:
        return ""
    return (
        "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:提醒\r\n"
        f"TRIGGER:-{_duration(before)}\r\nEND:VALARM\r\n"
    )


def _duration(length: timedelta) -> str:
    """P1D, PT2H, PT150M: in whole minutes, the largest unit that fits."""
    for unit, name in ((_DAY, "P{}D"), (_HOUR, "PT{}H")):
        if length >= unit and not length % unit:
            return name.format(length // unit)
    return f"PT{length // _MINUTE}M"
