"""One act on many shows: all of it happens in one transaction, or nothing does."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..models import Performance
from .announce import announce
from .confirm import confirm
from .errors import Refusal, Refused, SchedulingError, SomeRefused, TryAgain
from .locks import lock_performances
from .outcomes import Outcome
from .review import ask_for_review
from .transaction import verb

# A league's month; more is better done in two acts that a person can look through.
MOST = 200

# The version of each row, by id, that the caller saw.
Versions = Mapping[int, int]


@verb
def confirm_all(
    performances: Sequence[Performance],
    *,
    by: Any = None,
    versions: Versions | None = None,
    accept: str = "",
) -> list[Outcome]:
    """Confirms each as `confirm` does, in the order of their starts, so that those
    confirmed before count for those after. Raises SomeRefused with every refusal."""
    return _each(
        performances,
        lambda row: confirm(row, by=by, version=seen(versions, row), accept=accept),
    )


@verb
def announce_all(
    performances: Sequence[Performance],
    *,
    at: datetime | None = None,
    by: Any = None,
    versions: Versions | None = None,
) -> list[Outcome]:
    """Public together from `at` on (aware; now when left out). Raises SomeRefused."""
    return _each(
        performances,
        lambda row: announce(row, at=at, by=by, version=seen(versions, row)),
    )


@verb
def ask_for_all(
    performances: Sequence[Performance],
    *,
    at: datetime | None = None,
    by: Any = None,
    versions: Versions | None = None,
) -> list[Outcome]:
    """Asks the league to announce each, where it wants to look first. Raises
    SomeRefused, also for those one may announce without asking."""
    return _each(
        performances,
        lambda row: ask_for_review(row, at=at, by=by, version=seen(versions, row)),
    )


def lock_many(performances: Sequence[Performance]) -> list[Performance]:
    """The rows as they are now, locked, by start. Raises Refused for none, for more
    than MOST, and when one of them is gone."""
    keys = {one.pk for one in performances}
    if not keys:
        raise Refused(_("Choose at least one show."), field="rows")
    if len(keys) > MOST:
        raise Refused(
            _("At most %(most)s shows at once. Narrow the choice.") % {"most": MOST},
            field="rows",
        )
    rows = lock_performances(Performance.objects.filter(pk__in=keys))
    if len(rows) < len(keys):
        raise Refused(
            _("Somebody deleted one of these shows. Look at the list again."),
            field="rows",
        )
    return sorted(rows, key=lambda row: (row.starts_at, row.pk))


def seen(versions: Versions | None, row: Performance) -> int | None:
    return None if versions is None else versions.get(row.pk)


def _each(
    performances: Sequence[Performance], act: Callable[[Performance], Outcome]
) -> list[Outcome]:
    """Tries every row, so that all that stands in the way is told at once."""
    outcomes, refusals = [], []
    for row in lock_many(performances):
        try:
            with transaction.atomic():
                outcomes.append(act(row))
        except TryAgain:
            raise
        except SchedulingError as error:
            refusals.append(Refusal(row, error))
    if refusals:
        raise SomeRefused(tuple(refusals))
    return outcomes
