"""Invented places that troupes added on the road: some wait for their league."""

from performances.scheduling.added_places import PlaceFacts, add_place, complete_place
from troupes.models import Membership, Troupe
from ulanmuqi.base import clock
from ulanmuqi.places.here import Here
from ulanmuqi.places.kinds import VenueKind

from .days import Days

# Home, name, kind, what was typed, days ago, whether the league completed it.
_ADDED = (
    ("152222", "敖包前草场（示例）", VenueKind.GRASSLAND_GROUND, "示例嘎查", 9, True),
    ("152222", "老支书家院子（示例）", VenueKind.HERDER_HOME, "示例嘎查", 2, False),
    ("152524", "机井旁空地（示例）", VenueKind.GACHA_SITE, "示例嘎查", 1, False),
)
_METRES = 25


def write(days: Days) -> None:
    """After the season: nothing of it is played there."""
    for number, (home, name, kind, said, ago, is_done) in enumerate(_ADDED, start=1):
        troupe = Troupe.objects.select_related("region__league").get(region__code=home)
        seat = troupe.region
        off = number / 100
        facts = PlaceFacts(
            troupe=troupe,
            name=name,
            region=seat,
            kind=kind,
            said=said,
            here=Here(round(seat.lat + off, 5), round(seat.lon + off, 5), _METRES),
            is_example=True,
        )
        with clock.frozen(days.entered(-ago, 16)):
            row = add_place(facts, by=_leader_of(troupe))
        if is_done:
            with clock.frozen(days.entered(1 - ago, 10)):
                complete_place(row)


def _leader_of(troupe: Troupe) -> object | None:
    role = Membership.Role.TROUPE_LEADER
    leads = troupe.memberships.filter(role=role).select_related("user").first()
    return leads.user if leads else None
