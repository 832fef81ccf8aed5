"""Download of the report, and the page that keeps its layout."""

from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ulanmuqi.base import rights

from ... import figures_policy
from ...models import ReportLayout
from ...reports import LayoutFault
from ...reports.layout import MOST_BYTES
from ...reports.markers import OF_ROW, OF_SHEET
from ...scheduling import SchedulingError
from ...scheduling.report_layouts import put_layout, take_shipped_layout
from ...views.tables import XLSX
from ..refusals import at_field
from . import report
from .reach import Reach

REPORT, LAYOUT, LAYOUT_FILE = "figure_report", "figure_layout", "figure_layout_file"


def make_report(request: HttpRequest) -> HttpResponse:
    """The workbook of what the table shows; a hundred troupes take two seconds."""
    if not figures_policy.may_look(request.user):
        raise PermissionDenied
    reach = Reach(request.user)
    form = reach.form(request)
    asked = form.read()
    if form.errors:
        # A report of other days than were meant would be handed in.
        return redirect(f"{reverse('figures')}?{form.asked_again()}")
    try:
        made = report.make(reach, asked)
    except LayoutFault as fault:
        messages.error(request, " ".join(fault.sentences))
        return redirect(f"{reverse('figures')}?{asked.query()}")
    key = asked.period.key or asked.period.first.isoformat()
    return workbook(made.data, made.name, f"ulanmuqi-figures-{key}.xlsx")


def layout_file(request: HttpRequest) -> HttpResponse:
    """The present layout, to be changed in Excel or WPS and uploaded again."""
    if not figures_policy.may_look(request.user):
        raise PermissionDenied
    # Translators: zh: 报表版式
    name = _("Report layout")
    return workbook(report.layout_bytes(), f"{name}.xlsx", "report-layout.xlsx")


class LayoutForm(forms.Form):
    file = forms.FileField(
        # Translators: zh: 新的版式（.xlsx）
        label=gettext_lazy("New layout (.xlsx)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        # Translators: zh: 先下载现在的版式，在Excel或WPS里改表头、次序和样子，双花括号里的标记留着，再传上来。
        help_text=gettext_lazy(
            "Download the present layout, change headings, order and looks in Excel or "
            "WPS, keep the markers in double braces, and upload it."
        ),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(size)s kB. Is it the right one?")
                % {"size": MOST_BYTES // 1000}
            )
        return file


class LayoutView(WagtailAdminTemplateMixin, View):
    """Whoever looks at figures may download it; who coordinates everywhere puts
    another in its place."""

    template_name = "performances/admin/report_layout.html"
    # Translators: zh: 报表版式
    page_title = gettext_lazy("Layout of the report")
    header_icon = "doc-full"
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not figures_policy.may_look(request.user):
            raise PermissionDenied
        self.may_change = rights.policy_for(ReportLayout).may(request.user, "add")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(LayoutForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        if not self.may_change:
            raise PermissionDenied
        if request.POST.get("shipped"):
            take_shipped_layout(by=request.user)
            messages.success(request, _("The shipped layout serves again."))
            return redirect(LAYOUT)
        form = LayoutForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form, status=422)
        file = form.cleaned_data["file"]
        try:
            put_layout(file.name, file.read(), by=request.user)
        except SchedulingError as error:
            at_field(form, error)
            return self.page(form, status=422)
        messages.success(request, _("Reports are written into this layout now."))
        return redirect(LAYOUT)

    def page(self, form: LayoutForm, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            layout=report.present_layout(),
            may_change=self.may_change,
            file_url=reverse(LAYOUT_FILE),
            rules=_rules(),
            markers=" ".join(f"{{{{{one}}}}}" for one in (*OF_SHEET, *OF_ROW)),
        )
        return self.render_to_response(context, status=status)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("figures"), "label": _("Figures")},
            {"url": "", "label": self.get_page_title()},
        ]


def _rules() -> list[str]:
    return [
        # Translators: zh: 写着{{troupe}}的那一行，每支队伍重复一次；{{league}}每个盟市一次；{{region}}只有一行。
        _(
            "The row with {{troupe}} is repeated for every troupe, the one with "
            "{{league}} for every league; {{region}} is one row."
        ),
        # Translators: zh: 工作表的名字里写{{league}}，每个盟市就有一张。
        _("A sheet whose name holds {{league}} is made for every league."),
        # Translators: zh: 前面加total.是合计，比如{{total.onsite_shows}}，写在重复的那一行下面。
        _(
            "With total. before it a marker is the sum, such as "
            "{{total.onsite_shows}}; it stands below the row that is repeated."
        ),
    ]


def workbook(data: bytes, name: str, plain: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    response["Cache-Control"] = "private, no-store"
    return response
