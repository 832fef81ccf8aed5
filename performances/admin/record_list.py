"""The list of records: every show that is over, with its record or without one."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from ulanmuqi.base import clock
from ulanmuqi.base.row_tables import SAYS_ITSELF
from ulanmuqi.base.row_views import RowsIndex

from ..models import Performance, Record, ReportState
from ..record_policy import RECORDS
from . import columns, record_words
from .record_calls import Call, calls_for

_OPEN = frozenset({record_words.MISSING, ReportState.RETURNED})


class RecordIndex(RowsIndex):
    """The latest first. What stands on top counts all the user sees, by state; each
    number leads to its rows, so the missing ones are one tap away, and their file two.
    """

    template_name = "performances/admin/records.html"
    page_title = gettext_lazy("Records of shows")
    review_url_name = past_url_name = ""

    def get_base_queryset(self) -> QuerySet:
        rows = _over(self.request.user).for_cards().select_related("record")
        return rows.prefetch_related("place_confirmations")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            Column(
                "when",
                label=gettext_lazy("When"),
                accessor=columns.when_text,
                sort_key="starts_at",
                classname=SAYS_ITSELF,
            ),
            TitleColumn("title", label=gettext_lazy("Title"), get_url=_url_of),
            Column(
                "troupes",
                label=gettext_lazy("Troupes"),
                accessor=columns.troupes_text,
                classname=SAYS_ITSELF,
            ),
            Column(
                "place",
                label=gettext_lazy("Place"),
                accessor=columns.place_text,
                classname=SAYS_ITSELF,
            ),
            # Translators: zh: 多少人
            Column(
                "came",
                label=pgettext_lazy("report", "How many"),
                accessor=record_words.came_text,
            ),
            StatusTagColumn(
                "state",
                label=gettext_lazy("Record"),
                accessor=record_words.state_text,
                primary=lambda show: record_words.state_of(show) in _OPEN,
            ),
        ]

    def get_edit_url(self, instance: Performance) -> None:
        return None

    def get_inspect_url(self, instance: Performance) -> str:
        return _url_of(instance)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        user, offered = self.request.user, []
        if RECORDS.may(user, "review"):
            offered.append((_("Review reports"), self.review_url_name, "check"))
        if RECORDS.may(user, "report"):
            # Translators: zh: 补录
            label = pgettext("show", "Enter afterwards")
            offered.append((label, self.past_url_name, "plus"))
        return [
            HeaderButton(label, url=reverse(name), icon_name=icon)
            for label, name, icon in offered
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if not self.results_only:
            context["counts"] = _counts(self.request.user)
            context["calls"] = self._calls()
        return context

    def _calls(self) -> list[Call]:
        """Whom to ring, above the missing ones as they are narrowed."""
        if self.request.GET.get("state") != record_words.MISSING:
            return []
        keys = self.get_queryset().order_by().values("pk")
        return calls_for(self.request.user, Performance.objects.filter(pk__in=keys))

    def to_row_dict(self, item: Performance) -> dict[str, Any]:
        """One line of the export: the words of the list, figures as numbers."""
        record = record_words.record_of(item)
        return {
            "public_id": item.public_id,
            "when": columns.when_text(item),
            "title": item.title,
            "troupes": columns.troupes_text(item),
            "place": columns.place_text(item),
            "onsite_audience": record.onsite_audience if record else None,
            "online_views": record.online_views if record else None,
            "record_state": record_words.state_text(item),
        }


def _over(user: Any) -> QuerySet:
    """Shows that took place and that the user may see the records of."""
    return RECORDS.missing(user, Performance.objects.given(clock.now()))


def _counts(user: Any) -> list[dict[str, Any]]:
    """How many in each state, each with the query of its rows; one query."""
    states = [record_words.MISSING, *ReportState.values]
    waiting = Q(record__in=Record.objects.waiting())
    by = {
        record_words.MISSING: Q(record__isnull=True),
        ReportState.REPORTED: waiting,
        ReportState.REVIEWED: Q(record__state=ReportState.REVIEWED) & ~waiting,
        ReportState.RETURNED: Q(record__state=ReportState.RETURNED),
    }
    found = _over(user).aggregate(**{s: Count("pk", filter=by[s]) for s in states})
    labels = {record_words.MISSING: _("Missing")} | dict(ReportState.choices)
    return [
        {
            "state": state,
            "label": labels[state],
            "count": found[state],
            "is_open": state in _OPEN and found[state],
        }
        for state in (record_words.MISSING, "returned", "reported", "reviewed")
    ]


def _url_of(show: Performance) -> str:
    record = record_words.record_of(show)
    if record is not None:
        return reverse("records:inspect", args=[record.pk])
    return reverse("performances:record", args=[show.pk])
