"""Which shows: those the public may know, those of a place or a time, and what is
loaded with them."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models.functions import Coalesce

from ulanmuqi.places.models import Region

from ..statuses import FIRM, INSIDE, Status
from .gate import GatedQuerySet
from .performance_troupe import PerformanceTroupe
from .warning import AcceptedWarning, StandingWarning


def _open_warnings() -> models.QuerySet:
    """Those of an outer query's show, one by one by index."""
    accepted = AcceptedWarning.objects.in_force().filter(
        fingerprint=models.OuterRef("fingerprint")
    )
    own = StandingWarning.objects.filter(performance=models.OuterRef("pk"))
    return own.exclude(models.Exists(accepted)).order_by()


class PerformanceQuerySet(GatedQuerySet):
    def public(self, now: datetime) -> Self:
        """What the public may see: announced by now, neither draft nor hold.

        Withdrawn rows are included: whoever followed a link deserves an answer.
        Lists leave them out with `listed`.
        """
        return self.filter(announced_at__lte=now).exclude(status__in=INSIDE)

    def listed(self, now: datetime) -> Self:
        """Public rows that belong in a list."""
        return self.public(now).exclude(status=Status.WITHDRAWN)

    def firm(self) -> Self:
        return self.filter(status__in=FIRM)

    def within(self, region: Region) -> Self:
        """Shows in the region or anything below it, known venue or not."""
        return self.filter(region__path__startswith=region.path)

    def between(self, start: datetime, end: datetime) -> Self:
        """Shows any part of which lies in [start, end)."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def in_order(self) -> Self:
        return self.order_by("starts_at", "id")

    def with_answers(self) -> Self:
        """For `venue_answer`: two more queries, however many rows."""
        return self.prefetch_related("venue_answers__recorded_by")

    def with_open_warnings(self) -> Self:
        """Adds `open_warnings`: how many warnings nobody accepted stand against it."""
        count = _open_warnings().values("performance").annotate(n=models.Count("pk"))
        return self.annotate(
            open_warnings=Coalesce(models.Subquery(count.values("n")), 0)
        )

    def under_open_warnings(self) -> Self:
        return self.filter(models.Exists(_open_warnings()))

    def for_cards(self) -> Self:
        """Everything a row of a list shows, in two queries whatever its length."""
        return self.select_related(
            "venue__region__league",
            "venue__region__banner",
            "region__league",
            "region__banner",
            "showcase",
            "replaces",
            "replacement__venue__region__league",
            "replacement__venue__region__banner",
        ).prefetch_related(
            models.Prefetch(
                "troupe_parts",
                PerformanceTroupe.objects.select_related("troupe__region"),
            )
        )
