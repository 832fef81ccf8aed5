"""Keeps the art advisers and the troupes they are paired with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from troupes.models import Troupe
from troupes.rights import scope_of
from ulanmuqi.base import clock
from ulanmuqi.base.quotes import within_quotes
from ulanmuqi.places.models import Region

from ..models import ArtAdviser, Pairing
from . import log
from .allowed import ADVISERS, fresh
from .errors import NotAllowed, Refused
from .locks import lock_row
from .outcomes import Why
from .transaction import verb

MOST_PAIRINGS = 40


@dataclass(frozen=True, slots=True)
class PairingFacts:
    """Both days are included; `until` None is until further notice."""

    troupe: Troupe
    since: date
    until: date | None = None

    def meets(self, other: "PairingFacts") -> bool:
        last, theirs = self.until or date.max, other.until or date.max
        return self.since <= theirs and other.since <= last


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviserFacts:
    name: str
    known_for: str = ""
    home: str = ""
    region: Region | None = None
    may_name: bool = False
    note: str = ""
    pairings: tuple[PairingFacts, ...] = ()
    is_example: bool = False


@verb
def enter_adviser(facts: AdviserFacts, *, by: Any = None) -> ArtAdviser:
    """A new adviser with the troupes looked after. Raises Refused, NotAllowed."""
    return _settle(ArtAdviser(), facts, by)


@verb
def revise_adviser(
    adviser: ArtAdviser,
    facts: AdviserFacts,
    *,
    by: Any = None,
    version: int | None = None,
) -> ArtAdviser:
    """New facts, all at once. Raises as `enter_adviser`, and StaleWrite."""
    row = lock_row(adviser, ArtAdviser.objects.for_rows())
    if by is not None and not ADVISERS.may(by, "change", row):
        raise NotAllowed
    fresh(row, version)
    row.version += 1
    return _settle(row, facts, by)


def _settle(row: ArtAdviser, facts: AdviserFacts, by: Any) -> ArtAdviser:
    _sound(facts)
    for name in ("name", "known_for", "home", "region", "may_name", "note"):
        setattr(row, name, getattr(facts, name))
    row.is_example = facts.is_example
    _authorise(row, facts.pairings, by)
    row.save()
    row.pairings.all().delete()
    Pairing.objects.bulk_create(
        Pairing(adviser=row, troupe=one.troupe, since=one.since, until=one.until)
        for one in facts.pairings
    )
    paired = [f"{p.troupe} {p.since}–{p.until or ''}" for p in facts.pairings]
    data = {"after": {"pairings": paired}}
    log.write(row, "schedule.adviser", Why(by=by), data=data, at=clock.now())
    return ArtAdviser.objects.for_rows().get(pk=row.pk)


def _authorise(row: ArtAdviser, pairings: Sequence[PairingFacts], by: Any) -> None:
    """A league keeps its own advisers, for troupes of the league."""
    if by is None:
        return
    scope = scope_of(by)
    if not (scope.coordinates and scope.covers(row.region)):
        raise Refused(
            _("Choose a league or banner you coordinate: it keeps the adviser."),
            field="region",
        )
    for one in pairings:
        if not scope.covers(one.troupe.region):
            raise Refused(
                _("“%(name)s” is not in the region you coordinate.")
                % {"name": within_quotes(one.troupe)},
                field="pairings",
            )


def _sound(facts: AdviserFacts) -> None:
    if not facts.name.strip():
        raise Refused(_("Give the name."), field="name")
    if len(facts.pairings) > MOST_PAIRINGS:
        raise Refused(
            _("At most %(count)s pairings.") % {"count": MOST_PAIRINGS},
            field="pairings",
        )
    for place, one in enumerate(facts.pairings):
        if one.until is not None and one.until < one.since:
            raise Refused(_("The end lies before the beginning."), field="pairings")
        rest = facts.pairings[place + 1 :]
        if any(one.troupe == other.troupe and one.meets(other) for other in rest):
            raise Refused(
                _("“%(name)s” is paired twice for the same days.")
                % {"name": within_quotes(one.troupe)},
                field="pairings",
            )
