"""Whether a city is ready, whether its go still holds, and whether all are go: pure, no
Django, no clock.

A tick belongs to the place it was made at: power that was ready in the theatre says
nothing of the hall the city moved to. A go rests on what was known when it was given
(`rests_on`) and lapses by itself when any of that turns for the worse.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Item(StrEnum):
    STAGE = "stage"
    POWER = "power"
    SOUND = "sound"
    HOST = "host"
    ARRIVAL = "arrival"
    STREAM = "stream"


class State(StrEnum):
    NOT_YET = "not_yet"
    READY = "ready"
    PROBLEM = "problem"


class Overall(StrEnum):
    """The whole showcase: somebody says no, somebody has not said go yet, every city
    is go and the final word is open, go."""

    NO_GO = "no_go"
    WAITING = "waiting"
    ALL_GO = "all_go"
    GO = "go"


# What is known of a host or announcer does not change with the hall.
_FOLLOWS_THE_CITY = frozenset({Item.HOST})
# An arrival that is expected after the curtain is as bad as a problem.
_TOO_LATE = "too_late"
_TROUBLE = frozenset({State.PROBLEM.value, _TOO_LATE})
_FACTS = "facts."


@dataclass(frozen=True, slots=True)
class CityFacts:
    """What the schedule says of a city; `starts` in UTC seconds, keys as the rows have
    them. `stands` is firm and not off, `waits` is late with no hour yet."""

    starts: int
    venue: int | None
    streams: bool
    stands: bool
    waits: bool
    troupes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Need:
    """One thing to be ready; arrivals are one for each troupe."""

    item: Item
    troupe: int | None = None

    @property
    def key(self) -> str:
        return self.item if self.troupe is None else f"{self.item}:{self.troupe}"


@dataclass(frozen=True, slots=True)
class Tick:
    """What was last said of a need, `at_venue` where; `expected` in UTC seconds."""

    state: State
    at_venue: int | None = None
    expected: int | None = None


NOTHING_SAID = Tick(State.NOT_YET)


@dataclass(frozen=True, slots=True)
class Standing:
    """A need as it is now. `outlived` was ticked for a place the city has left;
    `required` is false for the stream of a city that is not streamed."""

    need: Need
    state: State
    is_trouble: bool
    outlived: bool
    required: bool

    @property
    def is_open(self) -> bool:
        return self.required and self.state is not State.READY


def needs(facts: CityFacts) -> tuple[Need, ...]:
    """In the order of the evening: the place, the people, the picture."""
    arrivals = (Need(Item.ARRIVAL, troupe) for troupe in facts.troupes)
    return (
        *(Need(item) for item in (Item.STAGE, Item.POWER, Item.SOUND, Item.HOST)),
        *arrivals,
        Need(Item.STREAM),
    )


def standing(need: Need, tick: Tick, facts: CityFacts) -> Standing:
    outlived = (
        tick.state is not State.NOT_YET
        and need.item not in _FOLLOWS_THE_CITY
        and tick.at_venue != facts.venue
    )
    state = State.NOT_YET if outlived else tick.state
    too_late = _comes_too_late(need, tick, facts) and state is State.NOT_YET
    return Standing(
        need=need,
        state=state,
        is_trouble=state is State.PROBLEM or too_late,
        outlived=outlived,
        required=need.item is not Item.STREAM or facts.streams,
    )


def city(facts: CityFacts, ticks: Mapping[str, Tick]) -> tuple[Standing, ...]:
    """Every need of the city as it stands; `ticks` by the need's key."""
    return tuple(
        standing(need, ticks.get(need.key, NOTHING_SAID), facts)
        for need in needs(facts)
    )


def rests_on(facts: CityFacts, items: Iterable[Standing]) -> dict[str, str]:
    """What a go given now would rest on, as plain text by name."""
    told = {
        f"{_FACTS}starts": str(facts.starts),
        f"{_FACTS}venue": str(facts.venue),
        f"{_FACTS}streams": str(facts.streams),
        f"{_FACTS}stands": str(facts.stands),
        f"{_FACTS}waits": str(facts.waits),
        f"{_FACTS}troupes": ",".join(map(str, sorted(facts.troupes))),
    }
    for one in items:
        late = one.is_trouble and one.state is not State.PROBLEM
        told[one.need.key] = _TOO_LATE if late else one.state.value
    return told


def lapsed_by(rested: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Names of what ends a go: facts that differ, and items that turned for the worse.

    What was a problem when the go was given was known, and does not end it; what
    became ready since never does.
    """
    facts = {name for name in {*rested, *now} if name.startswith(_FACTS)}
    turned = [name for name in sorted(facts) if rested.get(name) != now.get(name)]
    for name, state in now.items():
        before = rested.get(name, State.NOT_YET.value)
        if name in facts or state == before:
            continue
        fell_back = before == State.READY.value
        if (state in _TROUBLE and before not in _TROUBLE) or fell_back:
            turned.append(name)
    return tuple(turned)


def overall(cities: Iterable[tuple[bool, bool | None]], final: bool | None) -> Overall:
    """Of every city whether it stands, and its word that holds (None: none does);
    `final` is the final word that holds.

    No city that stands is no opening: nobody is go then.
    """
    words = [word for stands, word in cities if stands]
    if final is False or False in words:
        return Overall.NO_GO
    if not words or None in words:
        return Overall.WAITING
    return Overall.GO if final else Overall.ALL_GO


def _comes_too_late(need: Need, tick: Tick, facts: CityFacts) -> bool:
    if need.item is not Item.ARRIVAL or tick.expected is None or facts.waits:
        return False
    return tick.expected >= facts.starts
