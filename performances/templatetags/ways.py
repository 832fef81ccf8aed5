"""The roads to a place, for the templates that show one."""

from django import template

from ulanmuqi.places.public import PublicPlace
from ulanmuqi.places.routes import Routes, routes_to

register = template.Library()


@register.simple_tag
def routes(place: PublicPlace, name: str) -> Routes | None:
    """Nothing without a point of its own: a banner's seat is no door to lead to."""
    return routes_to(place.point, name) if place.point else None
