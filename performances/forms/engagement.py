"""The form of a rehearsal, a training, a transfer or a blackout."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import (
    AdminAutoHeightTextInput,
    AdminDateInput,
    AdminTimeInput,
)

from troupes.models import Member, StageTruck, Troupe
from troupes.rights import Scope, scope_of
from ulanmuqi.base import clock
from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.places.admin.choices import region_field, venue_field, venues_by_league
from ulanmuqi.places.models import Venue

from ..conflicts import Conflict, ResourceKind, Rule, Severity
from ..models import Engagement
from ..scheduling import EngagementFacts, check_engagement, engagement_facts_of
from .along import Along
from .cast import TroupeRows, troupe_offer, usual_cast
from .instants import DayField
from .told import Told, gathered, told_at

Kind = Engagement.Kind
FIRMNESS = [
    ("firm", gettext_lazy("Settled: nobody else can have the time")),
    ("held", gettext_lazy("Only held: others are warned")),
]
_PLACES = ("venue", "region", "from_venue", "from_region")


class EngagementForm(PlainForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        choices=Kind,
        initial=Kind.REHEARSAL.value,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Others read it where their plans collide with it."),
    )
    day = DayField(label=gettext_lazy("First day"), widget=AdminDateInput)
    hour = forms.TimeField(
        label=gettext_lazy("Begins at"),
        required=False,
        widget=AdminTimeInput,
        help_text=gettext_lazy("Empty: the whole day."),
    )
    last_day = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=AdminDateInput,
        help_text=gettext_lazy("Empty: the same day."),
    )
    until = forms.TimeField(
        label=gettext_lazy("Stops at"), required=False, widget=AdminTimeInput
    )
    from_venue = venue_field(
        label=gettext_lazy("Sets out from"), required=False, empty_label="—"
    )
    from_region = region_field(
        label=gettext_lazy("Or from the region"), required=False, empty_label="—"
    )
    venue = venue_field(required=False, empty_label="—")
    region = region_field(
        label=gettext_lazy("Or the region"), required=False, empty_label="—"
    )
    takes_venue = forms.BooleanField(
        label=gettext_lazy("The venue is taken by it"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Untick it where others can use the place as well."),
    )
    firmness = forms.ChoiceField(
        label=gettext_lazy("How sure"),
        choices=FIRMNESS,
        initial="firm",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=2000,
        required=False,
        widget=AdminAutoHeightTextInput,
        help_text=gettext_lazy("Private, like the whole entry."),
    )
    accept = forms.CharField(
        label=gettext_lazy("Why it goes ahead despite the warnings"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Kept with your name, until the facts change."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        user: Any,
        initial: dict[str, Any] | None = None,
        version: int | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        scope = scope_of(user)
        if not scope.coordinates:
            # Warnings are accepted by coordinators only (rule 5.5).
            del self.fields["accept"]
        if is_a_venues(scope):
            self._for_a_venue(scope)
        if version is not None:
            self.fields["version"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=version
            )

    def _for_a_venue(self, scope: Scope) -> None:
        """A venue's contact says when the own venue is not available, no more."""
        self.fields["kind"].choices = [(Kind.BLACKOUT.value, Kind.BLACKOUT.label)]
        self.fields["kind"].initial = Kind.BLACKOUT.value
        own = venues_by_league().filter(pk__in=scope.venues)
        self.fields["venue"].queryset = own
        self.fields["venue"].required = True
        self.fields["venue"].initial = own.first()
        for name in ("region", "from_venue", "from_region", "takes_venue"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("kind") != Kind.TRANSFER:
            values["from_venue"] = values["from_region"] = None
        for name in _PLACES:
            values.setdefault(name, None)
        if "takes_venue" not in self.fields:
            values["takes_venue"] = True
        if values.get("kind") == Kind.TRANSFER:
            values["takes_venue"] = False
        if not {"day", "hour", "last_day", "until"} & set(self.errors):
            self._read_time(values)
        return values

    def _read_time(self, values: dict[str, Any]) -> None:
        first, last = values["day"], values.get("last_day") or values["day"]
        hour, until = values.get("hour"), values.get("until")
        if (hour is None) != (until is None):
            name = "until" if until is None else "hour"
            # Translators: zh: 开始和结束的钟点请一起填，或都留空表示全天。
            sentence = _("Give both hours, or none of them for whole days.")
            self.add_error(name, sentence)
            return
        venue = values.get("venue")
        zone = ZoneInfo(venue.time_zone) if venue else clock.SHANGHAI
        starts = _at(first, hour or time(0), zone)
        ends = _at(last, until, zone) if until else _at(last, time(0), zone, days=1)
        if ends <= starts:
            self.add_error(
                "until" if hour else "last_day", _("The end must lie after the start.")
            )
            return
        values["starts_at"], values["ends_at"] = starts, ends


def _at(day: date, hour: time, zone: ZoneInfo, *, days: int = 0) -> datetime:
    local = datetime.combine(day + timedelta(days=days), hour, tzinfo=zone)
    return local.astimezone(UTC)


def is_a_venues(scope: Scope) -> bool:
    """Whether all this user may enter is when the own venue is closed."""
    return bool(scope.venues) and not (scope.coordinates or scope.troupes)


class EngagementEntry:
    """The form, the troupes and what goes along; nothing typed is lost when invalid.

    `proposed` are the facts of a new one that somebody else filled in: a copy, the
    transfer between two shows.
    """

    def __init__(
        self,
        user: Any,
        data: Any = None,
        *,
        engagement: Engagement | None = None,
        proposed: EngagementFacts | None = None,
    ) -> None:
        self.engagement = engagement
        known = engagement_facts_of(engagement) if engagement else proposed
        self.form = EngagementForm(
            data,
            user=user,
            initial=initial_of(known) if known else None,
            version=engagement.version if engagement else None,
        )
        takes = known.takes if known else ()
        self.known_troupes = tuple(one for one in takes if isinstance(one, Troupe))
        self.has_people = not is_a_venues(scope_of(user))
        troupes = troupe_offer(user)
        cast = [{"troupe": one} for one in self.known_troupes]
        if known is None:
            cast = usual_cast(troupes, is_typed=data is not None)
        self.troupes = TroupeRows(
            data if data is not None and "troupes-TOTAL_FORMS" in data else None,
            prefix="troupes",
            form_kwargs={"troupes": troupes},
            initial=cast,
        )
        along = [one for one in takes if isinstance(one, StageTruck | Member)]
        self.along = Along(user, data, known=along)
        # Further halls that a form with one field cannot show are kept.
        self.more_halls = tuple(
            one for one in takes if isinstance(one, Venue) and one != known.venue
        )
        self.told: dict[str, list[Told]] = {}

    @property
    def media(self) -> forms.Media:
        return self.form.media + self.troupes.media + self.along.rows.media

    def is_valid(self) -> bool:
        troupes = not self.troupes.is_bound or self.troupes.is_valid()
        parts = (self.form.is_valid(), troupes, self.along.is_valid())
        return all(parts)

    def takes(self) -> tuple[Any, ...]:
        values = self.form.cleaned_data
        is_asked = self.troupes.is_bound
        troupes = self.troupes.chosen() if is_asked else self.known_troupes
        halls = (values["venue"],) if values["venue"] and values["takes_venue"] else ()
        found = (*troupes, *self.along.chosen(), *halls, *self.more_halls)
        return tuple(dict.fromkeys(found))

    def facts(self) -> EngagementFacts:
        """Call after is_valid."""
        values = self.form.cleaned_data
        return EngagementFacts(
            kind=values["kind"],
            title=values["title"].strip(),
            starts_at=values["starts_at"],
            ends_at=values["ends_at"],
            takes=self.takes(),
            firm=values["firmness"] == "firm",
            note=values["note"],
            is_example=bool(self.engagement and self.engagement.is_example),
            **{name: values[name] for name in _PLACES},
        )

    def conflicts(self) -> tuple[Conflict, ...]:
        """What stands against it as far as it is typed (call after is_valid)."""
        values = self.form.cleaned_data
        needed = {"kind", "starts_at", "ends_at", "firmness"} <= values.keys()
        if not needed or set(_PLACES) & set(self.form.errors) or not self.takes():
            return ()
        values.setdefault("note", "")
        values.setdefault("title", "")
        return check_engagement(self.facts(), engagement=self.engagement)

    def tell(self, conflicts: Any) -> None:
        self.told = gathered(
            told_at(conflict, field_of(conflict)) for conflict in conflicts
        )

    @property
    def asks_to_accept(self) -> bool:
        if self.form.is_bound and self.form.data.get("accept"):
            return True
        told = [one for group in self.told.values() for one in group]
        return any(one.severity == Severity.WARN for one in told)


_FIELDS = {Rule.PAST_START: "day", Rule.TOO_FAST: "until", Rule.NEVER_BOTH: "along"}
_KINDS = {ResourceKind.VENUE: "venue", ResourceKind.TROUPE: "troupes"}


def field_of(conflict: Conflict) -> str:
    """The field whose change would mend the conflict."""
    if conflict.rule in _FIELDS:
        return _FIELDS[conflict.rule]
    kind = conflict.resource.kind if conflict.resource else ResourceKind.TROUPE
    kind = ResourceKind(conflict.params.get("via_kind", kind))
    return _KINDS.get(kind, "along")


def initial_of(facts: EngagementFacts) -> dict[str, Any]:
    """What the fields show: whole days without hours."""
    zone = ZoneInfo(facts.venue.time_zone) if facts.venue else clock.SHANGHAI
    starts, ends = (at.astimezone(zone) for at in (facts.starts_at, facts.ends_at))
    whole = starts.time() == time(0) == ends.time()
    last = (ends - timedelta(seconds=1)).date() if whole else ends.date()
    return {
        "kind": facts.kind,
        "title": facts.title,
        "day": starts.date(),
        "hour": None if whole else starts.time(),
        "last_day": last if last != starts.date() else None,
        "until": None if whole else ends.time(),
        "takes_venue": facts.venue is None or facts.venue in facts.takes,
        "firmness": "firm" if facts.firm else "held",
        "note": facts.note,
        **{name: getattr(facts, name) for name in _PLACES},
    }
