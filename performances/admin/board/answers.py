"""What the server says to the board: done, or why not, in words, as JSON.

A question that was answered is a 200 whatever the answer; `outcome` says which. Only
what must not be asked (403), is not there (404), cannot be read (400) or came at a
busy moment (503) has another status.
"""

import json
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from ...models import Performance
from ...policy import PerformancePolicy
from ...scheduling import (
    ConflictsFound,
    NotAllowed,
    SchedulingError,
    StaleWrite,
    TryAgain,
    sentence,
)
from ..refusals import BUSY, meanwhile_text

MOST_BYTES = 8 * 1024


class Unreadable(ValueError):
    """The body is no small flat JSON object."""


def read_body(request: HttpRequest) -> dict[str, Any]:
    """The values of a small JSON object of plain values. Raises Unreadable."""
    body = request.body
    if len(body) > MOST_BYTES:
        raise Unreadable
    try:
        values = json.loads(body or b"{}")
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    if not isinstance(values, dict):
        raise Unreadable
    if any(isinstance(value, dict | list) for value in values.values()):
        raise Unreadable
    return {name: "" if value is None else value for name, value in values.items()}


def unreadable() -> JsonResponse:
    text = _("The board sent something the server cannot read. Load the page again.")
    return JsonResponse({"outcome": "unreadable", "text": text}, status=400)


def done(
    text: str, *, undo: dict[str, str] | None, show: Performance | None = None
) -> JsonResponse:
    """`show` is the row the act left, with the version it has now."""
    row = {"show": show.pk, "version": show.version} if show is not None else {}
    return JsonResponse({"outcome": "done", "text": text, "undo": undo, **row})


def faulty(errors: Any) -> JsonResponse:
    """The fields of a form that did not hold, each with its sentence."""
    fields = {name: " ".join(told) for name, told in errors.items()}
    text = " ".join(fields.values())
    return JsonResponse({"outcome": "refused", "text": text, "fields": fields})


def refused(
    user: Any, error: SchedulingError, show: Performance | None = None
) -> JsonResponse:
    """Any refusal of a verb; nothing was written."""
    if isinstance(error, ConflictsFound):
        return _conflicts(user, error, show)
    if isinstance(error, StaleWrite):
        since = [meanwhile_text(entry) for entry in error.since]
        told = {"outcome": "stale", "text": str(error), "since": since}
        return JsonResponse(told)
    if isinstance(error, NotAllowed):
        return JsonResponse({"outcome": "forbidden", "text": str(error)}, status=403)
    if isinstance(error, TryAgain):
        return JsonResponse({"outcome": "busy", "text": str(error)}, status=BUSY)
    fields = {error.field: str(error)} if error.field else {}
    told = {"outcome": "refused", "text": str(error), "fields": fields}
    return JsonResponse(told)


def _conflicts(
    user: Any, error: ConflictsFound, show: Performance | None
) -> JsonResponse:
    may_accept = not error.blocked and (
        show is None or PerformancePolicy().may(user, "accept", show)
    )
    if not error.blocked and not may_accept:
        # Translators: zh: 有提醒,要由调度员写明理由才能这样排。
        text = _("There are warnings. A coordinator has to accept them with a reason.")
    else:
        text = str(error)
    return JsonResponse(
        {
            "outcome": "blocked" if error.blocked else "warned",
            "text": text,
            "mayAccept": may_accept,
            "conflicts": [
                {"level": one.severity.value, "text": sentence(one)}
                for one in error.conflicts
            ],
        }
    )
