"""Two banners with a list of sumu and gacha, invented and marked: the others show how
a page says that no list is loaded."""

from random import Random

from ulanmuqi.places.kinds import VenueKind
from ulanmuqi.places.models import Region, Venue

LISTED = ("152222", "152524")
_SUMU = ("东部", "西部", "北部")
_IN_EACH = 6
# Codes from 901 on are given to no sumu, so that a real list can be loaded beside it.
_FIRST = 901
_MARK = "（示例）"


def load(names: list[str]) -> None:
    """Lists for LISTED, made of the names of gacha; the invented sites of those
    banners then lie in a gacha of their name."""
    for code in LISTED:
        banner = Region.objects.select_related("league").get(code=code)
        sites = Venue.objects.filter(region=banner, kind=VenueKind.GACHA_SITE)
        of_name = {_gacha_of(site): site for site in sites if site.is_example}
        chance = Random(f"gacha:{code}")  # noqa: S311 no secret
        others = [name for name in names if name not in of_name]
        wanted = [*of_name, *chance.sample(others, len(_SUMU) * _IN_EACH)]
        made = _list(banner, wanted[: len(_SUMU) * _IN_EACH])
        for name, site in of_name.items():
            site.region = made[name]
            site.save(update_fields=["region"])


def _gacha_of(site: Venue) -> str:
    return site.name.partition("嘎查")[0]


def _list(banner: Region, names: list[str]) -> dict[str, Region]:
    made: dict[str, Region] = {}
    for number, direction in enumerate(_SUMU):
        sumu = Region.objects.create(
            code=f"{banner.code}{_FIRST + number}",
            name=f"{direction}苏木{_MARK}",
            level=Region.Level.SUMU,
            parent=banner,
        )
        for place, name in enumerate(names[number :: len(_SUMU)], start=1):
            made[name] = Region.objects.create(
                code=f"{sumu.code}{200 + place}",
                name=f"{name}嘎查{_MARK}",
                level=Region.Level.GACHA,
                parent=sumu,
            )
    return made
