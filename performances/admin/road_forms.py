"""The forms of known legs and road notices; what they mean is written by scheduling."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.places.admin.choices import region_field, venue_field

from ..forms.instants import InstantField
from ..models import RoadLeg, RoadNotice
from ..scheduling.road_legs import LegFacts
from ..scheduling.road_notices import NoticeFacts


class _RoadForm(WagtailAdminModelForm):
    """`seen` is the version the person looked at; refusals come from the verbs."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.instance.version

    def only_one(self, names: tuple[str, ...], message: Any) -> None:
        values = [self.cleaned_data.get(name) for name in names]
        if sum(bool(value) for value in values) != 1 and not set(names) & set(
            self.errors
        ):
            self.add_error(names[0], message)


class LegForm(_RoadForm):
    from_region = region_field(label=_("From the seat of"), required=False)
    from_venue = venue_field(label=_("or from the venue"), required=False)
    to_region = region_field(label=_("To the seat of"), required=False)
    to_venue = venue_field(label=_("or to the venue"), required=False)

    class Meta:
        model = RoadLeg
        exclude = ()

    def clean(self) -> dict[str, Any]:
        super().clean()
        message = _("Choose a region or a venue, one of the two.")
        self.only_one(("from_region", "from_venue"), message)
        self.only_one(("to_region", "to_venue"), message)
        return self.cleaned_data

    def facts(self) -> LegFacts:
        said = self.cleaned_data
        names = ("km", "hours", "source", "roads", "note", "is_one_way")
        return LegFacts(
            origin=said["from_venue"] or said["from_region"],
            destination=said["to_venue"] or said["to_region"],
            holds_all_year=said["holds_all_year"],
            is_example=self.instance.is_example,
            **{name: said[name] for name in names},
        )


class NoticeForm(_RoadForm):
    leg = forms.ModelChoiceField(
        RoadLeg.objects.none(),
        label=_("One known leg"),
        required=False,
        empty_label="—",
    )
    road = forms.ChoiceField(
        label=_("or a road, wherever it is driven"),
        required=False,
        help_text=_("The roads that known legs name."),
    )
    region = region_field(
        label=_("or all roads of a region"),
        required=False,
        help_text=_("Every journey that begins or ends there."),
    )
    starts_at = InstantField(label=_("From"))
    ends_at = InstantField(
        label=_("Until"),
        required=False,
        help_text=_("Leave it empty when nobody can say yet."),
    )

    class Meta:
        model = RoadNotice
        exclude = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leg"].queryset = RoadLeg.objects.with_ends()
        roads = list(RoadLeg.objects.regions_by_road())
        if self.instance.road and self.instance.road not in roads:
            roads.append(self.instance.road)
        self.fields["road"].choices = [("", "—"), *((name, name) for name in roads)]

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.only_one(
            ("leg", "road", "region"),
            _("Choose one: a known leg, a road, or all roads of a region."),
        )
        said = self.cleaned_data
        if said.get("kind") == RoadNotice.Kind.CLOSED:
            # A closed road has no speed, whatever was typed before.
            said["factor"] = None
        elif not said.get("factor") and "factor" not in self.errors:
            self.add_error("factor", _("Say how many times slower the road is."))
        starts, ends = said.get("starts_at"), said.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The end must lie after the start."))
        return said

    def facts(self) -> NoticeFacts:
        names = (
            "leg", "road", "region", "kind", "factor", "starts_at", "ends_at",
            "source", "note",
        )  # fmt: skip
        said = {name: self.cleaned_data[name] for name in names}
        return NoticeFacts(is_example=self.instance.is_example, **said)


class EndForm(PlainForm):
    reason = forms.CharField(
        label=_("Why, or who says so"),
        max_length=300,
        required=False,
        help_text=_("For example: traffic police, telephone, 16:40."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
