"""What waits for a league's word before the public may see it, and what came back."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from wagtail.admin.ui.components import Component

from ulanmuqi.base import rights

from ..models import AnnouncementReview, Performance
from ..policy import PerformancePolicy
from . import columns

SHOWN = 20


class Reviews(Component):
    """On the first page: for the league what it is asked, for a troupe the answer.

    Nothing where nobody waits. Few queries, whatever waits.
    """

    name = "reviews"
    template_name = "performances/admin/reviews.html"
    order = 45

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        user = parent_context["request"].user
        policy = rights.policy_for(Performance)
        if not policy.may(user, "add"):
            return {"asked": [], "returned": []}
        visible = policy.visible(user, Performance.objects.all())
        return {
            "asked": [_line(review, user) for review in _waiting(visible)],
            "returned": [_line(review, user) for review in _returned(visible)],
        }


def _loaded(rows: QuerySet) -> QuerySet:
    return rows.select_related(
        "asked_by", "answered_by", "performance__venue__region",
        "performance__region",
    ).prefetch_related("performance__troupe_parts__troupe__region")  # fmt: skip


def _waiting(visible: QuerySet) -> QuerySet:
    rows = AnnouncementReview.objects.waiting().filter(performance__in=visible)
    return _loaded(rows).order_by("performance__starts_at", "id")[:SHOWN]


def _returned(visible: QuerySet) -> QuerySet:
    """The last word on a show that is still not public."""
    latest = AnnouncementReview.objects.filter(performance=OuterRef("performance"))
    rows = AnnouncementReview.objects.filter(
        Q(pk=Subquery(latest.values("pk")[:1])),
        verdict=AnnouncementReview.Verdict.RETURNED,
        performance__announced_at=None,
        performance__in=visible,
    )
    return _loaded(rows).order_by("performance__starts_at", "id")[:SHOWN]


def _line(review: AnnouncementReview, user: Any) -> dict[str, Any]:
    show = review.performance
    act = "approve" if PerformancePolicy().may(user, "review", show) else ""
    return {
        "review": review,
        "title": show.title,
        "when": columns.when_text(show),
        "troupes": columns.troupes_text(show),
        "url": reverse("performances:inspect", args=[show.pk]),
        "act_url": reverse("performances:act", args=[show.pk, act]) if act else "",
    }
