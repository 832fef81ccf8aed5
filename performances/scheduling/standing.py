"""Judges everything that stands: the nightly check, and the proof that bookings equal
what the statuses demand (rule 5.2)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from ulanmuqi.base import clock

from ..claims import find_absences
from ..conflicts import Conflict, Severity, judge_standing
from ..models import Booking, Engagement, Performance, Record, Resource
from ..sharing import home_plays
from ..slots import DAY, MAX_BOOKING_SECONDS, epoch
from ..statuses import BOOKED, FIRM
from .bonds import all_bonds
from .demands import proposal
from .limits import limits_now
from .locks import ALONG
from .reported_astray import strayed
from .road_book import Roads
from .shelf import CHUNK, Shelf
from .stored import standing_claims, with_what_is_judged
from .stray import is_astray, is_astray_too
from .warnings import accepted_prints
from .workdays import LONGEST_RUN_DAYS

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Findings:
    """What `check_conflicts` found; `is_clean` when nobody has to do anything.
    `judged` counts the bookings looked at; `records` contradict their show."""

    blocks: tuple[Conflict, ...]
    warnings: tuple[Conflict, ...]
    accepted: tuple[Conflict, ...]
    astray: tuple[Performance | Engagement, ...]
    judged: int = 0
    records: tuple[Record, ...] = ()

    @property
    def is_clean(self) -> bool:
        return not (self.blocks or self.warnings or self.astray or self.records)


@dataclass(frozen=True, slots=True)
class Window:
    """[since, until) in UTC seconds, open where None; what touches it counts."""

    since: int | None = None
    until: int | None = None

    @classmethod
    def of(cls, since: datetime | None, until: datetime | None) -> "Window":
        return cls(
            epoch(since) if since is not None else None,
            epoch(until) if until is not None else None,
        )

    def touches(self, starts: int, ends: int) -> bool:
        begun = self.until is None or starts < self.until
        return begun and (self.since is None or ends > self.since)

    def bookings(self, *, around: int = 0) -> QuerySet:
        """Those that touch it, and `around` seconds further at both ends."""
        rows = Booking.objects.all()
        if self.since is not None:
            since = self.since - around
            rows = rows.filter(ends__gt=since, starts__gt=since - MAX_BOOKING_SECONDS)
        if self.until is not None:
            rows = rows.filter(starts__lt=self.until + around)
        return rows


def count_work(since: datetime | None = None, until: datetime | None = None) -> int:
    """What `check_conflicts` will tell its progress up to; two counts."""
    window = Window.of(since, until)
    return _around(window).count() + _shows(since, until).count()


def check_conflicts(
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    progress: Progress = lambda done: None,
) -> Findings:
    """Judges all bookings, or what touches [since, until) (aware).

    One ordered read of the bookings, resource by resource, and one of the shows in
    chunks (`Shelf`), so memory does not grow with the season; `progress` is told how
    many rows of both are done. `astray` are shows whose bookings are not those their
    status demands, and engagements whose bookings are not what they take;
    `records` tell of people where their show was not, or was not yet. Overdue holds
    stand against nobody. May be interrupted: it writes nothing.
    """
    window, now = Window.of(since, until), epoch(clock.now())
    found: list[Conflict] = []
    judged = 0
    around = 0 if window.since is None else window.since - MAX_BOOKING_SECONDS
    roads, limits = Roads(since=around), limits_now()
    shelf = Shelf()
    for line in shelf.lines(_around(window)):
        waiting = [one for one in standing_claims(line) if not one.is_overdue(now)]
        standing = judge_standing(waiting, travel=roads, limits=limits)
        found += [c for c in standing if _bites_in(window, c)]
        judged += len(line)
        progress(judged)
    found += [c for c in _absences(_around(window)) if _bites_in(window, c)]
    astray: list[Performance | Engagement] = []
    bonds = all_bonds()
    shows = shelf.shows(_shows(since, until))
    for done, show in enumerate(shows, start=judged + 1):
        if is_astray(show, bonds):
            astray.append(show)
        if show.status in FIRM and not show.entered_after:
            put = proposal(show, show.cast, is_new=False)
            found += judge_standing((), [put], limits=limits)
        progress(done)
    engagements = _engagements(since, until).iterator(CHUNK)
    astray += [row for row in engagements if is_astray_too(row, bonds)]
    records = tuple(strayed(since, until))
    return replace(_sorted_out(found, tuple(astray), judged), records=records)


def _around(window: Window) -> QuerySet:
    """A conflict at the edge has its other half outside, a run of working days more."""
    return window.bookings(around=LONGEST_RUN_DAYS * DAY)


def _absences(bookings: QuerySet) -> list[Conflict]:
    """Where a lent member is missed at home: the one rule about two resources. One
    query where nobody is lent."""
    lent = bookings.filter(resource__kind=Resource.Kind.MEMBER)
    homes = set(lent.values_list("resource__member__troupe", flat=True))
    if not homes:
        return []
    away = with_what_is_judged(lent)
    at_home = with_what_is_judged(bookings.filter(resource__troupe__in=homes))
    claims = standing_claims([*away, *at_home])
    absences = find_absences(claims)
    found = (home_plays(one, show) for one, show in absences)
    return [conflict for conflict in found if conflict is not None]


def _bites_in(window: Window, conflict: Conflict) -> bool:
    ends = conflict.params.get("overlap_ends", conflict.at + 1)
    return window.touches(conflict.at, int(ends))


def _shows(since: datetime | None, until: datetime | None) -> QuerySet:
    booked = Booking.objects.filter(performance=OuterRef("pk"), kind=Booking.Kind.SHOW)
    shows = (
        Performance.objects.filter(Q(status__in=BOOKED) | Exists(booked))
        .prefetch_related("troupe_parts__troupe", *ALONG)
        .prefetch_related("bookings__resource", "bookings__via")
    )
    if since is not None:
        shows = shows.filter(ends_at__gt=since)
    if until is not None:
        shows = shows.filter(starts_at__lt=until)
    return shows.order_by("starts_at", "id")


def _engagements(since: datetime | None, until: datetime | None) -> QuerySet:
    rows = Engagement.objects.for_rows().prefetch_related(
        "bookings__resource", "bookings__via"
    )
    if since is not None:
        rows = rows.filter(ends_at__gt=since)
    if until is not None:
        rows = rows.filter(starts_at__lt=until)
    return rows.order_by("starts_at", "id")


def _sorted_out(
    found: Iterable[Conflict], astray: tuple[Performance | Engagement, ...], judged: int
) -> Findings:
    """Blocks, open and accepted warnings, each by time; one query. What two resources
    of one journey tell is told once."""
    once = {(c.rule, c.performance, c.fingerprint): c for c in found}
    by_time = sorted(once.values(), key=lambda c: (c.at, c.rule, c.performance))
    firm = [c for c in by_time if c.severity is Severity.WARN and _binds(c)]
    known = accepted_prints(firm)
    return Findings(
        blocks=tuple(c for c in by_time if c.severity is Severity.BLOCK),
        warnings=tuple(c for c in firm if c.fingerprint not in known),
        accepted=tuple(c for c in firm if c.fingerprint in known),
        astray=astray,
        judged=judged,
    )


def _binds(warning: Conflict) -> bool:
    """Whether a firm show is in it: two holds may want the same time."""
    sides = [warning.params.get(name) for name in ("firm", "other_firm")]
    return sides == [None, None] or any(sides)
