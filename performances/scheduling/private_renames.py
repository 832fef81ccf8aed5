"""Brings private calendars up to date when something only they show changes elsewhere.

As `renames` does for what public entries show: these rows are saved by Wagtail's own
forms. Memberships decide what a person's calendar holds; everything else is shown in
the entries of load-ins, rehearsals and closures.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import post_save, pre_delete, pre_save

from troupes.models import Member, Membership, StageTruck, Troupe
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region, Venue

from ..calendars import entries, stamps
from ..calendars.private import scopes, store
from ..models import Performance, PrivateStamp, gate

Refresh = Callable[[Any], None]


def _truck(truck: StageTruck) -> None:
    shows = Performance.objects.filter(along_parts__resource__truck=truck)
    entries.refresh(shows)
    store.refresh_engagements(Q(parts__resource__truck=truck))


def _member(member: Member) -> None:
    store.refresh_engagements(Q(parts__resource__member=member))


def _troupe(troupe: Troupe) -> None:
    entries.refresh_for_troupe(troupe)
    reach = Q(parts__resource__troupe=troupe) | Q(parts__resource__truck__troupe=troupe)
    store.refresh_engagements(reach | Q(parts__resource__member__troupe=troupe))


def _venue(venue: Venue) -> None:
    reach = Q(venue=venue) | Q(from_venue=venue) | Q(parts__resource__venue=venue)
    store.refresh_engagements(reach)


def _region(region: Region) -> None:
    reach = Q()
    for place in ("region", "from_region"):
        reach |= Q(**{f"{place}__path__startswith": region.path})
    for owner in ("troupe", "venue", "truck", "member__troupe"):
        path = f"parts__resource__{owner}__region__path__startswith"
        reach |= Q(**{path: region.path})
    store.refresh_engagements(reach)


def _membership(membership: Membership) -> None:
    users = {membership.user_id, membership.__dict__.pop("_user_before", None)}
    keys = {scopes.person(user) for user in users if user is not None}
    stamps.raise_all(keys, at=clock.now(), kind=PrivateStamp)


def _user(user: models.Model) -> None:
    keys = {scopes.person(user.pk)}
    stamps.raise_all(keys, at=clock.now(), kind=PrivateStamp)


# What of each row private calendars show or go by.
_SHOWN: dict[type[models.Model], tuple[tuple[str, ...], Refresh]] = {
    StageTruck: (("name", "troupe_id", "region_id"), _truck),
    Member: (("troupe_id",), _member),
    Troupe: (("name", "region_id"), _troupe),
    Venue: (
        ("name", "address", "lat", "lon", "coord_precision", "public_precision",
         "region_id", "merged_into_id"),
        _venue,
    ),
    Region: (("name", "path"), _region),
    Membership: (
        ("user_id", "role", "region_id", "troupe_id", "venue_id", "since", "until"),
        _membership,
    ),
}  # fmt: skip


def connect() -> None:
    """Called once, when the app is ready."""
    user = get_user_model()
    _SHOWN[user] = (("is_active", "is_superuser"), _user)
    for model in _SHOWN:
        name = model.__name__
        pre_save.connect(_remember, sender=model, dispatch_uid=f"private-was-{name}")
        post_save.connect(_follow, sender=model, dispatch_uid=f"private-is-{name}")
    pre_delete.connect(_ended, sender=Membership, dispatch_uid="private-ended")


def _remember(
    sender: type[models.Model], instance: models.Model, raw: bool, **signal: Any
) -> None:
    """One query for a saved row: what it was before."""
    names, _refresh = _SHOWN[sender]
    before = None
    written = signal.get("update_fields")
    is_about_it = written is None or {n.removesuffix("_id") for n in names} & set(
        written
    )
    if instance.pk is not None and not raw and is_about_it:
        stored = sender._default_manager.filter(pk=instance.pk)
        before = stored.values_list(*names).first()
    instance._private_before = before


def _follow(
    sender: type[models.Model], instance: models.Model, created: bool, **_signal: Any
) -> None:
    names, refresh = _SHOWN[sender]
    before = instance.__dict__.pop("_private_before", None)
    now = tuple(getattr(instance, name) for name in names)
    is_new_right = created and sender is Membership
    if not is_new_right and before in (None, now):
        return
    if sender is Membership and before is not None:
        instance._user_before = before[0]
    with transaction.atomic(), gate.opened():
        refresh(instance)


def _ended(sender: type[models.Model], instance: Membership, **_signal: Any) -> None:
    with transaction.atomic(), gate.opened():
        _membership(instance)
