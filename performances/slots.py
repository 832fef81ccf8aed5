"""How long something lasts: whole UTC seconds, half-open, however sure the hour is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Self
from zoneinfo import ZoneInfo

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR

# No booking is longer, so that "what overlaps this" is a closed index range: whoever
# overlaps a slot starts less than this before it (architecture 5.1).
MAX_BOOKING_SECONDS = 7 * DAY

# Nobody waits in the foyer for longer.
MOST_DOORS_MINUTES = 180

# "About 19:30" may be half an hour early or late.
ABOUT_SECONDS = 30 * MINUTE


class Precision(StrEnum):
    """How much is known of the hour."""

    EXACT = "exact"
    ABOUT = "about"
    PART = "part"
    DATE = "date"

    @property
    def has_hour(self) -> bool:
        return self in (Precision.EXACT, Precision.ABOUT)


class DayPart(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


# Local hours, from and to.
PART_HOURS = {
    DayPart.MORNING: (8, 12),
    DayPart.AFTERNOON: (12, 18),
    DayPart.EVENING: (18, 23),
}


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """[starts, ends) in whole UTC seconds; slots that touch do not overlap.

    Raises ValueError unless it ends after it starts.
    """

    starts: int
    ends: int

    def __post_init__(self) -> None:
        if self.ends <= self.starts:
            raise ValueError(f"A slot ends after it starts: {self.starts}, {self.ends}")

    @classmethod
    def of(cls, starts: datetime, ends: datetime) -> Self:
        """From two aware datetimes; raises ValueError for naive ones."""
        return cls(epoch(starts), epoch(ends))

    @property
    def seconds(self) -> int:
        return self.ends - self.starts

    @property
    def is_too_long(self) -> bool:
        return self.seconds > MAX_BOOKING_SECONDS

    def contains(self, instant: int) -> bool:
        return self.starts <= instant < self.ends

    def covers(self, other: "Slot") -> bool:
        return self.starts <= other.starts and other.ends <= self.ends

    def overlaps(self, other: "Slot") -> bool:
        return self.starts < other.ends and other.starts < self.ends

    def intersection(self, other: "Slot") -> "Slot | None":
        """What both occupy; None when they do not overlap."""
        if not self.overlaps(other):
            return None
        return Slot(max(self.starts, other.starts), min(self.ends, other.ends))

    def gap_seconds(self, other: "Slot") -> int:
        """Free seconds between the two, in either order; 0 when touching or over."""
        return max(0, other.starts - self.ends, self.starts - other.ends)

    def pieces(self) -> list["Slot"]:
        """The slot in parts that touch, none longer than a booking may be."""
        cuts = [*range(self.starts, self.ends, MAX_BOOKING_SECONDS), self.ends]
        return [Slot(start, end) for start, end in pairwise(cuts)]

    def shifted(self, seconds: int) -> "Slot":
        return Slot(self.starts + seconds, self.ends + seconds)

    def widened(self, before: int, after: int) -> "Slot":
        """Seconds added at either end; raises ValueError for negative ones."""
        if before < 0 or after < 0:
            raise ValueError(f"A slot is only widened: {before}, {after}")
        return Slot(self.starts - before, self.ends + after)


def epoch(moment: datetime) -> int:
    """UTC seconds of an aware datetime, fractions dropped; ValueError when naive."""
    if moment.tzinfo is None:
        raise ValueError("An instant needs its time zone.")
    return int((moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1))


def moment(seconds: int) -> datetime:
    """The aware UTC datetime of UTC seconds."""
    return datetime.fromtimestamp(seconds, tz=UTC)


def show_slot(
    *,
    precision: Precision,
    zone: str,
    starts: datetime | None = None,
    ends: datetime | None = None,
    day: date | None = None,
    day_part: DayPart | None = None,
) -> Slot:
    """When a show may be on stage.

    exact: as given. about: half an hour more at both ends. part: that part of the
    local day. date, or a part nobody named: the whole local day, 23 to 25 hours of
    it where clocks change. Without `day`, the local day of `starts`.
    Raises ValueError when what the precision needs is missing.
    """
    if precision.has_hour:
        if starts is None or ends is None:
            raise ValueError("A show with an hour needs its start and its end.")
        spread = ABOUT_SECONDS if precision is Precision.ABOUT else 0
        return Slot.of(starts, ends).widened(spread, spread)
    if day is None:
        if starts is None:
            raise ValueError("A show without an hour needs its day.")
        day = day_of(epoch(starts), zone)
    if precision is Precision.PART and day_part is not None:
        begins, ends_at = PART_HOURS[day_part]
        return Slot(_local(day, begins, zone), _local(day, ends_at, zone))
    return local_day(day, zone)


def day_of(instant: int, zone: str) -> date:
    """The day the wall clock of the zone shows at UTC seconds."""
    return moment(instant).astimezone(ZoneInfo(zone)).date()


def local_day(day: date, zone: str) -> Slot:
    """Midnight to midnight on the wall; ValueError for a day a zone skipped."""
    return Slot(_local(day, 0, zone), _local(day + timedelta(days=1), 0, zone))


def occupied_slot(
    stage: Slot, *, precision: Precision, load_in_minutes: int, strike_minutes: int
) -> Slot:
    """From load-in to strike, around the slot on stage.

    A show known by its date alone keeps to its day: the day already holds the
    load-in, and must not reach into the evening before.
    """
    if precision is Precision.DATE:
        return stage
    return stage.widened(load_in_minutes * MINUTE, strike_minutes * MINUTE)


def doors_at(
    starts: datetime, minutes: int | None, *, precision: str, is_online: bool
) -> datetime | None:
    """When the audience is let in, in the zone of `starts`.

    Nothing while nobody said so, without an hour, and where nobody comes to a place.
    """
    if minutes is None or is_online or not Precision(precision).has_hour:
        return None
    return starts - timedelta(minutes=minutes)


def _local(day: date, hour: int, zone: str) -> int:
    """The first instant at which the wall clock of the zone shows that hour.

    An hour the clocks leap over counts from the leap.
    """
    return epoch(datetime.combine(day, time(hour), tzinfo=ZoneInfo(zone)))
