"""The form of an art adviser, with the troupes looked after."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput

from troupes.rights import scope_of
from ulanmuqi.base.grouped_choice import Offer, OfferedField
from ulanmuqi.base.pickers import DayPicker
from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.places.admin.choices import region_field

from ..models import ArtAdviser
from ..scheduling.advisers import MOST_PAIRINGS, AdviserFacts, PairingFacts
from .cast import troupe_offer
from .instants import DayField


class AdviserForm(PlainForm):
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=60)
    known_for = forms.CharField(
        # Translators: zh: 专长
        label=gettext_lazy("What they teach"),
        max_length=60,
        required=False,
    )
    home = forms.CharField(
        label=gettext_lazy("Company or school"), max_length=120, required=False
    )
    region = region_field(
        label=pgettext_lazy("adviser", "Kept by"),
        required=False,
        empty_label=gettext_lazy("The autonomous region"),
        help_text=gettext_lazy("Whose coordinators keep this row."),
    )
    may_name = forms.BooleanField(
        label=gettext_lazy("Agreed to be named in public"), required=False
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=2000,
        required=False,
        widget=AdminAutoHeightTextInput,
        help_text=gettext_lazy("Private: for coordinators and the troupes."),
    )

    def __init__(
        self, data: Any = None, *, user: Any, adviser: ArtAdviser | None
    ) -> None:
        names = ("name", "known_for", "home", "region", "may_name", "note")
        initial = {name: getattr(adviser, name) for name in names} if adviser else {}
        super().__init__(data, initial=initial)
        scope = scope_of(user)
        if not scope.everywhere:
            field = self.fields["region"]
            field.queryset = field.queryset.filter(scope.in_regions("path"))
            field.empty_label, field.required = None, True
        if adviser is not None:
            self.fields["version"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=adviser.version
            )


class PairingRow(PlainForm):
    troupe = OfferedField(label=gettext_lazy("Troupe"), required=False)
    since = DayField(label=gettext_lazy("Since"), required=False, widget=DayPicker)
    until = DayField(label=gettext_lazy("Until"), required=False, widget=DayPicker)

    def __init__(self, *args: Any, troupes: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["troupe"].take(troupes)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        troupe, since = values.get("troupe"), values.get("since")
        until = values.get("until")
        if troupe and since is None and "since" not in self.errors:
            self.add_error("since", _("Since which day?"))
        if troupe is None and (since or until) and "troupe" not in self.errors:
            self.add_error("troupe", _("Choose the troupe."))
        if since and until and until < since:
            self.add_error("until", _("The end lies before the beginning."))
        return values


class _PairingRows(forms.BaseFormSet):
    def facts(self) -> tuple[PairingFacts, ...]:
        rows = [row.cleaned_data for row in self.forms if row.is_valid()]
        return tuple(
            PairingFacts(values["troupe"], values["since"], values.get("until"))
            for values in rows
            if values.get("troupe")
        )


PairingRows = forms.formset_factory(
    PairingRow, _PairingRows, extra=1, max_num=MOST_PAIRINGS, absolute_max=MOST_PAIRINGS
)


class AdviserEntry:
    """The person and the pairings; nothing typed is lost when invalid."""

    def __init__(
        self, user: Any, data: Any = None, *, adviser: ArtAdviser | None = None
    ) -> None:
        self.adviser = adviser
        self.form = AdviserForm(data, user=user, adviser=adviser)
        known = adviser.pairings.all() if adviser is not None else ()
        self.rows = PairingRows(
            data,
            prefix="pairings",
            form_kwargs={"troupes": troupe_offer(user)},
            initial=[
                {"troupe": one.troupe, "since": one.since, "until": one.until}
                for one in known
            ],
        )
        self.told: dict[str, Any] = {}
        self.asks_to_accept = False

    @property
    def media(self) -> forms.Media:
        return self.form.media + self.rows.media

    def is_valid(self) -> bool:
        parts = (self.form.is_valid(), self.rows.is_valid())
        return all(parts)

    def facts(self) -> AdviserFacts:
        names = ("name", "known_for", "home", "region", "may_name", "note")
        values = {name: self.form.cleaned_data[name] for name in names}
        return AdviserFacts(
            **values,
            pairings=self.rows.facts(),
            is_example=bool(self.adviser and self.adviser.is_example),
        )

    def conflicts(self) -> tuple[()]:
        """Advisers take nobody's time: their lessons do."""
        return ()

    def tell(self, conflicts: Any) -> None:
        """Nothing is ever told."""
