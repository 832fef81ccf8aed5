"""Of which years there is anything to tell. Any other has no figures, and nought would
be a claim."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min

from ulanmuqi.base import clock

from ...models import CarriedOver, Performance


@dataclass(frozen=True, slots=True)
class Years:
    """`told` are those that can be asked for, the latest first; shows are entered since
    the year `begun`."""

    told: tuple[int, ...]
    begun: int


def known_years(now: datetime, today: date) -> Years:
    """From the first year with a public show to this one; before that those in which
    figures from before end. Two queries."""
    first = Performance.objects.listed(now).aggregate(at=Min("starts_at"))["at"]
    begun = first.astimezone(clock.SHANGHAI).year if first else today.year
    earlier = CarriedOver.objects.order_by().values_list("last__year", flat=True)
    known = {*range(begun, today.year + 1), *earlier.distinct(), today.year}
    told = sorted((one for one in known if one <= today.year), reverse=True)
    return Years(tuple(told), begun)


def first_planned(now: datetime) -> date | None:
    """The day of the first public show that was entered before it was played: since
    then shows are kept here one by one. One query."""
    planned = Performance.objects.listed(now).filter(entered_after=False)
    first = planned.aggregate(at=Min("starts_at"))["at"]
    return first.astimezone(clock.SHANGHAI).date() if first else None
