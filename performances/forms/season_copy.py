"""Which shows of which year are copied to which, and how a day finds its like."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ulanmuqi.base import clock
from ulanmuqi.base.grouped_choice import Offer, OfferedField
from ulanmuqi.base.pickers import DayPicker
from ulanmuqi.places.models import Region

from ..scheduling.copy_season import SameDay
from ..statuses import Status
from .instants import FIRST_YEAR, LAST_YEAR, DayField
from .previewed import PreviewedForm
from .show import DRAFTS_OR_HOLDS

LONGEST_DAYS = 366


class SeasonCopyForm(PreviewedForm):
    first = DayField(label=gettext_lazy("From"), widget=DayPicker)
    last = DayField(label=gettext_lazy("To"), widget=DayPicker)
    troupe = OfferedField(label=gettext_lazy("Troupe"), required=False)
    league = forms.ModelChoiceField(
        label=gettext_lazy("Or all troupes of"),
        queryset=Region.objects.filter(level=Region.Level.LEAGUE).order_by("path"),
        required=False,
        empty_label="—",
    )
    year = forms.IntegerField(
        label=gettext_lazy("Copy to the year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
    )
    same = forms.ChoiceField(
        label=gettext_lazy("Which day of that year"),
        choices=[
            (
                SameDay.WEEKDAY.value,
                gettext_lazy("The same weekday, nearest to the date"),
            ),
            (
                SameDay.LUNAR.value,
                gettext_lazy("The same lunar date: Spring Festival, ovoo, Lanterns"),
            ),
        ],
        initial=SameDay.WEEKDAY.value,
        widget=forms.RadioSelect,
    )
    with_programme = forms.BooleanField(
        label=gettext_lazy("With the programme"), required=False
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Enter as"),
        choices=DRAFTS_OR_HOLDS,
        initial=Status.DRAFT.value,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, troupes: Offer, **kwargs: Any) -> None:
        super().__init__(data, initial=_last_year(), **kwargs)
        self.fields["troupe"].take(troupes)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        first, last = values.get("first"), values.get("last")
        if first and last and not 0 <= (last - first).days <= LONGEST_DAYS:
            self.add_error("last", _("Choose an end at most a year after the start."))
        year = values.get("year")
        if first and year and year == first.year:
            self.add_error("year", _("Choose another year than the one copied from."))
        if not (values.get("troupe") or values.get("league")):
            self.add_error("troupe", _("Choose a troupe, or a league for all of its."))
        return values


def _last_year() -> dict[str, Any]:
    today = clock.now().astimezone(clock.SHANGHAI).date()
    return {
        "first": date(today.year, 1, 1),
        "last": date(today.year, 12, 31),
        "year": today.year + 1,
    }
