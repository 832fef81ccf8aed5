"""What an act on a showcase would do to every city: done, looked at, undone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from ulanmuqi.base import clock

from ..conflicts import Conflict
from ..models import Performance, Showcase
from ..scheduling import sentence
from .columns import place_text, when_text
from .consequences import Aftermath, consequences, look, of_the_whole
from .undone import undone


@dataclass(frozen=True, slots=True)
class CityLine:
    """One opening before and after; "" after means it stays as it is."""

    city: str
    before: str
    after: str
    conflicts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What an act would leave, city by city; `whole` is said of all of them."""

    cities: list[CityLine]
    whole: str = ""


def openings_of(showcase: Showcase) -> list[Performance]:
    """West to east, as they stand now, with their venues' answers; six queries."""
    rows = Performance.objects.for_cards().with_answers()
    rows = rows.filter(showcase=showcase, is_opening=True)
    return sorted(rows, key=lambda one: (_longitude(one), one.pk))


def rehearse(act: Callable[[], Any], showcase: Showcase) -> Rehearsal:
    """Runs the act and rolls it back. Raises what the act raises."""

    def acted() -> tuple[list[Performance], Aftermath, Iterable[Conflict]]:
        stands = getattr(act(), "conflicts", ())
        return openings_of(showcase), look(showcase, clock.now()), stands

    before, was = openings_of(showcase), look(showcase, clock.now())
    openings, after, stands = undone(acted)
    accepted = _by_show(stands)
    compared = _compare(before, openings, was, after)
    lines = [
        replace(line, accepted=tuple(accepted.get(str(one.pk), ())))
        for one, line in zip(openings, compared, strict=True)
    ]
    return Rehearsal(lines, of_the_whole(was, after))


def as_they_stand(
    showcase: Showcase, conflicts: Iterable[Conflict] = ()
) -> list[CityLine]:
    """Every city unchanged, each with what keeps the act from happening there."""
    by_show = _by_show(conflicts)
    return [
        CityLine(_city(one), _state(one), "", tuple(by_show.get(str(one.pk), ())))
        for one in openings_of(showcase)
    ]


def _by_show(conflicts: Iterable[Conflict]) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for conflict in conflicts:
        told.setdefault(conflict.performance, []).append(sentence(conflict))
    return told


def _compare(
    before: list[Performance],
    after: list[Performance],
    was_there: Aftermath,
    is_there: Aftermath,
) -> list[CityLine]:
    known = {one.pk: _state(one) for one in before}
    lines = []
    for one in after:
        was, will_be = known.get(one.pk, _("new")), _state(one)
        if was == will_be:
            lines.append(CityLine(_city(one), was, ""))
            continue
        notes = consequences(one.pk, was_there, is_there)
        lines.append(CityLine(_city(one), was, will_be, notes=notes))
    return lines


def _state(opening: Performance) -> str:
    parts = [when_text(opening), place_text(opening), opening.get_status_display()]
    if opening.mode == Performance.Mode.ONLINE:
        parts.append(opening.get_mode_display())
    return " · ".join(str(part) for part in parts)


def _city(opening: Performance) -> str:
    area = opening.region
    league = area.league if area else None
    return (league or area).local_name if area else opening.title


def _longitude(opening: Performance) -> float:
    place = opening.venue or opening.region
    return place.lon if place and place.lon is not None else 0.0
