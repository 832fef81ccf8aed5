"""The few words with which a troupe adds the place it plays at."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troupes.models import Troupe
from troupes.rights import scope_of
from ulanmuqi.base.grouped_choice import Offer, OfferedField
from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.places.here import LONGEST, read_here
from ulanmuqi.places.kinds import VenueKind
from ulanmuqi.places.models import Region, Venue

from ..place_policy import lies_at_home
from ..scheduling.added_places import PlaceFacts

# What a troupe plays at on the road; a theatre is entered with its stage.
KINDS = (
    VenueKind.GACHA_SITE,
    VenueKind.GRASSLAND_GROUND,
    VenueKind.SQUARE,
    VenueKind.TOWNSHIP_STATION,
    VenueKind.CAMPUS,
    VenueKind.HERDER_HOME,
    VenueKind.CARE_HOME,
    VenueKind.BORDER_POST,
    VenueKind.COMMUNITY,
    VenueKind.CULTURAL_CENTRE,
)


def _choose(words: Any) -> dict[str, Any]:
    return {"required": words, "invalid_choice": words}


class PlaceForm(PlainForm):
    """Three queries. `is_asked_anyway` shows the tick for a place that is another one
    than those with a similar name."""

    # It stands within the form of a show, which is saved without it.
    use_required_attribute = False

    name = forms.CharField(
        # Translators: zh: 地点名称
        label=gettext_lazy("Name of the place"),
        max_length=60,
        # Translators: zh: 写地点名称，比如“巴彦嘎查文化广场”。
        error_messages={"required": gettext_lazy("Write what people call the place.")},
        # Translators: zh: 例如：巴彦嘎查文化广场
        help_text=gettext_lazy("As people there call it."),
    )
    troupe = OfferedField(
        label=gettext_lazy("Troupe"),
        # Translators: zh: 请选是哪支队伍添加的。
        error_messages=_choose(gettext_lazy("Choose which troupe adds it.")),
    )
    region = OfferedField(
        # Translators: zh: 请选在本旗县的哪个苏木或嘎查。
        error_messages=_choose(gettext_lazy("Choose the sumu or gacha it lies in.")),
        # Translators: zh: 苏木或嘎查
        label=gettext_lazy("Sumu or gacha"),
        help_text=gettext_lazy("Only the banner? Choose it, and write the rest below."),
    )
    said = forms.CharField(
        # Translators: zh: 名单里没有？写在这里
        label=gettext_lazy("Not in the list? Write it here"),
        max_length=60,
        required=False,
    )
    kind = forms.ChoiceField(
        # Translators: zh: 地点类型
        label=gettext_lazy("What kind of place"),
        choices=[(kind.value, kind.label) for kind in KINDS],
        initial=VenueKind.GACHA_SITE.value,
        # Translators: zh: 请选是什么样的地点。
        error_messages=_choose(gettext_lazy("Choose what kind of place it is.")),
    )
    here = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)
    is_another = forms.BooleanField(
        # Translators: zh: 都不是，是另一个地点
        label=gettext_lazy("None of them: it is another place"),
        required=False,
    )

    def __init__(
        self, user: Any, data: Any = None, *, prefix: str | None = None
    ) -> None:
        super().__init__(data, prefix=prefix)
        troupes = list(
            Troupe.objects.filter(pk__in=scope_of(user).troupes)
            .select_related("region")
            .order_by("region__path", "code")
        )
        self.fields["troupe"].take(Offer(troupes, heading=lambda one: ""))
        self.fields["troupe"].choices = [(one.pk, one.local_name) for one in troupes]
        self.fields["region"].take(regions_of(troupes))
        if troupes:
            self.fields["troupe"].initial = troupes[0]
            self.fields["region"].initial = troupes[0].region
        self.troupes = troupes
        self.similar: tuple[Venue, ...] = ()

    @property
    def asks_which(self) -> bool:
        return bool(self.similar)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        values["point"] = None
        if values.get("here"):
            values["point"] = read_here(values["here"])
            if values["point"] is None:
                self.add_error(
                    "here",
                    _("Where you are could not be read. Try again, or leave it out."),
                )
        troupe, region = values.get("troupe"), values.get("region")
        if troupe and region and not lies_at_home(troupe, region):
            self.add_error("region", _("Choose one in the troupe’s own banner."))
        return values

    def facts(self) -> PlaceFacts:
        values = self.cleaned_data
        return PlaceFacts(
            troupe=values["troupe"],
            name=values["name"],
            region=values["region"],
            kind=values["kind"],
            said=values["said"],
            here=values["point"],
            is_another=values["is_another"],
        )


def regions_of(troupes: list[Troupe]) -> Offer:
    """The banner itself, then what lies in it, under the sumu it belongs to; one
    query."""
    reach = Q(pk__in=[])
    for troupe in troupes:
        reach |= Q(path__startswith=troupe.region.path)
    rows = Region.objects.filter(reach, is_former=False)
    rows = rows.select_related("parent", "banner", "league")
    return Offer(rows.order_by("path") if troupes else [], heading=_heading, line=_line)


def _heading(region: Region) -> str:
    home = region.banner or region.league or region
    return home.local_name


def _line(region: Region) -> str:
    """A gacha with its sumu, since names come twice."""
    if region.level == Region.Level.GACHA and region.parent is not None:
        return f"{region.parent.local_name} · {region.local_name}"
    return region.local_name
