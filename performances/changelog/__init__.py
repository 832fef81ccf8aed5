"""Reading the public change log: as sentences, by whom it concerns, since when."""

from .entries import Entry, entries
from .finding import Leaf, at_venue, between, concerning, leaf, public, since
from .reading import news_of

__all__ = [
    "Entry",
    "Leaf",
    "at_venue",
    "between",
    "concerning",
    "entries",
    "leaf",
    "news_of",
    "public",
    "since",
]
