"""Notes up to when somebody has read what changed."""

from datetime import datetime
from typing import Any

from ulanmuqi.base import clock

from ..models import SeenMark
from .transaction import verb


@verb
def mark_seen(user: Any, key: str, until: datetime) -> None:
    """Everything told of the scope up to `until` (aware, at most now) is read. A mark
    never moves back. Nobody but its user ever sees it, so it stands in no log."""
    until = min(until, clock.now())
    mark, made = SeenMark.objects.get_or_create(
        user=user, key=key, defaults={"at": until}
    )
    if not made and mark.at < until:
        mark.at = until
        mark.save()
