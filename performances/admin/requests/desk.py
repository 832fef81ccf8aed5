"""The desk of requests: its list, one in full, calls, the map, the answers."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy

from ulanmuqi.base.viewsets import ReadingViewSet

from ...models import Request
from .act_page import RequestActView
from .entry import RequestEntry
from .listing import RequestFilters, RequestIndex
from .on_map import RequestMap
from .one_request import RequestInspect
from .placing import RequestLink, RequestPlacing


class RequestViewSet(ReadingViewSet):
    model = Request
    name = "requests"
    icon = "comment"
    # Translators: zh: 点单
    menu_label = gettext_lazy("Requests for shows")
    menu_order = 12
    index_view_class = RequestIndex
    inspect_view_class = RequestInspect
    filterset_class = RequestFilters
    search_fields = ["number", "place_name", "region__name", "troupe__name"]
    ordering = "waiting_since"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(
            telephone_url_name=self.get_url_name("telephone"),
            map_url_name=self.get_url_name("map"),
            act_url_name=self.get_url_name("act"),
            place_url_name=self.get_url_name("place"),
            link_url_name=self.get_url_name("link"),
            **kwargs,
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        """Requests are asked, never deleted: they end."""
        view = self.construct_view
        return [
            *super().get_urlpatterns(),
            path("telephone/", view(RequestEntry), name="telephone"),
            path("map/", view(RequestMap), name="map"),
            path("act/<int:pk>/<slug:act>/", view(RequestActView), name="act"),
            path("place/<int:pk>/", view(RequestPlacing), name="place"),
            path("link/<int:pk>/", view(RequestLink), name="link"),
        ]
