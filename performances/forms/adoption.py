"""The form with which a troupe takes a work of others into its repertoire."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from troupes.models import Work
from troupes.rights import scope_of
from ulanmuqi.base import clock
from ulanmuqi.base.grouped_choice import OfferedField
from ulanmuqi.base.pickers import DayPicker
from ulanmuqi.base.plain_text import PlainForm

from ..scheduling.adoptions import AdoptionFacts
from .cast import troupe_offer, work_offer
from .instants import DayField


class AdoptionForm(PlainForm):
    work = OfferedField(label=_("Work"))
    troupe = OfferedField(
        # Translators: zh: 哪支队伍排演
        label=_("Which troupe performs it")
    )
    since = DayField(
        label=_("Since"),
        widget=DayPicker,
        help_text=_("The day it was, or will be, taken into the repertoire."),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The troupe that made the work reads it in its mail. Not public."),
    )

    def __init__(
        self, data: Any = None, *, user: Any, work: Work | None = None
    ) -> None:
        today = clock.now().astimezone(clock.SHANGHAI).date()
        super().__init__(data, initial={"work": work, "since": today})
        offer = troupe_offer(user)
        scope = scope_of(user)
        if not scope.coordinates:
            # Adopting is the leader's word, not an editor's.
            offer.by_key = {
                key: one for key, one in offer.by_key.items() if one.pk in scope.led
            }
            offer.choices = [("", "—"), *((k, str(o)) for k, o in offer.by_key.items())]
        self.fields["work"].take(work_offer())
        self.fields["troupe"].take(offer)
        if offer.only is not None:
            self.fields["troupe"].initial = offer.only

    def facts(self) -> AdoptionFacts:
        return AdoptionFacts(**self.cleaned_data)
