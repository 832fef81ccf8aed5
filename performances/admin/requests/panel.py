"""On the first page: the requests that wait for a word of the user's, longest first."""

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from ulanmuqi.base import clock, rights

from ...models import Request
from ...scheduling.request_wording import state_text
from . import words

SHOWN = 5


class WaitingRequests(Component):
    """Two queries; nothing for whoever answers none, and where none waits."""

    name = "waiting_requests"
    template_name = "performances/admin/waiting_requests.html"
    order = 38

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        user = parent_context["request"].user
        policy = rights.policy_for(Request)
        if not policy.may(user, "view"):
            return {"lines": []}
        now = clock.now()
        rows = policy.visible(user, Request.objects.waiting_for_desk(now))
        count = rows.count()
        rows = rows.with_place().with_show().with_said()
        longest = rows.longest_waiting_first(now)[:SHOWN]
        return {
            "lines": [
                (
                    row,
                    words.place_text(row),
                    words.waits_text(row),
                    state_text(row),
                    reverse("requests:inspect", args=[row.pk]),
                )
                for row in (longest if count else ())
            ],
            "count": count,
            "index_url": reverse("requests:index"),
        }
