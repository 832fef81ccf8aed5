"""Raises the public stamp with whatever the public may read of the schedule.

Verbs call `follow` with the models they wrote; venues, regions, troupes and works are
saved by Wagtail's own forms, which know nothing of it, so a receiver listens to them.
"""

from typing import Any

from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save

from troupes.models import Troupe, Work, WorkCreator
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region, Venue

from ..calendars import public_stamp
from ..models import (
    Change,
    Performance,
    PerformanceTroupe,
    ProgrammeItem,
    Showcase,
    ShowcaseOrganiser,
    gate,
)

_SCHEDULE = frozenset(
    {
        Change,
        Performance,
        PerformanceTroupe,
        ProgrammeItem,
        Showcase,
        ShowcaseOrganiser,
    }
)
_REFERENCE = (Region, Venue, Troupe, Work, WorkCreator)


def follow(written: gate.Written) -> None:
    """Call last, inside the transaction and the gate. No query for other rows."""
    if written & _SCHEDULE:
        public_stamp.raise_now(at=clock.now())


def connect() -> None:
    """Called once, when the app is ready."""
    for model in _REFERENCE:
        for signal in (post_save, post_delete):
            signal.connect(
                _saved, sender=model, dispatch_uid=f"public-{model}-{signal}"
            )
    m2m_changed.connect(
        _saved, sender=Work.troupes.through, dispatch_uid="public-work-troupes"
    )


def _saved(sender: type[models.Model], **_signal: Any) -> None:
    with transaction.atomic(), gate.opened():
        public_stamp.raise_now(at=clock.now())
