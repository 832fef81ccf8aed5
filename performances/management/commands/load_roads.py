"""manage.py load_roads: the known legs of the reference data."""

from typing import Any

from django.core.management.base import BaseCommand

from performances.models import RoadLeg
from performances.scheduling.road_reference import load_known_legs


class Command(BaseCommand):
    help = (
        "Enters the road legs of the reference data that are not in the table yet. "
        "Run it after load_regions; legs that coordinators changed stay as they are."
    )

    def handle(self, **_options: Any) -> None:
        made = load_known_legs()
        self.stdout.write(f"Known legs: {made} entered, {RoadLeg.objects.count()} now.")
