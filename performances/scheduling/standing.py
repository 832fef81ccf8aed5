"""Judges everything that stands: the nightly check, and the proof that bookings equal
what the statuses demand (rule 5.2)."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from ..conflicts import Conflict, Severity, judge_standing
from ..models import AcceptedWarning, Booking, Performance
from ..slots import epoch
from ..statuses import BOOKED
from .demands import demands, standing_claim
from .neighbours import with_what_is_judged


@dataclass(frozen=True, slots=True)
class Findings:
    """What `check_conflicts` found; `is_clean` when nobody has to do anything."""

    blocks: tuple[Conflict, ...]
    warnings: tuple[Conflict, ...]
    accepted: tuple[Conflict, ...]
    astray: tuple[Performance, ...]

    @property
    def is_clean(self) -> bool:
        return not (self.blocks or self.warnings or self.astray)


def check_conflicts(*, since=None) -> Findings:
    """Judges all bookings (from `since` on, aware, when given), in four queries.

    `astray` are shows whose bookings are not those their status demands.
    """
    bookings = with_what_is_judged(Booking.objects.all())
    booked = Booking.objects.filter(performance=OuterRef("pk"), kind=Booking.Kind.SHOW)
    shows = (
        Performance.objects.filter(Q(status__in=BOOKED) | Exists(booked))
        .select_related("venue")
        .prefetch_related("troupe_parts__troupe", "bookings__resource")
    )
    if since is not None:
        bookings = bookings.filter(ends__gt=epoch(since))
        shows = shows.filter(ends_at__gt=since)
    found = judge_standing([standing_claim(row) for row in bookings])
    accepted = set(AcceptedWarning.objects.values_list("fingerprint", flat=True))
    warnings = [c for c in found if c.severity is Severity.WARN and c.resource]
    firm = [c for c in warnings if c.params.get("firm", True)]
    return Findings(
        blocks=tuple(c for c in found if c.severity is Severity.BLOCK),
        warnings=tuple(c for c in firm if c.fingerprint not in accepted),
        accepted=tuple(c for c in firm if c.fingerprint in accepted),
        astray=tuple(show for show in shows if _is_astray(show)),
    )


def _is_astray(show: Performance) -> bool:
    wanted = {
        (d.troupe_id, d.venue_id, d.starts, d.ends, d.firm, d.exclusive)
        for d in demands(show, show.troupes_in_order)
    }
    stored = {
        (
            b.resource.troupe_id,
            b.resource.venue_id,
            b.starts,
            b.ends,
            b.firm,
            b.exclusive,
        )
        for b in show.bookings.all()
        if b.kind == Booking.Kind.SHOW
    }
    return wanted != stored
