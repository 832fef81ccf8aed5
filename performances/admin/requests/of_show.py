"""The requests a show answers, on the show's own page."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from ulanmuqi.base import rights

from ...models import Performance, Request
from . import words


@dataclass(frozen=True, slots=True)
class AskedBy:
    """`is_gone`: the asker needs it no more, though the show stands. `confirmed` is
    what the place said of the show, "" while it has not."""

    number: str
    place: str
    state: str
    url: str
    is_gone: bool
    confirmed: str


def requests_of(user: Any, show: Performance) -> list[AskedBy]:
    """Those the user handles; one query."""
    rows = Request.objects.with_place().with_show().filter(performance=show)
    rows = rows.select_related("confirmation")
    seen = rights.policy_for(Request).visible(user, rows).order_by("pk")
    return [
        AskedBy(
            row.spoken_number,
            words.place_text(row),
            words.state_text(row),
            reverse("requests:inspect", args=[row.pk]),
            row.state == Request.State.WITHDRAWN and not show.is_off,
            words.confirmed_text(getattr(row, "confirmation", None)),
        )
        for row in seen
    ]
