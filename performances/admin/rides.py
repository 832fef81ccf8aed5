"""Journeys for a page: in words, with what was accepted, and with what can be done."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from troupes.rights import scope_of
from ulanmuqi.base import rights
from ulanmuqi.base.names import person_name

from ..models import AcceptedWarning, Engagement, Performance
from ..scheduling import sentence
from ..scheduling.rides import Effect, Ride
from ..scheduling.road_wording import ride_sentence
from ..scheduling.stored import engagement_key, entry_id
from .columns import when_text
from .engagement_words import when_text as entry_when
from .show_acts import SHOW_ACTS

# Lines of one kind on a page; the rest is counted.
SHOWN = 60
_ACTS = ("condition", "postpone")

Ends = dict[str, Performance | Engagement]


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class RideLine:
    """One journey; `shows` are its two ends as far as the user may see them: shows, or
    entries without one."""

    text: str
    effect: str
    shows: tuple[Link, ...]
    acts: tuple[Link, ...] = ()
    accepted: str = ""
    lapsed: str = ""


@dataclass(frozen=True, slots=True)
class RideLines:
    """The journeys by what becomes of them; `hidden` are out of the user's reach."""

    lost: tuple[RideLine, ...] = ()
    tighter: tuple[RideLine, ...] = ()
    fine: tuple[RideLine, ...] = ()
    eased: tuple[RideLine, ...] = ()
    more: int = 0
    hidden: int = 0
    open_lost: int = 0

    @property
    def compares(self) -> bool:
        """Whether any line tells hours of before."""
        return bool(self.tighter or self.eased)

    @property
    def is_empty(self) -> bool:
        return not (self.lost or self.tighter or self.fine or self.eased or self.hidden)


def lines_for(user: Any, rides: Sequence[Ride]) -> RideLines:
    """Nine queries at most, however many journeys there are; four less where no entry
    without a show is among them."""
    rows = _ends(user, rides)
    seen = [ride for ride in rides if _may_see(user, ride, rows)]
    accepted = _accepted(seen)
    by_effect: dict[Effect, list[Ride]] = {effect: [] for effect in Effect}
    for ride in seen:
        by_effect[ride.effect].append(ride)

    def lines(effect: Effect) -> tuple[RideLine, ...]:
        chosen = by_effect[effect][:SHOWN]
        return tuple(_line(user, ride, rows, accepted) for ride in chosen)

    return RideLines(
        lost=lines(Effect.LOST),
        tighter=lines(Effect.TIGHTER),
        fine=lines(Effect.FINE),
        eased=lines(Effect.EASED),
        more=sum(max(0, len(found) - SHOWN) for found in by_effect.values()),
        hidden=len(rides) - len(seen),
        open_lost=sum(
            1 for ride in by_effect[Effect.LOST] if _in_force(ride, accepted) is None
        ),
    )


def _keys(rides: Iterable[Ride]) -> set[int]:
    """Ids of the shows at either end."""
    ends = (end for ride in rides for end in (ride.earlier, ride.later))
    return {int(end.performance) for end in ends if end.performance.isdigit()}


def _entry_keys(rides: Iterable[Ride]) -> set[int]:
    """Ids of the entries without a show at either end."""
    ends = (end for ride in rides for end in (ride.earlier, ride.later))
    return {int(key) for end in ends if (key := entry_id(end.performance))}


def _ends(user: Any, rides: Sequence[Ride]) -> Ends:
    """What lies at either end, by the keys of the claims, as far as the user may see
    it; four queries at most where there are entries, else two."""
    rows = Performance.objects.for_cards().filter(pk__in=_keys(rides))
    visible = rights.policy_for(Performance).visible(user, rows)
    found: Ends = {str(show.pk): show for show in visible}
    keys = _entry_keys(rides)
    if keys:
        entries = Engagement.objects.for_rows().filter(pk__in=keys)
        seen = rights.policy_for(Engagement).visible(user, entries)
        found |= {engagement_key(entry): entry for entry in seen}
    return found


def _may_see(user: Any, ride: Ride, rows: Ends) -> bool:
    ends = (ride.earlier.performance, ride.later.performance)
    return any(end in rows for end in ends) or scope_of(user).everywhere


def _accepted(rides: Sequence[Ride]) -> dict[str, AcceptedWarning]:
    """What was last accepted between these shows, by fingerprint, in force or not."""
    prints = [
        one.fingerprint for ride in rides for one in (ride.conflict, ride.was) if one
    ]
    mine = Q(performance__in=_keys(rides)) | Q(engagement__in=_entry_keys(rides))
    rows = AcceptedWarning.objects.filter(mine)
    rows = rows.filter(fingerprint__in=prints).select_related("by")
    return {row.fingerprint: row for row in rows.order_by("at", "pk")}


def _in_force(
    ride: Ride, accepted: dict[str, AcceptedWarning]
) -> AcceptedWarning | None:
    found = accepted.get(ride.conflict.fingerprint) if ride.conflict else None
    return found if found is not None and found.lapsed_at is None else None


def _line(
    user: Any,
    ride: Ride,
    rows: Ends,
    accepted: dict[str, AcceptedWarning],
) -> RideLine:
    later = rows.get(ride.later.performance)
    # A transfer is both ends of its own way.
    ends = dict.fromkeys([rows.get(ride.earlier.performance), later])
    is_lost = ride.effect is Effect.LOST
    now = _in_force(ride, accepted)
    prints = [one.fingerprint for one in (ride.conflict, ride.was) if one]
    before = next((accepted[one] for one in prints if one in accepted), None)
    return RideLine(
        text=sentence(ride.conflict) if ride.conflict else ride_sentence(ride),
        effect=ride.effect.value,
        shows=tuple(_link(row) for row in ends if row is not None),
        acts=_acts(user, later, accept=now is None) if is_lost and later else (),
        accepted=_said(now) if now else "",
        lapsed=_said(before) if is_lost and before and not now else "",
    )


def _said(warning: AcceptedWarning) -> str:
    who = person_name(warning.by)
    return f"{warning.reason} · {who}" if who else warning.reason


def _link(row: Performance | Engagement) -> Link:
    if isinstance(row, Engagement):
        url = reverse("engagements:inspect", args=[row.pk])
        return Link(f"{entry_when(row)} {row}", url)
    url = reverse("performances:inspect", args=[row.pk])
    return Link(f"{when_text(row)} {row}", url)


def _acts(
    user: Any, row: Performance | Engagement, *, accept: bool
) -> tuple[Link, ...]:
    """What can be done about one that cannot be reached: moved, made conditional,
    postponed, or, by a coordinator with a reason, left as it is."""
    if isinstance(row, Engagement):
        return tuple(_acts_on_entry(user, row, accept=accept))
    return tuple(_acts_on_show(user, row, accept=accept))


def _acts_on_entry(user: Any, row: Engagement, *, accept: bool) -> Iterator[Link]:
    may = rights.policy_for(Engagement).may
    if may(user, "change", row):
        url = reverse("engagements:edit", args=[row.pk])
        yield Link(_("Change time or place"), url)
    if accept and may(user, "accept", row):
        url = reverse("engagements:accept", args=[row.pk])
        yield Link(_("Go all the same, with a reason"), url)


def _acts_on_show(user: Any, show: Performance, *, accept: bool) -> Iterator[Link]:
    may = rights.policy_for(Performance).may
    if may(user, "change", show):
        url = reverse("performances:edit", args=[show.pk])
        yield Link(_("Change time or venue"), url)
    acts = [act for act in SHOW_ACTS if act.key in _ACTS and act.fits(show)]
    for act in acts:
        if may(user, act.verb, show):
            url = reverse("performances:act", args=[show.pk, act.key])
            yield Link(str(act.label), url)
    if accept and may(user, "accept", show):
        url = reverse("performances:act", args=[show.pk, "accept"])
        yield Link(_("Go all the same, with a reason"), url)
