"""Regions in the admin: the reference list of leagues, banners, sumu and gacha."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from ulanmuqi.base.viewsets import RowViewSet

from ..models import Region
from .forms import RegionForm


def leagues(_request: Any = None) -> QuerySet:
    return Region.objects.leagues().order_by("code")


class RegionFilters(WagtailFilterSet):
    league = django_filters.ModelChoiceFilter(
        label=_("League or city"), queryset=leagues, empty_label=_("All")
    )

    class Meta:
        model = Region
        fields = ["level", "league", "is_former"]


class RegionViewSet(RowViewSet):
    model = Region
    name = "regions"
    icon = "globe"
    menu_label = _("Regions")
    menu_order = 500
    list_display = [
        "name",
        "code",
        "level",
        "short_name",
        "parent",
        Column("league", label=_("League or city"), sort_key="league__code"),
    ]
    filterset_class = RegionFilters
    search_fields = ["name", "name_en", "short_name", "pinyin", "code"]
    ordering = "code"
    related = ("parent", "league", "banner")
    inspect_view_fields = [
        "name", "short_name", "name_en", "name_mn", "code", "level", "kind", "parent",
        "is_former", "lat", "lon", "reviews_announcements", "desk_phone",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("short_name")]),
                    FieldRowPanel([FieldPanel("name_en"), FieldPanel("pinyin")]),
                    FieldPanel("name_mn"),
                ],
                heading=_("Names"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("level"), FieldPanel("kind")]),
                    FieldRowPanel([FieldPanel("parent"), FieldPanel("code")]),
                    FieldPanel("is_former"),
                ],
                heading=_("Place in the division"),
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("lat"), FieldPanel("lon")])],
                heading=_("Its seat (WGS-84)"),
            ),
            MultiFieldPanel(
                [FieldPanel("reviews_announcements")], heading=_("Announcements")
            ),
            MultiFieldPanel(
                [FieldPanel("desk_phone")],
                # Translators: zh: 给路上的队伍
                heading=_("For troupes on the road"),
            ),
        ],
        base_form_class=RegionForm,
    )
