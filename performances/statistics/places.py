"""Where shows took place and on which days: one number a kind of place, one a day.

A place the public knows only by its banner (a school, a home, a border post) is
counted as that and as nothing else: its kind would say too much of a single show.
"""

from collections.abc import Mapping
from datetime import date

from django.db.models import Case, CharField, Count, F, QuerySet, Value, When
from django.db.models.functions import TruncDate

from ulanmuqi.base.clock import SHANGHAI
from ulanmuqi.places.models import Venue

from ..models import Performance
from .question import Question
from .shows import took_place

# Besides the kinds of venue.
ONLINE, HIDDEN, OPEN = "online", "banner", "open"


def by_kind_of_place(asked: Question) -> dict[str, int]:
    """By kind of venue, ONLINE, HIDDEN, or OPEN where no venue is known; the most
    first. One query."""
    kind = Case(
        When(mode=Performance.Mode.ONLINE, then=Value(ONLINE)),
        When(venue=None, then=Value(OPEN)),
        When(venue__public_precision=Venue.PublicPrecision.BANNER, then=Value(HIDDEN)),
        default=F("venue__kind"),
        output_field=CharField(),
    )
    rows = took_place(asked).order_by().annotate(where=kind).values("where")
    counted = rows.annotate(n=Count("pk")).order_by("-n", "where")
    return {row["where"]: row["n"] for row in counted}


def by_day(asked: Question) -> Mapping[date, int]:
    """Shows a day in Shanghai; in public only those that were announced: a day is no
    sum, and would tell of a single show. One query."""
    day = TruncDate("starts_at", tzinfo=SHANGHAI)
    rows = _on_days(asked).annotate(on=day).values("on")
    return {row["on"]: row["n"] for row in rows.annotate(n=Count("pk"))}


def days_of_openings(asked: Question) -> frozenset[date]:
    """Days on which a showcase opened; in public those that were announced. One
    query."""
    day = TruncDate("starts_at", tzinfo=SHANGHAI)
    openings = _on_days(asked).filter(is_opening=True)
    return frozenset(openings.annotate(on=day).values_list("on", flat=True).distinct())


def _on_days(asked: Question) -> QuerySet[Performance]:
    shows = took_place(asked).order_by()
    return shows.filter(announced_at__lte=asked.now) if asked.is_public else shows
