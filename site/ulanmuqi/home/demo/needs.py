"""What a demo show needs of its venue: of most shows only how many are expected."""

from decimal import Decimal
from random import Random
from typing import Any

from ulanmuqi.places.kinds import VenueKind
from ulanmuqi.places.models import Venue

# Without a number in the sheet: how many a place of that size is thought to hold.
_THOUGHT_TO_HOLD = 120


def needs(venue: Venue, name: str) -> dict[str, Any]:
    """Never more than is there. A chance of its own, by the show's name."""
    chance = Random(f"needs:{name}")  # noqa: S311 no secret
    if chance.random() < 0.4:
        return {}
    seats = venue.capacity or _THOUGHT_TO_HOLD
    found: dict[str, Any] = {
        "expected_audience": round(seats * chance.uniform(0.5, 0.95), -1)
    }
    if venue.kind == VenueKind.CULTURAL_CENTRE and venue.stage_width_m is not None:
        found |= {
            "needs_width_m": Decimal(8),
            "needs_depth_m": Decimal(6),
            "needs_power": "three",
            "needs_power_kw": 40,
            "needs_dressing_rooms": 1,
        }
    elif venue.kind == VenueKind.GACHA_SITE:
        found["needs_truck"] = True
    return found
