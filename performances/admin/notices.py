"""The outbox in the admin: what settles, waits, went out and failed; what each says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views import View
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import PermissionCheckedMixin

from ulanmuqi.base import clock, rights
from ulanmuqi.base.row_views import RowInReach, RowInspect, RowsIndex
from ulanmuqi.base.viewsets import ReadingViewSet

from ..forms.acts import ActForm
from ..models import Delivery, Notice, NoticeSettings
from ..notices import compose
from ..notices.sending import send_due
from ..scheduling import SchedulingError, deliveries, outbox
from ..scheduling.audiences import audiences
from .act_view import ActView
from .acts import Act, Acts
from .behind import sheets_of
from .refusals import announce_refusal

_IN_REVIEW = frozenset({Notice.State.REVIEW})
_NOT_OUT = _IN_REVIEW | {Notice.State.READY, Notice.State.FAILED}


def _drop(notice: Notice, *, not_sent_because: str, **how: Any) -> Notice:
    return outbox.drop(notice, reason=not_sent_because, **how)


NOTICE_ACTS = Acts(
    Act(
        key="approve",
        verb="change",
        # Translators: zh: 放行
        label=gettext_lazy("Let it go"),
        explained=gettext_lazy("It goes out to everybody it is for within a minute."),
        done=gettext_lazy("The notice to “%(title)s” is on its way."),
        fits=lambda notice: notice.state in _IN_REVIEW,
        run=outbox.approve,
        is_next_step=True,
        icon="mail",
    ),
    Act(
        key="opening",
        verb="change",
        # Translators: zh: 改开头一句
        label=gettext_lazy("Change the opening line"),
        explained=gettext_lazy("The first line of the mail; empty for the usual one."),
        done=gettext_lazy("The notice to “%(title)s” has its opening line."),
        fits=lambda notice: notice.state in _IN_REVIEW,
        run=outbox.set_opening,
        asks={"opening": False},
        icon="edit",
    ),
    Act(
        key="drop",
        verb="change",
        # Translators: zh: 作废
        label=gettext_lazy("Drop it"),
        explained=gettext_lazy("Nobody gets it who has not got it yet."),
        done=gettext_lazy("The notice to “%(title)s” is dropped."),
        fits=lambda notice: notice.state in _NOT_OUT,
        run=_drop,
        asks={"not_sent_because": True},
        icon="bin",
        is_serious=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Settling:
    """One audience whose changes still wait for more to come."""

    key: str
    name: str
    changes: int
    due_at: datetime


def settling(user: Any) -> list[Settling]:
    """What waits for people of regions the user coordinates; ten queries at most."""
    now = clock.now()
    rows = outbox.waiting(now)
    robots = NoticeSettings.load().use_robots
    found = audiences([row.key for row in rows], now, robots=robots)
    return [
        Settling(row.key, found[row.key].name, row.changes, row.due_at)
        for row in rows
        if row.key in found
        and rights.may(user, "change", Notice(region=found[row.key].region))
    ]


class NoticeIndex(RowsIndex):
    template_name = "performances/admin/notices.html"
    hurry_url_name = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            settling=settling(self.request.user),
            hurry_url=reverse(self.hurry_url_name),
            **kwargs,
        )


class NoticeInspect(RowInspect):
    """The mail as it goes out, the way to each address, and what can be done."""

    template_name = "performances/admin/notice.html"
    fields = ["name"]
    act_url_name = again_url_name = ""

    def rows(self) -> Any:
        return Notice.objects.select_related("region", "by")

    def get_page_title(self) -> str:
        return _("Notice")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        notice = self.object
        mail = compose.message(notice, "", notice.changed_at)
        failed = (Delivery.State.FAILED, Delivery.State.UNSURE)
        return super().get_context_data(**kwargs) | {
            "acts": NOTICE_ACTS.open_for(self.request.user, notice),
            "act_url_name": self.act_url_name,
            "mail": mail,
            "events": mail.calendar.count("BEGIN:VEVENT"),
            "deliveries": [
                (row, row.state in failed) for row in notice.deliveries.all()
            ],
            "again_url_name": self.again_url_name,
            "urgent": sheets_of(notice, self.request.user),
        }


class NoticeActView(ActView):
    def back_url(self) -> str:
        return reverse(self.inspect_url_name, args=[self.object.pk])

    def form(self, data: Any = None) -> ActForm:
        form = super().form(data)
        if "opening" in form.fields:
            form.initial["opening"] = self.object.opening or compose.OPENING
        return form


class HurryView(PermissionCheckedMixin, View):
    """Sends what waits for one audience now, without waiting for more to come."""

    model = Notice
    any_permission_required = ["change"]
    http_method_names = ["post"]
    index_url_name = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.POST.get("key", "")[:80]
        try:
            made = outbox.gather(keys={key}, by=request.user)
        except outbox.NotAllowed:
            raise PermissionDenied from None
        except SchedulingError as error:
            announce_refusal(request, error)
        else:
            _send_of(request, made)
        return redirect(self.index_url_name)


class AgainView(RowInReach, PermissionCheckedMixin, View):
    """Sends to one address again, which a person decided."""

    model = Notice
    any_permission_required = ["change"]
    row_verb = "change"
    http_method_names = ["post"]
    inspect_url_name = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        notice = self.get_object()
        row = get_object_or_404(notice.deliveries, pk=kwargs["delivery"])
        try:
            deliveries.send_again(row, by=request.user)
        except SchedulingError as error:
            announce_refusal(request, error)
        else:
            _send_of(request, [notice])
        return redirect(self.inspect_url_name, notice.pk)


def _send_of(request: HttpRequest, notices: list[Notice]) -> None:
    """Sends these notices in this request and says what became of them."""
    keys = {notice.pk for notice in notices}
    if any(notice.state == Notice.State.REVIEW for notice in notices):
        messages.success(request, _("The notice waits for somebody to let it go."))
        return
    tally = send_due(only=keys)
    if tally.sent:
        said = ngettext(
            "%(number)s mail has gone out.", "%(number)s mails have gone out.",
            tally.sent,
        )  # fmt: skip
        messages.success(request, said % {"number": tally.sent})
    elif tally.is_clean and not tally.later:
        messages.info(request, _("There was nothing left to send."))
    if tally.later or not tally.is_clean:
        messages.warning(
            request, _("Not everything went out. Look at the notice for what happened.")
        )


class OutboxViewSet(ReadingViewSet):
    model = Notice
    name = "notices"
    icon = "mail"
    menu_label = gettext_lazy("Notices")
    menu_order = 30
    index_view_class = NoticeIndex
    inspect_view_class = NoticeInspect
    list_filter = ["state", "about", "made_at"]
    list_display = [
        TitleColumn(
            "name",
            label=pgettext_lazy("notice", "For whom"),
            get_url=lambda row: reverse("notices:inspect", args=[row.pk]),
        ),
        StatusTagColumn(
            "state",
            label=pgettext_lazy("notice", "State"),
            accessor=lambda row: row.get_state_display(),
            primary=lambda row: row.state in _NOT_OUT,
        ),
        Column(
            "about",
            label=pgettext_lazy("notice", "About"),
            accessor=lambda row: row.get_about_display(),
        ),
        Column("region", label=gettext_lazy("Region")),
        DateColumn("made_at", label=gettext_lazy("Made")),
    ]
    search_fields = ["name"]
    ordering = "-made_at"
    related = ("region",)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(
            act_url_name=self.get_url_name("act"),
            again_url_name=self.get_url_name("again"),
            hurry_url_name=self.get_url_name("hurry"),
            **kwargs,
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        """Notices are made by what changes: there is nothing to add, edit or delete."""
        view = self.construct_view
        return [
            *super().get_urlpatterns(),
            path(
                "act/<int:pk>/<slug:act>/",
                view(NoticeActView, acts=NOTICE_ACTS),
                name="act",
            ),
            path("again/<int:pk>/<int:delivery>/", view(AgainView), name="again"),
            path("hurry/", view(HurryView), name="hurry"),
        ]
