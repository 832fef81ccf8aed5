"""What comes of counting: figures by measure, and how far their records are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..measures import Measure


@dataclass(frozen=True, slots=True)
class Standing:
    """Of the shows that took place: whose record was reviewed, who reported and was
    not reviewed yet, and of whom there is no record. `both` were on site and online,
    so they stand in both columns; `afterwards` were reported without having been
    planned, so no schedule shows them."""

    reviewed: int = 0
    reported: int = 0
    missing: int = 0
    both: int = 0
    afterwards: int = 0

    @property
    def shows(self) -> int:
        return self.reviewed + self.reported + self.missing


@dataclass(frozen=True, slots=True)
class Figures:
    """A measure that is not in `values` was not asked, which is not nought."""

    values: Mapping[Measure, int] = field(default_factory=dict)
    standing: Standing = Standing()

    def __getitem__(self, measure: Measure) -> int | None:
        return self.values.get(measure)

    @property
    def is_empty(self) -> bool:
        return not any(self.values.values())
