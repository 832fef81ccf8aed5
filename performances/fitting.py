"""Which stage and which power a show can choose from, and what each of them lacks.

A show plays on one stage and is fed from one connection: the venue's, or that of a
stage truck it takes along. So the sides of a stage, and phases with kilowatts, are held
against one source as a whole; that of the best source is what is there.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .sheets import PHASES, Needs, Sheet, TruckSheet

SIDES = ("width", "depth", "height")


@dataclass(frozen=True, slots=True)
class Gap:
    """One figure that is too small: metres, kilowatts, or words of `sheets.PHASES`."""

    what: str
    needed: float | str
    has: float | str

    @property
    def lacks(self) -> float:
        """Metres to the tenth, kilowatts, or how many steps of PHASES."""
        if isinstance(self.needed, str) or isinstance(self.has, str):
            return PHASES.index(str(self.needed)) - PHASES.index(str(self.has))
        return round(self.needed - self.has, 1)


@dataclass(frozen=True, slots=True)
class Source:
    """A stage or a connection: `truck` is its truck's key, "" of the venue's own.

    `short` is what is known to be too small, `unknown` what is asked for and nobody
    knows.
    """

    truck: str
    name: str
    short: tuple[Gap, ...]
    unknown: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return not (self.short or self.unknown)

    @property
    def distance(self) -> tuple[int, float, int, str]:
        """The smaller, the nearer it comes to what is needed."""
        lacks = sum(gap.lacks for gap in self.short)
        return len(self.short), lacks, len(self.unknown), self.truck


def stages(
    needs: Needs, sheet: Sheet, trucks: Iterable[TruckSheet] = ()
) -> tuple[Source, ...]:
    """The venue's stage and the trucks'; on bare ground with a truck there is no other
    than the truck's."""
    wheeled = [_stage(needs, one, one.key) for one in trucks]
    if wheeled and sheet.is_bare_ground:
        return tuple(wheeled)
    return (_stage(needs, sheet, ""), *wheeled)


def powers(
    needs: Needs, sheet: Sheet, trucks: Iterable[TruckSheet] = ()
) -> tuple[Source, ...]:
    """The venue's connection, and the trucks that make power of their own."""
    own = [one for one in trucks if one.power_kw]
    return (_power(needs, sheet, ""), *(_power(needs, one, one.key) for one in own))


def best_truck(sources: Iterable[Source]) -> Source | None:
    """Of the trucks the one that comes nearest; None when there is no truck."""
    return min(
        (one for one in sources if one.truck),
        key=lambda one: one.distance,
        default=None,
    )


def to_be_asked(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Those about which something has to be asked: none when one of them fits, and
    none that is known to be too small while another may do."""
    found = tuple(sources)
    if any(one.fits for one in found):
        return ()
    open_ = [one for one in found if not one.short] or [
        one for one in found if not one.truck
    ]
    return tuple(one for one in open_ if one.unknown)


def kilowatts(sheet: Sheet | TruckSheet) -> int | None:
    """Where there is no connection at all there are none."""
    return 0 if sheet.power == PHASES[0] else sheet.power_kw


def _stage(needs: Needs, sheet: Sheet | TruckSheet, truck: str) -> Source:
    short, unknown = [], []
    for side in SIDES:
        needed: float | None = getattr(needs, f"{side}_m")
        has: float | None = getattr(sheet, f"{side}_m")
        if needed is None:
            continue
        if has is None:
            unknown.append(side)
        elif needed > has:
            short.append(Gap(side, needed, has))
    return Source(truck, sheet.name, tuple(short), tuple(unknown))


def _power(needs: Needs, sheet: Sheet | TruckSheet, truck: str) -> Source:
    short: list[Gap] = []
    unknown = []
    if needs.power and not sheet.power:
        unknown.append("power")
    elif needs.power and PHASES.index(sheet.power) < PHASES.index(needs.power):
        short.append(Gap("power", needs.power, sheet.power))
    there = kilowatts(sheet)
    if needs.power_kw is not None and there is None:
        unknown.append("power_kw")
    elif needs.power_kw is not None and there is not None and needs.power_kw > there:
        short.append(Gap("power_kw", needs.power_kw, there))
    return Source(truck, sheet.name, tuple(short), tuple(unknown))
