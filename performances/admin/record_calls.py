"""Whom a coordinator rings for records that are missing: each troupe once, with its
numbers, how many of its shows nobody has reported, and when it was reminded last."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet

from troupes.models import Troupe
from troupes.rights import scope_of

from ..models import Performance, RecordReminder
from .phone import dialled

# So many shows are looked at: what is older is no call any more but an afternoon.
MOST = 300


@dataclass(frozen=True, slots=True)
class Number:
    who: str
    phone: str
    dial: str


@dataclass(frozen=True, slots=True)
class Call:
    """`since` is the start of the oldest show, `reminded_at` None while no reminder
    went to the troupe."""

    troupe: str
    count: int
    since: datetime
    numbers: tuple[Number, ...]
    reminded_at: datetime | None


def calls_for(user: Any, missing: QuerySet[Performance]) -> list[Call]:
    """Of the troupes the user coordinates, who owes most first. Five queries, none for
    whoever coordinates nothing; numbers are for nobody else (DutyContact)."""
    scope = scope_of(user)
    if not scope.coordinates:
        return []
    shows = list(
        missing.order_by("-starts_at", "pk").prefetch_related("troupe_parts")[:MOST]
    )
    owed: dict[int, list[Performance]] = defaultdict(list)
    for show in shows:
        for part in show.troupe_parts.all():
            owed[part.troupe_id].append(show)
    troupes = Troupe.objects.filter(pk__in=owed).filter(
        scope.in_regions("region__path")
    )
    told = _reminded(shows)
    calls = [
        Call(
            troupe.display_name,
            len(owed[troupe.pk]),
            owed[troupe.pk][-1].starts_at,
            _numbers(troupe),
            told.get(f"troupe:{troupe.pk}"),
        )
        for troupe in troupes.prefetch_related("duty_contacts")
    ]
    return sorted(calls, key=lambda call: (-call.count, call.since, call.troupe))


def _reminded(shows: list[Performance]) -> dict[str, datetime]:
    """When each audience was last reminded of one of them; one query."""
    rows = RecordReminder.objects.filter(performance__in=[show.pk for show in shows])
    last = rows.order_by().values_list("audience").annotate(at=Max("at"))
    return dict(last)


def _numbers(troupe: Troupe) -> tuple[Number, ...]:
    """Its leader before the others; the office where nobody is named."""
    contacts = sorted(
        troupe.duty_contacts.all(), key=lambda one: one.duty != one.Duty.LEADER
    )
    named = [(f"{one.role} {one.name}".strip(), one.phone) for one in contacts]
    office = [("", troupe.public_phone)] if troupe.public_phone else []
    return tuple(
        Number(who, phone, dialled(phone)) for who, phone in (named[:2] or office)
    )
