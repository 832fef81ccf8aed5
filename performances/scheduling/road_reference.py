"""Known legs that came with the reference data; what coordinators wrote stays."""

import json
from decimal import Decimal
from pathlib import Path

from ulanmuqi.base.analyze import analyze
from ulanmuqi.places.models import Region

from ..models import RoadLeg
from .road_legs import LegFacts, enter_leg

REFERENCE = Path(__file__).parents[1] / "reference" / "road_legs.json"


def load_known_legs() -> int:
    """Enters the legs nobody entered yet between regions that are loaded; how many.

    Run it as often as you like. One query, and some for each new leg.
    """
    listed = json.loads(REFERENCE.read_text(encoding="utf-8"))["legs"]
    codes = {code for leg in listed for code in (leg["from"], leg["to"])}
    regions = {row.code: row for row in Region.objects.filter(code__in=codes)}
    made = 0
    for leg in listed:
        ends = regions.get(leg["from"]), regions.get(leg["to"])
        if ends[0] is None or ends[1] is None or _is_known(*ends):
            continue
        enter_leg(
            LegFacts(
                origin=ends[0],
                destination=ends[1],
                km=Decimal(leg["km"]),
                hours=Decimal(leg["hours"]),
                source=leg["source"],
                note=leg["note"],
            )
        )
        made += 1
    analyze(RoadLeg, written=made)
    return made


def _is_known(origin: Region, destination: Region) -> bool:
    key = RoadLeg(from_region=origin, to_region=destination).key()
    return RoadLeg.objects.filter(ends_key=key).exists()
