"""Pages that shows still need are not deleted: the answer names the shows instead.

A page is needed while its troupe, work or showcase has public or coming shows and no
other page tells of it in Chinese. What would go is the page, all below it, and the
translations Wagtail deletes along with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from wagtail import hooks
from wagtail.models import Page

from troupes.models import TroupePage, WorkPage
from ulanmuqi.base import clock, rights

from ..models import Performance, ShowcasePage
from ..statuses import INSIDE, OFF

NAMED_AT_MOST = 20
# Which shows a row of each kind of page has.
_SHOWS_OF = {
    TroupePage: "troupes__in",
    WorkPage: "programme__work__in",
    ShowcasePage: "showcase__in",
}


@dataclass(frozen=True, slots=True)
class Needed:
    """`shows` are the first of them the user may see; `count` counts all."""

    shows: tuple[Performance, ...]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.shows)


def needed(pages: Sequence[Page], user: Any, now: datetime) -> Needed | None:
    """The shows that keep these pages; nothing when they may go. Six queries."""
    going = _going(pages)
    wanted = Q(pk__in=[])
    for model, lookup in _SHOWS_OF.items():
        rows = _left_alone(model, going)
        if rows:
            wanted |= Q(**{lookup: rows})
    public = Q(announced_at__lte=now) & ~Q(status__in=INSIDE)
    coming = Q(ends_at__gt=now) & ~Q(status__in=OFF)
    keys = Performance.objects.filter(wanted).filter(public | coming).values("pk")
    shows = Performance.objects.filter(pk__in=keys)
    count = shows.count()
    if not count:
        return None
    seen = rights.policy_for(Performance).visible(user, shows).select_related("venue")
    return Needed(tuple(seen.order_by("-starts_at", "-pk")[:NAMED_AT_MOST]), count)


def before_delete_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _answer(request, [page])


def before_bulk_action(
    request: HttpRequest, action_type: str, objects: Iterable[Any], _action: Any
) -> HttpResponse | None:
    pages = [one for one in objects if isinstance(one, Page)]
    return _answer(request, pages) if action_type == "delete" and pages else None


def _answer(request: HttpRequest, pages: Sequence[Page]) -> HttpResponse | None:
    found = needed(pages, request.user, clock.now())
    if found is None:
        return None
    parent = pages[0].get_parent()
    return render(
        request,
        "performances/admin/pages_needed.html",
        {
            "pages": pages,
            "needed": found,
            "back": reverse("wagtailadmin_explore", args=[parent.pk]),
        },
        status=409,
    )


def _going(pages: Sequence[Page]) -> QuerySet:
    """Everything a deletion would take along."""
    taken = list(pages)
    for gather in hooks.get_hooks("construct_translated_pages_to_cascade_actions"):
        along = gather(list(pages), "delete") or {}
        taken += [page for found in along.values() for page in found]
    reach = Q(pk__in=[])
    for page in taken:
        reach |= Q(path__startswith=page.path)
    return Page.objects.filter(reach)


def _left_alone(model: type[Page], going: QuerySet) -> set[int]:
    """Rows whose page goes and that no Chinese page would tell of any more."""
    field = f"{model.row_field}_id"
    told = model.objects.exclude(**{field: None})
    losing = set(told.filter(pk__in=going.values("pk")).values_list(field, flat=True))
    kept = told.filter(
        locale__language_code=settings.LANGUAGE_CODE, **{f"{field}__in": losing}
    ).exclude(pk__in=going.values("pk"))
    return losing - set(kept.values_list(field, flat=True))
