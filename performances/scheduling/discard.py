"""Throws away what nobody outside ever saw."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock

from ..models import Performance, Showcase
from ..statuses import INSIDE
from . import log
from .allowed import authorise, authorise_showcase, fresh
from .errors import Refused
from .locks import lock_openings, lock_performance
from .settle import Why
from .transaction import verb
from .venue_news import note_discarded


@verb
def discard(
    performance: Performance, *, by: Any = None, version: int | None = None
) -> None:
    """Deletes a draft or hold that was never announced, with its bookings.

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
    _delete(row, by)


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
        _delete(opening, by)
    log.write(row, "wagtail.delete", Why(by=by), data={}, at=clock.now(), deleted=True)
    row.delete()


def _delete(row: Performance, by: Any) -> None:
    note_discarded(row, clock.now())
    log.write(row, "wagtail.delete", Why(by=by), data={}, at=clock.now(), deleted=True)
    row.delete()
