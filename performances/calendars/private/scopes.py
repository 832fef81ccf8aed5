"""The keys of private feeds: whose an entry is."""

from collections.abc import Iterable

from django.db.models import Model

from troupes.models import Member, StageTruck, Troupe
from ulanmuqi.places.models import Region, Venue

from ...models import Engagement, Performance, PrivateEntry
from .. import scopes


def of_show(performance: Performance) -> list[str]:
    """Its troupes, its venue, and the regions of the place and of the troupes' homes;
    no query when loaded as `store` loads."""
    keys = {scopes.ALL} | _area(performance.region)
    at = performance.venue
    if at is not None:
        keys |= {scopes.venue(at.merged_into_id or at.pk)} | _area(at.region)
    for one in performance.troupes_in_order:
        keys |= {scopes.troupe(one.pk)} | _area(one.region)
    return sorted(keys)


def of_engagement(engagement: Engagement) -> list[str]:
    """Of whatever it takes, as `EngagementPolicy` lets people see it."""
    return sorted({scopes.ALL}.union(*(_of_owner(one) for one in engagement.cast)))


def person(user_id: int) -> str:
    """The stamp that rises when somebody's memberships change."""
    return f"person:{user_id}"


def stamp(key: str, layer: str) -> str:
    """The stamp of one layer of a private feed."""
    return f"{key}:{layer}"


def stamps_of(entry: PrivateEntry) -> set[str]:
    """Every stamp that rises when this entry changes, comes or leaves."""
    if not entry.layer:
        return set()
    return {stamp(key, entry.layer) for key in entry.scopes}


def _of_owner(owner: Model) -> Iterable[str]:
    if isinstance(owner, Troupe):
        return {scopes.troupe(owner.pk)} | _area(owner.region)
    if isinstance(owner, Venue):
        return {scopes.venue(owner.merged_into_id or owner.pk)} | _area(owner.region)
    if isinstance(owner, StageTruck):
        home = {scopes.troupe(owner.troupe_id)} if owner.troupe_id else set()
        return home | _area(owner.region)
    if isinstance(owner, Member):
        return {scopes.troupe(owner.troupe_id)} | _area(owner.troupe.region)
    return set()


def _area(place: Region | None) -> set[str]:
    codes = place.path.rstrip(".").split(".") if place else []
    return {scopes.region(code) for code in codes if code}
