"""The facts of one change, as the public log stores them, made comparable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Self
from zoneinfo import ZoneInfo

SHANGHAI = "Asia/Shanghai"
_OFF = frozenset({"cancelled", "postponed", "withdrawn"})


class Kind(StrEnum):
    """The same words as the change log's."""

    ANNOUNCED = "announced"
    MOVED = "moved"
    LATE = "late"
    CONDITIONAL = "conditional"
    CONFIRMED = "confirmed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    REINSTATED = "reinstated"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Place:
    """A place as far as the public may know it; `name` is "" while it is open."""

    name: str = ""
    name_en: str = ""
    league: str = ""
    league_en: str = ""
    banner: str = ""
    banner_en: str = ""

    @classmethod
    def read(cls, facts: Mapping[str, Any] | None) -> Self:
        known = facts or {}
        return cls(**{name: str(known.get(name) or "") for name in cls.__slots__})


@dataclass(frozen=True, slots=True)
class Name:
    zh: str
    en: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """A show at one moment. Instants are aware and in the zone of its venue.

    `title` and `troupes` are kept out of comparisons: a new wording moves nobody;
    `cast` holds the codes, which do count.
    """

    title: Name = field(compare=False)
    troupes: tuple[Name, ...] = field(compare=False)
    cast: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    status: str
    place: Place
    precision: str = "exact"
    day_part: str = ""
    is_online: bool = False
    doors_at: datetime | None = None
    next_word_at: datetime | None = None
    decide_by: datetime | None = None
    zone: str = SHANGHAI

    @classmethod
    def read(cls, facts: Mapping[str, Any], spare: "State | None" = None) -> Self:
        """From the log's plain values; entries of before titles were kept in it take
        theirs from `spare`. Raises KeyError or ValueError for what is no state."""
        zone = str(facts.get("zone") or (spare.zone if spare else SHANGHAI))
        there = ZoneInfo(zone)
        troupes = tuple(Name(zh, en) for zh, en in facts.get("troupe_names") or ())
        title = Name(str(facts.get("title") or ""), str(facts.get("title_en") or ""))
        return cls(
            title=title if title.zh or spare is None else spare.title,
            troupes=troupes or (spare.troupes if spare else ()),
            cast=tuple(facts.get("troupes") or ()),
            starts_at=datetime.fromisoformat(facts["starts_at"]).astimezone(there),
            ends_at=datetime.fromisoformat(facts["ends_at"]).astimezone(there),
            status=str(facts["status"]),
            place=Place.read(facts.get("place")),
            precision=str(facts.get("precision") or "exact"),
            day_part=str(facts.get("day_part") or ""),
            is_online=facts.get("mode") == "online",
            doors_at=_instant(facts.get("doors_at"), there),
            next_word_at=_instant(facts.get("next_word_at"), there),
            decide_by=_instant(facts.get("decide_by"), there),
            zone=zone,
        )

    @property
    def has_hour(self) -> bool:
        return self.precision in ("exact", "about")

    @property
    def is_off(self) -> bool:
        return self.status in _OFF

    def same_time(self, other: "State") -> bool:
        """Whether a visitor would come at the same time; the end does not count."""
        if (self.precision, self.day_part) != (other.precision, other.day_part):
            return False
        if self.has_hour:
            return self.starts_at == other.starts_at
        return self.starts_at.date() == other.starts_at.date()

    @property
    def tells_doors(self) -> bool:
        """Whether somebody may come: the hour stands, and when one is let in."""
        waits = self.status == "late" and self.next_word_at is not None
        return self.doors_at is not None and not (self.is_off or waits)

    def same_place(self, other: "State") -> bool:
        return self.place == other.place and self.is_online == other.is_online


@dataclass(frozen=True, slots=True)
class News:
    """One change of one show. `before` is None for a first announcement; `new` is
    where a postponed show plays instead, when that is known. `showcase` and `city`
    are named only when the public may know the showcase and the show opens it."""

    kind: Kind
    at: datetime
    before: State | None
    after: State
    new: State | None = None
    reason: str = ""
    showcase: Name | None = None

    @property
    def was(self) -> State:
        return self.before or self.after


@dataclass(frozen=True, slots=True)
class Together:
    """Several openings of one showcase that one act changed in the same way."""

    kind: Kind
    at: datetime
    showcase: Name
    news: tuple[News, ...]
    reason: str = ""

    @property
    def first(self) -> News:
        return self.news[0]

    @property
    def keeps_places(self) -> bool:
        return all(one.was.same_place(one.new or one.after) for one in self.news)


_TOGETHER = frozenset({Kind.ANNOUNCED, Kind.MOVED, Kind.POSTPONED, Kind.CANCELLED})


def gather(news: Sequence[News]) -> Together | None:
    """One sentence's worth, when all these openings went the same way at one time;
    None when they have to be told one by one."""
    first = news[0]
    if len(news) < 2 or first.showcase is None or first.kind not in _TOGETHER:
        return None
    if len({_way(one) for one in news}) > 1:
        return None
    if first.kind is Kind.MOVED and not all(
        one.was.same_place(one.after) for one in news
    ):
        return None
    return Together(first.kind, first.at, first.showcase, tuple(news), first.reason)


def _way(one: News) -> tuple[Any, ...]:
    """What must be equal for one sentence to be true of all."""
    return (
        one.kind,
        one.showcase,
        one.reason,
        one.before is None,
        one.was.status,
        one.was.starts_at,
        one.was.precision,
        one.after.status,
        one.after.starts_at,
        one.after.precision,
        one.new.starts_at if one.new else None,
    )


def _instant(text: Any, zone: ZoneInfo) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(zone) if text else None
