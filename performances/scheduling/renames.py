"""Brings stored calendar text up to date when a name it shows changes.

Venues, troupes, works and regions are saved by Wagtail's own forms and by pages, which
know nothing of the schedule; a receiver cannot be forgotten as a call could.
"""

from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save, pre_save

from troupes.models import Troupe, Work
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region, Venue

from ..calendars import entries, namesakes, scopes, stamps
from ..models import Showcase, gate

# What an entry or the name of a feed shows of each; its own name first.
_SHOWN: dict[type[models.Model], tuple[str, ...]] = {
    Venue: (
        *("name", "address", "lat", "lon", "coord_precision", "public_precision"),
        *("time_zone", "region_id", "is_example", "merged_into_id"),
    ),
    Region: ("name", "path"),
    Troupe: ("name",),
    Work: ("title", "genre", "merged_into_id"),
    Showcase: ("title", "t_zero", "t_zero_is_example", "announced_at"),
}
_REFRESH: dict[type[models.Model], Callable[..., None]] = {
    Venue: entries.refresh_for_venue,
    Region: entries.refresh_for_region,
    Troupe: entries.refresh_for_troupe,
    Work: entries.refresh_for_work,
    Showcase: entries.refresh_for_showcase,
}


def connect() -> None:
    """Called once, when the app is ready."""
    for model in _SHOWN:
        pre_save.connect(_remember, sender=model, dispatch_uid=f"renames-{model}")
        post_save.connect(
            _bring_up_to_date, sender=model, dispatch_uid=f"renamed-{model}"
        )
        post_delete.connect(_take_away, sender=model, dispatch_uid=f"gone-{model}")


def _remember(
    sender: type[models.Model], instance: models.Model, raw: bool, **_signal: Any
) -> None:
    """One query for a saved row: what it showed before."""
    before = None
    if instance.pk is not None and not raw:
        stored = sender._default_manager.filter(pk=instance.pk)
        before = stored.values_list(*_SHOWN[sender]).first()
    instance._shown_before = before


def _bring_up_to_date(
    sender: type[models.Model], instance: models.Model, **_signal: Any
) -> None:
    before = instance.__dict__.pop("_shown_before", None)
    now = tuple(getattr(instance, name) for name in _SHOWN[sender])
    if before is None or before == now:
        return
    with transaction.atomic(), gate.opened():
        names = {str(before[0]), str(now[0])}
        others = namesakes.keys_of_others(instance, names)
        # One write for all of them: two could wait for another writer crosswise.
        _REFRESH[sender](instance, renamed={*_own_feeds(instance), *others})


def _own_feeds(instance: models.Model) -> set[str]:
    """Whose text says its name; a region's is said by all that lies within it."""
    if isinstance(instance, Region):
        return scopes.named_after(instance)
    return {scopes.key_of(instance)}


def _take_away(
    sender: type[models.Model], instance: models.Model, **_signal: Any
) -> None:
    """Its feed, which held no show, is no more; the next of its name may bear it."""
    name = str(getattr(instance, _SHOWN[sender][0]))
    with transaction.atomic(), gate.opened():
        others = namesakes.keys_of_others(instance, {name})
        stamps.raise_all({scopes.key_of(instance), *others}, at=clock.now())
