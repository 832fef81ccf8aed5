"""The form of one show: words, time and place."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput

from troupes.genres import Category
from troupes.rights import scope_of
from ulanmuqi.places.admin.choices import region_field, venue_field

from ..models import Performance, Showcase
from ..statuses import Status
from .accepting import accept_field
from .needs import NEEDS, NeedsForm
from .when import WhenForm, when_initial

_PLAIN = (
    "title", "title_en", "kind", "genre", "language", "mode", "venue", "region",
    "admission", "public_note", "technical_note", "is_example", *NEEDS,
)  # fmt: skip

FIRST_STATUSES = [
    (Status.DRAFT.value, gettext_lazy("Draft: nobody else is bound by it")),
    (Status.HOLD.value, gettext_lazy("Hold: keep the time, others are warned")),
    (Status.CONFIRMED.value, gettext_lazy("Confirmed: nobody else can have the time")),
]
# What shows become that are entered many at once and looked at one by one later.
DRAFTS_OR_HOLDS = [
    (Status.DRAFT.value, gettext_lazy("Drafts: nobody else is bound by them")),
    (Status.HOLD.value, gettext_lazy("Holds: keep the time, others are warned")),
]


class ShowForm(NeedsForm, WhenForm):
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=120,
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
    title_en = forms.CharField(
        label=gettext_lazy("English title"), max_length=200, required=False
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
    mode = forms.ChoiceField(
        label=gettext_lazy("On site or online"),
        choices=Performance.Mode,
        initial=Performance.Mode.ON_SITE,
    )
    venue = venue_field(
        required=False,
        empty_label=gettext_lazy("Not known yet"),
        help_text=gettext_lazy("Not known yet? Say at least the region beside."),
    )
    region = region_field(
        required=False,
        empty_label="—",
        help_text=gettext_lazy("Counts only while the venue is not known."),
    )
    admission = forms.CharField(
        label=gettext_lazy("Admission"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("For example: free, come as you are."),
    )
    public_note = forms.CharField(
        label=gettext_lazy("Public note"),
        required=False,
        widget=AdminAutoHeightTextInput,
    )
    technical_note = forms.CharField(
        label=gettext_lazy("Technical note"),
        required=False,
        widget=AdminAutoHeightTextInput,
        help_text=gettext_lazy("Private: for crews only."),
    )
    is_example = forms.BooleanField(
        label=gettext_lazy("Invented for the demo"), required=False
    )
    accept = accept_field()

    def __init__(
        self,
        data: Any = None,
        *,
        user: Any,
        performance: Performance | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        if performance is not None:
            initial = show_initial(performance) | (initial or {})
        super().__init__(data, initial=initial)
        self.user, self.performance = user, performance
        if not scope_of(user).coordinates:
            # Warnings are accepted by coordinators only (rule 5.5).
            del self.fields["accept"]
        if performance is None:
            self._ask_how_to_enter()
        else:
            self._ask_why_it_changes(performance)

    def _ask_how_to_enter(self) -> None:
        self.fields["status"] = forms.ChoiceField(
            label=gettext_lazy("Enter as"),
            choices=FIRST_STATUSES,
            initial=Status.DRAFT.value,
            widget=forms.RadioSelect,
        )
        if scope_of(self.user).everywhere:
            self.fields["showcase"] = forms.ModelChoiceField(
                label=gettext_lazy("Part of the showcase"),
                queryset=Showcase.objects.order_by("-launch_date", "-id"),
                required=False,
                help_text=gettext_lazy(
                    "For shows within a festival. Openings are added at the showcase."
                ),
            )

    def _ask_why_it_changes(self, performance: Performance) -> None:
        self.fields["version"] = forms.IntegerField(
            widget=forms.HiddenInput, initial=performance.version
        )
        if performance.announced_at is not None:
            self.fields["reason"] = forms.CharField(
                label=gettext_lazy("Why it moves"),
                max_length=300,
                required=False,
                help_text=gettext_lazy(
                    "Public: stands beside the new time or place in the change log."
                ),
            )

    @property
    def becomes(self) -> str:
        """The status the show will have: chosen on entry, its own afterwards."""
        if self.performance is not None:
            return self.performance.status
        return self.cleaned_data.get("status") or Status.DRAFT

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        faulty = {"venue", "region"} & set(self.errors)
        if not (faulty or values.get("venue") or values.get("region")):
            # Translators: zh: 请选场地;场地未定时,至少选所在的盟市或旗县。
            sentence = _(
                "Choose the venue, or at least the league or banner while it is not "
                "known."
            )
            self.add_error("venue", sentence)
        return values

    def plain_facts(self) -> dict[str, Any]:
        """The cleaned values that are facts of the show by the same name."""
        names = (
            *_PLAIN,
            "starts_at",
            "ends_at",
            "precision",
            "day_part",
            "load_in_minutes",
            "strike_minutes",
            "doors_minutes",
        )
        values = {name: self.cleaned_data[name] for name in names}
        if values["venue"] is not None:
            values["region"] = values["venue"].region
        return values


def show_initial(performance: Performance) -> dict[str, Any]:
    own = {name: getattr(performance, name) for name in _PLAIN}
    return own | when_initial(performance)
