"""What comes of counting: figures by measure, and how far their records are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..measures import Measure


@dataclass(frozen=True, slots=True)
class Standing:
    """Of the shows that took place: whose record was reviewed, who reported and was
    not reviewed yet, and of whom there is no record. `returned` are those of the
    reported that the league sent back. `both` were on site and online, so they stand
    in both columns; `afterwards` were reported without having been planned, so no
    schedule shows them."""

    reviewed: int = 0
    reported: int = 0
    returned: int = 0
    missing: int = 0
    both: int = 0
    afterwards: int = 0

    @property
    def shows(self) -> int:
        return self.reviewed + self.reported + self.missing


@dataclass(frozen=True, slots=True)
class Figures:
    """A measure that is not in `values` was not asked or is not known, which is not
    nought."""

    values: Mapping[Measure, int] = field(default_factory=dict)
    standing: Standing = Standing()

    def __getitem__(self, measure: Measure) -> int | None:
        return self.values.get(measure)

    def known(self, *, has_gacha_list: bool) -> "Figures":
        """Without the gacha where no list of them was loaded, unless some were served
        elsewhere: nought would be a claim."""
        if has_gacha_list or self.values.get(Measure.GACHA):
            return self
        rest = {one: n for one, n in self.values.items() if one is not Measure.GACHA}
        return Figures(rest, self.standing)

    @property
    def is_empty(self) -> bool:
        return not any(self.values.values())
