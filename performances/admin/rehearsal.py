"""What an act on a showcase would do to every city: done, looked at, undone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ..conflicts import Conflict
from ..models import Performance, Showcase
from ..scheduling import sentence
from .columns import place_text, when_text


@dataclass(frozen=True, slots=True)
class CityLine:
    """One opening before and after; "" after means it stays as it is."""

    city: str
    before: str
    after: str
    conflicts: tuple[str, ...] = ()


class _Undone(Exception):
    def __init__(self, openings: list[Performance]) -> None:
        self.openings = openings


def openings_of(showcase: Showcase) -> list[Performance]:
    """West to east, as they stand now, with their venues' answers; six queries."""
    rows = Performance.objects.for_cards().with_answers()
    rows = rows.filter(showcase=showcase, is_opening=True)
    return sorted(rows, key=lambda one: (_longitude(one), one.pk))


def rehearse(act: Callable[[], Any], showcase: Showcase) -> list[CityLine]:
    """Runs the act and rolls it back. Raises what the act raises."""
    before = openings_of(showcase)
    try:
        with transaction.atomic():
            act()
            raise _Undone(openings_of(showcase))
    except _Undone as undone:
        return _compare(before, undone.openings)


def as_they_stand(
    showcase: Showcase, conflicts: Iterable[Conflict] = ()
) -> list[CityLine]:
    """Every city unchanged, each with what keeps the act from happening there."""
    by_show: dict[str, list[str]] = {}
    for conflict in conflicts:
        by_show.setdefault(conflict.performance, []).append(sentence(conflict))
    return [
        CityLine(_city(one), _state(one), "", tuple(by_show.get(str(one.pk), ())))
        for one in openings_of(showcase)
    ]


def _compare(before: list[Performance], after: list[Performance]) -> list[CityLine]:
    known = {one.pk: _state(one) for one in before}
    lines = []
    for one in after:
        was, will_be = known.get(one.pk, _("new")), _state(one)
        lines.append(CityLine(_city(one), was, "" if was == will_be else will_be))
    return lines


def _state(opening: Performance) -> str:
    parts = (when_text(opening), place_text(opening), opening.get_status_display())
    return " · ".join(str(part) for part in parts)


def _city(opening: Performance) -> str:
    area = opening.region
    league = area.league if area else None
    return (league or area).local_name if area else opening.title


def _longitude(opening: Performance) -> float:
    place = opening.venue or opening.region
    return place.lon if place and place.lon is not None else 0.0
