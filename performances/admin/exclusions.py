"""Things that are never busy at once, in the admin: for coordinators."""

from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from ulanmuqi.base.quotes import within_quotes
from ulanmuqi.base.row_views import RowHistory, RowInspect, RowsIndex
from ulanmuqi.base.viewsets import RowViewSet

from .. import scheduling
from ..forms.exclusion import ExclusionEntry
from ..models import Exclusion
from .verb_form import OfRow, TakeOut, VerbForm


class ExclusionIndex(RowsIndex):
    def get_base_queryset(self) -> QuerySet:
        return (
            super()
            .get_base_queryset()
            .prefetch_related(
                "parts__resource__troupe",
                "parts__resource__venue",
                "parts__resource__truck",
                "parts__resource__member__troupe",
            )
        )


class ExclusionInspect(RowInspect):
    template_name = "performances/admin/exclusion_inspect.html"
    fields = ["name"]
    history_url_name = ""

    def get_page_title(self) -> str:
        return _("Never at once")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = self.get_edit_url()
        return [HeaderButton(_("Edit"), url=url, icon_name="edit")] if url else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.may("change", self.object):
            context["history_url"] = reverse(
                self.history_url_name, args=[self.object.pk]
            )
        return context | {
            "members": [part.resource for part in self.object.parts.all()],
            "delete_url": self.row_url(self.delete_url_name, "delete"),
        }


class _ExclusionForm(VerbForm):
    model = Exclusion
    template_name = "performances/admin/exclusion_form.html"
    header_icon = "no-view"

    def entry(self, data: Any = None) -> ExclusionEntry:
        return ExclusionEntry(self.request.user, data, exclusion=self.object)

    def done_message(self, row: Model) -> str:
        # Translators: zh: “%(title)s”已保存,从现在起不能同时用。
        return _("“%(title)s” is saved: from now on never two at once.") % {
            "title": within_quotes(row)
        }


class ExclusionCreate(_ExclusionForm):
    permission_required = "add"
    add_url_name = ""
    submit_label = gettext_lazy("Keep apart")

    def get_page_subtitle(self) -> str:
        # Translators: zh: 新的组合
        return _("New group")

    def save(self, entry: ExclusionEntry) -> Model:
        return scheduling.keep_apart(entry.facts(), by=self.request.user)


class ExclusionEdit(OfRow, _ExclusionForm):
    submit_label = gettext_lazy("Save")

    def save(self, entry: ExclusionEntry) -> Model:
        return scheduling.keep_apart_anew(
            self.object,
            entry.facts(),
            by=self.request.user,
            version=entry.form.cleaned_data["version"],
        )


class ExclusionTakeOut(TakeOut):
    model = Exclusion
    # Translators: zh: 取消“%(title)s”的限制
    question = gettext_lazy("Let “%(title)s” be used at once again")
    explained = gettext_lazy(
        "Its members are then no longer kept apart. What is booked stays."
    )
    button = gettext_lazy("Let together")
    # Translators: zh: “%(title)s”的限制已取消。
    done = gettext_lazy("“%(title)s” keeps nothing apart any more.")

    def run(self, *, version: int | None, reason: str) -> None:
        scheduling.let_together(
            self.object, by=self.request.user, version=version, reason=reason
        )


def _members(exclusion: Exclusion) -> str:
    return "、".join(part.resource.label for part in exclusion.parts.all())


class ExclusionViewSet(RowViewSet):
    model = Exclusion
    name = "exclusions"
    icon = "no-view"
    # Translators: zh: 不能同时用
    menu_label = gettext_lazy("Never at once")
    menu_order = 430
    add_to_reference_index = False
    index_view_class = ExclusionIndex
    add_view_class = ExclusionCreate
    edit_view_class = ExclusionEdit
    delete_view_class = ExclusionTakeOut
    inspect_view_class = ExclusionInspect
    history_view_class = RowHistory
    list_display = [
        "name",
        Column("members", label=gettext_lazy("Never at once"), accessor=_members),
        "why",
    ]
    search_fields = ["name", "why"]
    ordering = "name"

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # Schedule rows have no model form: scheduling writes them.
        return kwargs

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return kwargs
