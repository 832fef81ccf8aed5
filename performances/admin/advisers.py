"""Art advisers in the admin: who they are, whom they look after, what they taught."""

from datetime import date
from typing import Any

import django_filters
from django.db.models import Model, QuerySet
from django.urls import URLPattern, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from troupes.admin.choices import troupes_by_league
from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.base.quotes import within_quotes
from ulanmuqi.base.row_views import RowHistory, RowInspect, RowsIndex
from ulanmuqi.base.viewsets import RowViewSet

from ..forms.adviser import AdviserEntry
from ..models import ArtAdviser, Pairing, TrainingSession
from ..scheduling.advisers import enter_adviser, revise_adviser
from .engagement_words import when_text
from .training_words import people_text, troupes_text
from .verb_form import OfRow, VerbForm

LESSONS_SHOWN = 12


def today() -> date:
    return clock.now().astimezone(clock.SHANGHAI).date()


def paired_text(row: ArtAdviser) -> str:
    """The troupes looked after now."""
    return "、".join(one.troupe.display_name for one in row.paired_on(today()))


class AdviserFilters(WagtailFilterSet):
    troupe = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Paired with"),
        queryset=lambda _request: troupes_by_league(),
        method="paired_with",
    )

    class Meta:
        model = ArtAdviser
        fields = ["troupe"]

    def paired_with(self, rows: QuerySet, _name: str, value: Troupe) -> QuerySet:
        now = Pairing.objects.on(today()).filter(troupe=value)
        return rows.filter(pk__in=now.values("adviser"))


class OfAdviser:
    model = ArtAdviser

    def rows(self) -> QuerySet:
        return ArtAdviser.objects.for_rows()


class AdviserIndex(RowsIndex):
    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().for_rows()


class _AdviserForm(OfAdviser, VerbForm):
    template_name = "performances/admin/adviser_form.html"
    header_icon = "user"

    def entry(self, data: Any = None) -> AdviserEntry:
        return AdviserEntry(self.request.user, data, adviser=self.object)

    def done_message(self, row: Model) -> str:
        return _("“%(title)s” is saved.") % {"title": within_quotes(str(row))}


class AdviserCreate(_AdviserForm):
    permission_required = "add"
    add_url_name = ""
    submit_label = gettext_lazy("Enter it")

    def get_page_subtitle(self) -> str:
        # Translators: zh: 新的艺术指导员
        return _("New adviser")

    def save(self, entry: AdviserEntry) -> Model:
        return enter_adviser(entry.facts(), by=self.request.user)


class AdviserEdit(OfRow, _AdviserForm):
    submit_label = gettext_lazy("Save")

    def save(self, entry: AdviserEntry) -> Model:
        return revise_adviser(
            self.object,
            entry.facts(),
            by=self.request.user,
            version=entry.form.cleaned_data["version"],
        )


class AdviserInspect(OfAdviser, RowInspect):
    """One adviser: pairings, and the sessions taught."""

    template_name = "performances/admin/adviser_inspect.html"
    fields = ["name"]
    history_url_name = ""

    def get_page_title(self) -> str:
        return _("Art adviser")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = self.get_edit_url()
        return [HeaderButton(_("Edit"), url=url, icon_name="edit")] if url else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.may("change", self.object):
            args = [self.object.pk]
            context["history_url"] = reverse(self.history_url_name, args=args)
        day = today()
        taught = TrainingSession.objects.for_rows().standing()
        taught = taught.filter(teachers__adviser=self.object)
        seen = [row for row in taught[:LESSONS_SHOWN] if self.may("view", row)]
        return context | {
            "pairings": [
                (one, one.holds_on(day)) for one in self.object.pairings.all()
            ],
            "lessons": [
                {
                    "url": reverse("training_sessions:inspect", args=[row.pk]),
                    "title": str(row),
                    "when": when_text(row),
                    "troupes": troupes_text(row),
                    "people": people_text(row),
                }
                for row in seen
            ],
        }


class AdviserViewSet(RowViewSet):
    model = ArtAdviser
    name = "advisers"
    icon = "user"
    # Translators: zh: 艺术指导员
    menu_label = gettext_lazy("Art advisers")
    menu_order = 156
    add_to_reference_index = False
    index_view_class = AdviserIndex
    add_view_class = AdviserCreate
    edit_view_class = AdviserEdit
    inspect_view_class = AdviserInspect
    history_view_class = RowHistory
    filterset_class = AdviserFilters
    list_display = [
        "name",
        "known_for",
        "home",
        Column("paired", label=gettext_lazy("Paired with"), accessor=paired_text),
        "region",
    ]
    search_fields = ["name", "known_for", "home"]
    ordering = "name"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**{"delete_url_name": None} | kwargs)

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # Schedule rows have no model form: scheduling writes them.
        return kwargs

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return kwargs

    def get_urlpatterns(self) -> list[URLPattern]:
        return [url for url in super().get_urlpatterns() if url.name != "delete"]
