"""What is read from a foreign calendar, as frozen values."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Problem(StrEnum):
    """Why one event was not understood, or not wholly taken."""

    BROKEN_LINE = "broken_line"
    NO_UID = "no_uid"
    LONG_UID = "long_uid"
    NO_TITLE = "no_title"
    NO_START = "no_start"
    ODD_TIME = "odd_time"
    ODD_ZONE = "odd_zone"
    ENDS_FIRST = "ends_first"
    TOO_LONG = "too_long"
    SEVERAL_DAYS = "several_days"
    TOO_FAR = "too_far"
    ODD_RULE = "odd_rule"
    ODD_EXTRA_DAYS = "odd_extra_days"
    REST_OF_SERIES = "rest_of_series"
    SERIES_CUT = "series_cut"


class Refusal(ValueError):
    """One event cannot be read; the others can."""

    def __init__(self, problem: Problem, detail: str = "", line: int = 0) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.detail = detail
        self.line = line


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which revision of an event this is; instants aware, None where not said."""

    sequence: int = 0
    modified: datetime | None = None
    stamped: datetime | None = None

    def is_newer_than(self, other: "Stamp") -> bool | None:
        """SEQUENCE decides; at the same one the later stamp (RFC 5546 2.1.5).

        LAST-MODIFIED where both have it, since many programs write the hour of the
        export as DTSTAMP. None when they say the same or nothing.
        """
        if self.sequence != other.sequence:
            return self.sequence > other.sequence
        for mine, theirs in (
            (self.modified, other.modified),
            (self.stamped, other.stamped),
        ):
            if mine is not None and theirs is not None and mine != theirs:
                return mine > theirs
            if mine is not None and theirs is not None:
                return None
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignShow:
    """One occurrence. `starts` is aware UTC, or a date where no hour is said; `ends`
    is None where the file says none. `recurrence` names it within its series."""

    uid: str
    recurrence: str
    line: int
    title: str
    starts: datetime | date
    ends: datetime | None
    place: str
    note: str
    stamp: Stamp
    is_cancelled: bool = False
    is_floating: bool = False
    zone: str = ""
    full_title: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return (self.uid, self.recurrence)


@dataclass(frozen=True, slots=True)
class Misread:
    """`uid` is "" where none could be read; `detail` is what the file says there."""

    uid: str
    title: str
    line: int
    problem: Problem
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    shows: tuple[ForeignShow, ...]
    misread: tuple[Misread, ...]
    others: int = 0
