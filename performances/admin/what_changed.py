"""What changed for my troupes, venues and regions since I last looked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from troupes.models import Troupe
from troupes.rights import scope_of
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region, Venue

from .. import changelog
from ..calendars import scopes
from ..changelog import Entry
from ..models import SeenMark
from ..scheduling.seen import mark_seen

# Whoever looks for the first time is told the last two weeks.
AT_FIRST = timedelta(days=14)
SHOWN = 50
_MOMENT = re.compile(r"\d{1,16}", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Scope:
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class News:
    """`since` is None where nobody looked yet; `more` how many are not shown."""

    key: str
    name: str
    since: datetime | None
    entries: tuple[Entry, ...]
    more: int

    @property
    def anchor(self) -> str:
        return self.key.replace(":", "-")


def mine(user: Any) -> list[Scope]:
    """What the user has to do with; at most three queries."""
    reach = scope_of(user)
    return list(_scopes(reach))


def _scopes(reach: Any) -> Iterator[Scope]:
    if reach.everywhere:
        # Translators: zh: 全区
        yield Scope(scopes.ALL, _("Whole region"))
    elif reach.region_paths:
        for region in Region.objects.filter(path__in=reach.region_paths):
            yield Scope(scopes.region(region.code), region.local_name)
    if keys := reach.troupes | reach.member_of:
        for troupe in Troupe.objects.filter(pk__in=keys):
            yield Scope(scopes.troupe(troupe.pk), troupe.local_name)
    if reach.venues:
        for venue in Venue.objects.standing().filter(pk__in=reach.venues):
            yield Scope(scopes.venue(venue.pk), venue.local_name)


def unseen(user: Any) -> int:
    """How many changes the user has not read: for the first page."""
    now = clock.now()
    wanted = mine(user)
    marks = _marks(user, wanted)
    counted: set[int] = set()
    for scope in wanted:
        since = marks.get(scope.key, now - AT_FIRST)
        rows = changelog.news(now, since, scope.key).values_list("pk", flat=True)
        counted |= set(rows[: SHOWN + 1])
    return len(counted)


def _marks(user: Any, wanted: list[Scope]) -> dict[str, datetime]:
    rows = SeenMark.objects.filter(user=user, key__in=[scope.key for scope in wanted])
    return dict(rows.values_list("key", "at"))


class WhatChanged(WagtailAdminTemplateMixin, View):
    """A list a scope: the sentences since the mark, and a button that moves it."""

    template_name = "performances/admin/what_changed.html"
    header_icon = "history"
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.wanted = mine(request.user)
        if not self.wanted:
            raise PermissionDenied

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        now = clock.now()
        marks = _marks(request.user, self.wanted)
        context = self.get_context_data(
            news=[self._news(scope, marks, now) for scope in self.wanted],
            moment=(now - _EPOCH) // _MICROSECOND,
        )
        return self.render_to_response(context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Marks one scope, or all of them, read up to when the page was made."""
        key = request.POST.get("key", "")
        chosen = [scope for scope in self.wanted if key in (scope.key, "*")]
        moment = request.POST.get("until", "")
        if not chosen or not _MOMENT.fullmatch(moment):
            messages.error(request, _("This list has changed. Look at it again."))
            return redirect("what_changed")
        until = _EPOCH + int(moment) * _MICROSECOND
        for scope in chosen:
            mark_seen(request.user, scope.key, until)
        messages.success(request, _("Marked as read."))
        return redirect("what_changed")

    def get_page_title(self) -> str:
        return _("What changed")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("what_changed"), "label": self.get_page_title()},
        ]

    @staticmethod
    def _news(scope: Scope, marks: dict[str, datetime], now: datetime) -> News:
        since = marks.get(scope.key)
        found = list(changelog.news(now, since or now - AT_FIRST, scope.key)[:201])
        told = changelog.entries(found, now)
        return News(
            scope.key, scope.name, since, tuple(told[:SHOWN]), max(0, len(told) - SHOWN)
        )


class WhatChangedMenuItem(MenuItem):
    """For whoever has a troupe, a venue or a region."""

    def is_shown(self, request: HttpRequest) -> bool:
        scope = scope_of(request.user)
        return bool(
            scope.coordinates or scope.troupes or scope.member_of or scope.venues
        )
