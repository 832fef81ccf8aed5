"""The forms of a showcase: its facts, its organisers, and its cities."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput

from troupes.models import Troupe
from ulanmuqi.base.codes import validate_code
from ulanmuqi.base.grouped_choice import Offer, OfferedField
from ulanmuqi.base.pickers import DayPicker
from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.places.admin.choices import venue_offer
from ulanmuqi.places.kinds import usual_load_in

from ..models import Performance, Showcase
from ..scheduling import OrganiserFacts, ShowcaseFacts, ShowFacts
from .accepting import accept_field
from .instants import DayField, InstantField
from .show import FIRST_STATUSES
from .when import LONGEST_MINUTES, USUAL_MINUTES

MOST_CITIES = 30
MOST_ORGANISERS = 20

_PLAIN = (
    "title", "short_title", "title_en", "kind", "launch_date", "end_date", "purpose",
    "source", "t_zero_is_example", "is_example",
)  # fmt: skip


class ShowcaseForm(PlainForm):
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
    short_title = forms.CharField(
        label=gettext_lazy("Short title"),
        max_length=60,
        required=False,
        help_text=Showcase._meta.get_field("short_title").help_text,
    )
    title_en = forms.CharField(
        label=gettext_lazy("English title"), max_length=300, required=False
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=Showcase.Kind,
        initial=Showcase.Kind.SHOWCASE,
    )
    t_zero = InstantField(
        label=gettext_lazy("T-zero: the instant at which every city opens"),
        required=False,
        help_text=gettext_lazy("Beijing time, the same instant everywhere."),
    )
    launch_date = DayField(
        label=gettext_lazy("Opening day"),
        required=False,
        widget=DayPicker,
        help_text=gettext_lazy(
            "Only while the hour is not known; else T-zero says it."
        ),
    )
    end_date = DayField(
        label=gettext_lazy("Last day"), required=False, widget=DayPicker
    )
    purpose = forms.CharField(
        label=gettext_lazy("Purpose"), required=False, widget=AdminAutoHeightTextInput
    )
    source = forms.CharField(
        label=gettext_lazy("Source"), required=False, widget=AdminAutoHeightTextInput
    )
    t_zero_is_example = forms.BooleanField(
        label=gettext_lazy("The hour is an example"), required=False
    )
    is_example = forms.BooleanField(
        label=gettext_lazy("Invented for the demo"), required=False
    )

    def __init__(
        self, data: Any = None, *, showcase: Showcase | None = None, has_cities: bool
    ) -> None:
        initial = {}
        if showcase is not None:
            names = (*_PLAIN, "t_zero", "version")
            initial = {name: getattr(showcase, name) for name in names}
        super().__init__(data, initial=initial)
        self.showcase = showcase
        if showcase is None:
            self._ask_how_to_enter()
            return
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
        if has_cities:
            # Once cities hang on it, T-zero moves by an act with its consequences.
            self.fields["t_zero"].disabled = True
            self.fields["t_zero"].help_text = _(
                "Use “Move T-zero” or “Delay all openings” on the showcase's page."
            )

    def _ask_how_to_enter(self) -> None:
        self.fields["code"] = forms.CharField(
            label=gettext_lazy("Code"),
            max_length=60,
            required=False,
            validators=[validate_code],
            help_text=gettext_lazy(
                "Part of the calendar's address, for good. Empty: made from the title."
            ),
        )
        self.fields["status"] = forms.ChoiceField(
            label=gettext_lazy("Enter the openings as"),
            choices=FIRST_STATUSES,
            initial="draft",
            widget=forms.RadioSelect,
        )
        self.fields["accept"] = accept_field()

    def facts(self, organisers: tuple[OrganiserFacts, ...]) -> ShowcaseFacts:
        values = self.cleaned_data
        code = self.showcase.code if self.showcase else values["code"]
        return ShowcaseFacts(
            **{name: values[name] for name in _PLAIN},
            code=code,
            t_zero=values["t_zero"],
            organisers=organisers,
        )


class OrganiserRow(PlainForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, required=False)
    name_en = forms.CharField(
        label=gettext_lazy("English name"), max_length=200, required=False
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("name_en") and not values.get("name"):
            self.add_error("name", _("Give the Chinese name too."))
        return values


class _OrganiserRows(forms.BaseFormSet):
    def facts(self) -> tuple[OrganiserFacts, ...]:
        rows = (row.cleaned_data for row in self.forms)
        return tuple(
            OrganiserFacts(name=values["name"], name_en=values["name_en"])
            for values in rows
            if values.get("name")
        )


class CityRow(PlainForm):
    """One opening: where, who, how long. Empty rows do not count."""

    venue = OfferedField(label=gettext_lazy("Venue"), required=False)
    title = forms.CharField(
        label=gettext_lazy("Title in this city"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Empty: the showcase's title."),
    )
    troupe = OfferedField(label=gettext_lazy("Leading troupe"), required=False)
    others = forms.MultipleChoiceField(
        label=gettext_lazy("Further troupes"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 4}),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Length (minutes)"),
        required=False,
        min_value=5,
        max_value=LONGEST_MINUTES,
        help_text=gettext_lazy("Empty: 90 minutes."),
    )

    def __init__(
        self, *args: Any, venues: Offer, troupes: Offer, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer = troupes
        self.fields["venue"].take(venues)
        self.fields["troupe"].take(troupes)
        self.fields["others"].choices = troupes.choices[1:]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if self.has_changed() and not self.errors and values.get("venue") is None:
            self.add_error("venue", _("An opening needs its venue."))
        return values

    @property
    def is_filled(self) -> bool:
        return self.cleaned_data.get("venue") is not None

    def cast(self) -> tuple[Troupe, ...]:
        """The leading troupe first, each once."""
        leading = self.cleaned_data.get("troupe")
        others = [self.offer.by_key[key] for key in self.cleaned_data["others"]]
        return tuple(dict.fromkeys([leading, *others] if leading else others))

    def facts(self, showcase: ShowcaseFacts) -> ShowFacts:
        """Needs the showcase's T-zero."""
        values, venue = self.cleaned_data, self.cleaned_data["venue"]
        load_in = usual_load_in(venue.kind)
        minutes = values["minutes"] or USUAL_MINUTES
        return ShowFacts(
            title=values["title"] or showcase.short_title or showcase.title[:120],
            title_en="" if values["title"] else showcase.title_en[:200],
            kind=Performance.Kind.SHOWCASE,
            starts_at=showcase.t_zero,
            ends_at=showcase.t_zero + timedelta(minutes=minutes),
            venue=venue,
            region=venue.region,
            troupes=self.cast(),
            load_in_minutes=load_in,
            strike_minutes=load_in // 2,
            is_example=showcase.is_example,
        )


class _CityRows(forms.BaseFormSet):
    def filled(self) -> list[CityRow]:
        return [row for row in self.forms if row.is_filled]

    def clean(self) -> None:
        rows = [row for row in self.forms if row.is_valid() and row.is_filled]
        venues = [row.cleaned_data["venue"] for row in rows]
        if len(set(venues)) < len(venues):
            raise forms.ValidationError(_("One venue stands here twice."))


OrganiserRows = forms.formset_factory(
    OrganiserRow,
    _OrganiserRows,
    extra=1,
    max_num=MOST_ORGANISERS,
    absolute_max=MOST_ORGANISERS,
)
CityRows = forms.formset_factory(
    CityRow, _CityRows, extra=3, max_num=MOST_CITIES, absolute_max=MOST_CITIES
)


def organisers_initial(showcase: Showcase) -> list[dict[str, str]]:
    return [
        {"name": row.name, "name_en": row.name_en} for row in showcase.organisers.all()
    ]


def city_rows(data: Any, *, troupes: Offer) -> forms.BaseFormSet:
    kwargs = {"venues": venue_offer(), "troupes": troupes}
    return CityRows(data, prefix="cities", form_kwargs=kwargs)
