"""Logins on people's phones in the admin: whose, which, last seen, and their end."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import PermissionCheckedMixin

from troupes.rights import scope_of
from ulanmuqi.base import clock
from ulanmuqi.base.names import person_name
from ulanmuqi.base.row_tables import SAYS_ITSELF
from ulanmuqi.base.row_views import RowInReach, RowInspect
from ulanmuqi.base.viewsets import ReadingViewSet

from ..models import DeviceLogin
from ..scheduling import SchedulingError, end_device
from ..scheduling.wording import short_time
from ..views.my.devices import name_of
from .refusals import announce_refusal


def person(row: DeviceLogin) -> str:
    return person_name(row.user)


def state(row: DeviceLogin) -> str:
    """In words: in use, run out, or who or what ended it."""
    if row.is_open(clock.now()):
        # Translators: zh: 可以用
        return pgettext("login", "In use")
    if row.ended_at is None:
        # Translators: zh: 已到期
        return pgettext("login", "Run out")
    return str(row.get_ending_display())


class DeviceInspect(RowInspect):
    template_name = "performances/admin/device_login.html"
    fields = ["user", "made_at", "expires_at", "last_seen_at", "agent"]
    end_url_name = ""

    def rows(self) -> Any:
        return DeviceLogin.objects.select_related("user", "ended_by")

    def get_page_title(self) -> str:
        return capfirst(str(DeviceLogin._meta.verbose_name))

    def get_page_subtitle(self) -> str:
        return f"{person(self.object)} · {name_of(self.object.agent)}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        is_open = row.is_open(clock.now())
        return super().get_context_data(**kwargs) | {
            "state": state(row),
            "end_url": self.row_url(self.end_url_name, "end") if is_open else None,
        }


class DeviceEnd(RowInReach, PermissionCheckedMixin, View):
    """Sent from the page of one login; there is nothing to look at here."""

    http_method_names = ["post"]
    model = DeviceLogin
    any_permission_required = ["view"]
    row_verb = "end"
    index_url_name = inspect_url_name = ""

    def rows(self) -> Any:
        return DeviceLogin.objects.select_related("user")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = self.get_object()
        try:
            end_device(row, by=request.user, reason=request.POST.get("reason", ""))
        except SchedulingError as error:
            announce_refusal(request, error)
            return redirect(reverse(self.inspect_url_name, args=[row.pk]))
        # Translators: zh: 已停用。那部手机下次联网时就打不开了，上面留的内容也会清掉。
        told = _(
            "Ended. That phone opens no sheet any more, and drops what it kept as soon "
            "as it has a network."
        )
        messages.success(request, told)
        return redirect(reverse(self.index_url_name))


class DevicesMenuItem(MenuItem):
    """For troupes, whose telephones they are, and those who help them; to whoever
    writes pages alone the list would always be empty."""

    def is_shown(self, request: HttpRequest) -> bool:
        scope = scope_of(request.user)
        return bool(scope.coordinates or scope.troupes or scope.member_of)


class DeviceLoginViewSet(ReadingViewSet):
    model = DeviceLogin
    menu_item_class = DevicesMenuItem
    name = "device_logins"
    icon = "mobile-alt"
    # Translators: zh: 手机登录
    menu_label = gettext_lazy("Logins on phones")
    menu_order = 315
    inspect_view_class = DeviceInspect
    related = ("user",)
    list_display = [
        TitleColumn(
            "user",
            label=gettext_lazy("Whose"),
            accessor=person,
            get_url=lambda row: reverse("device_logins:inspect", args=[row.pk]),
        ),
        Column(
            "agent",
            label=gettext_lazy("Device"),
            accessor=lambda row: name_of(row.agent),
        ),
        Column(
            "last_seen_at",
            # Translators: zh: 最近使用
            label=gettext_lazy("Last seen"),
            accessor=lambda row: short_time(row.last_seen_at),
            sort_key="last_seen_at",
        ),
        Column(
            "expires_at",
            label=gettext_lazy("Until"),
            accessor=lambda row: short_time(row.expires_at),
            sort_key="expires_at",
        ),
        StatusTagColumn(
            "state",
            label=pgettext_lazy("login", "State"),
            accessor=state,
            primary=lambda row: row.is_open(clock.now()),
            classname=SAYS_ITSELF,
        ),
    ]
    search_fields = ["user__username", "user__first_name", "user__last_name"]
    ordering = ("ended_at", "-last_seen_at")

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_inspect_view_kwargs(
            end_url_name=self.get_url_name("end"), **kwargs
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        view = self.construct_view
        return [
            *super().get_urlpatterns(),
            path("end/<int:pk>/", view(DeviceEnd), name="end"),
        ]
