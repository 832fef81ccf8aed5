"""The form of a rehearsal, a training, a transfer or a blackout."""

from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from troupes.models import Member, StageTruck, Troupe
from troupes.rights import scope_of
from ulanmuqi.base import clock
from ulanmuqi.places.models import Venue

from ..conflicts import Conflict, ResourceKind, Rule, Severity
from ..models import Engagement
from ..scheduling import EngagementFacts, check_engagement, engagement_facts_of
from .along import Along
from .cast import TroupeRows, troupe_offer, usual_cast
from .engagement_fields import PLACES, EngagementForm, is_a_venues
from .told import Told, gathered, told_at


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
            **{name: values[name] for name in PLACES},
        )

    def conflicts(self) -> tuple[Conflict, ...]:
        """What stands against it as far as it is typed (call after is_valid)."""
        values = self.form.cleaned_data
        needed = {"kind", "starts_at", "ends_at", "firmness"} <= values.keys()
        if not needed or set(PLACES) & set(self.form.errors) or not self.takes():
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
        **{name: getattr(facts, name) for name in PLACES},
    }
