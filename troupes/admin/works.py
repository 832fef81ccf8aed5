"""Works in the admin: the catalogue of what is played."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import Column

from ulanmuqi.base.kept_fields import KeepsFields
from ulanmuqi.base.row_views import RowsIndex
from ulanmuqi.base.viewsets import RowViewSet

from ..genres import Category, genres
from ..models import Work
from ..rights import scope_of
from .choices import troupes_by_league


class WorkForm(KeepsFields, WagtailAdminModelForm):
    """A troupe's people choose among their own troupes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope = scope_of(self.for_user)
        field = self.fields["troupes"]
        field.queryset = troupes_by_league()
        if not scope.coordinates:
            field.queryset = field.queryset.filter(pk__in=scope.troupes)
            if self.instance.pk is None and len(scope.troupes) == 1:
                field.initial = list(scope.troupes)

    def clean(self) -> dict[str, Any]:
        """Puts the makers on the row: its rights are asked before it is saved."""
        cleaned = super().clean()
        self.instance.troupes = cleaned.get("troupes", [])
        return cleaned


class WorkFilters(WagtailFilterSet):
    category = django_filters.ChoiceFilter(
        label=_("Genre"), choices=Category, method="in_category", empty_label=_("All")
    )
    troupes = django_filters.ModelChoiceFilter(
        label=_("Troupe"), queryset=lambda _request: troupes_by_league()
    )

    class Meta:
        model = Work
        fields = ["category", "troupes", "new_work_year"]

    def in_category(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        codes = [code for code, genre in genres().items() if genre.category == value]
        return rows.filter(genre__in=codes)


class WorkIndex(RowsIndex):
    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().filter(merged_into=None)


def _troupe_names(work: Work) -> str:
    return "、".join(troupe.display_name for troupe in work.troupes.all())


def _awards(work: Work) -> str:
    """The latest, as its source writes it, and how many more; a dash without one."""
    found = sorted(work.awards.all(), key=lambda one: -one.year)
    if not found:
        return "—"
    more = len(found) - 1
    # Translators: zh: ，另有%(count)s项
    also = ngettext(", and %(count)s more award", ", and %(count)s more awards", more)
    return f"{found[0]}{also % {'count': more}}" if more else str(found[0])


class WorkViewSet(RowViewSet):
    model = Work
    name = "works"
    icon = "media"
    menu_label = _("Works")
    menu_order = 350
    index_view_class = WorkIndex
    list_display = [
        "title",
        "genre",
        Column("troupe_names", label=_("Troupes"), accessor=_troupe_names),
        "minutes",
        "new_work_year",
        Column("awards", label=_("Awards"), accessor=_awards),
    ]
    filterset_class = WorkFilters
    search_fields = ["title", "title_en", "code", "troupes__name"]
    ordering = "-new_work_year"
    prefetched = ("troupes__region", "awards")
    inspect_view_fields = [
        "title", "title_en", "title_mn", "code", "genre", "minutes", "troupes",
        "first_shown", "new_work_year", "creators", "awards",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("title"),
                    FieldRowPanel([FieldPanel("title_en"), FieldPanel("code")]),
                    FieldPanel("title_mn"),
                    FieldRowPanel([FieldPanel("genre"), FieldPanel("minutes")]),
                ],
                heading=_("The work"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel(
                        "troupes", widget=forms.SelectMultiple(attrs={"size": 8})
                    ),
                    FieldRowPanel(
                        [FieldPanel("first_shown"), FieldPanel("new_work_year")]
                    ),
                ],
                heading=_("Who made it, and when"),
            ),
            InlinePanel(
                "creators",
                heading=_("Creators"),
                label=_("Creator"),
                panels=[FieldRowPanel([FieldPanel("role"), FieldPanel("name")])],
            ),
            InlinePanel(
                "awards",
                # Translators: zh: 获奖
                heading=_("Awards"),
                label=_("Award"),
                # Translators: zh: 只录查得到的：写明出处，没有出处的不录。
                help_text=_(
                    "Only what can be looked up: name the source, or leave it out."
                ),
                panels=[
                    FieldRowPanel([FieldPanel("name"), FieldPanel("level")]),
                    FieldRowPanel([FieldPanel("year"), FieldPanel("source")]),
                    FieldPanel("source_url"),
                ],
            ),
        ],
        base_form_class=WorkForm,
    )
