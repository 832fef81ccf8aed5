"""The board's addresses and its entry in the Schedule menu."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from ulanmuqi.base import rights

from ...models import Performance
from .acts import BoardAct, BoardNew, BoardUndo
from .views import BoardBars, BoardPage


class BoardMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return rights.policy_for(Performance).may(request.user, "view")


class BoardViewSet(ViewSet):
    name = "board"
    url_prefix = "schedule/board"
    icon = "table"
    menu_name = "board"
    # Translators: zh: 排期板
    menu_label = _("Scheduling board")
    # Before the opening room.
    menu_order = -1

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return BoardMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        views: list[tuple[str, Any, str]] = [
            ("", BoardPage, "index"),
            ("bars/", BoardBars, "bars"),
            ("new/", BoardNew, "new"),
            ("undo/", BoardUndo, "undo"),
            ("shows/<int:pk>/<slug:act>/", BoardAct, "act"),
        ]
        return [path(url, view.as_view(), name=name) for url, view, name in views]
