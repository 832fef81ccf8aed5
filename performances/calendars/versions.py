"""Counts what the public was told of a show, so that paper can be asked about later.

Called with the stored calendar text, inside the writing transaction and its open gate:
whoever changes what a calendar says may change what a printed sheet says.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import Exists, OuterRef

from ..models import Performance, PublicVersion
from ..statuses import INSIDE

# In the order in which a sheet says them.
PARTS = ("title", "status", "time", "place", "cast", "programme", "words")
_DIGEST = 12


def follow(shows: Sequence[Performance], *, at: datetime) -> None:
    """Gives a new number to each show whose sheet would read differently.

    Needs what `entries` loads. One query, one more where something differs.
    """
    told = [show for show in shows if _is_told(show)]
    if not told:
        return
    latest = _latest(told)
    fresh = []
    for show in told:
        before, parts = latest.get(show.pk), _parts(show)
        if before is None or before.parts != parts:
            fresh.append(
                PublicVersion(
                    performance=show,
                    number=before.number + 1 if before else 1,
                    at=at,
                    parts=parts,
                    programme=_programme(show),
                )
            )
    if fresh:
        PublicVersion.objects.bulk_create(fresh)


def behind(shows: Sequence[Performance]) -> set[int]:
    """Shows whose latest version is not what they say now. One query."""
    told = [show for show in shows if _is_told(show)]
    latest = _latest(told)
    return {
        show.pk
        for show in told
        if show.pk not in latest or latest[show.pk].parts != _parts(show)
    }


def _is_told(show: Performance) -> bool:
    return show.announced_at is not None and show.status not in INSIDE


def _latest(shows: Iterable[Performance]) -> dict[int, PublicVersion]:
    later = PublicVersion.objects.filter(
        performance=OuterRef("performance"), number__gt=OuterRef("number")
    )
    rows = PublicVersion.objects.filter(performance__in=[show.pk for show in shows])
    return {row.performance_id: row for row in rows.filter(~Exists(later))}


def _parts(show: Performance) -> dict[str, str]:
    place = show.place
    told: Mapping[str, Any] = {
        "title": [show.title, show.title_en],
        "status": [
            show.status,
            show.status_reason,
            str(show.decide_by),
            str(show.next_word_at),
        ],
        "time": [
            str(show.starts_at),
            str(show.ends_at),
            show.precision,
            show.day_part,
            str(show.doors_at),
        ],
        "place": [
            place.name,
            place.name_en,
            place.address,
            place.league,
            place.banner,
            show.mode,
        ],
        "cast": [[troupe.name, troupe.name_en] for troupe in show.troupes_in_order],
        "programme": _programme(show),
        "words": [show.admission, show.public_note, show.language, show.showcase_id],
    }
    return {name: _digest(told[name]) for name in PARTS}


def _programme(show: Performance) -> list[list[str]]:
    """Key and title of each item; the key outlives a renamed work."""
    return [
        [f"work {item.work_id}" if item.work_id else str(item), str(item)]
        for item in show.programme.all()
    ]


def _digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return sha256(text.encode()).hexdigest()[:_DIGEST]
