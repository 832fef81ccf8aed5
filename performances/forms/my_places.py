"""Which place somebody on the road means by its name."""

from collections.abc import Iterable

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from ulanmuqi.places.models import Region, Venue

from ..scheduling.import_places import Places

# Of two banners together; the largest has some eighty.
PLACES_OFFERED = 200


def offered_places(*near: Region) -> dict[str, Venue]:
    """Names to choose from while typing, with the place each means: those of the whole
    banner (or, of a league, of the whole league) of every region, in that order. Where
    two have one name, their areas stand with it. One query."""
    homes = list(dict.fromkeys(_home(region) for region in near))
    reach = Q(pk__in=[])
    for home in homes:
        reach |= Q(region__path__startswith=home.path)
    rows = Venue.objects.filter(reach, merged_into=None).select_related("region")
    found = sorted(
        rows.order_by("name", "pk")[:PLACES_OFFERED],
        key=lambda venue: next(
            at for at, home in enumerate(homes)
            if venue.region.path.startswith(home.path)
        ),
    )  # fmt: skip
    return _labelled(found)


def label_of(venue: Venue, offered: dict[str, Venue]) -> str:
    """What to write into the field so that it means this place."""
    return next((name for name, one in offered.items() if one == venue), venue.name)


def found_place(text: str, *near: Region) -> Venue | None:
    """What was offered under that name, else the only place of the name in the league.
    Raises ValidationError, saying what to do, where the name means none or many."""
    if not text:
        return None
    offered = offered_places(*near).get(text)
    if offered is not None:
        return offered
    places = Places.of([text])
    venue = places.find(text, near=near[0])
    if venue is not None:
        return venue
    if any(places.by_name.values()):
        # Translators: zh: 叫这个名字的地方不止一个，请把名字写全，或打电话。
        raise forms.ValidationError(
            _("There are several places of that name. Write it in full, or ring.")
        )
    # Translators: zh: 名单里没有这个地方。请看看名字，从提示里选一个，或先加这个地方。
    raise forms.ValidationError(
        _(
            "No place of that name is known. Look at the name, choose one that is "
            "offered, or add the place first."
        )
    )


def _home(region: Region) -> Region:
    return region.banner or region.league or region


def _labelled(venues: Iterable[Venue]) -> dict[str, Venue]:
    venues = list(venues)
    names = [venue.name for venue in venues]
    found: dict[str, Venue] = {}
    for venue in venues:
        label = venue.name
        if names.count(venue.name) > 1:
            label = f"{venue.name}（{venue.region.name}）"
        number = 2
        while label in found:
            label = f"{venue.name}（{venue.region.name}，{number}）"
            number += 1
        found[label] = venue
    return found
