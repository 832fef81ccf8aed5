"""学·创·演 in the admin: a table with its total, and the rows behind each figure."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ... import figures_policy, statistics
from ...forms.figures import period_name
from ...measures import IN_TABLES, Measure
from ...models import CarriedOver
from ...statistics import rows as row_queries
from . import tables, told_rows
from .reach import Reach
from .report_views import LAYOUT, REPORT

FIGURES = "figures"
PER_PAGE = 50
CARRIED_SHOWN = 100


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
        total = statistics.total(self.question)
        context = self.get_context_data(
            form=self.form,
            asked=self.asked,
            period=period_name(self.asked.period),
            lines=tables.lines(self.reach, self.asked, self.question),
            # Translators: zh: 合计（每场只算一次）
            total=tables.line(_("Total (each show once)"), total, self.asked.query()),
            columns=[str(one.label) for one in IN_TABLES],
            carried=self.carried(),
            rows_url=reverse(tables.ROWS),
            report_url=f"{reverse(REPORT)}?{self.asked.query()}",
            layout_url=reverse(LAYOUT),
        )
        return self.render_to_response(context)

    def carried(self) -> list[CarriedOver]:
        """Figures from before of these days; they are in no sum."""
        found = CarriedOver.objects.filter(
            troupe__in=self.reach.chosen(self.asked),
            first__lte=self.asked.period.last,
            last__gte=self.asked.period.first,
        )
        ordered = found.select_related("troupe").order_by("troupe__code", "first", "pk")
        return list(ordered[:CARRIED_SHOWN])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class RowsView(_Figures):
    """The rows behind one figure, or the shows without a record: six queries."""

    template_name = "performances/admin/figure_rows.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        self.is_missing = request.GET.get("missing") == "1"
        measure = request.GET.get("measure", "")
        if not self.is_missing and measure not in Measure.values:
            raise Http404
        self.measure = Measure.SHOWS if self.is_missing else Measure(measure)
        found = (
            row_queries.missing(self.question)
            if self.is_missing
            else row_queries.rows_of(self.question, self.measure)
        )
        page = Paginator(told_rows.prepared(found, self.measure), PER_PAGE).get_page(
            request.GET.get("p")
        )
        context = self.get_context_data(
            page=page,
            rows=told_rows.told(list(page.object_list), self.measure),
            period=period_name(self.asked.period),
            whose=self.whose(),
            label=self.get_page_title(),
            kept=self.kept(),
        )
        return self.render_to_response(context)

    def whose(self) -> str:
        chosen = self.asked.troupe or self.asked.league
        if chosen is not None:
            return chosen.local_name
        # Translators: zh: 全区 / 我负责的全部队伍
        return _("Whole region") if self.reach.everywhere else _("All that is mine")

    def kept(self) -> str:
        what = {"missing": "1"} if self.is_missing else {"measure": self.measure.value}
        return self.asked.query(**what)

    def get_page_title(self) -> str:
        # Translators: zh: 还没有记录的演出
        return _("Shows without a record") if self.is_missing else self.measure.label

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {
                "url": f"{reverse(FIGURES)}?{self.asked.query()}",
                "label": _("Figures"),
            },
            {"url": "", "label": self.get_page_title()},
        ]
