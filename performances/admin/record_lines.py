"""The record on the page of its show: what was said, or that it is missing."""

from typing import Any

from django.urls import reverse

from ulanmuqi.base import clock

from ..models import Performance, Record
from ..record_policy import RECORDS
from ..scheduling import Refused
from ..scheduling.carried_told import shown
from ..scheduling.report_facts import reportable
from . import record_words


def record_lines(user: Any, show: Performance) -> dict[str, Any] | None:
    """Nothing before a show is over, nor for whoever may not see its record. Two
    queries at most; needs `record`."""
    record = record_words.record_of(show)
    if record is None and not _is_wanted(show):
        return None
    if not RECORDS.may_of_show(user, "view", show):
        return None
    may_report = RECORDS.may_of_show(user, "report", show)
    return {
        "is_missing": record is None,
        "carried_to": _carried_to(user, show) if record is None else None,
        "figures": record_words.came_text(show),
        "state": record_words.state_text(show),
        "is_open": record_words.state_of(show) in ("missing", "returned"),
        "note": record.review_note if record is not None else "",
        "form_url": (
            reverse("performances:record", args=[show.pk]) if may_report else ""
        ),
        "url": (
            reverse("records:inspect", args=[record.pk]) if record is not None else ""
        ),
    }


def _carried_to(user: Any, show: Performance) -> dict[str, str] | None:
    """Where the record of this show went; one query."""
    rows = Record.objects.filter(carried_from=show).select_related("performance")
    found = RECORDS.visible(user, rows).order_by("-reported_at").first()
    if found is None:
        return None
    url = reverse("records:inspect", args=[found.pk])
    return {"show": shown(found.performance), "url": url}


def _is_wanted(show: Performance) -> bool:
    try:
        reportable(show, clock.now())
    except Refused:
        return False
    return True
