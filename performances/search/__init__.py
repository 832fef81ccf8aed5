"""By which names a show is found: kept up with every change, and asked.

A show is found by its titles, its troupes, its league and banner, a venue whose name is
public, an announced showcase, and the works it plays.
"""

from .keeping import keep, stale
from .matching import MANY, MOST, Found, find, first, matching

__all__ = ["MANY", "MOST", "Found", "find", "first", "keep", "matching", "stale"]
