"""What should stand in private feeds for a row, before it is rendered and stored."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ... import ical
from ...models import PrivateEntry

Kind = PrivateEntry.Kind
Layer = PrivateEntry.Layer


@dataclass(frozen=True, slots=True)
class Own:
    """What an entry has of its own and keeps: identity and beginning."""

    uid: str
    sequence: int
    created: datetime
    modified: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One entry as it should be. `facts` and `full` are asked for its text; `full` is
    None where no private venue is concerned. `sequence` None: the entry counts its
    own, by `core`."""

    kind: str
    layer: str
    core: str
    starts_at: datetime
    ends_at: datetime
    scopes: list[str]
    facts: Callable[[Own], ical.EntryFacts]
    full: Callable[[Own], ical.EntryFacts] | None = None
    sequence: int | None = None
    uid: str = ""
    is_off: bool = False
    is_whole_day: bool = False
    lead_minutes: int = 0


def core_of(starts: datetime, ends: datetime, status: str, *places: int | None) -> str:
    """Start, end, status and place as SEQUENCE counts them: no name, no title."""
    instants = [str(int(one.timestamp())) for one in (starts, ends)]
    return "|".join([*instants, status, *(str(one or "") for one in places)])
