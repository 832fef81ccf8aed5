"""Stored bookings as the judge sees them."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from .. import slots
from ..conflicts import Claim
from ..models import Booking, Engagement, Performance, Resource
from ..travel import Place
from .demands import (
    key_of,
    missed_by,
    road_place,
    since,
    stage_slot,
    troupe_names,
    until,
)
from .resources import ref_of

# Where an engagement begins and ends, and whom an exclusion binds.
_ENDS = (
    "venue__region__league",
    "region__league",
    "from_venue__region__league",
    "from_region__league",
)
_OWNERS = ("troupe", "venue", "truck", "member__troupe")


def with_what_is_judged(rows: QuerySet) -> QuerySet:
    """Loads all that `standing_claims` reads: of shows in the same query, of what is
    rarer in one more each, where there is any: engagements, exclusions and the loans
    of lent members.

    In no order, as Django would compare each of some three hundred columns with it;
    `standing_claims` sorts.
    """
    return (
        rows.order_by()
        .select_related(
            "resource__troupe",
            "resource__venue",
            "resource__truck",
            "resource__member__troupe",
            "resource__exclusion",
            "performance__venue__region__league",
            "performance__region__league",
        )
        .prefetch_related(
            Prefetch("engagement", Engagement.objects.select_related(*_ENDS)),
            Prefetch("via", Resource.objects.select_related(*_OWNERS)),
            "resource__member__loans",
        )
    )


def standing_claims(bookings: Iterable[Booking]) -> list[Claim]:
    """One claim for each show or engagement and resource (load with
    `with_what_is_judged`): the parts an engagement was split into count as one.

    A show that was entered when it was over claims nothing: it happened. Two queries
    more where lent members are booked: the troupes they play with.
    """
    rows = sorted(
        (row for row in bookings if not _is_history(row)),
        key=lambda row: (row.starts, row.pk),
    )
    lent = [row for row in rows if row.resource.kind == Resource.Kind.MEMBER]
    shows = [row.performance for row in lent if row.performance is not None]
    if shows:
        prefetch_related_objects(shows, "troupe_parts__troupe")
    found = {}
    for row in rows:
        reason = row.performance_id, row.engagement_id
        alone = row.pk if reason == (None, None) else None
        found.setdefault(
            (*reason, alone, row.resource_id, row.via_id), standing_claim(row)
        )
    return list(found.values())


def _is_history(booking: Booking) -> bool:
    return booking.performance is not None and booking.performance.entered_after


def standing_claim(booking: Booking) -> Claim:
    """One stored booking; an engagement's has the length of the whole of it."""
    if booking.performance is not None:
        return _claim_of_show(booking, booking.performance)
    if booking.engagement is not None:
        return _claim_of_engagement(booking, booking.engagement)
    slot = slots.Slot(booking.starts, booking.ends)
    return Claim(
        performance=f"booking:{booking.pk}",
        slot=slot,
        stage=slot,
        title=booking.note or booking.get_kind_display(),
        **_common(booking),
    )


def engagement_key(row: Engagement) -> str:
    return f"engagement:{row.pk or 'new'}"


def entry_id(key: str) -> str:
    """The id within the key of an engagement that is stored, else ""."""
    kind, _colon, number = key.partition(":")
    return number if kind == "engagement" and number.isdigit() else ""


def road_of(row: Engagement) -> dict[str, Place | None]:
    """Where it begins and ends; whoever is not available is nowhere."""
    if row.kind == Engagement.Kind.BLACKOUT:
        return {"place": None, "origin": None}
    return {
        "place": road_place(row.venue, row.region),
        "origin": road_place(row.from_venue, row.from_region),
    }


def _claim_of_show(booking: Booking, show: Performance) -> Claim:
    slot = slots.Slot(booking.starts, booking.ends)
    is_member = booking.resource.kind == Resource.Kind.MEMBER
    return Claim(
        performance=key_of(show),
        slot=slot,
        stage=stage_slot(show),
        place=road_place(show.venue, show.region),
        title=show.title,
        status=show.status,
        since=since(show),
        until=until(show),
        precision=slots.Precision(show.precision),
        cast=troupe_names(show.troupes_in_order) if is_member else "",
        home=missed_by(booking.resource.owner, slot),
        **_common(booking),
    )


def _claim_of_engagement(booking: Booking, row: Engagement) -> Claim:
    slot = slots.Slot(row.starts, row.ends)
    return Claim(
        performance=engagement_key(row),
        slot=slot,
        stage=slot,
        **road_of(row),
        title=str(row),
        home=missed_by(booking.resource.owner, slot),
        **_common(booking),
    )


def _common(booking: Booking) -> dict:
    return {
        "resource": ref_of(booking.resource.owner),
        "via": ref_of(booking.via.owner) if booking.via else None,
        "firm": booking.firm,
        "exclusive": booking.exclusive,
        "kind": booking.kind,
    }
