"""The requests a show answers, on the show's own page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from ulanmuqi.base import rights

from ...models import Performance, Request
from ...scheduling.request_wording import state_text
from . import words


@dataclass(frozen=True, slots=True)
class AskedBy:
    """`is_gone`: the asker needs it no more, though the show stands. `confirmed` is
    what the place said of this very show, "" while it has not or where `state` says it;
    `is_denied`, that it was not there."""

    number: str
    place: str
    state: str
    url: str
    is_gone: bool
    confirmed: str
    is_denied: bool


def requests_of(user: Any, show: Performance) -> list[AskedBy]:
    """Those the user handles: which it answers, and which it was to answer by what the
    place says. Two queries."""
    about = Q(performance=show) | Q(confirmations__performance=show)
    rows = Request.objects.with_place().with_show().with_said().filter(about)
    seen = rights.policy_for(Request).visible(user, rows).order_by("pk").distinct()
    return [_asked(row, show) for row in seen]


def _asked(row: Request, show: Performance) -> AskedBy:
    said = [one for one in row.confirmations.all() if one.performance_id == show.pk]
    one = said[0] if said else None
    is_another = row.performance is not None and show.pk not in (
        row.performance_id,
        row.show.pk,
    )
    return AskedBy(
        row.spoken_number,
        words.place_text(row),
        # Translators: zh: 后来另排了一场
        _("another show answers it since") if is_another else state_text(row),
        reverse("requests:inspect", args=[row.pk]),
        row.state == Request.State.WITHDRAWN and not show.is_off,
        "" if row.denied else words.confirmed_text(one),
        one is not None and not one.took_place,
    )
