"""The facts of a page in schema.org's words (JSON-LD), for search engines and maps.

Values only, built from cards: what a card does not know about a private place, an
unannounced showcase or a private note cannot get in here.
"""

from .events import event, listed
from .pages import showcase, troupe, venue
from .repertoire import work

__all__ = ["event", "listed", "showcase", "troupe", "venue", "work"]
