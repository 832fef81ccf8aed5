"""A request on its way into the schedule: by whom, when, where, how long kept."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Case, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troupes.admin.choices import troupe_field
from troupes.genres import Category
from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.base.grouped_choice import GroupedChoiceField
from ulanmuqi.base.pickers import DayPicker, HourPicker
from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.base.templatetags.dates import full_day
from ulanmuqi.places.admin.choices import venue_field

from ..models import Performance, Request
from ..scheduling import ShowFacts
from ..scheduling.request_grounds import venue_named
from ..scheduling.request_proposals import HOUR, LOAD_IN, MINUTES, STRIKE
from .cast import castable_troupes
from .instants import DayField, HourField, InstantField

LONGEST = 600


class PlacingForm(PlainForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=120,
        help_text=gettext_lazy(
            "Public later. Of schools, homes and border posts, leave the name out."
        ),
    )
    troupe = troupe_field()
    day = DayField(label=gettext_lazy("Day"), widget=DayPicker())
    hour = HourField(label=gettext_lazy("Hour"), widget=HourPicker())
    minutes = forms.IntegerField(
        label=gettext_lazy("Length in minutes"), min_value=10, max_value=LONGEST
    )
    load_in_minutes = forms.IntegerField(
        label=gettext_lazy("load-in (minutes)"), min_value=0, max_value=LONGEST
    )
    strike_minutes = forms.IntegerField(
        label=gettext_lazy("strike (minutes)"), min_value=0, max_value=LONGEST
    )
    venue = venue_field(
        required=False,
        empty_label=gettext_lazy("Not known yet: the region alone"),
        help_text=gettext_lazy("If you can, before the show is confirmed."),
    )
    decide_by = InstantField(
        label=gettext_lazy("Decided at the latest"),
        required=False,
        help_text=gettext_lazy("Beijing time. The hold keeps its place until then."),
    )
    words = forms.CharField(
        label=gettext_lazy("Words"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("The asker reads them on the request’s own page."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    anyway = forms.BooleanField(
        label=gettext_lazy("I know; this day all the same"), required=False
    )

    def __init__(
        self,
        data: Any = None,
        *,
        row: Request,
        user: Any,
        troupe: Troupe | None = None,
        day: date | None = None,
    ) -> None:
        self.row, castable = row, castable_troupes(user)
        # What others have on a day is not for everybody.
        troupe = troupe or castable.filter(pk=row.troupe_id).first()
        initial = {
            "version": row.version,
            "title": _("Show on request"),
            "troupe": troupe,
            "day": row.proposed_on or day or row.window_from,
            "hour": row.proposed_hour or HOUR,
            "minutes": MINUTES,
            "load_in_minutes": LOAD_IN,
            "strike_minutes": STRIKE,
            "venue": venue_named(row),
        }
        super().__init__(data, initial=initial)
        self.fields["troupe"].queryset = castable
        self._offer_places()

    def _offer_places(self) -> None:
        """The league's places; those of the banner that asks first, under its name."""
        field, region = self.fields["venue"], self.row.region
        venues, by_league = field.queryset, field.heading
        if region.league_id is not None:
            venues = venues.filter(region__league=region.league_id)
        if region.banner_id is not None:
            is_near = When(region__banner=region.banner_id, then=0)
            venues = venues.order_by(
                Case(is_near, default=1), "region__path", "name", "pk"
            )
            field.heading = lambda venue: (
                region.banner.local_name
                if venue.region.banner_id == region.banner_id
                else by_league(venue)
            )
        field.queryset = venues

    def without_the_tick(self) -> None:
        """It is asked for once there is something to be known."""
        if not self.data.get("anyway"):
            del self.fields["anyway"]

    def as_opened(self) -> Performance | None:
        """The show as the page proposes it before anything is typed, not stored; None
        without a troupe."""
        first = self.initial
        if first["troupe"] is None:
            return None
        starts = datetime.combine(first["day"], first["hour"], tzinfo=clock.SHANGHAI)
        return Performance(
            starts_at=starts,
            ends_at=starts + timedelta(minutes=MINUTES),
            load_in_minutes=LOAD_IN,
            strike_minutes=STRIKE,
        )

    def facts(self) -> ShowFacts:
        told, row = self.cleaned_data, self.row
        starts = datetime.combine(told["day"], told["hour"], tzinfo=clock.SHANGHAI)
        return ShowFacts(
            title=told["title"],
            starts_at=starts,
            ends_at=starts + timedelta(minutes=told["minutes"]),
            troupes=(told["troupe"],),
            venue=told["venue"],
            region=row.region,
            kind=Performance.Kind.REQUESTED,
            genre=row.genre or Category.MIXED,
            load_in_minutes=told["load_in_minutes"],
            strike_minutes=told["strike_minutes"],
            expected_audience=row.audience,
            technical_note=of_the_place(row),
            is_example=row.is_example,
        )


class LinkForm(PlainForm):
    """A show that stands already: of the region or nearby, around the days asked."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    words = PlacingForm.base_fields["words"]

    def __init__(self, data: Any = None, *, row: Request, shows: Any) -> None:
        super().__init__(data, initial={"version": row.version})
        field = GroupedChoiceField(
            queryset=shows,
            heading=_heading,
            line=_line,
            label=_("Performance"),
        )
        self.fields = {"version": self.fields["version"], "show": field} | {
            "words": self.fields["words"]
        }


def of_the_place(row: Request) -> str:
    """What the crew has to know of the ground: the name and what was chosen. What the
    asker wrote in free words stays with the request, and goes with it."""
    known = [
        (Request._meta.get_field("place_name").verbose_name, row.place_name),
        (_("Indoors or outdoors?"), row.get_setting_display()),
        (_("Electricity"), row.get_power_display() if row.power else ""),
    ]
    return "\n".join(f"{label}：{value}" for label, value in known if value)


def _heading(show: Performance) -> str:
    return full_day(show.starts_at.astimezone(clock.SHANGHAI).date())


def _line(show: Performance) -> str:
    hour = f"{show.starts_at.astimezone(clock.SHANGHAI):%H:%M}" if show.has_hour else ""
    place = show.venue.local_name if show.venue else ""
    troupes = "、".join(troupe.display_name for troupe in show.troupes_in_order)
    return " · ".join(part for part in (hour, show.title, troupes, place) if part)
