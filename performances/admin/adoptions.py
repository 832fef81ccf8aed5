"""Works adopted by other troupes, in the admin: the list, adopting, giving up."""

from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from troupes.admin.choices import troupes_by_league
from troupes.models import Work
from ulanmuqi.base.quotes import within_quotes
from ulanmuqi.base.row_views import RowInspect, RowsIndex
from ulanmuqi.base.templatetags.dates import full_date
from ulanmuqi.base.viewsets import RowViewSet

from ..forms.adoption import AdoptionForm
from ..models import WorkAdoption
from ..scheduling.adoptions import adopt_work, give_up_work
from .act_view import PlainActView
from .acts import Act, Acts
from .form_page import FormPage


def _give_up(row: WorkAdoption, *, by: Any, version: int) -> None:
    give_up_work(row, by=by, version=version)


ADOPTION_ACTS = Acts(
    Act(
        key="give-up",
        verb="change",
        # Translators: zh: 不再排演
        label=gettext_lazy("Give it up"),
        explained=gettext_lazy(
            "From today the troupe does not perform it any more. What it played stays "
            "on the work’s page."
        ),
        done=gettext_lazy("“%(title)s” is given up."),
        fits=lambda row: row.until is None,
        run=_give_up,
        icon="cross",
        is_serious=True,
    )
)


class OfAdoption:
    model = WorkAdoption

    def rows(self) -> QuerySet:
        return WorkAdoption.objects.select_related("work", "troupe__region")


class AdoptionFilters(WagtailFilterSet):
    troupe = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Troupe"), queryset=lambda _request: troupes_by_league()
    )
    until = django_filters.BooleanFilter(
        label=gettext_lazy("Still performed"), lookup_expr="isnull"
    )

    class Meta:
        model = WorkAdoption
        fields = ["troupe", "until"]


class AdoptionCreate(FormPage):
    """Adopts a work for a troupe; whoever made it is told."""

    model = WorkAdoption
    permission_required = "add"
    template_name = "performances/admin/adoption_form.html"
    index_url_name = inspect_url_name = add_url_name = ""
    header_icon = "media"

    def form(self, data: Any = None) -> AdoptionForm:
        asked = self.request.GET.get("work", "")
        is_key = asked.isascii() and asked.isdigit() and len(asked) < 10
        works = Work.objects.standing().filter(pk=int(asked) if is_key else 0)
        return AdoptionForm(data, user=self.request.user, work=works.first())

    def take(self, form: AdoptionForm) -> HttpResponse:
        row = adopt_work(form.facts(), by=self.request.user)
        told = _("“%(title)s” is adopted; whoever made it is told.")
        messages.success(self.request, told % {"title": within_quotes(str(row.work))})
        return redirect(reverse(self.inspect_url_name, args=[row.pk]))

    def page(self, form: AdoptionForm, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            form=form, media=form.media, back_url=reverse(self.index_url_name)
        )
        return self.render_to_response(context, status=status)

    def get_page_title(self) -> str:
        # Translators: zh: 移植一部作品
        return _("Adopt a work")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {
            "url": reverse(self.index_url_name),
            "label": WorkAdoption._meta.verbose_name_plural,
        }
        here = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, index, here]


class AdoptionInspect(OfAdoption, RowInspect):
    """One adoption: which work, by whom, since when, what can be done."""

    template_name = "performances/admin/adoption_inspect.html"
    fields = ["work"]
    act_url_name = ""

    def get_page_title(self) -> str:
        return _("Adopted work")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        return super().get_context_data(**kwargs) | {
            "acts": ADOPTION_ACTS.open_for(self.request.user, row),
            "act_url_name": self.act_url_name,
            "makers": row.work.troupes.all(),
        }


class AdoptionAct(OfAdoption, PlainActView):
    acts = ADOPTION_ACTS


class AdoptionIndex(RowsIndex):
    def get_base_queryset(self) -> QuerySet:
        rows = super().get_base_queryset()
        return rows.select_related("work", "troupe__region")


class AdoptionViewSet(RowViewSet):
    model = WorkAdoption
    name = "adoptions"
    icon = "copy"
    # Translators: zh: 移植的作品
    menu_label = gettext_lazy("Adopted works")
    menu_order = 355
    add_to_reference_index = False
    index_view_class = AdoptionIndex
    add_view_class = AdoptionCreate
    inspect_view_class = AdoptionInspect
    filterset_class = AdoptionFilters
    list_display = [
        "work",
        Column("troupe", label=gettext_lazy("Troupe"), sort_key="troupe__name"),
        Column(
            "since",
            label=gettext_lazy("Since"),
            accessor=lambda row: full_date(row.since),
            sort_key="since",
        ),
        Column(
            "until",
            label=gettext_lazy("Until"),
            accessor=lambda row: full_date(row.until) if row.until else "",
            sort_key="until",
        ),
    ]
    search_fields = ["work__title", "troupe__name"]
    ordering = "-since"
    form_fields = ()
    found_at = "inspect"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        none = dict.fromkeys(
            ("edit_url_name", "delete_url_name", "usage_url_name",
             "history_url_name", "copy_url_name")
        )  # fmt: skip
        ours = none | {"act_url_name": self.get_url_name("act")}
        return super().get_common_view_kwargs(**ours | kwargs)

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return kwargs

    def get_urlpatterns(self) -> list[URLPattern]:
        kept = {"index", "index_results", "inspect", "add"}
        act = self.construct_view(AdoptionAct)
        return [
            *(url for url in super().get_urlpatterns() if url.name in kept),
            path("act/<int:pk>/<slug:act>/", act, name="act"),
        ]
