"""A picture of a show before and after an act: for the log, the change log, and to
know what changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ulanmuqi.base import clock
from ulanmuqi.places.public import PublicPlace

from ..models import Performance
from ..models.stage_needs import StageNeeds
from .facts import ShowFacts, facts_of

# What moves SEQUENCE (RFC 5546 2.1.4): start, end, place or status.
_PLACE_AND_TIME = ("starts_at", "ends_at", "precision", "day_part", "venue", "region")
_TOLD_OF_A_PLACE = (
    "name",
    "name_en",
    "code",
    "league",
    "banner",
    "league_en",
    "banner_en",
)
_PRIVATE = frozenset(
    # Doors are compared as the instant that is told.
    {"technical_note", "load_in_minutes", "strike_minutes", "doors_minutes", "along"}
    | {field.name for field in StageNeeds._meta.local_fields}
)
_OF_STATUS = ("status", "status_reason", "decide_by", "next_word_at", "announced_at")


@dataclass(frozen=True, slots=True)
class Snapshot:
    facts: ShowFacts
    status: str
    status_reason: str
    decided_by: str
    decide_by: datetime | None
    next_word_at: datetime | None
    announced_at: datetime | None
    place: dict[str, Any]

    @classmethod
    def of(cls, performance: Performance) -> "Snapshot":
        return cls(
            facts=facts_of(performance),
            status=performance.status,
            status_reason=performance.status_reason,
            decided_by=performance.decided_by,
            decide_by=performance.decide_by,
            next_word_at=performance.next_word_at,
            announced_at=performance.announced_at,
            place=public_place(performance.place),
        )

    def moves_from(self, before: "Snapshot") -> bool:
        """Whether time, place or troupes differ."""
        return self.facts.troupes != before.facts.troupes or any(
            getattr(self.facts, name) != getattr(before.facts, name)
            for name in _PLACE_AND_TIME
        )

    def lets_in_at_another_hour(self, before: "Snapshot") -> bool:
        """Whether an hour for doors that was told is another, and still told."""
        was, is_at = before.facts.doors_at, self.facts.doors_at
        return was is not None and is_at is not None and was != is_at

    def raises_sequence(self, before: "Snapshot") -> bool:
        if self.status != before.status or self.moves_from(before):
            return True
        # An hour that is promised by word alone is TENTATIVE; online is a place too.
        waits = self.next_word_at is None, self.facts.mode
        return waits != (before.next_word_at is None, before.facts.mode)

    def shows_difference(self, before: "Snapshot") -> bool:
        """Whether a visitor could see that something changed."""
        if any(getattr(self, name) != getattr(before, name) for name in _OF_STATUS):
            return True
        if self.facts.doors_at != before.facts.doors_at:
            return True
        return any(
            getattr(self.facts, name) != getattr(before.facts, name)
            for name in ShowFacts.__dataclass_fields__
            if name not in _PRIVATE
        )

    def public(self) -> dict[str, Any]:
        """Values fit for the public change log: a private venue is its banner."""
        facts = self.facts
        return {
            "title": facts.title,
            "title_en": facts.title_en,
            "status": self.status,
            "starts_at": self.facts.starts_at.isoformat(),
            "ends_at": self.facts.ends_at.isoformat(),
            "precision": self.facts.precision,
            "day_part": self.facts.day_part,
            "doors_at": _iso(facts.doors_at),
            "next_word_at": _iso(self.next_word_at),
            "decide_by": _iso(self.decide_by),
            "place": self.place,
            "zone": facts.venue.time_zone if facts.venue else clock.SHANGHAI.key,
            "mode": facts.mode,
            "troupes": [troupe.code for troupe in facts.troupes],
            "troupe_names": [[t.display_name, t.name_en] for t in facts.troupes],
        }

    def logged(self) -> dict[str, Any]:
        """Everything that can differ, as plain values for the staff log."""
        facts = self.facts
        values: dict[str, Any] = {
            name: _plain(getattr(facts, name))
            for name in ShowFacts.__dataclass_fields__
            if name not in ("troupes", "along", "programme")
        }
        values["troupes"] = [str(troupe) for troupe in facts.troupes]
        values["along"] = [str(thing) for thing in facts.along]
        values["programme"] = [_item(_shallow(item)) for item in facts.programme]
        for name in (*_OF_STATUS, "decided_by"):
            values[name] = _plain(getattr(self, name))
        return values


def differences(before: Snapshot | None, after: Snapshot) -> dict[str, Any]:
    """{"before": …, "after": …} with only the values that differ."""
    new = after.logged()
    old = before.logged() if before else {}
    changed = [name for name in new if old.get(name) != new[name]]
    return {
        "before": {name: old[name] for name in changed if name in old},
        "after": {
            name: new[name] for name in changed if new[name] not in ("", None, [])
        }
        if before is None
        else {name: new[name] for name in changed},
    }


def public_place(place: PublicPlace) -> dict[str, str]:
    """What a change tells of a place."""
    return {name: getattr(place, name) for name in _TOLD_OF_A_PLACE}


def _shallow(item: Any) -> dict[str, Any]:
    return {name: getattr(item, name) for name in item.__dataclass_fields__}


def _item(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items() if value}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)


def _iso(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
