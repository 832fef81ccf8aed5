"""Which place somebody on the road means by its name."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ulanmuqi.places.models import Region, Venue

from ..scheduling.import_places import Places

PLACES_OFFERED = 40


def offered_places(region: Region) -> QuerySet:
    """Names to choose from while typing: those of the banner, or of the league."""
    league = region.league or region
    rows = Venue.objects.filter(region__path__startswith=region.path, merged_into=None)
    if region.banner is None:
        rows = Venue.objects.filter(region__league=league, merged_into=None)
    return rows.order_by("name").values_list("name", flat=True)[:PLACES_OFFERED]


def found_place(text: str, near: Region) -> Venue | None:
    """Raises ValidationError, saying what to do, where the name means none or many."""
    if not text:
        return None
    places = Places.of([text])
    venue = places.find(text, near=near)
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
