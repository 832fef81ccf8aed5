"""After an urgent change: whose calendar does not show it yet, and whom to ring."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from troupes.models import DutyContact
from ulanmuqi.base import clock, rights
from ulanmuqi.base.row_views import RowInspect

from .. import telling
from ..calendars.private import health
from ..changelog import news_of
from ..models import CallSheet, Notice, Subscription
from . import columns
from . import subscription_words as words
from .phone import dialled


@dataclass(frozen=True, slots=True)
class Behind:
    """`numbers` are (name, number, what a tel: link takes); none where the user may
    not know them or there are none."""

    row: Subscription
    numbers: tuple[tuple[str, str, str], ...]


def behind_of(sheet: CallSheet, user: Any) -> list[Subscription]:
    """Those the user sees whose copy is older than the change; five queries."""
    visible = rights.policy_for(Subscription).visible(
        user, Subscription.objects.standing()
    )
    rows = list(visible.for_rows().order_by("scope", "note"))
    return health.behind(sheet.change, rows, clock.now())


def sheets_of(notice: Notice, user: Any) -> list[CallSheet]:
    """Of the notice's urgent changes, the sheets that still matter; one query."""
    found = CallSheet.objects.filter(
        change__scopes__notice=notice,
        is_overtaken=False,
        performance__ends_at__gt=clock.now(),
    )
    visible = rights.policy_for(CallSheet).visible(user, found)
    return list(visible.select_related("performance").order_by("pk").distinct())


def with_numbers(rows: list[Subscription], user: Any) -> list[Behind]:
    """One query: a venue's contact, a troupe's leaders; who has a post answers by
    the note, which says whose phone it is."""
    duty = DutyContact.objects.filter(
        troupe__in=[row.troupe_id for row in rows if row.troupe_id],
        duty=DutyContact.Duty.LEADER,
    ).order_by("sort_order", "pk")
    leaders: dict[int, list[DutyContact]] = {}
    for contact in duty:
        leaders.setdefault(contact.troupe_id, []).append(contact)
    return [Behind(row, tuple(_numbers(row, leaders, user))) for row in rows]


def _numbers(
    row: Subscription, leaders: dict[int, list[DutyContact]], user: Any
) -> list[tuple[str, str, str]]:
    place = row.venue or row.troupe
    if place is None or not rights.may(user, "view_private", place):
        return []
    if row.venue is not None:
        known = [(row.venue.contact_name, row.venue.contact_phone)]
    else:
        known = [(one.name, one.phone) for one in leaders.get(row.troupe_id, [])]
    return [(name, phone, dialled(phone)) for name, phone in known if name or phone]


class CallSheetBehind(RowInspect):
    """The list beside a call sheet; whoever sees the sheet may look."""

    template_name = "performances/admin/behind.html"
    fields = ["opened_at"]

    def rows(self) -> QuerySet:
        return CallSheet.objects.select_related(
            "performance__venue__region__league",
            "performance__venue__region__banner",
            "performance__region",
            "change__performance",
            "change__showcase",
        ).prefetch_related("performance__troupe_parts__troupe__region")

    def get_page_title(self) -> str:
        # Translators: zh: 日历还没更新的订阅
        return _("Calendars that do not show it yet")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet, user, now = self.object, self.request.user, clock.now()
        rows = behind_of(sheet, user)
        words.attach(rows, health.of_all(rows, now))
        return super().get_context_data(**kwargs) | {
            "show": sheet.performance,
            "when": columns.when_text(sheet.performance),
            "place": columns.place_text(sheet.performance),
            "text": telling.in_chinese(news_of(sheet.change, now)),
            "behind": with_numbers(rows, user),
            "sheet_url": reverse("callsheets:inspect", args=[sheet.pk]),
        }
