"""Warnings that stand against firm shows: accepted with a reason, lapsing with the
facts, and counted for the lists."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from ulanmuqi.base import clock
from ulanmuqi.base.analyze import analyze

from ..conflicts import Conflict, Limits, Rule, Severity, judge_standing
from ..models import AcceptedWarning, Booking, Performance, Resource, StandingWarning
from ..rules import past_start
from ..slots import DAY, MAX_BOOKING_SECONDS, epoch
from ..statuses import FIRM
from .demands import occupied_slot, proposal
from .entry_judging import lapse
from .limits import limits_now
from .locks import ALONG
from .passed import tell_those_passed
from .road_book import Roads
from .stored import standing_claims, with_what_is_judged
from .transaction import verb
from .wording import sentence
from .workdays import LONGEST_RUN_DAYS

if TYPE_CHECKING:
    from .outcomes import Why
    from .pending import Pending

# What ends an acceptance besides an act on the show itself.
BY_VENUE, BY_TRUCK, BY_RULES = "venue", "truck", "rules"
BY_ROADS, BY_CHECK = "roads", "check"
_END_OF_TIME = 2**40
# A season's worth of fingerprints is read whole: databases bound a list of values.
_ASKED_BY_NAME = 500


def accepted_prints(conflicts: Iterable[Conflict]) -> set[str]:
    """Those of the conflicts' fingerprints that are accepted, on whichever show: an
    acceptance covers both sides of a pair. One query."""
    prints = {conflict.fingerprint for conflict in conflicts}
    found = AcceptedWarning.objects.in_force()
    if len(prints) <= _ASKED_BY_NAME:
        found = found.filter(fingerprint__in=prints)
    return prints & set(found.values_list("fingerprint", flat=True))


def accept(
    row: Performance, conflicts: Iterable[Conflict], why: "Why", now: datetime
) -> None:
    """Keeps the reason beside every warning of a firm show that has none of its own,
    even where the other side gave one."""
    if not why.accept.strip() or row.status not in FIRM:
        return
    warned = {c.fingerprint: c for c in conflicts if c.severity is Severity.WARN}
    own = row.accepted_warnings.in_force()
    known = set(own.values_list("fingerprint", flat=True))
    new = [one for one in warned.values() if one.fingerprint not in known]
    tell_those_passed(row, new, why, now)
    AcceptedWarning.objects.bulk_create(
        AcceptedWarning(
            performance=row,
            rule=conflict.rule,
            fingerprint=conflict.fingerprint,
            told=sentence(conflict),
            reason=why.accept.strip(),
            by=why.by,
            at=now,
        )
        for conflict in new
    )


def follow(
    batch: "Sequence[Pending]",
    conflicts: Iterable[Conflict],
    limits: Limits,
    now: datetime,
) -> None:
    """After the batch was booked: what stands now, on it and on whatever it touched.

    Two queries when nothing stood and nothing stands.
    """
    keys = [pending.performance.pk for pending in batch]
    # That home plays is a word for the home troupe, and a warning for who borrows.
    warned = [
        c for c in conflicts if c.severity is Severity.WARN or c.rule is Rule.HOME_PLAYS
    ]
    touched = {int(key) for c in warned for key in c.shows if key.isdigit()}
    stood = StandingWarning.objects.filter(performance__in=keys)
    shared = StandingWarning.objects.filter(
        fingerprint__in=list(stood.values_list("fingerprint", flat=True))
    )
    touched |= set(shared.values_list("performance", flat=True))
    accepted = AcceptedWarning.objects.in_force().filter(performance__in=keys)
    touched |= set(accepted.values_list("performance", flat=True))
    if touched:
        _renew(touched | set(keys), limits, now, through=batch[0].action)


@verb
def judge_again(shows: Iterable[int], *, through: str) -> int:
    """Judges firm shows anew after something beside them changed: a venue's sheet, the
    rules, a road. Returns how many of them came under a warning nobody accepted.

    A constant number of queries. `through` names what changed, for the history of
    the acceptances that end by it.
    """
    return _renew(set(shows), limits_now(), clock.now(), through=through)


def _warnings(rows: Sequence[Performance], limits: Limits) -> dict[int, list[Conflict]]:
    """The warnings that stand against each of the firm shows, by id; two queries."""
    if not rows:
        return {}
    proposals = [proposal(row, row.cast, is_new=False) for row in rows]
    taken = [occupied_slot(row) for row in rows]
    reach = LONGEST_RUN_DAYS * DAY
    bookings = Booking.objects.filter(
        resource__in=_concerned([row.pk for row in rows]),
        starts__lt=max(slot.ends for slot in taken) + reach,
        starts__gt=min(slot.starts for slot in taken) - reach - MAX_BOOKING_SECONDS,
    )
    now = epoch(clock.now())
    standing = standing_claims(with_what_is_judged(bookings))
    claims = [claim for claim in standing if not claim.is_overdue(now)]
    travel = Roads.between(claims)
    found: dict[int, list[Conflict]] = defaultdict(list)
    wanted = {str(row.pk) for row in rows}
    for conflict in judge_standing(claims, proposals, travel=travel, limits=limits):
        if conflict.severity is Severity.WARN:
            for key in conflict.shows & wanted:
                found[int(key)].append(conflict)
    return found


def _concerned(shows: Sequence[int]) -> QuerySet:
    """What the shows book, and the home troupes of those they borrowed."""
    booked = Resource.objects.filter(bookings__performance__in=shows)
    homes = Resource.objects.filter(troupe__people__resource__in=booked)
    return Resource.objects.filter(Q(pk__in=booked) | Q(pk__in=homes)).values("pk")


def _renew(shows: set[int], limits: Limits, now: datetime, *, through: str) -> int:
    """Makes the standing warnings of these shows those that are found now; where
    `through` names what changed, acceptances whose facts are gone lapse."""
    rows = list(
        Performance.objects.firm()
        .filter(pk__in=shows, entered_after=False)
        .select_related("venue__region__league", "region__league")
        .prefetch_related("troupe_parts__troupe", *ALONG)
    )
    found = {
        (key, conflict.fingerprint): conflict
        for key, conflicts in _warnings(rows, limits).items()
        for conflict in conflicts
    }
    newly = _keep_standing(shows, found, now)
    still = {*found, *((row.pk, _print_when_past(row)) for row in rows)}
    gone = [
        warning.pk
        for warning in AcceptedWarning.objects.in_force().filter(performance__in=shows)
        if (warning.performance_id, warning.fingerprint) not in still
    ]
    if gone and through:
        AcceptedWarning.objects.filter(pk__in=gone).update(
            lapsed_at=now, lapsed_through=through
        )
    accepted = accepted_prints(found[one] for one in newly)
    return len({key for key, print_ in newly if print_ not in accepted})


def _keep_standing(
    shows: set[int], found: dict[tuple[int, str], Conflict], now: datetime
) -> list[tuple[int, str]]:
    """Returns which of those found did not stand before."""
    stored = {
        (one.performance_id, one.fingerprint): one.pk
        for one in StandingWarning.objects.filter(performance__in=shows)
    }
    gone = [key for pair, key in stored.items() if pair not in found]
    if gone:
        StandingWarning.objects.filter(pk__in=gone).delete()
    newly = [pair for pair in found if pair not in stored]
    StandingWarning.objects.bulk_create(
        [
            StandingWarning(
                performance_id=key,
                rule=found[key, print_].rule,
                fingerprint=print_,
                since=now,
            )
            for key, print_ in newly
        ],
        # Another act may have found the same just now.
        ignore_conflicts=True,
    )
    analyze(StandingWarning, written=len(newly))
    return newly


def _print_when_past(row: Performance) -> str:
    """A start in the past is judged when it is entered and never again; its acceptance
    holds while the hour does."""
    put = replace(proposal(row, [], is_new=True), performance=str(row.pk))
    conflict = past_start(put, _END_OF_TIME)
    return conflict.fingerprint if conflict else ""


def firm_from(instant: datetime) -> list[int]:
    """Ids of the firm shows that are not over by then."""
    rows = Performance.objects.firm().filter(ends_at__gt=instant)
    return list(rows.values_list("pk", flat=True))


@verb
def judge_venue_again(venue: Any) -> int:
    """Call after a venue's sheet, hours or point changed. As `judge_again`."""
    now = clock.now()
    for end in ("venue", "from_venue"):
        lapse(now, through=BY_VENUE, **{end: venue})
    rows = Performance.objects.firm().filter(venue=venue, ends_at__gt=now)
    return judge_again(rows.values_list("pk", flat=True), through=BY_VENUE)


def judge_truck_again(truck: Any) -> int:
    """Call after what a stage truck brings changed. As `judge_again`."""
    rows = Performance.objects.firm().filter(
        along_parts__resource__truck=truck, ends_at__gt=clock.now()
    )
    return judge_again(rows.values_list("pk", flat=True), through=BY_TRUCK)


@verb
def judge_all_again(*, through: str) -> int:
    """After the rules changed, or to be sure: everything that is to come. As
    `judge_again`; some queries more for each entry that has an acceptance."""
    now = clock.now()
    lapse(now, through=through)
    return judge_again(firm_from(now), through=through)
