"""What the roads keep from arriving, on the first page: nothing while all is well."""

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from ulanmuqi.base import rights

from ..models import RoadNotice
from ..scheduling.road_notices import rides_under_all
from .rides import lines_for

SHOWN = 5


class RoadsNow(Component):
    """Before the next shows: what cannot be made while the notices of today stand."""

    name = "roads_now"
    template_name = "performances/admin/roads_panel.html"
    order = 30

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        user = parent_context["request"].user
        if not rights.policy_for(RoadNotice).may(user, "view"):
            return {"rides": None}
        rides = lines_for(user, rides_under_all())
        return {
            "rides": rides,
            "shown": rides.lost[:SHOWN],
            "index_url": reverse("road_notices:index"),
        }
