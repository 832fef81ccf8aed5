"""The facts of an engagement as a caller states them: plain frozen values."""

from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from troupes.models import Member, StageTruck, Troupe
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region, Venue

from ..models import Engagement
from .errors import Refused

Kind = Engagement.Kind
# A season's leave, a winter's repairs.
LONGEST = timedelta(days=120)
MOST_TAKEN = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementFacts:
    """Everything one says of a rehearsal, training, transfer or blackout.

    `takes` is what it occupies, a hall included. `venue` or `region` is where it is,
    or where a transfer arrives; `from_…` where a transfer sets out. Instants aware.
    """

    kind: str
    starts_at: datetime
    ends_at: datetime
    takes: tuple[Troupe | StageTruck | Member | Venue, ...]
    title: str = ""
    firm: bool = True
    venue: Venue | None = None
    region: Region | None = None
    from_venue: Venue | None = None
    from_region: Region | None = None
    note: str = ""
    is_example: bool = False

    def columns(self) -> dict[str, Any]:
        """The facts that are columns of the engagement's own row."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        del values["takes"]
        for place, area in (("venue", "region"), ("from_venue", "from_region")):
            if values[place] is not None:
                values[area] = values[place].region
        return values

    def settled(self) -> "EngagementFacts":
        """The same with regions that follow from the venues, as rows hold them."""
        return replace(self, **self.columns())


def engagement_facts_of(row: Engagement) -> EngagementFacts:
    """The facts a row holds now (load with `for_rows`)."""
    own = {
        f.name: getattr(row, f.name)
        for f in fields(EngagementFacts)
        if f.name != "takes"
    }
    return EngagementFacts(takes=tuple(row.cast), **own)


def sound(facts: EngagementFacts) -> None:
    """Raises Refused at the field for facts no rule can be asked about."""
    if facts.kind not in Kind.values:
        raise Refused(_("Choose what it is."), field="kind")
    if not facts.takes:
        raise Refused(
            _("Say what it takes: a troupe, a truck, a person or a venue."),
            field="takes",
        )
    if len(facts.takes) > MOST_TAKEN:
        raise Refused(
            _("One entry takes at most %(count)s things. Make two of it.")
            % {"count": MOST_TAKEN},
            field="takes",
        )
    _sound_time(facts)
    _sound_places(facts)


def _sound_time(facts: EngagementFacts) -> None:
    if facts.starts_at.tzinfo is None or facts.ends_at.tzinfo is None:
        raise Refused(_("The hour needs its time zone."), field="starts_at")
    if facts.ends_at <= facts.starts_at:
        raise Refused(_("The end must lie after the start."), field="ends_at")
    if facts.ends_at - facts.starts_at > LONGEST:
        raise Refused(
            _("One entry lasts at most %(days)s days. Check the last day.")
            % {"days": LONGEST.days},
            field="ends_at",
        )
    if abs((facts.starts_at - clock.now()).days) > 366 * 20:
        raise Refused(
            _("The date is more than twenty years away. Check the year."),
            field="starts_at",
        )


def _sound_places(facts: EngagementFacts) -> None:
    for name in ("venue", "from_venue"):
        venue = getattr(facts, name)
        if venue is not None and venue.merged_into_id is not None:
            raise Refused(
                _("This venue was merged into another. Choose that one."), field=name
            )
    if facts.kind == Kind.BLACKOUT:
        return
    if facts.venue is None and facts.region is None:
        raise Refused(
            _("Say where: a venue, or at least the league or banner."), field="venue"
        )
    leaves = facts.from_venue is not None or facts.from_region is not None
    if facts.kind == Kind.TRANSFER and not leaves:
        raise Refused(_("Say where the transfer sets out."), field="from_venue")
    if facts.kind == Kind.TRANSFER and any(isinstance(t, Venue) for t in facts.takes):
        raise Refused(_("A venue does not travel. Leave it out."), field="takes")
