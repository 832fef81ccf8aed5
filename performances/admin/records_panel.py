"""Records on the first page: what a troupe still has to say or mend, and what waits for
its league."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from wagtail.admin.ui.components import Component

from troupes.rights import scope_of
from ulanmuqi.base import clock

from ..models import FieldAct, Performance, Record, TroupeDay, missing_records
from ..record_policy import ACTS, DAYS, RECORDS
from . import columns

SHOWN = 8
# What is older is no news: the list has it.
RECENT = timedelta(days=60)


class RecordsDue(Component):
    """For a troupe its missing and returned ones by name; for a league the numbers.

    Nothing where nothing waits. At most eight queries, whatever waits.
    """

    name = "records"
    template_name = "performances/admin/records_panel.html"
    order = 47

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        user = parent_context["request"].user
        scope = scope_of(user)
        if scope.coordinates:
            return {"counts": _counts(user)}
        if not scope.troupes:
            return {}
        missing = _missing(user)
        return {
            "missing": [_line(show) for show in missing.for_cards()[:SHOWN]],
            "missing_count": missing.count(),
            "returned": _returned(user),
            "all_url": reverse("records:index") + "?state=missing",
        }


def _missing(user: Any) -> QuerySet[Performance]:
    now = clock.now()
    recent = missing_records(now).filter(starts_at__gte=now - RECENT)
    return RECORDS.missing(user, recent).order_by("-starts_at", "id")


def _line(show: Performance) -> dict[str, str]:
    return {
        "title": show.title,
        "when": columns.when_text(show),
        "place": columns.place_text(show),
        "url": reverse("performances:record", args=[show.pk]),
    }


def _returned(user: Any) -> list[dict[str, str]]:
    """Whatever came back, of all three kinds, with what the league said."""
    sources = (
        (RECORDS, Record.objects.returned().counted(), "records"),
        (DAYS, TroupeDay.objects.returned(), "troupe_days"),
        (ACTS, FieldAct.objects.returned(), "field_acts"),
    )
    found = []
    for policy, rows, namespace in sources:
        about = "performance" if namespace == "records" else "troupe"
        seen = policy.visible(user, rows).select_related(about)
        for row in seen.order_by("-reviewed_at")[:SHOWN]:
            url = reverse(f"{namespace}:inspect", args=[row.pk])
            found.append({"title": str(row), "note": row.review_note, "url": url})
    return found


def _counts(user: Any) -> dict[str, Any] | None:
    waiting = (
        RECORDS.visible(user, Record.objects.waiting().counted()).count()
        + DAYS.visible(user, TroupeDay.objects.waiting()).count()
        + ACTS.visible(user, FieldAct.objects.waiting()).count()
    )
    missing = _missing(user).count()
    if not (waiting or missing):
        return None
    return {
        "waiting": waiting,
        "missing": missing,
        "review_url": reverse("records:review"),
        "missing_url": reverse("records:index") + "?state=missing",
    }
