"""Rehearsals, training, transfers and blackouts in the admin."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.widgets.button import HeaderButton

from ulanmuqi.base.row_tables import SAYS_ITSELF
from ulanmuqi.base.row_views import RowHistory, RowInspect, RowsIndex
from ulanmuqi.base.viewsets import RowViewSet

from ..models import Engagement
from . import engagement_words as words
from .engagement_filters import EngagementFilters, narrows_time
from .engagement_forms import (
    EngagementCheck,
    EngagementCheckRow,
    EngagementCopy,
    EngagementCreate,
    EngagementEdit,
    EngagementTakeOut,
)
from .entry_standing import (
    ACCEPT,
    EngagementAccept,
    conflicts_of,
    entry_lapsed,
    entry_stands,
)
from .show_filters import from_today


class EngagementIndex(RowsIndex):
    """From today on, unless the filters or a search say otherwise."""

    def get_base_queryset(self) -> QuerySet:
        rows = super().get_base_queryset().for_rows()
        return rows if narrows_time(self.request.GET) else from_today(rows)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            Column(
                "when",
                label=gettext_lazy("When"),
                accessor=words.when_text,
                sort_key="starts_at",
                classname=SAYS_ITSELF,
            ),
            self._get_title_column("title", accessor=str),
            Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display"),
            Column("takes", label=gettext_lazy("Takes"), accessor=self.takes_text),
            Column("place", label=gettext_lazy("Place"), accessor=words.place_text),
            StatusTagColumn(
                "firm",
                label=gettext_lazy("How sure"),
                accessor=words.firm_text,
                primary=lambda row: row.firm,
            ),
        ]

    def get_page_subtitle(self) -> str:
        return "" if narrows_time(self.request.GET) else _("from today on")

    def takes_text(self, row: Engagement) -> str:
        return words.takes_text(row, self.request.user)

    def to_row_dict(self, item: Engagement) -> dict[str, Any]:
        """One line of the export: the words of the list, not raw columns."""
        return {
            "when": words.when_text(item),
            "title": str(item),
            "kind": item.get_kind_display(),
            "takes": self.takes_text(item),
            "place": words.place_text(item),
            "firm": words.firm_text(item),
        }


class EngagementInspect(RowInspect):
    """One entry: when, where, what it takes, what stands against it."""

    template_name = "performances/admin/engagement_inspect.html"
    fields = ["title"]
    copy_url_name = history_url_name = accept_url_name = ""

    def rows(self) -> QuerySet:
        return Engagement.objects.for_rows()

    def get_page_title(self) -> str:
        return str(self.object.get_kind_display())

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = self.get_edit_url()
        return [HeaderButton(_("Edit"), url=url, icon_name="edit")] if url else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        is_worker = self.may("change", row)
        context = super().get_context_data(**kwargs)
        if is_worker:
            context["history_url"] = reverse(self.history_url_name, args=[row.pk])
        conflicts = conflicts_of(row) if is_worker else ()
        stands = entry_stands(conflicts)
        is_open = row.firm and any(one.is_open for one in stands)
        return context | {
            "is_worker": is_worker,
            "when": words.when_text(row),
            "length": words.length_text(row),
            "place": words.place_text(row),
            "firm": words.firm_text(row),
            "takes": words.takes_of(row, self.request.user),
            "stands": stands,
            "lapsed": entry_lapsed(row) if is_worker else (),
            "accept_url": self.row_url(self.accept_url_name, "accept")
            if is_open
            else None,
            "copy_url": self.row_url(self.copy_url_name, "change"),
            "delete_url": self.row_url(self.delete_url_name, "delete"),
        }


class EngagementViewSet(RowViewSet):
    model = Engagement
    name = "engagements"
    icon = "calendar-check"
    # Translators: zh: 排练和其他安排
    menu_label = gettext_lazy("Rehearsals and other entries")
    menu_order = 150
    add_to_reference_index = False
    index_view_class = EngagementIndex
    add_view_class = EngagementCreate
    edit_view_class = EngagementEdit
    copy_view_class = EngagementCopy
    delete_view_class = EngagementTakeOut
    inspect_view_class = EngagementInspect
    history_view_class = RowHistory
    copy_view_enabled = True
    filterset_class = EngagementFilters
    search_fields = [
        "title",
        "venue__name",
        "region__name",
        "parts__resource__troupe__name",
        "parts__resource__venue__name",
        "parts__resource__truck__name",
        "parts__resource__member__name",
    ]
    ordering = "starts_at"
    list_export = ["when", "title", "kind", "takes", "place", "firm"]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(
            check_url_name=self.get_url_name("check"),
            check_row_url_name=self.get_url_name("check_row"),
            accept_url_name=self.get_url_name(ACCEPT),
            **kwargs,
        )

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # Schedule rows have no model form: scheduling writes them.
        return kwargs

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return kwargs

    def get_urlpatterns(self) -> list[URLPattern]:
        check, check_row, accept = (
            self.construct_view(view)
            for view in (EngagementCheck, EngagementCheckRow, EngagementAccept)
        )
        return [
            *super().get_urlpatterns(),
            path("check/", check, name="check"),
            path("check/<int:pk>/", check_row, name="check_row"),
            path("accept/<int:pk>/", accept, {"act": ACCEPT}, name=ACCEPT),
        ]
