"""Where the page in Mongolian is, for the pages that lead to it."""

from django import template

from ulanmuqi.home.models import SiteDetails
from ulanmuqi.home.mongolian import opening

register = template.Library()


@register.simple_tag
def mongolian_page(details: SiteDetails | None) -> str:
    """Its address, or "" while there is none. No query before it was opened for a
    banner, four after that."""
    return opening.address_of(details.mongolian_banner_id) if details else ""


@register.simple_tag
def mongolian_of(details: SiteDetails | None, region_id: int) -> str:
    """The same on the page of the banner it tells of, and "" on any other."""
    if details is None or details.mongolian_banner_id != region_id:
        return ""
    return opening.address_of(region_id)
