"""When the venue is not free although no show is on: closed, or somebody rehearses."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from troupes.models import Troupe
from ulanmuqi.places.models import Venue

from ...models import Engagement, EngagementResource

MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class TakenLine:
    """Instants are aware, in the venue's zone. `last_day` is the last of several whole
    days and None else; `troupes` are those who come, none when the venue is closed."""

    kind: str
    kind_label: str
    title: str
    starts_at: datetime
    ends_at: datetime
    is_whole_days: bool
    last_day: datetime | None
    is_firm: bool
    troupes: tuple[str, ...]
    is_example: bool

    @property
    def is_closed(self) -> bool:
        return self.kind == Engagement.Kind.BLACKOUT

    @property
    def ends_another_day(self) -> bool:
        return self.starts_at.date() != self.ends_at.date()


def taken(venue: Venue, now: datetime) -> list[TakenLine]:
    """What takes this venue and is not over, next first: two queries. Notes, trucks and
    people's names stay inside; what is planned in other places is not asked for."""
    troupes = Prefetch(
        "parts", EngagementResource.objects.select_related("resource__troupe__region")
    )
    rows = Engagement.objects.filter(
        pk__in=EngagementResource.objects.filter(resource__venue=venue).values(
            "engagement"
        )
    )
    coming = rows.filter(ends_at__gt=now).order_by("starts_at", "pk")
    zone = ZoneInfo(venue.time_zone)
    return [_line(row, zone) for row in coming.prefetch_related(troupes)[:MOST_LINES]]


def _line(row: Engagement, zone: ZoneInfo) -> TakenLine:
    starts, ends = (at.astimezone(zone) for at in (row.starts_at, row.ends_at))
    whole = starts.time() == time(0) == ends.time()
    last = ends - timedelta(days=1)
    owners = [part.resource.troupe for part in row.parts.all()]
    return TakenLine(
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        title=row.title,
        starts_at=starts,
        ends_at=ends,
        is_whole_days=whole,
        last_day=last if whole and last.date() > starts.date() else None,
        is_firm=row.firm,
        troupes=tuple(one.local_name for one in owners if isinstance(one, Troupe)),
        is_example=row.is_example,
    )
