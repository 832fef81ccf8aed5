"""Targets of a year: set and lifted by whoever coordinates the troupe's region."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from troupes.models import Troupe
from ulanmuqi.base import clock

from ..measures import Measure
from ..models import Target
from ..models.target import FIRST_YEAR, LAST_YEAR, TARGETED
from . import log
from .allowed import authorise_row, fresh
from .errors import Refused
from .locks import lock_row
from .outcomes import Why
from .transaction import verb


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFacts:
    """`troupe` None is every troupe without a target of its own."""

    troupe: Troupe | None
    year: int
    measure: Measure
    value: int


@verb
def set_target(facts: TargetFacts, *, by: Any = None) -> Target:
    """Raises Refused at the field, NotAllowed."""
    return _write(Target(), facts, by)


@verb
def set_target_anew(
    row: Target, facts: TargetFacts, *, by: Any = None, version: int | None = None
) -> Target:
    """Raises as `set_target`; also StaleWrite."""
    locked = lock_row(row, Target.objects.all())
    authorise_row(by, "change", locked)
    fresh(locked, version)
    locked.version += 1
    return _write(locked, facts, by)


@verb
def lift_target(row: Target, *, by: Any = None) -> None:
    """What holds for all counts again. Raises NotAllowed."""
    locked = lock_row(row, Target.objects.all())
    authorise_row(by, "delete", locked)
    log.write(
        locked, "schedule.target_lifted", Why(by=by), data={"was": _told(locked)},
        at=clock.now(), deleted=True,
    )  # fmt: skip
    locked.delete()


def _write(row: Target, facts: TargetFacts, by: Any) -> Target:
    before = _told(row) if row.pk else {}
    row.troupe, row.year = facts.troupe, facts.year
    row.measure, row.value = facts.measure, facts.value
    authorise_row(by, "change" if row.pk else "add", row)
    _sound(row)
    now = clock.now()
    row.changed_at = now
    row.save()
    told = {"before": before, "after": _told(row)}
    log.write(row, "schedule.target", Why(by=by), data=told, at=now)
    return row


def _sound(row: Target) -> None:
    if row.measure not in TARGETED:
        raise Refused(
            _("Targets are set for shows and for days in the grassroots."),
            field="measure",
        )
    if not FIRST_YEAR <= row.year <= LAST_YEAR:
        raise Refused(_("This is no year of ours."), field="year")
    if not 1 <= row.value <= 10_000:
        raise Refused(_("A target lies between 1 and 10,000."), field="value")
    if row.measure == Measure.DAYS and row.value > 366:
        raise Refused(_("No year has so many days."), field="value")
    twin = Target.objects.filter(
        troupe=row.troupe, year=row.year, measure=row.measure
    ).exclude(pk=row.pk)
    if twin.exists():
        raise Refused(
            _("There is a target of this year already. Change that one."),
            field="year",
        )


def _told(row: Target) -> dict[str, Any]:
    return {
        "troupe": row.troupe.code if row.troupe else "",
        "year": row.year,
        "measure": str(row.measure),
        "value": row.value,
    }
