"""Venues in the admin: the place, its stage, and whom to call there."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from ulanmuqi.base import rights
from ulanmuqi.base.row_views import RowInspect, RowsIndex
from ulanmuqi.base.viewsets import RowViewSet

from ..models import Venue
from .forms import VenueForm
from .regions import leagues

PRIVATE_FIELDS = frozenset(
    "technical_note contact_name contact_phone contact_note notice_email".split()
)


class VenueFilters(WagtailFilterSet):
    league = django_filters.ModelChoiceFilter(
        label=_("League or city"),
        field_name="region__league",
        queryset=leagues,
        empty_label=_("All"),
    )

    class Meta:
        model = Venue
        fields = ["league", "kind", "public_precision", "is_outdoor", "is_shared"]


class VenueIndex(RowsIndex):
    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().filter(merged_into=None)


class VenueInspect(RowInspect):
    """Hides the private contact from whoever has no business calling there."""

    def get_fields_context(self) -> list[dict[str, Any]]:
        if rights.may(self.request.user, "view_private", self.object):
            return super().get_fields_context()
        shown = [name for name in self.fields if name not in PRIVATE_FIELDS]
        return [self.get_context_for_field(name) for name in shown]


class VenueViewSet(RowViewSet):
    model = Venue
    name = "venues"
    icon = "home"
    menu_label = _("Venues")
    menu_order = 400
    index_view_class = VenueIndex
    inspect_view_class = VenueInspect
    list_display = ["name", "kind", "region", "capacity", "public_precision", "code"]
    filterset_class = VenueFilters
    search_fields = ["name", "name_en", "code", "address", "region__name"]
    ordering = "region__code"
    related = ("region__league", "region__banner")
    inspect_view_fields = [
        "name", "name_en", "name_mn", "code", "kind", "region", "address", "lat", "lon",
        "coord_precision", "public_precision", "is_shared", "is_outdoor", "time_zone",
        "opening_hours", "capacity", "stage_width_m", "stage_depth_m",
        "stage_height_m", "power", "power_kw", "dressing_rooms", "has_wings",
        "has_heating", "has_light", "has_sound", "has_truck_access",
        "has_mobile_signal", "technical_note",
        "contact_name", "contact_phone", "contact_note", "notice_email", "source",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("name"),
                    FieldRowPanel([FieldPanel("name_en"), FieldPanel("code")]),
                    FieldPanel("name_mn"),
                    FieldRowPanel([FieldPanel("region"), FieldPanel("kind")]),
                    FieldPanel("address"),
                    FieldRowPanel(
                        [
                            FieldPanel("lat"),
                            FieldPanel("lon"),
                            FieldPanel("coord_precision"),
                        ]
                    ),
                    FieldPanel("point_from"),
                    FieldRowPanel(
                        [FieldPanel("public_precision"), FieldPanel("is_shared")]
                    ),
                    FieldRowPanel([FieldPanel("time_zone"), FieldPanel("is_outdoor")]),
                ],
                heading=_("The place"),
                # Translators: zh: 不知道坐标就留空,系统先用所在旗县市区驻地的坐标。
                help_text=_(
                    "Leave latitude and longitude empty when you do not know them: "
                    "the seat of the region stands in."
                ),
            ),
            MultiFieldPanel(
                [FieldPanel("opening_hours")],
                heading=_("Opening hours"),
                classname="collapsed",
            ),
            MultiFieldPanel(
                [
                    FieldPanel("capacity"),
                    FieldRowPanel(
                        [
                            FieldPanel("stage_width_m"),
                            FieldPanel("stage_depth_m"),
                            FieldPanel("stage_height_m"),
                        ]
                    ),
                    FieldRowPanel(
                        [
                            FieldPanel("power"),
                            FieldPanel("power_kw"),
                            FieldPanel("dressing_rooms"),
                        ]
                    ),
                    FieldRowPanel([FieldPanel("has_wings"), FieldPanel("has_heating")]),
                    FieldRowPanel([FieldPanel("has_light"), FieldPanel("has_sound")]),
                    FieldRowPanel(
                        [
                            FieldPanel("has_truck_access"),
                            FieldPanel("has_mobile_signal"),
                        ]
                    ),
                    FieldPanel("technical_note"),
                ],
                heading=_("The stage"),
                classname="collapsed",
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [FieldPanel("contact_name"), FieldPanel("contact_phone")]
                    ),
                    FieldRowPanel(
                        [FieldPanel("contact_note"), FieldPanel("notice_email")]
                    ),
                    FieldPanel("source"),
                ],
                heading=_("Private contact"),
                help_text=_("Never public: for crews, coordinators and the venue."),
                classname="collapsed",
            ),
        ],
        base_form_class=VenueForm,
    )
