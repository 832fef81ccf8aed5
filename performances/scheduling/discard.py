"""Throws away what nobody outside ever saw."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock

from ..calendars.private import store
from ..models import Performance, Showcase
from ..statuses import INSIDE
from . import log
from .allowed import authorise, authorise_showcase, fresh
from .buried import bury
from .errors import Refused
from .locks import lock_openings, lock_performance
from .outcomes import Why
from .transaction import verb
from .venue_news import note_discarded

DELETED = "wagtail.delete"


@verb
def discard(
    performance: Performance, *, by: Any = None, version: int | None = None
) -> None:
    """Deletes a draft or hold that was never announced, with its bookings. The log
    keeps what it was (`restore`).

    Raises Refused for anything that was ever public: that is cancelled or withdrawn,
    and stays.
    """
    row = lock_performance(performance)
    authorise(by, "delete", row)
    fresh(row, version)
    if row.announced_at is not None or row.status not in INSIDE:
        raise Refused(
            _("Only a draft or a hold can be deleted. Cancel or withdraw this show.")
        )
    throw_away(row, by)


@verb
def discard_showcase(
    showcase: Showcase, *, by: Any = None, version: int | None = None
) -> None:
    """Deletes a showcase that was never announced, with its drafts and holds."""
    row, openings = lock_openings(showcase)
    authorise_showcase(by, row)
    fresh(row, version)
    others = row.performances.exclude(pk__in=[opening.pk for opening in openings])
    settled = [o for o in openings if o.announced_at or o.status not in INSIDE]
    if row.announced_at is not None or settled or others.exists():
        raise Refused(
            _("Only a showcase that was never announced can be deleted. Cancel it.")
        )
    for opening in openings:
        throw_away(opening, by)
    log.write(row, DELETED, Why(by=by), data={}, at=clock.now(), deleted=True)
    row.delete()


def throw_away(row: Performance, by: Any) -> None:
    """Part of a verb: the venue and the log are told, and the row goes."""
    note_discarded(row, clock.now())
    store.leave(performance=row)
    log.write(
        row,
        DELETED,
        Why(by=by),
        data={"was": bury(row)},
        at=clock.now(),
        deleted=True,
    )
    row.delete()
