"""The opening room, read: every city's items, its word, and what they come to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from troupes.models import Troupe

from ..models import GoWord, Performance, Readiness, Showcase
from ..readiness import (
    CityFacts,
    Item,
    Need,
    Overall,
    Standing,
    State,
    Tick,
    city,
    lapsed_by,
    overall,
    rests_on,
)
from ..slots import epoch
from ..statuses import OFF, Status


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item of a city; `row` is nothing while nobody said a word about it, and
    `troupe` whose arrival it is."""

    standing: Standing
    row: Readiness | None
    troupe: Troupe | None = None

    @property
    def key(self) -> str:
        return self.standing.need.key

    @property
    def item(self) -> str:
        return self.standing.need.item.value

    @property
    def item_label(self) -> str:
        return str(Readiness.Item(self.item).label)

    @property
    def state(self) -> str:
        return self.standing.state.value

    @property
    def state_label(self) -> str:
        return state_label(self.item, self.state)

    @property
    def version(self) -> int:
        return self.row.version if self.row else 0


@dataclass(frozen=True, slots=True)
class Word:
    """Go or no-go as it counts now; `lapsed` names what ended a go (readiness)."""

    row: GoWord
    lapsed: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.lapsed


@dataclass(frozen=True, slots=True)
class City:
    """`basis` is what a go given now would rest on, `name` as insiders know it."""

    opening: Performance
    name: str
    facts: CityFacts
    items: tuple[ItemLine, ...]
    word: Word | None

    @property
    def basis(self) -> dict[str, str]:
        return rests_on(self.facts, [line.standing for line in self.items])

    @property
    def required(self) -> int:
        return sum(line.standing.required for line in self.items)

    @property
    def ready(self) -> int:
        return self.required - len(self.open_items)

    @property
    def open_items(self) -> tuple[ItemLine, ...]:
        return tuple(line for line in self.items if line.standing.is_open)

    @property
    def troubles(self) -> tuple[ItemLine, ...]:
        return tuple(line for line in self.items if line.standing.is_trouble)

    @property
    def go(self) -> bool | None:
        """The word that holds."""
        return self.word.row.go if self.word and self.word.holds else None


@dataclass(frozen=True, slots=True)
class Room:
    """`cities` west to east; `final` is the last word on the whole."""

    showcase: Showcase
    cities: tuple[City, ...]
    final: Word | None

    @property
    def standing(self) -> tuple[City, ...]:
        return tuple(one for one in self.cities if one.facts.stands)

    @property
    def missing(self) -> tuple[City, ...]:
        """Cities that stand and have no go that holds."""
        return tuple(one for one in self.standing if one.go is not True)

    @property
    def overall(self) -> Overall:
        final = self.final.row.go if self.final and self.final.holds else None
        return overall(((one.facts.stands, one.go) for one in self.cities), final)

    @property
    def basis(self) -> dict[str, str]:
        return final_basis(self.showcase, self.cities)


def openings_of(showcase: Showcase) -> list[Performance]:
    """West to east, without those that gave way to another row; two queries."""
    rows = list(
        Performance.objects.for_cards().filter(showcase=showcase, is_opening=True)
    )
    replaced = {row.replaces_id for row in rows}
    kept = [row for row in rows if row.pk not in replaced]
    return sorted(kept, key=lambda one: (_longitude(one), one.pk))


def read_room(showcase: Showcase) -> Room:
    """Four queries, however many cities."""
    return room_of(showcase, openings_of(showcase))


def room_of(showcase: Showcase, openings: Sequence[Performance]) -> Room:
    """The room of openings loaded with `for_cards`. Two queries."""
    ticks: dict[int, list[Readiness]] = {}
    for row in Readiness.objects.filter(performance__in=openings):
        ticks.setdefault(row.performance_id, []).append(row)
    words = {word.performance_id: word for word in showcase.go_words.all()}
    cities = tuple(
        city_of(
            one, ticks.get(one.pk, ()), words.get(one.pk), name=city_name(one, openings)
        )
        for one in openings
    )
    final = words.get(None)
    lapsed = _final_lapsed(final, final_basis(showcase, cities)) if final else ()
    return Room(showcase, cities, Word(final, lapsed) if final else None)


def city_of(
    opening: Performance,
    ticks: Iterable[Readiness],
    word: GoWord | None,
    *,
    name: str = "",
) -> City:
    """One city; its troupes in order, needs what `for_cards` loads. No query."""
    facts = facts_of_city(opening)
    rows = {_need(row).key: row for row in ticks}
    troupes = {troupe.pk: troupe for troupe in opening.troupes_in_order}
    lines = tuple(
        ItemLine(one, rows.get(one.need.key), troupes.get(one.need.troupe))
        for one in city(facts, {key: _tick(row) for key, row in rows.items()})
    )
    basis = rests_on(facts, [line.standing for line in lines])
    said = None
    if word is not None:
        lapsed = lapsed_by(word.rests_on, basis) if word.go else ()
        said = Word(word, lapsed)
    return City(opening, name, facts, lines, said)


def facts_of_city(opening: Performance) -> CityFacts:
    modes = Performance.Mode
    late = opening.status == Status.LATE
    return CityFacts(
        starts=epoch(opening.starts_at),
        venue=opening.venue_id,
        streams=opening.mode in (modes.ONLINE, modes.BOTH),
        stands=opening.status not in OFF,
        waits=late and opening.next_word_at is not None,
        troupes=tuple(troupe.pk for troupe in opening.troupes_in_order),
    )


def final_basis(showcase: Showcase, cities: Iterable[City]) -> dict[str, str]:
    """What the final word rests on: T-zero, and the word of each city that stands."""
    told = {"facts.t_zero": str(showcase.t_zero and epoch(showcase.t_zero))}
    for one in cities:
        if one.facts.stands:
            word = one.word.row if one.word and one.word.holds else None
            told[f"facts.city:{one.opening.pk}"] = _word_key(word)
    return told


def city_name(opening: Performance, openings: Sequence[Performance]) -> str:
    """The league or city, or the banner where one league opens twice."""
    area = opening.region
    if area is None:
        return opening.title
    league = area.league or area
    twins = [
        one
        for one in openings
        if one.region is not None and (one.region.league or one.region) == league
    ]
    return ((area.banner or area) if len(twins) > 1 else league).local_name


def state_label(item: str, state: str) -> str:
    """A troupe arrives; everything else becomes ready."""
    if item == Item.ARRIVAL and state != State.PROBLEM:
        # Translators: zh: 已到 / 未到
        return _("Arrived") if state == State.READY else _("Not there yet")
    return str(Readiness.State(state).label)


def _final_lapsed(word: GoWord, basis: Mapping[str, str]) -> tuple[str, ...]:
    return lapsed_by(word.rests_on, basis) if word.go else ()


def _word_key(word: GoWord | None) -> str:
    return f"{word.version}:{word.go}" if word else ""


def _need(row: Readiness) -> Need:
    return Need(Item(row.item), row.troupe_id)


def _tick(row: Readiness) -> Tick:
    return Tick(
        state=State(row.state),
        at_venue=row.venue_id,
        expected=epoch(row.expected_at) if row.expected_at else None,
    )


def _longitude(opening: Performance) -> float:
    place: Any = opening.venue or opening.region
    return place.lon if place and place.lon is not None else 0.0
