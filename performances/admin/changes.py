"""What the public was told, in the admin: the sentences to pass on."""

from typing import Any

from ulanmuqi.base import clock

from .. import changelog
from ..changelog import Entry

SHOWN = 50


def told(changes: Any) -> list[Entry]:
    """The newest sentences of a show or a showcase; one query."""
    rows = changes.select_related("performance", "showcase")[:SHOWN]
    return changelog.entries(rows, clock.now())
