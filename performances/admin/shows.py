"""Shows in the admin: list, form, acts."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base.row_views import RowHistory
from ulanmuqi.base.viewsets import RowViewSet

from ..models import Performance
from .act_view import ActView
from .calendar_file_views import CalendarFile
from .many_views import ShowMany
from .record_forms import ShowRecord
from .season_copy_views import SeasonCopy
from .show_acts import SHOW_ACTS
from .show_filters import ShowFilters
from .show_forms import ShowCheck, ShowCheckRow, ShowCopy, ShowCreate, ShowEdit
from .show_views import ShowIndex, ShowInspect
from .tour_views import TourCreate


class ShowViewSet(RowViewSet):
    model = Performance
    name = "performances"
    icon = "date"
    menu_label = _("Performances")
    menu_order = 100
    # Every save rewrites its rows; what uses a show is shown on its own page.
    add_to_reference_index = False
    index_view_class = ShowIndex
    add_view_class = ShowCreate
    edit_view_class = ShowEdit
    copy_view_class = ShowCopy
    inspect_view_class = ShowInspect
    history_view_class = RowHistory
    copy_view_enabled = True
    filterset_class = ShowFilters
    search_fields = [
        "title", "title_en", "public_id", "venue__name", "troupes__name",
        "showcase__title", "along_parts__resource__truck__name",
    ]  # fmt: skip
    ordering = "starts_at"
    list_export = [
        "public_id",
        "when",
        "title",
        "troupes",
        "place",
        "status",
        "showcase",
        "open_warnings",
    ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(
            check_url_name=self.get_url_name("check"),
            check_row_url_name=self.get_url_name("check_row"),
            act_url_name=self.get_url_name("act"),
            many_url_name=self.get_url_name("many"),
            tour_url_name=self.get_url_name("tour"),
            copy_season_url_name=self.get_url_name("copy_season"),
            import_url_name=self.get_url_name("import"),
            **{"delete_url_name": None, **kwargs},
        )

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # Schedule rows have no model form: scheduling writes them.
        return kwargs

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return kwargs

    def get_urlpatterns(self) -> list[URLPattern]:
        """Nothing that was ever public is deleted, so there is no address for it."""
        kept = [url for url in super().get_urlpatterns() if url.name != "delete"]
        act = self.construct_view(ActView, acts=SHOW_ACTS)
        check, check_row = (
            self.construct_view(view) for view in (ShowCheck, ShowCheckRow)
        )
        many = self.construct_view(ShowMany)
        return [
            *kept,
            path("many/", many, name="many"),
            path("tour/", self.construct_view(TourCreate), name="tour"),
            path("copy-season/", self.construct_view(SeasonCopy), name="copy_season"),
            path("import/", self.construct_view(CalendarFile), name="import"),
            path("check/", check, name="check"),
            path("check/<int:pk>/", check_row, name="check_row"),
            path("act/<int:pk>/<slug:act>/", act, name="act"),
            path("record/<int:pk>/", self.construct_view(ShowRecord), name="record"),
        ]
