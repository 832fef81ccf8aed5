"""What troupes on the road ask their league to change, on the first page."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.ui.components import Component

from troupes.rights import scope_of
from ulanmuqi.base.quotes import within_quotes

from ..models import ChangeWish
from ..scheduling import SchedulingError, answer_change
from ..scheduling.change_wishes import may_answer
from ..scheduling.changed_lately import acts_since, changed_of, changed_words
from . import columns
from .refusals import announce_refusal

WISH = "change_wish"
SHOWN = 20


class Wishes(Component):
    """For whoever coordinates: what waits for an answer, the soonest show first. Four
    queries, none for others."""

    name = "wishes"
    template_name = "performances/admin/wishes.html"
    order = 44

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        request = parent_context["request"]
        user = request.user
        scope = scope_of(user)
        if not scope.coordinates:
            return {"wishes": []}
        reach = scope.in_regions("troupe__region__path")
        reach |= scope.in_regions("performance__region__path")
        rows = (
            ChangeWish.objects.waiting()
            .filter(reach)
            .select_related(
                "performance__venue", "performance__region", "troupe", "asked_by"
            )
            .order_by("performance__starts_at", "pk")[:SHOWN]
        )
        # A panel is rendered without the request, and its forms are sent all the same.
        return {"wishes": _lines(list(rows)), "csrf_token": get_token(request)}


def _lines(rows: list[ChangeWish]) -> list[dict[str, Any]]:
    """One query, where there are any."""
    since = min((row.asked_at for row in rows), default=None)
    shows = [row.performance for row in rows]
    acts = acts_since(shows, since) if since is not None else {}
    return [_line(row, acts) for row in rows]


def _line(row: ChangeWish, acts: dict[int, Any]) -> dict[str, Any]:
    show = row.performance
    changed = changed_of([show], acts, row.asked_at).get(show.pk)
    return {
        "changed": changed_words(show, changed) if changed is not None else [],
        "wish": row,
        "title": show.title,
        "when": columns.when_text(show),
        "url": reverse("performances:inspect", args=[show.pk]),
        "answer_url": reverse(WISH, args=[row.pk]),
    }


class AnswerWish(View):
    """Sent from the first page; there is nothing to look at here."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = ChangeWish.objects.select_related(
            "performance__region", "troupe__region"
        )
        row = get_object_or_404(rows, pk=pk)
        if not may_answer(request.user, row):
            raise PermissionDenied
        reply = request.POST.get("reply", "")
        try:
            answer_change(row, reply=reply, by=request.user)
        except SchedulingError as error:
            # Translators: zh: 您写的是：“%(words)s”
            kept = _("You wrote: “%(words)s”") % {"words": within_quotes(reply[:300])}
            announce_refusal(request, error, also=[kept] if reply.strip() else [])
        else:
            # Translators: zh: 已答复，队伍在手机上就能看到。
            messages.success(request, _("Answered. The troupe reads it on its sheet."))
        return redirect("wagtailadmin_home")
