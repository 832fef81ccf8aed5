"""学·创·演 in the admin: a table with its total, and the rows behind each figure."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ulanmuqi.base.sentences import joined

from ... import figures_policy, statistics
from ...measures import ADDED_UP, IN_TABLES, Measure
from ...statistics import By, before, goals, rows, said, works
from ...statistics.rows import Stands
from . import tables, told_rows
from .reach import Reach
from .report_views import LAYOUT, REPORT

FIGURES = "figures"
PER_PAGE = 50
CARRIED_SHOWN = 100


_TITLES = {
    # Translators: zh: 记录已审核的演出
    Stands.REVIEWED: gettext_lazy("Shows whose record is reviewed"),
    # Translators: zh: 记录已上报、未审核的演出
    Stands.REPORTED: gettext_lazy("Shows whose record is not yet reviewed"),
    # Translators: zh: 记录被退回的演出
    Stands.RETURNED: gettext_lazy("Shows whose record was sent back"),
    # Translators: zh: 还没有记录的演出
    Stands.MISSING: gettext_lazy("Shows without a record"),
}


def _with_unit(label: str) -> tuple[str, str]:
    """What is counted, and in what: a heading is broken between the two alone."""
    name, bracket, unit = label.partition("（")
    return name, f"{bracket}{unit}"


class FiguresMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return figures_policy.may_look(request.user)


class _Figures(WagtailAdminTemplateMixin, View):
    """For whoever has a troupe or coordinates some; of others nothing is shown."""

    header_icon = "sliders"
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not figures_policy.may_look(request.user):
            raise PermissionDenied
        self.reach = Reach(request.user)
        self.form = self.reach.form(request)
        self.asked = self.form.read()
        self.question = self.reach.question(self.asked)


class FiguresView(_Figures):
    """About twenty queries, whatever the number of shows and troupes."""

    template_name = "performances/admin/figures.html"
    # Translators: zh: 学·创·演
    page_title = gettext_lazy("Figures")

    def get(self, request: HttpRequest) -> HttpResponse:
        found = {} if self.form.errors else self.counted()
        context = self.get_context_data(
            form=self.form, layout_url=reverse(LAYOUT), **found
        )
        return self.render_to_response(context)

    def counted(self) -> dict[str, Any]:
        """The table that was asked for, with all that is said of it."""
        total = tables.line(
            # Translators: zh: 合计（每场只算一次）
            _("Total (each show once)"),
            statistics.total(self.question),
            self.asked.query(),
        )
        wanted = tables.targets(self.asked)
        # Figures from before of these days; they are in no sum.
        mine = [one.pk for one in self.reach.chosen(self.asked)]
        carried = list(before.told(self.asked.period, mine)[: CARRIED_SHOWN + 1])
        return {
            "asked": self.asked,
            "period": self.period(),
            "lines": tables.lines(self.reach, self.asked, self.question, wanted),
            "total": total,
            "stands": said.stands_with_lists(
                total.standing,
                self.reach.today,
                {one: cell.url for one, cell in total.stands.items()},
            )
            if self.question.has_begun
            else "",
            "notes": self.notes(total),
            "sources": joined(goals.sources(wanted)) if wanted else "",
            "columns": [_with_unit(str(one.label)) for one in IN_TABLES],
            "carried": carried[:CARRIED_SHOWN],
            "has_more_carried": len(carried) > CARRIED_SHOWN,
            "carried_url": reverse("carried_over:index"),
            "rows_url": reverse(tables.ROWS),
            "report_url": f"{reverse(REPORT)}?{self.asked.query()}",
        }

    def period(self) -> str:
        """Until when is said of days that have begun by what follows."""
        period, today = self.asked.period, self.reach.today
        if self.question.has_begun:
            return said.period_name(period)
        return said.period_so_far(period, today)

    def notes(self, total: tables.Line) -> str:
        """Why columns may not add up."""
        undated = 0
        if self.asked.by is By.MONTH or not self.asked.period.years:
            undated = sum(works.undated(self.question).values())
        without = said.works_without_month(undated) if undated else ""
        return joined((said.both_ways(total.standing), without))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class RowsView(_Figures):
    """The rows behind one figure, or the shows without a record: six queries."""

    template_name = "performances/admin/figure_rows.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        measure = request.GET.get("measure", "")
        self.records = request.GET.get("records", "")
        if self.records not in [*Stands, ""]:
            raise Http404
        if not self.records and measure not in Measure.values:
            raise Http404
        if self.form.errors:
            # Rows of other days than were meant are no answer.
            return redirect(f"{reverse(FIGURES)}?{self.form.asked_again()}")
        self.measure = Measure.SHOWS if self.records else Measure(measure)
        found = (
            rows.standing(self.question, Stands(self.records))
            if self.records
            else rows.rows_of(self.question, self.measure)
        )
        page = Paginator(told_rows.prepared(found, self.measure), PER_PAGE).get_page(
            request.GET.get("p")
        )
        context = self.get_context_data(
            page=page,
            rows=told_rows.told(list(page.object_list), self.measure, request.user),
            period=said.period_so_far(self.asked.period, self.reach.today),
            whose=self.reach.whose(self.asked),
            label=self.get_page_title(),
            kept=self.kept(),
            # Where each row counts for one, their number says it.
            is_of_requests=self.measure is Measure.REQUESTS,
            has_values=not self.records and self.measure in ADDED_UP,
            total=found.aggregate(total=Sum("adds"))["total"]
            if not self.records and self.measure in ADDED_UP
            else None,
        )
        return self.render_to_response(context)

    def kept(self) -> str:
        if self.records:
            return self.asked.query(records=self.records)
        return self.asked.query(measure=self.measure.value)

    def get_page_title(self) -> str:
        return _TITLES[self.records] if self.records else self.measure.label

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {
                "url": f"{reverse(FIGURES)}?{self.asked.query()}",
                "label": _("Figures"),
            },
            {"url": "", "label": self.get_page_title()},
        ]
