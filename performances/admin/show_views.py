"""The list of shows and the page of one."""

from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button, HeaderButton

from ulanmuqi.base import clock, rights
from ulanmuqi.base.row_views import RowInspect, RowsIndex

from ..models import Booking, Performance
from ..scheduling import ranks_of
from ..slots import moment
from . import columns, show_waits
from .changes import told
from .decision_taps import another_stage
from .needs import needs_lines, trucks_bring
from .record_lines import record_lines
from .requests.of_show import requests_of
from .show_acts import SHOW_ACTS
from .show_filters import from_today, narrows_time
from .standing import lapsed, stands
from .transfers import offers


class ShowIndex(RowsIndex):
    """From today on, unless the filters or a search say otherwise."""

    many_url_name = tour_url_name = copy_season_url_name = import_url_name = ""

    def get_base_queryset(self) -> QuerySet:
        rows = super().get_base_queryset().for_cards()
        rows = rows.with_answers().with_open_warnings()
        return rows if narrows_time(self.request.GET) else from_today(rows)

    @cached_property
    def columns(self) -> list[Column]:
        when, *others = columns.show_columns()
        return [when, self._get_title_column("title"), *others]

    def get_table(self, object_list: Any) -> Any:
        """Places in line, once for all rows of the page."""
        rows = list(object_list)
        ranks = ranks_of(rows)
        for row in rows:
            row.waits = show_waits.short(row, ranks.get(row.pk, ()))
        return super().get_table(rows)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Planning many at once, for whoever plans at all."""
        planning = []
        if rights.policy_for(Performance).may(self.request.user, "add"):
            query = self.request.GET.urlencode()
            suffix = f"?{query}" if query else ""
            planning = [
                (_("Act on many"), reverse(self.many_url_name) + suffix, "list-ul"),
                (_("Plan a tour"), reverse(self.tour_url_name), "site"),
                (_("Copy a season"), reverse(self.copy_season_url_name), "copy"),
                (_("Take over a calendar"), reverse(self.import_url_name), "upload"),
            ]
        return [
            *super().header_more_buttons,
            *(
                Button(label, url=url, icon_name=icon, priority=30 + number)
                for number, (label, url, icon) in enumerate(planning)
            ),
        ]

    def get_page_subtitle(self) -> str:
        return "" if narrows_time(self.request.GET) else _("from today on")

    def to_row_dict(self, item: Performance) -> dict[str, Any]:
        """One line of the export: the words of the list, not raw columns."""
        return {
            "public_id": item.public_id,
            "when": columns.when_text(item),
            "title": item.title,
            "troupes": columns.troupes_text(item),
            "place": columns.place_text(item),
            "status": str(columns.status_text(item)),
            "showcase": str(item.showcase or ""),
            "open_warnings": item.open_warnings,
        }


class ShowInspect(RowInspect):
    """One show: its facts, what it occupies, what stands against it, what changed."""

    template_name = "performances/admin/show_inspect.html"
    fields = ["title"]
    act_url_name = copy_url_name = history_url_name = ""

    def rows(self) -> QuerySet:
        rows = Performance.objects.for_cards().with_answers()
        return rows.select_related("record")

    def get_page_title(self) -> str:
        return _("Performance")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = self.get_edit_url()
        return [HeaderButton(_("Edit"), url=url, icon_name="edit")] if url else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        show, user = self.object, self.request.user
        is_worker = self.may("change", show) or self.may("open_late", show)
        context = super().get_context_data(**kwargs)
        if is_worker:
            context["history_url"] = reverse(self.history_url_name, args=[show.pk])
        return context | {
            "acts": SHOW_ACTS.open_for(user, show),
            "act_url_name": self.act_url_name,
            "copy_url": self.row_url(self.copy_url_name, "add"),
            "is_worker": is_worker,
            "when": columns.when_text(show),
            "place": columns.place_text(show),
            "status_text": columns.status_text(show),
            "programme": show.programme.select_related("work"),
            "reviews": show.announcement_reviews.select_related("asked_by")
            if is_worker
            else (),
            "bookings": _bookings(show) if is_worker else (),
            "waits": show_waits.waits_of(show, clock.now()),
            "answer_links": another_stage(user, show),
            "changes": told(show.changes),
            "stands": stands(show) if is_worker else (),
            "lapsed": lapsed(show) if is_worker else (),
            "needs": needs_lines(show) if is_worker else (),
            "trucks": trucks_bring(show) if is_worker else (),
            "transfers": offers(user, show) if is_worker else (),
            "public_url": _public_url(show),
            "record": record_lines(user, show),
            "asked_by": requests_of(user, show),
        }


def _bookings(show: Performance) -> list[dict[str, Any]]:
    rows = Booking.objects.filter(performance=show, via=None).select_related(
        "resource__troupe", "resource__venue", "resource__truck",
        "resource__member__troupe",
    )  # fmt: skip
    return [
        {
            "resource": str(row.resource),
            "kind": row.resource.get_kind_display(),
            "starts": moment(row.starts),
            "ends": moment(row.ends),
            "firm": row.firm,
            "exclusive": row.exclusive,
        }
        for row in rows
    ]


def _public_url(show: Performance) -> str:
    return f"/performances/{quote(show.public_id)}/" if show.announced_at else ""
