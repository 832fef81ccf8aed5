"""Where records are found in the admin, and their addresses."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy

from ulanmuqi.base.row_views import RowHistory
from ulanmuqi.base.viewsets import ReadingViewSet

from ..models import Performance, Record
from .record_carry import RecordCarry
from .record_desk import ReviewDesk
from .record_filters import RecordFilters
from .record_forms import PastShow
from .record_list import RecordIndex
from .record_page import RecordDecide, RecordInspect
from .record_photo_words import PhotoChange
from .record_photos import PhotoAdd


class RecordViewSet(ReadingViewSet):
    """Records are made and mended from the show: `performances:record`."""

    model = Record
    name = "records"
    icon = "clipboard-list"
    # Translators: zh: 演出记录
    menu_label = gettext_lazy("Records")
    menu_order = 105
    index_view_class = RecordIndex
    inspect_view_class = RecordInspect
    history_view_class = RowHistory
    filterset_class = RecordFilters
    search_fields = ["title", "public_id", "venue__name", "troupes__name"]
    ordering = "-starts_at"
    list_export = [
        "public_id",
        "when",
        "title",
        "troupes",
        "place",
        "onsite_audience",
        "online_views",
        "record_state",
    ]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """The list is one of shows: those without a record stand in it too."""
        return super().get_index_view_kwargs(**kwargs) | {"model": Performance}

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(
            history_url_name=self.get_url_name("history"),
            decide_url_name=self.get_url_name("decide"),
            carry_url_name=self.get_url_name("carry"),
            photos_url_name=self.get_url_name("photos"),
            photo_url_name=self.get_url_name("photo"),
            review_url_name=self.get_url_name("review"),
            past_url_name=self.get_url_name("past"),
            **kwargs,
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        view, page = self.construct_view, self.get_inspect_view_kwargs()
        return [
            *super().get_urlpatterns(),
            path("history/<int:pk>/", self.history_view, name="history"),
            path(
                "history-results/<int:pk>/",
                self.history_results_view,
                name="history_results",
            ),
            path("decide/<int:pk>/", view(RecordDecide, **page), name="decide"),
            path("carry/<int:pk>/", view(RecordCarry), name="carry"),
            path("photos/<int:pk>/", view(PhotoAdd), name="photos"),
            path(
                "photo/<int:pk>/<int:photo>/",
                view(PhotoChange, **page),
                name="photo",
            ),
            path("review/", view(ReviewDesk), name="review"),
            path("past/", view(PastShow), name="past"),
        ]
