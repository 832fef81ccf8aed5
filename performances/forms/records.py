"""What was done: fields of a record, a day, a coaching or service, of pictures."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from troupes.admin.choices import troupe_field, troupes_by_league
from troupes.models import Troupe
from troupes.rights import scope_of
from ulanmuqi.base.pickers import DayPicker
from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.places.admin.choices import region_field

from ..models import FieldAct, Performance, RecordPhoto, TroupeDay
from ..plausible import BOUNDS, Figure
from ..scheduling import ActFacts, DayFacts, RecordFacts
from .instants import DayField

Mode = Performance.Mode
_NOT_SAID = _("Empty: nobody counted. 0 means nobody.")


def _number(figure: Figure, label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=BOUNDS[figure].most,
        help_text=help_text,
    )


def _remarks(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=2_000,
        required=False,
        widget=AdminAutoHeightTextInput,
        help_text=_("For insiders alone, never public."),
    )


def troupes_to_report_for(user: Any) -> QuerySet[Troupe]:
    """One's own, and those of the region one coordinates."""
    scope = scope_of(user)
    rows = troupes_by_league()
    if scope.everywhere:
        return rows
    mine = Q(pk__in=scope.troupes)
    if scope.coordinates:
        mine |= scope.in_regions("region__path")
    return rows.filter(mine)


class RecordForm(PlainForm):
    """One field is left out: people on site of a show online, and the other way."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    onsite_audience = _number(Figure.ONSITE, _("People on site"), _NOT_SAID)
    online_views = _number(
        Figure.ONLINE,
        _("Online views"),
        _("Counted apart, never added to the people on site."),
    )
    remarks = _remarks(_("What went wrong"))

    def __init__(
        self, data: Any = None, *, mode: str, facts: RecordFacts, version: int | None
    ) -> None:
        initial = {
            "version": version,
            "onsite_audience": facts.onsite_audience,
            "online_views": facts.online_views,
            "remarks": facts.remarks,
        }
        super().__init__(data, initial=initial)
        if mode == Mode.ONLINE and facts.onsite_audience is None:
            del self.fields["onsite_audience"]
        if mode == Mode.ON_SITE and facts.online_views is None:
            del self.fields["online_views"]

    def facts(self) -> RecordFacts:
        values = self.cleaned_data
        return RecordFacts(
            onsite_audience=values.get("onsite_audience"),
            online_views=values.get("online_views"),
            remarks=values["remarks"],
        )


class _OfTroupe(PlainForm):
    """Troupe and day are said once, when the report is made."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    troupe = troupe_field()
    day = DayField(label=_("Day"), widget=DayPicker)

    def __init__(self, data: Any = None, *, user: Any, initial: Any, is_new: bool):
        super().__init__(data, initial=initial)
        if not is_new:
            del self.fields["troupe"], self.fields["day"]
            return
        rows = troupes_to_report_for(user)
        self.fields["troupe"].queryset = rows
        only = list(rows[:2])
        if len(only) == 1:
            self.fields["troupe"].initial = only[0].pk


class DayForm(_OfTroupe):
    distance_km = _number(
        Figure.DISTANCE,
        _("Kilometres travelled"),
        _("Of the whole day, however many shows it had."),
    )
    hours = forms.DecimalField(
        label=_("Hours away"),
        required=False,
        min_value=0,
        max_value=BOUNDS[Figure.HOURS].most,
        decimal_places=1,
        max_digits=3,
        help_text=_("From setting out to coming back."),
    )
    in_grassroots = forms.BooleanField(
        label=_("A day in the grassroots"),
        required=False,
        help_text=_("Gacha, village, community, border post, school."),
    )
    remarks = _remarks(_("Remarks"))

    def __init__(
        self, data: Any = None, *, user: Any, row: TroupeDay | None, asked: Any
    ) -> None:
        initial = dict(asked)
        if row is not None:
            names = ("version", "distance_km", "hours", "in_grassroots", "remarks")
            initial = {name: getattr(row, name) for name in names}
        super().__init__(data, user=user, initial=initial, is_new=row is None)

    def facts(self) -> DayFacts:
        values = self.cleaned_data
        return DayFacts(
            distance_km=values["distance_km"],
            hours=values["hours"],
            in_grassroots=values["in_grassroots"],
            remarks=values["remarks"],
        )


class ActForm(_OfTroupe):
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=FieldAct.Kind.choices,
        initial=FieldAct.Kind.COACHING,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=_("What was done"),
        max_length=120,
        # Translators: zh: 比如“辅导嘎查秧歌队”“给老人理发”。
        help_text=_("For example “Coached the dancers”, “Cut old people's hair”."),
    )
    people = _number(
        Figure.PEOPLE,
        # Translators: zh: 人次
        _("People"),
        _("How many were coached or served. Empty: nobody counted."),
    )
    region = region_field(label=_("Where"), required=False, empty_label="—")
    remarks = _remarks(_("Remarks"))

    def __init__(
        self, data: Any = None, *, user: Any, row: FieldAct | None, asked: Any
    ) -> None:
        initial = dict(asked)
        if row is not None:
            names = ("version", "kind", "title", "people", "region", "remarks")
            initial = {name: getattr(row, name) for name in names}
        self.row = row
        super().__init__(data, user=user, initial=initial, is_new=row is None)

    def facts(self) -> ActFacts:
        values = self.cleaned_data
        return ActFacts(
            kind=values["kind"],
            title=values["title"],
            people=values["people"],
            region=values["region"],
            performance=self.row.performance if self.row else None,
            remarks=values["remarks"],
        )


class PictureInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Several files; each is looked at by scheduling, which says what is wrong."""

    widget = PictureInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(PicturesField, self).clean(one, initial) for one in files]


class PicturesForm(PlainForm):
    photos = PicturesField(
        label=_("Pictures"),
        # Translators: zh: 一次可选几张，一场最多12张；JPEG、PNG或WebP，每张不超过12MB。照
        # 片里的位置信息会去掉。
        help_text=_(
            "Several at once, twelve of one show at most; JPEG, PNG or WebP. Where "
            "they were taken is removed."
        ),
        widget=PictureInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    consent = forms.CharField(
        label=_("Who agreed, and how"),
        max_length=200,
        # Translators: zh: 比如“演出前村委会告知，拍到的观众当面同意”。小孩要家长同意。
        help_text=_(
            "For example “Told before the show, those in the picture agreed”. For "
            "children their parents."
        ),
    )
    caption = forms.CharField(label=_("What they show"), max_length=120, required=False)
    may_publish = forms.BooleanField(
        label=_("They may be published"),
        required=False,
        help_text=_("Public once the league has reviewed the record, never before."),
    )


class PhotoForm(PlainForm):
    """Words of one picture that is there already."""

    consent = forms.CharField(label=_("Who agreed, and how"), max_length=200)
    caption = forms.CharField(label=_("What it shows"), max_length=120, required=False)
    may_publish = forms.BooleanField(label=_("May be published"), required=False)

    def __init__(self, data: Any = None, *, photo: RecordPhoto) -> None:
        names = ("consent", "caption", "may_publish")
        initial = {name: getattr(photo, name) for name in names}
        super().__init__(data, initial=initial, prefix=f"photo-{photo.pk}")
        self.photo = photo
