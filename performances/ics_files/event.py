"""One VEVENT of a foreign calendar, which may stand for many days."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from icalendar.prop import vDuration

from .lines import Component, Property
from .recurrence import Rule, days_of, ends_before, read_rule
from .shows import ForeignShow, Problem, Refusal, Stamp
from .text import cut, one_line, plain, plain_text
from .zones import Zones

LONGEST_UID: Final = 255
LONGEST_TITLE: Final = 120
LONGEST_PLACE: Final = 200
LONGEST_NOTE: Final = 2_000
LONGEST_SHOW: Final = timedelta(hours=12)
MOST_OCCURRENCES: Final = 100
AHEAD: Final = timedelta(days=366)
OLDEST: Final = timedelta(days=3_660)
FURTHEST: Final = timedelta(days=3 * 366)

_STAMP = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class _When:
    """A start as written: a day, or a wall clock in a zone."""

    starts: datetime | date
    wall: datetime
    is_day: bool
    is_floating: bool
    zone: str


class Event:
    """One VEVENT, which may stand for many days. Raises Refusal."""

    def __init__(
        self, event: Component, zones: Zones, now: datetime, off: bool
    ) -> None:
        self.event, self.zones, self.now = event, zones, now
        self.was_cut = False
        for line, name in event.broken:
            if name in _READ:
                raise Refusal(Problem.BROKEN_LINE, name, line)
        self.uid = plain(self._said("UID")).strip()
        if not self.uid:
            raise Refusal(Problem.NO_UID)
        if len(self.uid) > LONGEST_UID:
            raise Refusal(Problem.LONG_UID)
        self.title = one_line(self._said("SUMMARY"))
        if not self.title:
            raise Refusal(Problem.NO_TITLE)
        start = event.first("DTSTART")
        if start is None:
            raise Refusal(Problem.NO_START)
        self.start = self.when(start)
        self.length = self._length(start)
        replaced = event.first("RECURRENCE-ID")
        if replaced is not None and replaced.parameter("RANGE"):
            raise Refusal(Problem.REST_OF_SERIES, line=replaced.line)
        self.replaces = _key(self.when(replaced).starts) if replaced else ""
        self.is_cancelled = off or self._said("STATUS").strip().upper() == "CANCELLED"
        self.stamp = Stamp(
            sequence=_count(self._said("SEQUENCE")),
            modified=self._instant("LAST-MODIFIED"),
            stamped=self._instant("DTSTAMP"),
        )

    def _said(self, name: str) -> str:
        found = self.event.first(name)
        return found.value if found else ""

    def _instant(self, name: str) -> datetime | None:
        found = self.event.first(name)
        try:
            when = self.when(found).starts if found else None
        except Refusal:
            return None
        return when if isinstance(when, datetime) else None

    def when(self, said: Property) -> _When:
        """Instants of a floating hour are read as Beijing time."""
        return self._when(said, said.value.strip())

    def _when(self, said: Property, text: str) -> _When:
        found = _STAMP.fullmatch(text)
        odd = Refusal(Problem.ODD_TIME, f"{said.name}:{text}", said.line)
        if found is None:
            raise odd
        day, hour, is_utc = found.groups()
        try:
            # 24:00:00 and a leap second are no times of this day.
            wall = datetime.strptime(  # noqa: DTZ007 (its zone follows)
                day + (hour or "000000"), "%Y%m%d%H%M%S"
            )
        except ValueError:
            raise odd from None
        if not 1970 <= wall.year <= 2100:
            raise odd
        if hour is None:
            return _When(wall.date(), wall, True, False, "")
        if is_utc:
            at = wall.replace(tzinfo=UTC)
            return _When(at, wall, False, False, "UTC")
        name = said.parameter("TZID")
        zone = self.zones.find(name)
        if zone is None:
            raise Refusal(Problem.ODD_ZONE, name, said.line)
        at = wall.replace(tzinfo=zone).astimezone(UTC)
        return _When(at, wall, False, not name, name)

    def _length(self, start: Property) -> timedelta | None:
        """How long it lasts; None where the file does not say, and for a whole day."""
        end, lasts = self.event.first("DTEND"), self.event.first("DURATION")
        length: timedelta | None = None
        if end is not None:
            until = self.when(end)
            length = _apart(until, self.start)
        elif lasts is not None:
            length = _duration(lasts)
        line = (end or lasts or start).line
        if length is not None and length < timedelta(0):
            raise Refusal(Problem.ENDS_FIRST, line=line)
        if self.start.is_day:
            if length is not None and length > timedelta(days=1):
                raise Refusal(Problem.SEVERAL_DAYS, line=line)
            return None
        if length is not None and length > LONGEST_SHOW:
            raise Refusal(Problem.TOO_LONG, line=line)
        return length or None

    def occurrences(self) -> Iterator[ForeignShow]:
        if self.replaces or not (self.event.first("RRULE") or self.event.all("RDATE")):
            # A single event has no name within a series.
            when = self.start.starts
            if _instant_of(when) - self.now > FURTHEST:
                raise Refusal(Problem.TOO_FAR)
            yield self.show(when, self.replaces)
            return
        for when in self._days():
            yield self.show(when, _key(when))

    def _days(self) -> list[datetime | date]:
        if self.now - _instant_of(self.start.starts) > OLDEST:
            raise Refusal(Problem.TOO_FAR)
        left_out = set(self._listed("EXDATE", Problem.ODD_TIME))
        found = {_key(one): one for one in self._ruled()}
        extra = self._listed("RDATE", Problem.ODD_EXTRA_DAYS)
        found |= {key: one for key, one in extra.items() if self._is_near(one)}
        kept = [
            one
            for key, one in found.items()
            # Some programs leave out a day where they mean the show of that day.
            if key not in left_out and _wall_day(one, self) not in left_out
        ]
        kept.sort(key=_instant_of)
        if len(kept) > MOST_OCCURRENCES:
            self.was_cut = True
        return kept[:MOST_OCCURRENCES]

    def _ruled(self) -> Iterator[datetime | date]:
        rule = self._rule()
        if rule is None:
            if self._is_near(self.start.starts):
                yield self.start.starts
            return
        first, today = self.start.wall.date(), self.now.date()
        last = today + AHEAD
        count = 0
        since = today - timedelta(days=1)
        for day in days_of(rule, first, since=since, last=last):
            when = self.on(day)
            try:
                over = ends_before(rule.until, self._compared(when, rule), day)
            except ValueError:
                raise Refusal(Problem.ODD_RULE, f"UNTIL={rule.until}") from None
            if over:
                return
            count += 1
            if count > MOST_OCCURRENCES + len(self.event.all("EXDATE")):
                break
            yield when
        # Whatever lies further ahead is for a later upload.
        self.was_cut = rule.count is None or count > MOST_OCCURRENCES

    def _compared(self, when: datetime | date, rule: Rule) -> datetime:
        if isinstance(when, datetime) and rule.until.endswith("Z"):
            return when
        day = when if not isinstance(when, datetime) else None
        if day is not None:
            return datetime.combine(day, time(), tzinfo=UTC)
        zone = self.zones.find(self.start.zone)
        return _instant_of(when).astimezone(zone)

    def _rule(self) -> Rule | None:
        said = self.event.all("RRULE")
        if not said:
            return None
        try:
            if len(said) > 1 or self.event.first("EXRULE"):
                raise ValueError("RRULE, RRULE")
            return read_rule(said[0].value)
        except ValueError as error:
            raise Refusal(Problem.ODD_RULE, str(error), said[0].line) from None

    def on(self, day: date) -> datetime | date:
        """The same hour of the wall clock on another day."""
        if self.start.is_day:
            return day
        wall = datetime.combine(day, self.start.wall.time())
        if self.start.zone == "UTC":
            return wall.replace(tzinfo=UTC)
        return wall.replace(tzinfo=self.zones.find(self.start.zone)).astimezone(UTC)

    def _listed(self, name: str, odd: Problem) -> dict[str, datetime | date]:
        found: dict[str, datetime | date] = {}
        for said in self.event.all(name):
            if said.parameter("VALUE").upper() == "PERIOD":
                raise Refusal(odd, f"{name};VALUE=PERIOD", said.line)
            for text in said.value.split(",")[:1_000]:
                when = self._when(said, text.strip()).starts
                found[_key(when)] = when
        return found

    def _is_near(self, when: datetime | date) -> bool:
        ahead = _instant_of(when) - self.now
        return timedelta(days=-1) <= ahead <= AHEAD

    def show(self, when: datetime | date, recurrence: str) -> ForeignShow:
        ends = None
        if isinstance(when, datetime) and self.length is not None:
            ends = when + self.length
        note = plain_text(self._said("DESCRIPTION"))
        return ForeignShow(
            uid=self.uid,
            recurrence=recurrence,
            line=self.event.line,
            title=cut(self.title, LONGEST_TITLE),
            starts=when,
            ends=ends,
            place=cut(one_line(self._said("LOCATION")), LONGEST_PLACE),
            note=cut(note, LONGEST_NOTE),
            stamp=self.stamp,
            is_cancelled=self.is_cancelled,
            is_floating=self.start.is_floating,
            zone=self.start.zone,
            full_title=cut(self.title, 500) if len(self.title) > LONGEST_TITLE else "",
        )


_READ = frozenset(
    {
        "UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE",
        "RECURRENCE-ID", "STATUS", "SEQUENCE", "LOCATION", "DESCRIPTION",
    }
)  # fmt: skip


def _apart(end: _When, start: _When) -> timedelta:
    if end.is_day != start.is_day:
        raise Refusal(Problem.ODD_TIME, "DTSTART, DTEND")
    return _instant_of(end.starts) - _instant_of(start.starts)


def _duration(said: Property) -> timedelta:
    try:
        found = vDuration.from_ical(said.value.strip()[:40])  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError):
        found = None
    if not isinstance(found, timedelta):
        raise Refusal(Problem.ODD_TIME, f"DURATION:{said.value}", said.line)
    return found


def _instant_of(when: datetime | date) -> datetime:
    if isinstance(when, datetime):
        return when
    return datetime.combine(when, time(), tzinfo=UTC)


def _key(when: datetime | date) -> str:
    return when.strftime("%Y%m%dT%H%M%SZ" if isinstance(when, datetime) else "%Y%m%d")


def _wall_day(when: datetime | date, event: Event) -> str:
    if not isinstance(when, datetime):
        return ""
    zone = UTC if event.start.zone == "UTC" else event.zones.find(event.start.zone)
    return when.astimezone(zone).strftime("%Y%m%d")


def _count(text: str) -> int:
    text = text.strip()
    is_number = text.isascii() and text.isdecimal() and len(text) <= 9
    return int(text) if is_number else 0
