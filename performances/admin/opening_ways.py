"""The ways to the opening room, and what a page of it hears while it is open."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import (
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
)

from ulanmuqi.base import clock, rights
from ulanmuqi.base.row_views import RowInReach

from ..forms.opening import LARGEST_KEY
from ..models import Performance, Showcase
from ..policy import ShowcasePolicy
from ..scheduling.room import city_name, openings_of
from ..scheduling.since import acts_since, meanwhile_text

# From when before T-zero, and until when after it, the menu leads to the room.
BEFORE, AFTER = timedelta(days=7), timedelta(hours=12)


class InTheRoom(RowInReach, PermissionCheckedMixin):
    """One showcase, for whoever runs it or has a city in it."""

    model = Showcase
    row_verb = "room"
    any_permission_required = ["view"]
    index_url_name = inspect_url_name = ""

    @cached_property
    def showcase(self) -> Showcase:
        return self.get_object()


class SinceThen(InTheRoom, View):
    """What was done in the room since a page of it was loaded: a piece of HTML, empty
    when nothing was. Two or three queries."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.GET.get("after", "")
        sound = asked.isascii() and asked.isdigit() and len(asked) < 19
        after = int(asked) if sound else LARGEST_KEY
        acts = acts_since(self.showcase, after)
        if not rights.may(request.user, "change", self.showcase):
            acts = self.without_strangers(acts)
        answer = render(
            request,
            "performances/admin/_opening_since.html",
            {"acts": [meanwhile_text(act) for act in acts]},
        )
        answer["Cache-Control"] = "no-store"
        return answer

    def without_strangers(self, acts: Any) -> list[Any]:
        """Somebody who sees one city is told of the whole and of that city."""
        openings = openings_of(self.showcase)
        rows = Performance.objects.filter(showcase=self.showcase, is_opening=True)
        mine = ShowcasePolicy().cities(self.request.user, rows)
        keys = set(mine.values_list("pk", flat=True))
        names = {city_name(one, openings) for one in openings if one.pk in keys}
        return [act for act in acts if not act.about or act.about in names]


def rooms_near(user: Any) -> QuerySet | list[Showcase]:
    """Showcases that open within a week, or opened just now, whose room the user may
    enter."""
    now = clock.now()
    near = Showcase.objects.filter(t_zero__gt=now - AFTER, t_zero__lt=now + BEFORE)
    return [one for one in near.order_by("t_zero") if rights.may(user, "room", one)]


class NextOpening(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Leads to the room of the next opening; names them when there are several."""

    template_name = "performances/admin/openings.html"
    header_icon = "globe"
    page_title = gettext_lazy("Opening room")
    any_permission_required = ["view"]
    model = Showcase
    index_url_name = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        near = rooms_near(request.user)
        if len(near) == 1:
            return redirect("showcases:opening", near[0].pk)
        if not near:
            # Translators: zh: 一周之内没有展演启幕。
            messages.info(request, _("No showcase opens within a week."))
            return redirect(self.index_url_name)
        return self.render_to_response(self.get_context_data(showcases=near))


class OpeningMenuItem(MenuItem):
    """In the Schedule menu while a showcase opens within a week."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(rooms_near(request.user))
