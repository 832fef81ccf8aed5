"""Where things are: regions, venues, and what the public may know of a place."""

from .region import Region
from .venue import Venue

__all__ = ["Region", "Venue"]
