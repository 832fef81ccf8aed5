"""Conflicts as words beside the field that can mend them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..conflicts import Conflict
from ..scheduling import sentence


@dataclass(frozen=True, slots=True)
class Told:
    """A conflict as words beside a field."""

    field: str
    severity: str
    text: str


def told_at(conflict: Conflict, field: str) -> Told:
    return Told(field, conflict.severity.value, sentence(conflict))


def gathered(told: Iterable[Told]) -> dict[str, list[Told]]:
    """By field; what two resources tell in the same words is told once."""
    found: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        if one not in found[one.field]:
            found[one.field].append(one)
    return dict(found)
