"""Days, coaching and services in the admin: the list, one of them, its form."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from ulanmuqi.base.row_tables import SAYS_ITSELF
from ulanmuqi.base.row_views import RowInReach, RowInspect, RowsIndex
from ulanmuqi.base.viewsets import RowViewSet

from .. import scheduling
from ..forms.records import ActForm, DayForm
from ..models import FieldAct, ReportState, TroupeDay
from ..scheduling import StaleWrite
from . import record_words
from .form_page import FormPage
from .record_changes import changed_since_seen
from .record_filters import ActFilters, DayFilters
from .report_decide import Decides, WithWord
from .verb_form import TakeOut

Row = TroupeDay | FieldAct


class ReportIndex(RowsIndex):
    """The latest first."""

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "day",
                label=gettext_lazy("Day"),
                accessor=record_words.when_text,
                get_url=self.get_inspect_url,
                sort_key="day",
            ),
            Column(
                "troupe",
                label=gettext_lazy("Troupe"),
                accessor=record_words.who_text,
                classname=SAYS_ITSELF,
            ),
            *self.own_columns(),
            StatusTagColumn(
                "state",
                label=gettext_lazy("State"),
                accessor=record_words.report_state,
                primary=lambda row: row.state == ReportState.RETURNED,
                sort_key="state",
            ),
        ]

    def own_columns(self) -> list[Column]:
        raise NotImplementedError

    def to_row_dict(self, item: Row) -> dict[str, Any]:
        own = {name: getattr(item, name) for name in self.own_export}
        return {
            "day": item.day.isoformat(),
            "troupe": record_words.who_text(item),
            **own,
            "state": record_words.report_state(item),
        }


class DayIndex(ReportIndex):
    own_export = ("distance_km", "hours", "in_grassroots")

    def own_columns(self) -> list[Column]:
        label = gettext_lazy("How far, how long")
        return [Column("figures", label=label, accessor=record_words.figures)]


class ActIndex(ReportIndex):
    own_export = ("kind", "title", "people")

    def own_columns(self) -> list[Column]:
        return [
            Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display"),
            Column("title", label=gettext_lazy("What was done")),
            Column(
                "people", label=gettext_lazy("People"), accessor=record_words.figures
            ),
        ]


class ReportInspect(WithWord, RowInspect):
    template_name = "performances/admin/report.html"
    fields = ["remarks"]
    decide_url_name = history_url_name = ""

    def rows(self) -> QuerySet:
        rows = self.model.objects.select_related(
            "troupe__region", "reported_by", "reviewed_by"
        )
        if self.model is FieldAct:
            rows = rows.select_related("region", "performance")
        return rows

    def get_page_title(self) -> str:
        return capfirst(self.model._meta.verbose_name)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = self.row_url(self.edit_url_name, "change")
        return [HeaderButton(_("Correct"), url=url, icon_name="edit")] if url else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        return super().get_context_data(**kwargs) | {
            "when": record_words.when_text(row),
            "subject": record_words.subject(row),
            "figures": record_words.figures(row),
            "state": record_words.report_state(row),
            "look_at": [
                *record_words.look_at(row),
                *changed_since_seen([row]).values(),
            ],
            "decide_url": self.row_url(self.decide_url_name, "review"),
            "history_url": self.row_url(self.history_url_name, "change"),
            "delete_url": self.row_url(self.delete_url_name, "change"),
        }


class ReportDecide(Decides, ReportInspect):
    pass


class _ReportForm(FormPage):
    """Made or mended: one form each."""

    template_name = "performances/admin/report_form.html"
    model: type[Row] = TroupeDay
    index_url_name = inspect_url_name = ""
    header_icon = "form"
    object: Row | None = None

    def form(self, data: Any = None) -> DayForm | ActForm:
        made = DayForm if self.model is TroupeDay else ActForm
        asked = {
            name: self.request.GET[name][:20]
            for name in ("troupe", "day")
            if name in self.request.GET
        }
        return made(data, user=self.request.user, row=self.object, asked=asked)

    def page(self, form: DayForm | ActForm, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            form=form, object=self.object, media=form.media, back_url=self.back_url()
        )
        return self.render_to_response(context, status=status)

    def back_url(self) -> str:
        if self.object is not None:
            return reverse(self.inspect_url_name, args=[self.object.pk])
        return reverse(self.index_url_name)

    def get_page_title(self) -> str:
        return capfirst(self.model._meta.verbose_name)

    def get_page_subtitle(self) -> str:
        return str(self.object) if self.object else self.get_page_title()

    def saved(self, row: Row, *, changed: bool = True) -> HttpResponse:
        same = _("Nothing was different, so nothing changed.")
        messages.success(self.request, _("Saved.") if changed else same)
        return redirect(self.inspect_url_name, row.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(self.model._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": "", "label": self.get_page_subtitle()},
        ]


class ReportCreate(_ReportForm):
    permission_required = "report"
    add_url_name = ""

    def take(self, form: DayForm | ActForm) -> HttpResponse:
        values, user = form.cleaned_data, self.request.user
        troupe, day = values["troupe"], values["day"]
        if isinstance(form, DayForm):
            outcome = scheduling.report_day(troupe, day, form.facts(), by=user)
            return self.saved(outcome.day)
        outcome = scheduling.report_act(troupe, day, form.facts(), by=user)
        return self.saved(outcome.acts[0])


class ReportEdit(RowInReach, _ReportForm):
    any_permission_required = ["change"]
    row_verb = "change"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = self.get_object()

    def rows(self) -> QuerySet:
        return self.model.objects.select_related("troupe__region")

    def take(self, form: DayForm | ActForm) -> HttpResponse:
        act = (
            scheduling.correct_day
            if isinstance(form, DayForm)
            else scheduling.correct_act
        )
        seen = form.cleaned_data["version"] or 0
        try:
            outcome = act(self.object, form.facts(), by=self.request.user, version=seen)
        except StaleWrite:
            # What was typed stays; saving again is then done knowingly.
            form.data = form.data.copy()
            form.data["version"] = self.model.objects.get(pk=self.object.pk).version
            raise
        return self.saved(self.object, changed=outcome.changed)


class StrikeOut(TakeOut):
    model: type[Row] = TroupeDay
    any_permission_required = ["change"]
    row_verb = "change"
    # Translators: zh: 删掉“%(title)s”
    question = gettext_lazy("Strike out “%(title)s”")
    explained = gettext_lazy(
        "It no longer counts in any figure. The history keeps what it said, who struck "
        "it out and why."
    )
    button = gettext_lazy("Strike out")
    # Translators: zh: “%(title)s”已删掉。
    done = gettext_lazy("“%(title)s” is struck out.")

    def run(self, *, version: int | None, reason: str) -> None:
        scheduling.strike_out(
            self.object, by=self.request.user, version=version, reason=reason
        )


class _ReportViewSet(RowViewSet):
    add_to_reference_index = False
    add_view_class = ReportCreate
    edit_view_class = ReportEdit
    delete_view_class = StrikeOut
    inspect_view_class = ReportInspect
    related = ("troupe__region",)
    ordering = "-day"
    form_fields = ()

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(
            decide_url_name=self.get_url_name("decide"),
            **{"usage_url_name": None, **kwargs},
        )

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # These rows have no model form: scheduling writes them.
        return kwargs

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return kwargs

    def get_delete_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return kwargs

    def get_urlpatterns(self) -> list[URLPattern]:
        kept = [url for url in super().get_urlpatterns() if url.name != "usage"]
        view = self.construct_view(ReportDecide, **self.get_inspect_view_kwargs())
        decide = path("decide/<int:pk>/", view, name="decide")
        return [*kept, decide]


class DayViewSet(_ReportViewSet):
    model = TroupeDay
    name = "troupe_days"
    icon = "site"
    # Translators: zh: 行程
    menu_label = gettext_lazy("Days on the road")
    menu_order = 106
    index_view_class = DayIndex
    filterset_class = DayFilters
    search_fields = ["troupe__name", "remarks"]
    list_export = ["day", "troupe", "distance_km", "hours", "in_grassroots", "state"]


class ActViewSet(_ReportViewSet):
    model = FieldAct
    name = "field_acts"
    icon = "group"
    # Translators: zh: 辅导和服务
    menu_label = gettext_lazy("Coaching and service")
    menu_order = 107
    index_view_class = ActIndex
    filterset_class = ActFilters
    search_fields = ["troupe__name", "title"]
    list_export = ["day", "troupe", "kind", "title", "people", "state"]
