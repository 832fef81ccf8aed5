"""A venue's secret links in the admin: issue, exchange, close, and their history."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic import (
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
)
from wagtail.admin.widgets.button import HeaderButton

from ulanmuqi.base import rights
from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.base.quotes import within_quotes
from ulanmuqi.base.row_views import RowInReach
from ulanmuqi.places.admin.venues import VenueInspect
from ulanmuqi.places.models import Venue

from ..models import AccessLink
from ..scheduling import SchedulingError, issue_link, reset_link, revoke_link
from .refusals import announce_refusal, at_field

SHOWN_BEFORE = 20
Kind = AccessLink.Kind


class LinkForm(PlainForm):
    """`live` is how many links stood when the page was made: sent twice, issues one."""

    label = forms.CharField(
        # Translators: zh: 给谁用
        label=gettext_lazy("For whom"),
        max_length=80,
        # Translators: zh: 比如“王站长”。以后靠它认出是哪一个。
        help_text=gettext_lazy("Such as a name or a post, to tell the links apart."),
    )
    live = forms.IntegerField(min_value=0, max_value=1000, widget=forms.HiddenInput)


class VenueLinks(RowInReach, PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """The token of a new link is in the one answer that made it, and nowhere else."""

    model = Venue
    any_permission_required = ["view"]
    template_name = "performances/admin/venue_links.html"
    index_url_name = inspect_url_name = ""
    header_icon = "key"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = self.get_object()
        if not may_see_links(request.user, self.object):
            raise PermissionDenied

    def rows(self) -> Any:
        return super().rows().select_related("region")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        match request.POST.get("act"):
            case "issue":
                return self.issue()
            case "reset":
                return self.on_link(self.reset)
            case "revoke":
                return self.on_link(self.revoke)
        return self.page()

    def issue(self) -> HttpResponse:
        form = LinkForm(self.request.POST)
        if not form.is_valid():
            return self.page(form)
        facts = form.cleaned_data
        try:
            made = issue_link(
                Kind.VENUE, self.object, by=self.request.user,
                label=facts["label"], live=facts["live"],
            )  # fmt: skip
        except SchedulingError as error:
            at_field(form, error)
            return self.page(form, status=announce_refusal(self.request, error))
        return self.page(made=made)

    def on_link(self, act: Any) -> HttpResponse:
        """Runs an act on one of this venue's links; another's is none of them."""
        key = self.request.POST.get("link", "")
        known = key.isascii() and key.isdigit() and len(key) < 19
        link = self.links().filter(pk=key).first() if known else None
        if link is None:
            return redirect(self.url())
        try:
            return act(link)
        except SchedulingError as error:
            return self.page(status=announce_refusal(self.request, error))

    def reset(self, link: AccessLink) -> HttpResponse:
        return self.page(made=reset_link(link, by=self.request.user))

    def revoke(self, link: AccessLink) -> HttpResponse:
        reason = self.request.POST.get("reason", "")
        revoke_link(link, by=self.request.user, reason=reason)
        # Translators: zh: “%(label)s”的链接已停用,马上就打不开了。
        told = _("The link for “%(label)s” is closed and opens nothing any more.")
        messages.success(
            self.request, told % {"label": within_quotes(link.label or link.hint)}
        )
        return redirect(self.url())

    # --- The page ----------------------------------------------------------------

    def links(self) -> Any:
        return AccessLink.objects.filter(
            kind=Kind.VENUE, venue=self.object
        ).select_related("issued_by", "revoked_by", "venue__region")

    def page(
        self,
        form: LinkForm | None = None,
        *,
        made: tuple[AccessLink, str] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        links = list(self.links())
        standing = [link for link in links if link.revoked_at is None]
        closed = [link for link in links if link.revoked_at is not None]
        user = self.request.user
        probe = AccessLink(kind=Kind.VENUE, venue=self.object)
        may_issue = rights.may(user, "issue", probe)
        if form is None and may_issue:
            form = LinkForm(initial={"live": len(standing)})
        elif form is not None:
            form.data = form.data.copy()
            form.data["live"] = len(standing)
        address = ""
        if made is not None:
            address = settings.BASE_URL + reverse("venue_home", args=[made[1]])
        response = self.render_to_response(
            self.get_context_data(
                object=self.object,
                form=form if may_issue else None,
                standing=standing,
                closed=closed[:SHOWN_BEFORE],
                made=made[0] if made else None,
                address=address,
                may_revoke=rights.may(user, "revoke", probe),
                may_reset=rights.may(user, "reset", probe),
            ),
            status=status,
        )
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def url(self) -> str:
        return reverse(self.request.resolver_match.view_name, args=[self.object.pk])

    def get_page_title(self) -> str:
        return _("The venue’s own page")

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        inspect = reverse(self.inspect_url_name, args=[self.object.pk])
        return [
            *self.breadcrumbs_items,
            {
                "url": reverse(self.index_url_name),
                "label": capfirst(Venue._meta.verbose_name_plural),
            },
            {"url": inspect, "label": str(self.object)},
            {"url": "", "label": self.get_page_title()},
        ]


def may_see_links(user: Any, venue: Venue) -> bool:
    return rights.may(user, "view", AccessLink(kind=Kind.VENUE, venue=venue))


class VenueLook(VenueInspect):
    """The venue's facts, and the way to its links for those who keep them."""

    links_url_name = ""

    def rows(self) -> Any:
        return super().rows().select_related("region")

    @cached_property
    def header_buttons(self) -> list[Component]:
        buttons = list(super().header_buttons)
        if may_see_links(self.request.user, self.object):
            url = reverse(self.links_url_name, args=[self.object.pk])
            label = _("The venue’s own page")
            buttons.append(HeaderButton(label, url=url, icon_name="key"))
        return buttons
