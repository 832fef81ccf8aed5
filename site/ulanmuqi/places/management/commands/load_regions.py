"""manage.py load_regions: leagues and banners from the reference data."""

from typing import Any

from django.core.management.base import BaseCommand

from ulanmuqi.places.loading import load_reference


class Command(BaseCommand):
    help = (
        "Loads the autonomous region, its 12 leagues and cities and 103 banners and "
        "counties. Run it again after the reference data changed: rows are updated."
    )

    def handle(self, **_options: Any) -> None:
        done = load_reference()
        self.stdout.write(
            f"Regions: {done.made} made, {done.changed} changed, "
            f"{done.unchanged} as they were."
        )
