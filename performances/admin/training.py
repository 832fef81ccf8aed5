"""Study and training in the admin: the list, one session, its ways."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.widgets.button import HeaderButton

from ulanmuqi.base import clock, rights
from ulanmuqi.base.row_tables import SAYS_ITSELF
from ulanmuqi.base.row_views import RowHistory, RowInspect, RowsIndex
from ulanmuqi.base.viewsets import RowViewSet

from ..models import Engagement, TrainingSession
from . import training_words as words
from .engagement_words import length_text, when_text
from .entry_standing import conflicts_of, entry_stands
from .standing import Stands
from .training_acts import TRAINING_ACTS, TrainingAct
from .training_filters import TrainingFilters
from .training_forms import (
    TrainingCheck,
    TrainingCheckRow,
    TrainingCopy,
    TrainingCreate,
    TrainingEdit,
    TrainingReport,
)

State = TrainingSession.State


class TrainingIndex(RowsIndex):
    """The latest first; what is over and not reported is one filter away."""

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().for_rows()

    @cached_property
    def columns(self) -> list[Column]:
        return [
            Column(
                "when",
                label=gettext_lazy("When"),
                accessor=when_text,
                sort_key="starts_at",
                classname=SAYS_ITSELF,
            ),
            self._get_title_column("title", accessor=str),
            Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display"),
            Column(
                "troupes", label=gettext_lazy("Troupes"), accessor=words.troupes_text
            ),
            Column("place", label=gettext_lazy("Place"), accessor=words.place_text),
            Column("people", label=gettext_lazy("People"), accessor=words.people_text),
            StatusTagColumn(
                "state",
                label=gettext_lazy("State"),
                accessor=words.state_text,
                primary=lambda row: row.state == State.REVIEWED,
            ),
        ]

    def to_row_dict(self, item: TrainingSession) -> dict[str, Any]:
        """One line of the export: the words of the list, not raw columns."""
        return {
            "when": when_text(item),
            "title": str(item),
            "kind": item.get_kind_display(),
            "troupes": words.troupes_text(item),
            "place": words.place_text(item),
            "people": item.people if item.people is not None else "",
            "hours": item.hours if item.hours is not None else "",
            "state": words.state_text(item),
        }


class TrainingInspect(RowInspect):
    """One session: when, where, who came, who taught, what stands against its time."""

    template_name = "performances/admin/training_inspect.html"
    fields = ["title"]
    copy_url_name = history_url_name = act_url_name = report_url_name = ""

    def rows(self) -> QuerySet:
        return TrainingSession.objects.for_rows()

    def get_page_title(self) -> str:
        return str(self.object.get_kind_display())

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        fixed = self.object.state in (State.CANCELLED, State.REVIEWED)
        url = None if fixed else self.get_edit_url()
        return [HeaderButton(_("Edit"), url=url, icon_name="edit")] if url else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, user = self.object, self.request.user
        is_worker = self.may("change", row)
        context = super().get_context_data(**kwargs)
        if is_worker:
            context["history_url"] = reverse(self.history_url_name, args=[row.pk])
        counts = row.starts_at <= clock.now() and row.state in (
            State.PLANNED, State.REPORTED, State.RETURNED,
        )  # fmt: skip
        return context | {
            "when": when_text(row),
            "length": length_text(row),
            "place": words.place_text(row),
            "state": words.state_text(row),
            "is_missing": words.is_missing(row),
            "people": words.people_text(row),
            "stands": self.stands(),
            "entry_url": self.entry_url(),
            "page_url": row.page.get_url() if row.page and row.page.live else "",
            "acts": TRAINING_ACTS.open_for(user, row),
            "act_url_name": self.act_url_name,
            "report_url": self.row_url(self.report_url_name, "report")
            if counts
            else None,
            "copy_url": self.row_url(self.copy_url_name, "change"),
            "sees_private": is_worker or self.may("report", row),
        }

    def stands(self) -> list[Stands]:
        """What stands against it while it is ahead: afterwards it is what it was."""
        if self.entry is None or self.object.starts_at <= clock.now():
            return []
        return entry_stands(conflicts_of(self.entry))

    @cached_property
    def entry(self) -> Engagement | None:
        if self.object.engagement_id is None or not self.may("change", self.object):
            return None
        rows = Engagement.objects.for_rows()
        return rows.get(pk=self.object.engagement_id)

    def entry_url(self) -> str:
        entry = self.entry
        if entry is None or not rights.may(self.request.user, "view", entry):
            return ""
        return reverse("engagements:inspect", args=[entry.pk])


class TrainingViewSet(RowViewSet):
    model = TrainingSession
    name = "training_sessions"
    icon = "glasses"
    # Translators: zh: 学习培训
    menu_label = gettext_lazy("Study and training")
    menu_order = 155
    add_to_reference_index = False
    index_view_class = TrainingIndex
    add_view_class = TrainingCreate
    edit_view_class = TrainingEdit
    copy_view_class = TrainingCopy
    inspect_view_class = TrainingInspect
    history_view_class = RowHistory
    copy_view_enabled = True
    filterset_class = TrainingFilters
    search_fields = ["title", "place", "venue__name", "troupes__name"]
    ordering = "-starts_at"
    list_export = [
        "when", "title", "kind", "troupes", "place", "people", "hours", "state",
    ]  # fmt: skip

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        ours = {
            "check_url_name": self.get_url_name("check"),
            "check_row_url_name": self.get_url_name("check_row"),
            "act_url_name": self.get_url_name("act"),
            "report_url_name": self.get_url_name("report"),
            # A session that is not held is cancelled, and stays.
            "delete_url_name": None,
        }
        return super().get_common_view_kwargs(**ours | kwargs)

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # Schedule rows have no model form: scheduling writes them.
        return kwargs

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return kwargs

    def get_urlpatterns(self) -> list[URLPattern]:
        check, check_row, act, report = (
            self.construct_view(view)
            for view in (TrainingCheck, TrainingCheckRow, TrainingAct, TrainingReport)
        )
        kept = [url for url in super().get_urlpatterns() if url.name != "delete"]
        return [
            *kept,
            path("check/", check, name="check"),
            path("check/<int:pk>/", check_row, name="check_row"),
            path("report/<int:pk>/", report, name="report"),
            path("act/<int:pk>/<slug:act>/", act, name="act"),
        ]
