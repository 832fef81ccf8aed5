"""A foreign .ics file read as shows: bytes in, frozen values out.

Pure: no Django, no clock (`now` is an argument). What cannot be understood stands
beside the rest as a `Misread`, with the event's title and line, and stops nothing.
"""

from datetime import UTC, datetime, time

from .event import LONGEST_TITLE, LONGEST_UID, Event
from .lines import MOST_EVENTS, Component, Fault, Unreadable, take_apart
from .shows import ForeignShow, Misread, Problem, Reading, Refusal
from .text import one_line, plain
from .zones import zones_of


def read(raw: bytes, *, now: datetime) -> Reading:
    """Raises Unreadable for what is no calendar, or one with too much in it.

    Series are laid out from `now` on, a year and MOST_OCCURRENCES at most.
    """
    shows: dict[tuple[str, str], ForeignShow] = {}
    misread: list[Misread] = []
    others = 0
    for calendar in take_apart(raw):
        zones = zones_of(calendar)
        method = calendar.first("METHOD")
        off = method is not None and method.value.strip().upper() == "CANCEL"
        events = [one for one in calendar.inner if one.name == "VEVENT"]
        others += sum(
            one.name in ("VTODO", "VJOURNAL", "VFREEBUSY") for one in calendar.inner
        )
        # A series first, then what became of single days of it.
        events.sort(key=lambda one: one.first("RECURRENCE-ID") is not None)
        for event in events:
            try:
                _keep(shows, Event(event, zones, now, off), misread)
            except Refusal as error:
                misread.append(_misread(event, error))
            if len(shows) > MOST_EVENTS:
                raise Unreadable(Fault.TOO_MANY, event.line)
    in_order = sorted(shows.values(), key=lambda one: (_sorted_by(one), one.key))
    return Reading(tuple(in_order), tuple(misread), others)


def _keep(
    shows: dict[tuple[str, str], ForeignShow], event: "Event", misread: list[Misread]
) -> None:
    for found in event.occurrences():
        before = shows.get(found.key)
        replaces_day = before is not None and event.replaces
        if (
            before is None
            or replaces_day
            or found.stamp.is_newer_than(before.stamp) is not False
        ):
            shows[found.key] = found
    if event.was_cut:
        cut = Refusal(Problem.SERIES_CUT)
        misread.append(_misread(event.event, cut))


def _sorted_by(show: ForeignShow) -> datetime:
    if isinstance(show.starts, datetime):
        return show.starts
    return datetime.combine(show.starts, time(), tzinfo=UTC)


def _misread(event: Component, error: Refusal) -> Misread:
    uid, title = event.first("UID"), event.first("SUMMARY")
    return Misread(
        uid=plain(uid.value)[:LONGEST_UID] if uid else "",
        title=one_line(title.value)[:LONGEST_TITLE] if title else "",
        line=error.line or event.line,
        problem=error.problem,
        detail=one_line(error.detail)[:60],
    )
