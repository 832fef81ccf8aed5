"""First page of the admin: whom to ring, what did not go out, what is new."""

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from ulanmuqi.base import rights

from ..models import CallSheet, Notice
from . import columns
from .call_sheet_lines import open_sheets
from .what_changed import unseen

SHOWN = 8


class OpenCallSheets(Component):
    """Loud while somebody has not been told; nothing otherwise."""

    name = "call_sheets"
    template_name = "performances/admin/open_call_sheets.html"
    order = 10

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        user = parent_context["request"].user
        if not rights.policy_for(CallSheet).may(user, "view"):
            return {"sheets": []}
        rows = open_sheets(user).select_related("performance__venue")[:SHOWN]
        return {
            "sheets": [
                {
                    "url": reverse("callsheets:inspect", args=[sheet.pk]),
                    "title": sheet.performance.title,
                    "when": columns.when_text(sheet.performance),
                    "kind": sheet.told.get_kind_display(),
                }
                for sheet in rows
            ]
        }


class News(Component):
    """How much is new to the user, and what of the outbox needs a person."""

    name = "news"
    template_name = "performances/admin/news_panel.html"
    order = 20

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        user = parent_context["request"].user
        mine = rights.policy_for(Notice).visible(user, Notice.objects.all())
        failed = mine.filter(state=Notice.State.FAILED).count()
        review = mine.filter(state=Notice.State.REVIEW).count()
        notices = reverse("notices:index")
        return {
            "unseen": unseen(user),
            "news_url": reverse("what_changed"),
            "failed": failed,
            "failed_url": f"{notices}?state={Notice.State.FAILED}",
            "review": review,
            "review_url": f"{notices}?state={Notice.State.REVIEW}",
        }
