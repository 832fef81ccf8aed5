"""Private calendars in the admin: make, shown once, choices, reset, close, health."""

from typing import Any
from urllib.parse import quote as quoted

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from ulanmuqi.base import clock
from ulanmuqi.base.quotes import within_quotes
from ulanmuqi.base.row_tables import SAYS_ITSELF
from ulanmuqi.base.row_views import RowInReach, RowInspect, RowsIndex
from ulanmuqi.base.viewsets import RowViewSet

from ..calendars.private import feeds, health
from ..forms.subscription import ChoicesForm, SubscriptionForm, initial_of
from ..models import Subscription
from ..scheduling import (
    SchedulingError,
    choose,
    reset_subscription,
    revoke_subscription,
    subscribe,
)
from ..scheduling.wording import short_time
from . import subscription_words as words
from .form_page import FormPage
from .refusals import announce_refusal

# Google takes the address of a calendar as webcal only; https fails.
_GOOGLE = "https://calendar.google.com/calendar/r?cid="


class SubscriptionIndex(RowsIndex):
    """Each page asks once how its copies are, however many rows it has."""

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().for_rows()

    def get_table(self, object_list: Any, **kwargs: Any) -> Any:
        rows = list(object_list)
        words.attach(rows, health.of_all(rows, clock.now()))
        return super().get_table(rows, **kwargs)


class _Page(FormPage):
    """What the pages of one subscription share: where they stand, and their form."""

    model = Subscription
    header_icon = "date"
    index_url_name = inspect_url_name = ""
    object: Subscription | None = None
    template_name = "performances/admin/subscription_form.html"

    def page(self, form: ChoicesForm, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            object=self.object,
            back_url=self.back_url(),
            is_new=self.object is None,
        )
        return self.render_to_response(context, status=status)

    def back_url(self) -> str:
        if self.object is None:
            return reverse(self.index_url_name)
        return reverse(self.inspect_url_name, args=[self.object.pk])

    def shown_once(self, made: Subscription, token: str) -> HttpResponse:
        """The one answer that holds the address."""
        address = feeds.address(token)
        without_scheme = address.split("://", 1)[-1]
        webcal = f"webcal://{without_scheme}"
        context = self.get_context_data(
            object=made,
            scope_text=words.scope_text(made),
            choices_text=words.choices_text(made),
            address=address,
            webcal=webcal,
            google=f"{_GOOGLE}{quoted(webcal, safe='')}",
            inspect_url=reverse(self.inspect_url_name, args=[made.pk]),
        )
        self.template_name = "performances/admin/subscription_made.html"
        response = self.render_to_response(context)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    def get_page_title(self) -> str:
        return capfirst(str(Subscription._meta.verbose_name))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(str(Subscription._meta.verbose_name_plural))
        items = [{"url": reverse(self.index_url_name), "label": plural}]
        if self.object is not None:
            items.append({"url": self.back_url(), "label": self.object.note})
        last = {"url": "", "label": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, *items, last]


class SubscriptionCreate(_Page):
    permission_required = "add"
    add_url_name = edit_url_name = ""

    def form(self, data: Any = None) -> SubscriptionForm:
        user = self.request.user
        if data is not None:
            return SubscriptionForm(user, data)
        asked = self.request.GET.get("scope", "")[:40]
        initial = {"scope": asked, "holds": True, "technical": True}
        return SubscriptionForm(user, initial=initial)

    def take(self, form: ChoicesForm) -> HttpResponse:
        made, token = subscribe(form.target(), form.choices(), by=self.request.user)
        return self.shown_once(made, token)

    def get_page_subtitle(self) -> str:
        # Translators: zh: 新建
        return pgettext_lazy("calendar", "New")


class _OfRow(RowInReach, _Page):
    permission_required = "change"

    def rows(self) -> QuerySet:
        return Subscription.objects.for_rows()

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = self.get_object()

    def get_page_subtitle(self) -> str:
        return self.object.note


class SubscriptionChoices(_OfRow):
    row_verb = "change"

    def form(self, data: Any = None) -> ChoicesForm:
        return ChoicesForm(data, initial=initial_of(self.object))

    def take(self, form: ChoicesForm) -> HttpResponse:
        version = form.cleaned_data["version"]
        choose(self.object, form.choices(), by=self.request.user, version=version)
        # Translators: zh: 已保存。对方的日历下次更新时就会变。
        told = _("Saved. The calendar follows when it is fetched the next time.")
        messages.success(self.request, told)
        return redirect(self.back_url())


class _Act(_OfRow):
    """Sent from the page of one subscription; there is nothing to look at here."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return self.act()
        except SchedulingError as error:
            announce_refusal(request, error)
            return redirect(self.back_url())

    def act(self) -> HttpResponse:
        raise NotImplementedError


class SubscriptionReset(_Act):
    row_verb = "reset"

    def act(self) -> HttpResponse:
        said = self.request.POST.get("version", "")
        known = said.isascii() and said.isdigit() and len(said) < 10
        made, token = reset_subscription(
            self.object, by=self.request.user, version=int(said) if known else -1
        )
        return self.shown_once(made, token)


class SubscriptionRevoke(_Act):
    row_verb = "revoke"

    def act(self) -> HttpResponse:
        reason = self.request.POST.get("reason", "")
        revoke_subscription(self.object, by=self.request.user, reason=reason)
        # Translators: zh: “%(note)s”已停用,马上就取不到了。
        told = _("“%(note)s” is closed and can be fetched no more.")
        note = within_quotes(self.object.note)
        messages.success(self.request, told % {"note": note})
        return redirect(reverse(self.index_url_name))


class SubscriptionInspect(RowInspect):
    template_name = "performances/admin/subscription.html"
    fields = ["note"]
    reset_url_name = revoke_url_name = ""

    def rows(self) -> QuerySet:
        return Subscription.objects.for_rows()

    def get_page_title(self) -> str:
        return capfirst(str(Subscription._meta.verbose_name))

    def get_page_subtitle(self) -> str:
        return self.object.note

    @cached_property
    def header_buttons(self) -> list[Component]:
        url = self.get_edit_url()
        return [HeaderButton(_("Edit"), url=url, icon_name="edit")] if url else []

    def get_edit_url(self) -> str | None:
        return super().get_edit_url() if self.object.is_standing() else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        words.attach([row], health.of_all([row], clock.now()))
        stands = row.is_standing()
        return super().get_context_data(**kwargs) | {
            "choices_text": words.choices_text(row),
            "edit_url": self.get_edit_url(),
            "reset_url": self.row_url(self.reset_url_name, "reset") if stands else None,
            "revoke_url": self.row_url(self.revoke_url_name, "revoke")
            if stands
            else None,
        }


class SubscriptionViewSet(RowViewSet):
    model = Subscription
    name = "subscriptions"
    icon = "date"
    # Translators: zh: 日历订阅
    menu_label = gettext_lazy("Private calendars")
    menu_order = 25
    add_to_reference_index = False
    index_view_class = SubscriptionIndex
    add_view_class = SubscriptionCreate
    edit_view_class = SubscriptionChoices
    inspect_view_class = SubscriptionInspect
    list_filter = ["scope", "holds", "technical"]
    list_display = [
        TitleColumn(
            "note",
            # Translators: zh: 谁的手机
            label=gettext_lazy("Whose phone"),
            get_url=lambda row: reverse("subscriptions:inspect", args=[row.pk]),
        ),
        Column(
            "scope",
            label=gettext_lazy("What it shows"),
            accessor=lambda row: row.scope_text,
        ),
        Column(
            "client",
            # Translators: zh: 用什么看
            label=gettext_lazy("Read by"),
            accessor=lambda row: row.client_text,
        ),
        Column(
            "fetched_at",
            # Translators: zh: 上次更新
            label=gettext_lazy("Last fetched"),
            accessor=lambda row: row.fetched_at and short_time(row.fetched_at),
            sort_key="fetched_at",
        ),
        StatusTagColumn(
            "state",
            # Translators: zh: 情况
            label=pgettext_lazy("copy", "State"),
            accessor=lambda row: row.state_text,
            primary=lambda row: row.health.state == health.State.CURRENT,
            classname=SAYS_ITSELF,
        ),
    ]
    search_fields = ["note"]
    ordering = ("revoked_at", "-made_at")
    form_fields = ()

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        none = dict.fromkeys(
            ("delete_url_name", "usage_url_name", "history_url_name", "copy_url_name")
        )
        return super().get_common_view_kwargs(**none | kwargs)

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # Schedule rows have no model form: scheduling writes them.
        return kwargs

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return kwargs

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_inspect_view_kwargs(
            reset_url_name=self.get_url_name("reset"),
            revoke_url_name=self.get_url_name("revoke"),
            **kwargs,
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        """Nothing is deleted: a closed one stays in the list, and says so."""
        kept = {"index", "index_results", "inspect", "add", "edit"}
        view = self.construct_view
        return [
            *(url for url in super().get_urlpatterns() if url.name in kept),
            path("reset/<int:pk>/", view(SubscriptionReset), name="reset"),
            path("revoke/<int:pk>/", view(SubscriptionRevoke), name="revoke"),
        ]
