"""Which league and banner a coarse point lies in or next to.

The point comes from a phone, rounded there to a tenth of a degree (some 10 km), so the
answer is a proposal and never a fact: a league by its outline, a banner by its seat.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, hypot, isfinite, radians

from . import borders
from .borders import KM_PER_DEGREE

Point = tuple[float, float]
Seat = tuple[str, float | None, float | None]

# What is sent is no finer than this, and what comes finer is made coarser.
DECIMALS = 1
# Beyond it nobody is near to any league.
FAR_KM = 300
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class Nearest:
    """The code of a league and how many kilometres outside it the point lies."""

    code: str
    km: int

    @property
    def is_inside(self) -> bool:
        """As far as a coarse point and a simplified outline can tell."""
        return self.km <= borders.NEAR_KM

    @property
    def is_far(self) -> bool:
        return self.km > FAR_KM


def coarse_point(text: str) -> Point | None:
    """(lat, lon) out of "44.1,112.9", made coarse; None for anything else."""
    parts = text.split(",") if len(text) <= _LONGEST else []
    if len(parts) != 2:
        return None
    try:
        lat, lon = (round(float(part), DECIMALS) for part in parts)
    except (ValueError, OverflowError):
        return None
    fits = isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180
    return (lat, lon) if fits else None


def nearest_league(point: Point, codes: Iterable[str]) -> Nearest | None:
    """Among leagues of these codes that have an outline; None without one."""
    distances = ((borders.km_outside(code, *point), code) for code in codes)
    known = [(km, code) for km, code in distances if km is not None]
    if not known:
        return None
    km, code = min(known)
    return Nearest(code, round(km))


def nearest_seat(point: Point, seats: Iterable[Seat]) -> str:
    """The code of the banner whose seat is nearest; "" where none has a seat."""
    lat, lon = point
    squeeze = cos(radians(lat))
    found = [
        (hypot(y - lat, (x - lon) * squeeze) * KM_PER_DEGREE, code)
        for code, y, x in seats
        if y is not None and x is not None
    ]
    return min(found)[1] if found else ""
