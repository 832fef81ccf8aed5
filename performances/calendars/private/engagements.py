"""Rehearsals, training, transfers and closures as insiders read them."""

from functools import partial

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from troupes.models import Member, StageTruck, Troupe

from ... import ical
from ...models import Engagement
from . import places, scopes, wording
from .plan import Kind, Layer, Own, Plan, core_of


def load(rows: QuerySet) -> QuerySet:
    """With everything an entry tells; six queries, however many they are."""
    ways = ("venue", "from_venue")
    areas = [
        f"{place}region__{part}"
        for place in ("", "from_", *(f"{way}__" for way in ways))
        for part in ("league", "banner")
    ]
    return rows.select_related(*areas, "private_entry").prefetch_related(
        "parts__resource__troupe__region",
        "parts__resource__venue__region",
        "parts__resource__truck__region",
        "parts__resource__member__troupe__region",
    )


def plan(row: Engagement) -> Plan:
    """One entry whatever it takes; no query when loaded with `load`."""
    full = places.in_full(row)
    status = row.kind if row.firm else f"{row.kind}?"
    where = (row.venue_id, row.region_id, row.from_venue_id, row.from_region_id)
    return Plan(
        kind=Kind.OTHER,
        layer=Layer.WORK if row.firm else Layer.HELD_WORK,
        core=core_of(row.starts_at, row.ends_at, status, *where),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        scopes=scopes.of_engagement(row),
        facts=partial(_facts, row),
        full=partial(_facts, full) if full is not None else None,
    )


def _facts(row: Engagement, own: Own) -> ical.EntryFacts:
    purpose = wording.KINDS[Engagement.Kind(row.kind)]
    mark = "" if row.firm else wording.HOLD_MARK
    desk = settings.BASE_URL + reverse("engagements:inspect", args=[row.pk])
    return ical.EntryFacts(
        uid=own.uid,
        sequence=own.sequence,
        created=own.created,
        modified=own.modified,
        starts=row.starts_at,
        ends=row.ends_at,
        status="CONFIRMED" if row.firm else "TENTATIVE",
        title=mark + wording.work_title(purpose, ical.one_line(row.title)),
        location=places.location(row.venue, row.region),
        point=places.point(row.venue),
        description=[*_lines(row), wording.details(desk)],
        url=desk,
        categories=[purpose],
    )


def _lines(row: Engagement) -> list[str]:
    lines = [] if row.firm else [wording.HELD_OTHER]
    if row.from_venue is not None or row.from_region is not None:
        origin = places.location(row.from_venue, row.from_region)
        arrives = places.location(row.venue, row.region)
        lines.append(wording.journey(origin, arrives))
    owners = row.cast
    # The hall is where it is; people are told by number, as in `shows`.
    names = [one.name for one in owners if isinstance(one, Troupe | StageTruck)]
    people = sum(isinstance(one, Member) for one in owners)
    if people:
        names.append(wording.lent(people))
    if names:
        lines.append(wording.takes(names))
    if row.note.strip():
        lines.append(wording.note(row.note))
    if row.is_example:
        lines.append(wording.EXAMPLE)
    return lines
