"""manage.py load_region_list: a banner's own list of sumu and gacha."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ulanmuqi.places.loading import load_list
from ulanmuqi.places.models import Region
from ulanmuqi.places.region_lists import ListRefused


class Command(BaseCommand):
    help = (
        "Loads the sumu (9 digits) and gacha (12 digits) of one banner from a CSV or "
        "XLSX file with the columns code, name and optionally short_name, name_en, "
        "lat, lon (or 代码, 名称, 简称, 英文名, 纬度, 经度); or from a JSON list with "
        "the same keys. All lines are checked first; one mistake and nothing is "
        "written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("banner_code", help="Six digits, for example 152524.")
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--whole",
            action="store_true",
            help="What is here and not in the file counts as dissolved from now on.",
        )

    def handle(
        self, *, banner_code: str, file: Path, whole: bool = False, **_options: Any
    ) -> None:
        banner = Region.objects.filter(code=banner_code).first()
        if banner is None:
            raise CommandError(f"There is no region {banner_code}. Run load_regions.")
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        self.stdout.write(f"Reading {file.name} for {banner.name} …")
        try:
            done = load_list(banner, file.read_bytes(), file.name, is_whole=whole)
        except ListRefused as refused:
            for mistake in refused.mistakes:
                self.stderr.write(mistake)
            raise CommandError(
                f"Nothing was loaded: {len(refused.mistakes)} mistakes. Mend the file "
                "and run this again."
            ) from refused
        self.stdout.write(
            f"{banner.name}: {done.made} made, {done.changed} changed, "
            f"{done.unchanged} as they were."
        )
        if done.gone:
            self.stdout.write(f"Dissolved: {', '.join(done.gone)}.")
