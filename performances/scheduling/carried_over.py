"""Figures from before the system: entered, changed, taken out, each with its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from troupes.models import Troupe
from ulanmuqi.base import clock

from ..measures import Measure
from ..models import CarriedOver
from ..models.carried_over import MOST
from . import log
from .allowed import authorise_row, fresh
from .errors import Refused
from .locks import lock_row
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


@verb
def carry_over_all(
    several: Sequence[CarriedFacts], *, by: Any = None
) -> list[CarriedOver]:
    """All of them or none. Raises as `carry_over`."""
    return [_write(CarriedOver(), facts, by) for facts in several]


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


def _write(row: CarriedOver, facts: CarriedFacts, by: Any) -> CarriedOver:
    before = _told(row) if row.pk else {}
    row.troupe, row.measure = facts.troupe, facts.measure
    row.first, row.last = facts.first, facts.last
    row.value, row.source = facts.value, facts.source.strip()
    row.is_example = facts.is_example
    authorise_row(by, "change" if row.pk else "add", row)
    _sound(row)
    now = clock.now()
    row.entered_at = now
    row.save()
    told = {"before": before, "after": _told(row)}
    log.write(row, "schedule.carried_over", Why(by=by), data=told, at=now)
    return row


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
