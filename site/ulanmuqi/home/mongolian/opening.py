"""Whether the page in Mongolian stands, and for which banner."""

from django.urls import reverse

from ulanmuqi.places.models import Region

from ..models import SiteDetails
from .glossary import read


def chosen_banner() -> Region | None:
    """What the details of the default site say; one query."""
    chosen = SiteDetails.objects.filter(site__is_default_site=True)
    details = chosen.select_related("mongolian_banner").first()
    return details.mongolian_banner if details else None


def address_of(banner_id: int | None) -> str:
    """Where the page is; "" where there is none. No query while none was chosen, four
    while one is."""
    if banner_id is None:
        return ""
    banner = Region.objects.filter(pk=banner_id).first()
    if banner is None or not read(banner, with_others=False).can_speak:
        return ""
    return reverse("mongolian")
