"""Trials of calendars on real devices: what the subscribe page may promise."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList

from ulanmuqi.base.row_views import RowCreate
from ulanmuqi.base.viewsets import RowViewSet

from ..models import DeviceTrial


class TrialCreate(RowCreate):
    def save_instance(self) -> Any:
        self.form.instance.by = self.request.user
        return super().save_instance()


class TrialViewSet(RowViewSet):
    model = DeviceTrial
    name = "device_trials"
    icon = "mobile-alt"
    menu_label = _("Trials on devices")
    menu_order = 320
    add_to_reference_index = False
    add_view_class = TrialCreate
    related = ("by",)
    list_display = ["device", "client", "outcome", "on", "by"]
    list_filter = ["client", "outcome"]
    search_fields = ["device", "note"]
    inspect_view_fields = ["client", "device", "on", "outcome", "note", "by"]
    edit_handler = ObjectList(
        [
            FieldPanel("client"),
            FieldRowPanel([FieldPanel("device"), FieldPanel("on")]),
            FieldPanel("outcome"),
            FieldPanel("note"),
        ]
    )
