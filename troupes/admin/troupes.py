"""Troupes in the admin: names, home, and the people on duty."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)

from ulanmuqi.base import rights
from ulanmuqi.base.kept_fields import KeepsFields
from ulanmuqi.base.row_views import RowInspect
from ulanmuqi.base.viewsets import RowViewSet
from ulanmuqi.places.admin.choices import region_field
from ulanmuqi.places.admin.regions import leagues

from ..models import Troupe


class TroupeForm(KeepsFields, WagtailAdminModelForm):
    region = region_field(label=_("Home region"))


class TroupeFilters(WagtailFilterSet):
    league = django_filters.ModelChoiceFilter(
        label=_("League or city"),
        field_name="region__league",
        queryset=leagues,
        empty_label=_("All"),
    )

    class Meta:
        model = Troupe
        fields = ["league", "level"]


class TroupeInspect(RowInspect):
    """Shows the duty contacts to coordinators and to the troupe itself."""

    def get_fields_context(self) -> list[dict[str, Any]]:
        shown = super().get_fields_context()
        if rights.may(self.request.user, "view_private", self.object):
            shown += [
                {
                    "label": contact.role,
                    "value": f"{contact.name} {contact.phone}",
                    "component": None,
                }
                for contact in self.object.duty_contacts.all()
            ]
        return shown


class TroupeViewSet(RowViewSet):
    model = Troupe
    name = "troupes"
    icon = "group"
    menu_label = _("Troupes")
    menu_order = 300
    inspect_view_class = TroupeInspect
    list_display = ["name", "short_name", "level", "region", "founded_year", "code"]
    filterset_class = TroupeFilters
    search_fields = ["name", "short_name", "name_en", "code", "region__name"]
    ordering = "region__code"
    related = ("region__league",)
    inspect_view_fields = [
        "name", "short_name", "name_en", "name_mn", "code", "level", "region",
        "founded_year", "founded_on", "base_address", "public_phone", "public_hours",
        "source",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("short_name")]),
                    FieldRowPanel([FieldPanel("name_en"), FieldPanel("code")]),
                    FieldPanel("name_mn"),
                ],
                heading=_("Names"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("level"), FieldPanel("region")]),
                    FieldRowPanel(
                        [FieldPanel("founded_year"), FieldPanel("founded_on")]
                    ),
                    FieldPanel("base_address"),
                    FieldRowPanel([FieldPanel("base_lat"), FieldPanel("base_lon")]),
                ],
                heading=_("Home"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [FieldPanel("public_phone"), FieldPanel("public_hours")]
                    ),
                    FieldPanel("source"),
                ],
                heading=_("For the public"),
            ),
            FieldPanel("notice_email"),
            InlinePanel(
                "duty_contacts",
                heading=_("People on duty"),
                label=_("Duty contact"),
                help_text=_("Private: for coordinators and the troupe itself."),
                panels=[
                    FieldRowPanel([FieldPanel("duty"), FieldPanel("role")]),
                    FieldRowPanel([FieldPanel("name"), FieldPanel("phone")]),
                ],
            ),
        ],
        base_form_class=TroupeForm,
    )
