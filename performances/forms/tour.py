"""A tour in one form: who and what, the stops in order, and the shows laid out."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troupes.genres import Category
from troupes.models import Troupe
from ulanmuqi.base.grouped_choice import Offer, OfferedField
from ulanmuqi.base.pickers import DayPicker, HourPicker
from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.places.admin.choices import venue_offer
from ulanmuqi.places.kinds import usual_load_in
from ulanmuqi.places.models import Venue
from ulanmuqi.places.public import PublicPlace

from .. import tour
from ..models import Performance, Showcase
from ..scheduling import ShowFacts
from ..scheduling.tour import MOST_SHOWS, MOST_STOPS, TourStop
from .accepting import accept_field
from .instants import DayField, HourField
from .previewed import PreviewedForm
from .show import FIRST_STATUSES
from .when import LONGEST_MINUTES, USUAL_MINUTES

MOST_HOURS = 4
_SHARED = ("kind", "genre", "language")


class HoursField(forms.CharField):
    """ "10:00 15:00", with Chinese or Latin commas, as a tuple of times in order."""

    def clean(self, value: Any) -> tuple[time, ...]:
        text = super().clean(value)
        words = text.translate(str.maketrans("，、;；,：", "     :")).split()
        try:
            hours = sorted({datetime.strptime(w, "%H:%M").time() for w in words})  # noqa: DTZ007  # a wall clock has no zone
        except ValueError:
            hours = []
        if not 1 <= len(hours) <= MOST_HOURS:
            raise forms.ValidationError(
                _("Give one to %(most)s hours, such as 10:00 15:00.")
                % {"most": MOST_HOURS}
            )
        return tuple(hours)


class TourForm(PreviewedForm):
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=80,
        help_text=gettext_lazy(
            "The name of each stop is added; a private place by its banner."
        ),
    )
    troupe = OfferedField(label=gettext_lazy("Leading troupe"))
    others = forms.MultipleChoiceField(
        label=gettext_lazy("Further troupes"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 4}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=Performance.Kind,
        initial=Performance.Kind.GRASSROOTS,
    )
    genre = forms.ChoiceField(
        label=gettext_lazy("Genre"), choices=Category, initial=Category.MIXED
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=Performance.Language,
        initial=Performance.Language.BOTH,
    )
    showcase = forms.ModelChoiceField(
        label=gettext_lazy("Part of the showcase"),
        queryset=Showcase.objects.order_by("-launch_date", "-id"),
        required=False,
    )
    first_day = DayField(label=gettext_lazy("First day"), widget=DayPicker)
    hours = HoursField(
        label=gettext_lazy("Hours of a day"),
        initial="10:00 15:00",
        max_length=60,
        help_text=gettext_lazy("Such as 10:00 15:00. Local time of each stop."),
    )
    one_each = forms.TypedChoiceField(
        label=gettext_lazy("How the hours are used"),
        choices=[
            ("", gettext_lazy("Each stop plays all hours of its days")),
            ("1", gettext_lazy("Each hour is another stop's: on to the next village")),
        ],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Length (minutes)"),
        initial=USUAL_MINUTES,
        min_value=5,
        max_value=LONGEST_MINUTES,
    )
    rest_after = forms.IntegerField(
        label=gettext_lazy("A day off after so many days"),
        required=False,
        min_value=1,
        max_value=30,
        help_text=gettext_lazy("Empty: no day off."),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Enter as"),
        choices=FIRST_STATUSES,
        initial="hold",
        widget=forms.RadioSelect,
    )
    accept = accept_field()

    def __init__(
        self, data: Any = None, *, troupes: Offer, may_accept: bool, everywhere: bool
    ) -> None:
        super().__init__(data)
        self.offer = troupes
        self.fields["troupe"].take(troupes)
        self.fields["troupe"].initial = troupes.only
        self.fields["others"].choices = troupes.choices[1:]
        if not may_accept:
            # Warnings are accepted by coordinators only (rule 5.5).
            del self.fields["accept"]
        if not everywhere:
            del self.fields["showcase"]

    def plan(self) -> tour.Plan:
        values = self.cleaned_data
        return tour.Plan(
            first_day=values["first_day"],
            hours=values["hours"],
            minutes=values["minutes"],
            rest_after=values["rest_after"] or 0,
            one_each=values["one_each"],
        )

    def cast(self) -> tuple[Troupe, ...]:
        """The leading troupe first, each once."""
        others = [self.offer.by_key[key] for key in self.cleaned_data["others"]]
        return tuple(dict.fromkeys([self.cleaned_data["troupe"], *others]))

    def facts(self, venue: Venue, day: Any, hour: time) -> ShowFacts:
        """One show of the tour, at an hour of the venue's wall clock."""
        values = self.cleaned_data
        wall = datetime.combine(day, hour, tzinfo=ZoneInfo(venue.time_zone))
        starts_at = wall.astimezone(UTC)
        load_in = usual_load_in(venue.kind)
        return ShowFacts(
            title=f"{values['title']}·{PublicPlace.of(venue).name}"[:120],
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=values["minutes"]),
            troupes=self.cast(),
            venue=venue,
            region=venue.region,
            load_in_minutes=load_in,
            strike_minutes=load_in // 2,
            **{name: values[name] for name in _SHARED},
        )


class StopRow(PlainForm):
    venue = OfferedField(label=gettext_lazy("Stop"), required=False)
    days = forms.IntegerField(
        label=gettext_lazy("Days or shows here"),
        initial=1,
        min_value=1,
        max_value=30,
    )

    def __init__(self, *args: Any, venues: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["venue"].take(venues)


class _StopRows(forms.BaseFormSet):
    def clean(self) -> None:
        if not any(self.errors) and not self.stops():
            raise forms.ValidationError(_("Choose at least one stop."))

    def stops(self) -> list[TourStop]:
        """The rows in their order, empty ones left out."""
        return [
            _stop(row.cleaned_data["venue"], row.cleaned_data["days"])
            for row in self.forms
            if row.cleaned_data.get("venue") is not None
        ]


def _stop(venue: Venue, days: int) -> TourStop:
    load_in = usual_load_in(venue.kind)
    return TourStop(venue, days, load_in, load_in // 2)


class LaidRow(PlainForm):
    """One show of the plan; unticked it is left out."""

    keep = forms.BooleanField(
        label=gettext_lazy("Take it"), required=False, initial=True
    )
    venue = OfferedField(label=gettext_lazy("Stop"))
    day = DayField(label=gettext_lazy("Day"), widget=DayPicker)
    hour = HourField(label=gettext_lazy("Hour"), widget=HourPicker)

    def __init__(self, *args: Any, venues: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["venue"].take(venues)


class _LaidRows(forms.BaseFormSet):
    def kept(self) -> list[LaidRow]:
        return [row for row in self.forms if row.cleaned_data.get("keep")]


StopRows = forms.formset_factory(
    StopRow, _StopRows, extra=5, max_num=MOST_STOPS, absolute_max=MOST_STOPS
)
LaidRows = forms.formset_factory(
    LaidRow, _LaidRows, extra=0, max_num=MOST_SHOWS, absolute_max=MOST_SHOWS
)


class TourEntry:
    """The three parts of the page; what was typed stays in all of them."""

    def __init__(
        self, data: Any = None, *, troupes: Offer, may_accept: bool, everywhere: bool
    ) -> None:
        self.venues = venue_offer()
        kwargs = {"form_kwargs": {"venues": self.venues}}
        self.form = TourForm(
            data, troupes=troupes, may_accept=may_accept, everywhere=everywhere
        )
        self.stops = StopRows(data, prefix="stops", **kwargs)
        self.shows = LaidRows(data, prefix="shows", **kwargs)

    @property
    def media(self) -> forms.Media:
        return self.form.media + self.stops.media + self.shows.media

    def is_planned(self) -> bool:
        """Whether the plan can be laid out; every part tells its own errors."""
        return all([self.form.is_valid(), self.stops.is_valid()])

    def lay(self, laid: list[dict[str, Any]]) -> None:
        """Puts a new plan in place of the old one."""
        self.shows = LaidRows(
            prefix="shows", initial=laid, form_kwargs={"venues": self.venues}
        )

    def facts(self) -> list[ShowFacts]:
        """Call after both `form` and `shows` were found valid."""
        return [
            self.form.facts(
                row.cleaned_data["venue"],
                row.cleaned_data["day"],
                row.cleaned_data["hour"],
            )
            for row in self.shows.kept()
        ]
