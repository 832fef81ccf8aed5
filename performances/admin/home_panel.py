"""What a user comes for: the next shows within reach, on the first page."""

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from ulanmuqi.base import rights

from ..models import Performance
from . import columns
from .show_filters import from_today

SHOWN = 8


class NextShows(Component):
    """Nothing for whoever has no shows to look at."""

    name = "next_shows"
    template_name = "performances/admin/next_shows.html"
    order = 50

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        user = parent_context["request"].user
        policy = rights.policy_for(Performance)
        if not policy.may(user, "view"):
            return {"shows": []}
        visible = policy.visible(user, Performance.objects.for_cards())
        shows = from_today(visible).in_order()[:SHOWN]
        return {
            "shows": [_line(show) for show in shows],
            "index_url": reverse("performances:index"),
        }


def _line(show: Performance) -> dict[str, Any]:
    return {
        "url": reverse("performances:inspect", args=[show.pk]),
        "title": show.title,
        "when": columns.when_text(show),
        "place": columns.place_text(show),
        "status": columns.status_text(show),
        "is_firm": show.is_firm,
    }
