"""Venues as the schedule knows them: what changes here, the shows follow."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin.views.generic import (
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
)
from wagtail.admin.widgets.button import Button

from troupes.rights import scope_of
from ulanmuqi.base.row_views import RowCreate, RowEdit, RowInReach
from ulanmuqi.places.admin.choices import venue_field, venues_by_league
from ulanmuqi.places.admin.venues import VenueViewSet as PlacesVenueViewSet
from ulanmuqi.places.models import Venue

from .. import scheduling
from ..scheduling import ConflictsFound, SchedulingError, sentence
from ..scheduling.merge_venues import merge_venues
from . import uses
from .refusals import announce_refusal, at_field

_FOLLOWED = frozenset({"is_shared", "region", "public_precision"})


class VenueCreate(RowCreate):
    def get_initial(self) -> dict[str, Any]:
        """A place a troupe adds itself is known to the public by its banner only."""
        initial = super().get_initial()
        if not scope_of(self.request.user).coordinates:
            initial["public_precision"] = Venue.PublicPrecision.BANNER
        return initial


class VenueEdit(RowEdit):
    merge_url_name = ""

    def save_instance(self) -> Model:
        """Saves the row and lets its shows follow, in the transaction of form_valid."""
        venue = super().save_instance()
        if _FOLLOWED & set(self.form.changed_data):
            scheduling.venue_changed(venue, by=self.request.user)
        return venue

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ConflictsFound as error:
            # Translators: zh: 这个场地有演出时间重叠,不能改为独占。请先调开:
            form.add_error(
                "is_shared",
                _("Shows overlap here, so the venue stays shared. Move them first:"),
            )
            for conflict in error.conflicts:
                form.add_error("is_shared", sentence(conflict))
        except SchedulingError as error:
            at_field(form, error)
        self.produced_error_message = self.get_error_message()
        return self.form_invalid(form)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        url = reverse(self.merge_url_name, args=[self.object.pk])
        merge = Button(_("Merge into another"), url=url, icon_name="link", priority=28)
        return [*super().header_more_buttons, merge]


class MergeForm(forms.Form):
    into = venue_field(label=gettext_lazy("The venue that goes on"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, required=False
    )

    def __init__(self, data: Any = None, *, duplicate: Venue) -> None:
        super().__init__(data)
        self.fields["into"].queryset = venues_by_league().exclude(pk=duplicate.pk)


class VenueMerge(RowInReach, PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """A venue entered twice becomes one."""

    model = Venue
    any_permission_required = ["change"]
    row_verb = "change"
    template_name = "performances/admin/merge.html"
    index_url_name = edit_url_name = ""
    header_icon = "link"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = self.get_object()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(MergeForm(duplicate=self.object))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = MergeForm(request.POST, duplicate=self.object)
        if not form.is_valid():
            return self.page(form)
        into, reason = form.cleaned_data["into"], form.cleaned_data["reason"]
        try:
            count = merge_venues(self.object, into=into, by=request.user, reason=reason)
        except SchedulingError as error:
            return self.refused(form, error)
        done = ngettext(
            "“%(old)s” was merged into “%(new)s”; %(count)s show follows.",
            "“%(old)s” was merged into “%(new)s”; %(count)s shows follow.",
            count,
        )
        values = {"old": self.object, "new": into, "count": count}
        messages.success(request, done % values)
        return redirect(reverse(self.index_url_name))

    def refused(self, form: MergeForm, error: SchedulingError) -> HttpResponse:
        if isinstance(error, ConflictsFound):
            for conflict in error.conflicts:
                form.add_error("into", sentence(conflict))
        else:
            at_field(form, error)
        return self.page(form, announce_refusal(self.request, error))

    def page(self, form: MergeForm, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            object=self.object,
            media=form.media,
            back_url=reverse(self.edit_url_name, args=[self.object.pk]),
        )
        return self.render_to_response(context, status=status)

    def get_page_title(self) -> str:
        return _("Merge into another venue")

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(Venue._meta.verbose_name_plural)
        edit_url = reverse(self.edit_url_name, args=[self.object.pk])
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": edit_url, "label": str(self.object)},
            {"url": "", "label": self.get_page_title()},
        ]


class VenueViewSet(PlacesVenueViewSet):
    add_view_class = VenueCreate
    edit_view_class = VenueEdit
    uses = (uses.of_venue,)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        merge = self.get_url_name("merge")
        return super().get_common_view_kwargs(merge_url_name=merge, **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        merge = path("merge/<int:pk>/", self.construct_view(VenueMerge), name="merge")
        return [*super().get_urlpatterns(), merge]
