"""Figures from before the system: entered, changed, taken out, each with its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.base.analyze import analyze

from ..measures import Measure
from ..models import CarriedOver
from ..models.carried_over import LONGEST_SOURCE, MOST
from . import log
from .allowed import authorise_row, fresh
from .errors import Refused, SchedulingError
from .locks import lock, lock_row
from .outcomes import Why
from .transaction import verb


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedFacts:
    """One figure as a report states it; both days are included."""

    troupe: Troupe
    first: date
    last: date
    measure: Measure
    value: int
    source: str
    is_example: bool = False


@verb
def carry_over(facts: CarriedFacts, *, by: Any = None) -> CarriedOver:
    """Raises Refused at the field, NotAllowed."""
    return _write(CarriedOver(), facts, by)


@dataclass(frozen=True, slots=True)
class Fate:
    """What carrying one figure over would do. `row` is the one of the same troupe,
    measure and days, with the version it had; `refused` says why it cannot be."""

    facts: CarriedFacts
    row: CarriedOver | None
    refused: str = ""

    @property
    def is_known(self) -> bool:
        """The same with the same source is here already."""
        row = self.row
        return row is not None and (row.value, row.source) == (
            self.facts.value,
            self.facts.source.strip(),
        )


def fates(several: Sequence[CarriedFacts], *, by: Any = None) -> list[Fate]:
    """Reads only; one query, and what rights cost."""
    return [_fate(facts, row, by) for facts, row in _with_rows(several)]


@verb
def carry_over_all(several: Sequence[CarriedFacts], *, by: Any = None) -> list[Fate]:
    """All of them or none; sent again, nothing more. A figure of the same troupe,
    measure and days becomes what is said now. Raises Refused, NotAllowed."""
    lock(CarriedOver.objects.filter(_any_of(several)))
    found = [Fate(facts, row) for facts, row in _with_rows(several)]
    for one in found:
        if one.row is None:
            _write(CarriedOver(), one.facts, by, is_alone=True)
        elif not one.is_known:
            authorise_row(by, "change", one.row)
            one.row.version += 1
            _write(one.row, one.facts, by, is_alone=True)
    analyze(CarriedOver, written=len(found))
    return found


@verb
def carry_over_anew(
    row: CarriedOver, facts: CarriedFacts, *, by: Any = None, version: int | None = None
) -> CarriedOver:
    """Raises as `carry_over`; also StaleWrite."""
    locked = lock_row(row, CarriedOver.objects.select_related("troupe__region"))
    authorise_row(by, "change", locked)
    fresh(locked, version)
    locked.version += 1
    return _write(locked, facts, by)


@verb
def take_out_carried(row: CarriedOver, *, by: Any = None) -> None:
    """Raises NotAllowed."""
    locked = lock_row(row, CarriedOver.objects.select_related("troupe__region"))
    authorise_row(by, "delete", locked)
    log.write(
        locked, "schedule.carried_out", Why(by=by), data={"was": _told(locked)},
        at=clock.now(), deleted=True,
    )  # fmt: skip
    locked.delete()


def _write(
    row: CarriedOver, facts: CarriedFacts, by: Any, *, is_alone: bool = False
) -> CarriedOver:
    """`is_alone` where it is known that no other row says the same."""
    before = _told(row) if row.pk else {}
    _take(row, facts)
    authorise_row(by, "change" if row.pk else "add", row)
    _sound(row)
    if not is_alone:
        _alone(row)
    now = clock.now()
    row.entered_at = now
    row.save()
    told = {"before": before, "after": _told(row)}
    log.write(row, "schedule.carried_over", Why(by=by), data=told, at=now)
    return row


def _take(row: CarriedOver, facts: CarriedFacts) -> None:
    row.troupe, row.measure = facts.troupe, facts.measure
    row.first, row.last = facts.first, facts.last
    row.value, row.source = facts.value, facts.source.strip()
    row.is_example = facts.is_example


def _fate(facts: CarriedFacts, row: CarriedOver | None, by: Any) -> Fate:
    would = CarriedOver(pk=row.pk if row else None)
    _take(would, facts)
    try:
        authorise_row(by, "change" if row else "add", would)
        _sound(would)
    except SchedulingError as error:
        return Fate(facts, row, str(error))
    return Fate(facts, row)


def _any_of(several: Sequence[CarriedFacts]) -> Q:
    """Rows of their troupes that begin on one of their days."""
    troupes = {one.troupe.pk for one in several}
    return Q(troupe__in=troupes, first__in={one.first for one in several})


def _with_rows(
    several: Sequence[CarriedFacts],
) -> list[tuple[CarriedFacts, CarriedOver | None]]:
    rows = CarriedOver.objects.filter(_any_of(several))
    known = {
        (row.troupe_id, row.measure, row.first, row.last): row
        for row in rows.select_related("troupe__region").order_by("pk")
    }
    return [
        (one, known.get((one.troupe.pk, one.measure.value, one.first, one.last)))
        for one in several
    ]


def _sound(row: CarriedOver) -> None:
    today = clock.now().astimezone(clock.SHANGHAI).date()
    if row.last < row.first:
        raise Refused(_("The end lies before the beginning."), field="last")
    if row.last > today:
        raise Refused(
            _("These days have not passed yet. What is to come is counted from rows."),
            field="last",
        )
    if not 0 <= row.value <= MOST:
        raise Refused(_("This figure is too large to be true."), field="value")
    if not row.source:
        raise Refused(_("Say where this figure is written."), field="source")
    if len(row.source) > LONGEST_SOURCE:
        # Translators: zh: 来源最多%(most)s个字。
        words = _("The source has at most %(most)s characters.")
        raise Refused(words % {"most": LONGEST_SOURCE}, field="source")


def _alone(row: CarriedOver) -> None:
    twin = CarriedOver.objects.filter(
        troupe=row.troupe, measure=row.measure, first=row.first, last=row.last
    ).exclude(pk=row.pk)
    if twin.exists():
        raise Refused(
            _("This figure of the same days is there already. Change that one."),
            field="measure",
        )


def _told(row: CarriedOver) -> dict[str, Any]:
    return {
        "troupe": row.troupe.code,
        "first": row.first.isoformat(),
        "last": row.last.isoformat(),
        "measure": str(row.measure),
        "value": row.value,
        "source": row.source,
    }
