"""Reading the public change log: as sentences, by whom it concerns, since when."""

from .entries import Entry, entries
from .finding import Leaf, at_venue, between, concerning, leaf, news, public, since
from .netting import Line, netted
from .reading import news_of

__all__ = [
    "Entry",
    "Leaf",
    "Line",
    "at_venue",
    "between",
    "concerning",
    "entries",
    "leaf",
    "netted",
    "news",
    "news_of",
    "public",
    "since",
]
