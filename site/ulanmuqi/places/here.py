"""Where a phone says it is: "44.12345,112.98765,20" (WGS-84, metres). Pure."""

from dataclasses import dataclass
from math import isfinite

DECIMALS = 5  # about a metre
LONGEST = 80
FARTHEST_OFF_M = 1_000_000


@dataclass(frozen=True, slots=True)
class Here:
    """`metres` is how far off the phone may be, by its own word."""

    lat: float
    lon: float
    metres: int


def read_here(text: str) -> Here | None:
    """None for anything that is no point on earth."""
    parts = text.split(",") if len(text) <= LONGEST else []
    if len(parts) != 3:
        return None
    try:
        lat, lon, metres = (float(part) for part in parts)
    except ValueError:
        return None
    sound = all(isfinite(value) for value in (lat, lon, metres))
    if not (sound and abs(lat) <= 90 and abs(lon) <= 180):
        return None
    if not 0 <= metres <= FARTHEST_OFF_M:
        return None
    return Here(round(lat, DECIMALS), round(lon, DECIMALS), round(metres))
