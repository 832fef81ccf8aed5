"""What the board sends: a move, a new show, an act; from plain values to facts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troupes.models import StageTruck, Troupe
from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.places.admin.choices import venue_field
from ulanmuqi.places.kinds import usual_load_in
from ulanmuqi.places.models import Region, Venue

from ..models import Performance
from ..scheduling import ShowFacts, facts_of
from ..slots import DayPart, Precision, moment, show_slot
from ..statuses import Status
from .instants import DayField, HourField
from .when import LONGEST_MINUTES, USUAL_MINUTES

MOST_DAYS_AWAY = 800
LARGEST_KEY = 999_999_999


_ELSEWHERE = gettext_lazy(
    "A show can be moved to the row of a troupe, of a venue or of a truck in use."
)


def row_key(kind: str, pk: int) -> str:
    """How a row of the board is named to the browser."""
    return f"{kind}-{pk}"


def read_key(said: str) -> tuple[str, int] | None:
    """Kind and id of a row the browser names; None for anything else."""
    kind, _dash, number = said.partition("-")
    known = kind in ("troupe", "venue", "truck")
    if not known or not (number.isascii() and number.isdigit() and len(number) <= 9):
        return None
    return kind, int(number)


class RowField(forms.CharField):
    """Cleans to the troupe, venue or truck the row is of; None when nothing was
    said."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)

    def clean(self, value: Any) -> Troupe | Venue | StageTruck | None:
        said = super().clean(value)
        if not said:
            return None
        known = read_key(said)
        row: Troupe | Venue | StageTruck | None = None
        if known is not None and known[0] == "troupe":
            row = Troupe.objects.select_related("region").filter(pk=known[1]).first()
        if known is not None and known[0] == "venue":
            venues = Venue.objects.standing().select_related("region")
            row = venues.filter(pk=known[1]).first()
        if known is not None and known[0] == "truck":
            trucks = StageTruck.objects.filter(is_retired=False)
            row = trucks.filter(pk=known[1]).first()
        if row is None:
            raise forms.ValidationError(_ELSEWHERE)
        return row


class ActBody(PlainForm):
    """What every act on a show may carry. `reason` is public, `accept` is not."""

    version = forms.IntegerField(min_value=0, max_value=LARGEST_KEY)
    reason = forms.CharField(max_length=300, required=False)
    accept = forms.CharField(max_length=300, required=False)


class MoveBody(ActBody):
    """By so many days as a drag says it, or to a day and hour as the dialog does; from
    one row to another of its kind, or to a venue."""

    days = forms.IntegerField(
        min_value=-MOST_DAYS_AWAY, max_value=MOST_DAYS_AWAY, required=False
    )
    day = DayField(required=False)
    hour = HourField(required=False)
    minutes = forms.IntegerField(min_value=5, max_value=LONGEST_MINUTES, required=False)
    from_row = RowField(required=False)
    to_row = RowField(required=False)
    venue = forms.ModelChoiceField(
        Venue.objects.standing().select_related("region"), required=False
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("days") is not None and values.get("day") is not None:
            raise forms.ValidationError(_("Say by how many days, or the day."))
        start, end = values.get("from_row"), values.get("to_row")
        for kind in (Troupe, StageTruck):
            if isinstance(start, kind) and not isinstance(end, kind | None):
                raise forms.ValidationError(_ELSEWHERE)
        return values

    def facts(self, show: Performance) -> ShowFacts:
        """The facts of the show as the move would leave them (call after is_valid).

        The length stays. A show without an hour keeps its day or part of the day
        unless an hour is given.
        """
        values = self.cleaned_data
        facts = facts_of(show)
        venue = values["venue"] or facts.venue
        if isinstance(values["to_row"], Venue):
            venue = values["to_row"]
        if venue is not None:
            facts = replace(facts, venue=venue, region=venue.region)
        if isinstance(values["to_row"], Troupe):
            facts = replace(facts, troupes=self._cast(facts.troupes))
        if isinstance(values["to_row"], StageTruck):
            facts = replace(facts, along=self._cast(facts.along))
        return self._in_time(facts, show)

    def _cast(self, cast: tuple[Any, ...]) -> tuple[Any, ...]:
        """The troupe or truck of the new row stands where that of the old row did."""
        leaves, comes = self.cleaned_data["from_row"], self.cleaned_data["to_row"]
        if leaves == comes or (leaves is None and comes in cast):
            return cast
        if leaves in cast:
            changed = [comes if one == leaves else one for one in cast]
        else:
            changed = [comes, *cast]
        return tuple(dict.fromkeys(changed))

    def _in_time(self, facts: ShowFacts, show: Performance) -> ShowFacts:
        values = self.cleaned_data
        zone = ZoneInfo(facts.venue.time_zone if facts.venue else "Asia/Shanghai")
        wall = show.starts_at.astimezone(zone)
        day = values["day"] or wall.date() + timedelta(days=values["days"] or 0)
        hour = values["hour"]
        if hour is None and not show.has_hour:
            return _without_hour(facts, day, zone)
        starts = _instant(day, hour or wall.time(), zone)
        length = facts.ends_at - facts.starts_at
        if values["minutes"] is not None or not show.has_hour:
            length = timedelta(minutes=values["minutes"] or USUAL_MINUTES)
        precision = facts.precision if show.has_hour else Precision.EXACT.value
        return replace(
            facts,
            starts_at=starts,
            ends_at=starts + length,
            precision=precision,
            day_part="",
        )


class NewBody(PlainForm):
    """A show drawn on the board: enough to stand in the schedule as draft or hold."""

    title = forms.CharField(max_length=120)
    day = DayField()
    hour = HourField()
    minutes = forms.IntegerField(min_value=5, max_value=LONGEST_MINUTES)
    troupe = RowField(required=False)
    venue = forms.ModelChoiceField(
        Venue.objects.standing().select_related("region"), required=False
    )
    status = forms.ChoiceField(
        choices=[(Status.DRAFT.value, ""), (Status.HOLD.value, "")]
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if self.errors:
            return values
        if not (values["venue"] or isinstance(values["troupe"], Troupe)):
            raise forms.ValidationError(_("Choose the troupe or the venue."))
        return values

    def facts(self) -> ShowFacts:
        values = self.cleaned_data
        venue = values["venue"]
        troupe = values["troupe"] if isinstance(values["troupe"], Troupe) else None
        zone = ZoneInfo(venue.time_zone if venue else "Asia/Shanghai")
        starts = _instant(values["day"], values["hour"], zone)
        load_in = usual_load_in(venue.kind) if venue else 0
        return ShowFacts(
            title=values["title"],
            starts_at=starts,
            ends_at=starts + timedelta(minutes=values["minutes"]),
            troupes=(troupe,) if troupe else (),
            venue=venue,
            region=venue.region if venue else troupe and troupe.region,
            load_in_minutes=load_in,
            strike_minutes=load_in // 2,
        )


def proposals(query: Mapping[str, str]) -> dict[str, Any]:
    """What the board's dialog hands over to the whole form: the values that hold."""
    form = NewBody({name: query.get(name, "") for name in NewBody.base_fields})
    form.is_valid()
    found = {name: value for name, value in form.cleaned_data.items() if value}
    if isinstance(found.get("troupe"), Venue):
        del found["troupe"]
    # Where no show has been leads here with a gacha nobody has a venue in.
    code = query.get("region", "")
    if code.isascii() and code.isdigit():
        region = Region.objects.filter(code=code[:12]).first()
        found |= {"region": region} if region else {}
    return found


class BoardDialog(PlainForm):
    """The fields of the board's dialogs, for the page to render; never bound."""

    auto_id = "board-%s"

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    day = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"})
    )
    hour = HourField(
        label=gettext_lazy("Curtain up"), widget=forms.TimeInput(attrs={"type": "time"})
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Length (minutes)"),
        min_value=5,
        max_value=LONGEST_MINUTES,
        initial=USUAL_MINUTES,
    )
    venue = venue_field(required=False, empty_label=gettext_lazy("Not known yet"))


def _instant(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)


def _without_hour(facts: ShowFacts, day: date, zone: ZoneInfo) -> ShowFacts:
    slot = show_slot(
        precision=Precision(facts.precision),
        zone=zone.key,
        day=day,
        day_part=DayPart(facts.day_part) if facts.day_part else None,
    )
    return replace(facts, starts_at=moment(slot.starts), ends_at=moment(slot.ends))
