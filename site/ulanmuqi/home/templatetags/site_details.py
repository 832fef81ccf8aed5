"""Who runs the site, for the foot of every page."""

from typing import Any

from django import template
from django.http import HttpRequest

from ulanmuqi.base.remembered import remembered
from ulanmuqi.home.models import SiteDetails

register = template.Library()


@register.simple_tag(takes_context=True)
def site_details(context: dict[str, Any]) -> SiteDetails | None:
    """Those of the site that is asked; nothing without a request. Two queries, none
    where they are remembered."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return None
    return remembered(
        ("site details", request.get_host()), lambda: SiteDetails.for_request(request)
    )
