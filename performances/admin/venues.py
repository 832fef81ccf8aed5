"""Venues as the schedule knows them: what changes here, the shows follow."""

from typing import Any

from django import forms
from django.db.models import Case, Model, Q, Value, When
from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.widgets.button import Button

from troupes.rights import scope_of
from ulanmuqi.base.grouped_choice import GroupedChoiceField
from ulanmuqi.base.row_views import RowCreate, RowEdit
from ulanmuqi.places.admin.choices import league_of, venue_line, venues_by_league
from ulanmuqi.places.admin.venues import VenueViewSet as PlacesVenueViewSet
from ulanmuqi.places.models import Venue

from .. import scheduling
from ..models import AddedPlace
from ..scheduling import ConflictsFound, SchedulingError, sentence
from ..scheduling.added_places import completed_by_edit, similar
from ..scheduling.merge_venues import becomes_known, merge_venues
from . import uses
from .merging import MergeView
from .refusals import at_field
from .rejudged import tell_of_warnings
from .venue_links import VenueLinks, VenueLook, may_see_links

# How near a venue is to the one that is merged away.
_ALIKE, _HERE, _ELSEWHERE = range(3)
_FOLLOWED = frozenset({"is_shared", "region", "public_precision"})
# What the rules hold against the shows there.
_JUDGED = frozenset(
    {
        "region", "lat", "lon", "is_outdoor", "time_zone", "capacity", "opening_hours",
        "stage_width_m", "stage_depth_m", "stage_height_m", "power", "power_kw",
        "dressing_rooms", "has_heating", "has_light", "has_sound", "has_truck_access",
    }
)  # fmt: skip


class VenueCreate(RowCreate):
    def get_initial(self) -> dict[str, Any]:
        """A place a troupe adds itself is known to the public by its banner only."""
        initial = super().get_initial()
        if not scope_of(self.request.user).coordinates:
            initial["public_precision"] = Venue.PublicPrecision.BANNER
        return initial


class VenueEdit(RowEdit):
    merge_url_name = links_url_name = ""

    def save_instance(self) -> Model:
        """Saves the row and lets its shows follow, in the transaction of form_valid."""
        venue = super().save_instance()
        completed_by_edit(venue, by=self.request.user)
        if _FOLLOWED & set(self.form.changed_data):
            scheduling.venue_changed(venue, by=self.request.user)
        if _JUDGED & set(self.form.changed_data):
            self.tell_of_warnings(scheduling.judge_venue_again(venue))
        return venue

    def tell_of_warnings(self, count: int) -> None:
        """What the shows here came under by this change, with the way to them."""
        if not count:
            return
        sentence_ = ngettext(
            "%(count)s show here now stands under a new warning.",
            "%(count)s shows here now stand under a new warning.",
            count,
        )
        tell_of_warnings(self.request, sentence_ % {"count": count})

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
        buttons = [*super().header_more_buttons, merge]
        if may_see_links(self.request.user, self.object):
            url = reverse(self.links_url_name, args=[self.object.pk])
            label = _("The venue’s own page")
            buttons.append(Button(label, url=url, icon_name="key", priority=29))
        return buttons


class VenueMerge(MergeView):
    model = Venue
    merge = merge_venues
    explained = gettext_lazy(
        "All its shows then play at the venue that goes on. This cannot be undone. The "
        "old calendar address goes on answering."
    )

    @cached_property
    def may_open(self) -> bool:
        return self.object.is_private

    def opens(self, into: Model) -> bool:
        return becomes_known(self.object, into)

    def get_success_url(self) -> str:
        """Back to where the next one waits."""
        was_added = AddedPlace.objects.filter(venue=self.object).exists()
        return reverse("added_places:index" if was_added else self.index_url_name)

    def into_field(self) -> forms.ModelChoiceField:
        """One's own ground alone: the same names first, then the banner, the league."""
        venue = self.object
        scope = scope_of(self.request.user)
        rows = venues_by_league().exclude(pk=venue.pk)
        if not scope.everywhere:
            own = scope.in_regions("region__path") | Q(pk__in=scope.venues)
            rows = rows.filter(own)
        alike = [one.pk for one in similar(venue.name, venue.region)]
        home = venue.region.banner or venue.region
        near = Case(
            When(pk__in=alike, then=Value(_ALIKE)),
            When(region__path__startswith=home.path, then=Value(_HERE)),
            default=Value(_ELSEWHERE),
        )
        return GroupedChoiceField(
            label=gettext_lazy("The venue that goes on"),
            queryset=rows.annotate(near=near).order_by("near", "region__path", "name"),
            heading=_heading,
            line=venue_line,
        )


def _heading(venue: Any) -> str:
    if venue.near == _ALIKE:
        return _("Places with a similar name")
    if venue.near == _HERE:
        return (venue.region.banner or venue.region).local_name
    return league_of(venue.region)


class VenueViewSet(PlacesVenueViewSet):
    add_view_class = VenueCreate
    edit_view_class = VenueEdit
    inspect_view_class = VenueLook
    uses = (uses.of_venue,)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        merge = self.get_url_name("merge")
        links = self.get_url_name("links")
        return super().get_common_view_kwargs(
            merge_url_name=merge, links_url_name=links, **kwargs
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        merge = path("merge/<int:pk>/", self.construct_view(VenueMerge), name="merge")
        links = path("links/<int:pk>/", self.construct_view(VenueLinks), name="links")
        return [*super().get_urlpatterns(), merge, links]
