"""The requests a show answers, on the show's own page."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from ulanmuqi.base import rights

from ...models import Performance, Request
from . import words


@dataclass(frozen=True, slots=True)
class AskedBy:
    """`is_gone`: the asker needs it no more, though the show stands."""

    number: str
    place: str
    state: str
    url: str
    is_gone: bool


def requests_of(user: Any, show: Performance) -> list[AskedBy]:
    """Those the user handles; one query."""
    rows = Request.objects.with_place().filter(performance=show)
    seen = rights.policy_for(Request).visible(user, rows).order_by("pk")
    return [
        AskedBy(
            row.spoken_number,
            words.place_text(row),
            str(row.get_state_display()),
            reverse("requests:inspect", args=[row.pk]),
            row.state == Request.State.WITHDRAWN and not show.is_off,
        )
        for row in seen
    ]
