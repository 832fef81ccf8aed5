"""What else a troupe or member does in the days around: for daily limits and days off.

Light on purpose: these claims know when, not where, so that the rules of road and
overlap pass them by.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from .. import slots
from ..conflicts import Claim, ResourceKind, ResourceRef
from ..slots import DAY, MAX_BOOKING_SECONDS, Precision, Slot

# A run of working days longer than this on either side is not followed to its end.
LONGEST_RUN_DAYS = 45

_TIRING = (ResourceKind.TROUPE, ResourceKind.MEMBER)
_READ = (
    "resource__troupe_id", "resource__member_id", "resource__kind", "kind", "starts",
    "ends", "pk", "performance_id", "engagement_id", "performance__title",
    "performance__starts_at", "performance__ends_at", "performance__precision",
    "performance__venue__time_zone",
)  # fmt: skip


def workdays(
    rows: QuerySet, claims: Iterable[Claim], *, known: Iterable[int]
) -> list[Claim]:
    """Firm bookings around the claims' days, but those `known` by id already.

    One query whatever the number of claims; none when nobody gets tired.
    """
    resources = {
        claim.resource.key: claim.resource
        for claim in claims
        if claim.resource.kind in _TIRING
    }
    around = _around(claims)
    if around is None:
        return []
    found = rows.filter(around, firm=True).exclude(pk__in=list(known))
    return [
        _claim(dict(zip(_READ, values, strict=True)), resources)
        for values in found.values_list(*_READ)
    ]


def _around(claims: Iterable[Claim]) -> Q | None:
    spans: dict[str, list[Slot]] = {}
    for claim in claims:
        if claim.resource.kind in _TIRING:
            spans.setdefault(claim.resource.key, []).append(claim.slot)
    if not spans:
        return None
    reach = LONGEST_RUN_DAYS * DAY
    found = Q(pk__in=[])
    for key, taken in spans.items():
        kind, number = key.split(":")
        found |= Q(**{f"resource__{kind}": int(number)}) & Q(
            starts__lt=max(slot.ends for slot in taken) + reach,
            starts__gt=min(slot.starts for slot in taken) - reach - MAX_BOOKING_SECONDS,
        )
    return found


def _claim(row: dict, resources: dict[str, ResourceRef]) -> Claim:
    kind = row["resource__kind"]
    key = f"{kind}:{row[f'resource__{kind}_id']}"
    show, engagement = row["performance_id"], row["engagement_id"]
    other = f"engagement:{engagement}" if engagement else f"booking:{row['pk']}"
    slot = Slot(row["starts"], row["ends"])
    return Claim(
        performance=str(show) if show else other,
        resource=resources[key],
        slot=slot,
        stage=_stage(row) if show else slot,
        firm=True,
        title=row["performance__title"] or "",
        kind=row["kind"],
        precision=Precision(row["performance__precision"] or Precision.EXACT),
        zone=row["performance__venue__time_zone"] or "Asia/Shanghai",
    )


def _stage(row: dict) -> Slot:
    """Firm bookings know their hour."""
    return slots.show_slot(
        precision=Precision(row["performance__precision"]),
        zone=row["performance__venue__time_zone"] or "Asia/Shanghai",
        starts=row["performance__starts_at"],
        ends=row["performance__ends_at"],
    )
