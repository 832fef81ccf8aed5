"""Changes the facts of a show: its words, its programme, its time and place."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from troupes.models import Troupe
from ulanmuqi.places.models import Venue

from ..models import Change, Performance
from ..statuses import OFF
from .allowed import authorise, authorise_cast, fresh
from .errors import Refused
from .facts import ShowFacts, facts_of
from .locks import lock_performance
from .outcomes import Outcome, Why
from .pending import Pending
from .place import sound
from .place_in_line import LinePlace
from .settle import settle
from .snapshot import Snapshot
from .transaction import verb

_FIXED_FOR_OPENINGS = ("starts_at", "venue", "precision")


@verb
def revise(
    performance: Performance,
    facts: ShowFacts,
    *,
    by: Any = None,
    version: int | None = None,
    reason: str = "",
    accept: str = "",
    back_to: LinePlace | None = None,
) -> Outcome:
    """Gives a show new facts, all of them at once; saving the same changes nothing.

    When time, place or troupes differ it is a move: the sequence rises and the public
    is told, with the reason. Raises StaleWrite when `version` is no longer the row's,
    Refused for the time of an opening (act on the showcase) and for a show that is
    off, NotAllowed, ConflictsFound. `back_to` is the place in line of a show that
    moves back to where it was.
    """
    row = lock_performance(performance)
    pending = revision(row, facts, by=by, version=version, back_to=back_to)
    if pending is None:
        return Outcome(row, changed=False)
    return settle([pending], Why(by=by, reason=reason.strip(), accept=accept))[0]


def revision(
    row: Performance,
    facts: ShowFacts,
    *,
    by: Any,
    version: int | None = None,
    back_to: LinePlace | None = None,
) -> Pending | None:
    """A locked row with its new facts on its way to `settle`; None when they are the
    same. Raises as `revise`."""
    authorise(by, "change", row)
    fresh(row, version)
    sound(facts)
    before = Snapshot.of(row)
    if facts == before.facts:
        return None
    if facts.troupes != before.facts.troupes:
        authorise_cast(by, facts.troupes, facts.columns()["region"])
    for name, value in facts.columns().items():
        setattr(row, name, value)
    row._prefetched_objects_cache = {}
    moved = _moves(before.facts, facts)
    if moved:
        _may_move(row, before.facts, facts)
    other_doors = row.status not in OFF and _other_doors(before, facts)
    return Pending(
        row,
        before,
        action="schedule.move" if moved else "schedule.revise",
        change=Change.Kind.MOVED if moved or other_doors else "",
        troupes=facts.troupes,
        along=facts.along,
        programme=facts.programme,
        back_to=back_to,
    )


@verb
def move(
    performance: Performance,
    *,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    venue: Venue | None = None,
    troupes: tuple[Troupe, ...] | None = None,
    by: Any = None,
    version: int | None = None,
    reason: str = "",
    accept: str = "",
) -> Outcome:
    """Moves a show in time, place or to other troupes; what is not said stays.

    With a new start alone the show keeps its length. Raises as `revise`.
    """
    facts = facts_of(lock_performance(performance))
    if starts_at is not None and ends_at is None:
        ends_at = starts_at + (facts.ends_at - facts.starts_at)
    changes: dict[str, Any] = {
        name: value
        for name, value in (
            ("starts_at", starts_at),
            ("ends_at", ends_at),
            ("venue", venue),
            ("troupes", troupes),
        )
        if value is not None
    }
    return revise(
        performance,
        replace(facts, **changes),
        by=by,
        version=version,
        reason=reason,
        accept=accept,
    )


def _other_doors(before: Snapshot, after: ShowFacts) -> bool:
    """Whether somebody who read when to come would come at the wrong time."""
    return replace(before, facts=after).lets_in_at_another_hour(before)


def _moves(before: ShowFacts, after: ShowFacts) -> bool:
    names = ("starts_at", "ends_at", "precision", "day_part", "venue", "troupes")
    return any(getattr(before, name) != getattr(after, name) for name in names)


def _may_move(row: Performance, before: ShowFacts, after: ShowFacts) -> None:
    if row.status in OFF:
        raise Refused(
            _("This show is off. Reinstate it first, then give it a new time.")
        )
    if not row.is_opening:
        return
    for name in _FIXED_FOR_OPENINGS:
        if getattr(before, name) != getattr(after, name):
            raise Refused(
                _(
                    "All openings of a showcase share one instant. Move the showcase, "
                    "or act on this one city there."
                ),
                field=name,
            )
