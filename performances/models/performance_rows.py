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


# What a row of a list shows of its show, its place and its showcase.
_OF_A_SHOW = (
    *("public_id", "title", "title_en", "kind", "genre", "language", "mode"),
    *("is_opening", "starts_at", "ends_at", "precision", "day_part", "doors_minutes"),
    *("status", "status_reason", "decide_by", "next_word_at", "announced_at"),
    *("admission", "is_example", "venue", "region", "showcase", "replaces"),
)
_OF_A_PLACE = (
    *("code", "name", "name_en", "address", "lat", "lon", "coord_precision"),
    *("public_precision", "is_outdoor", "time_zone", "is_example", "region"),
)
_OF_A_SHOWCASE = (
    *("code", "title", "title_en", "kind", "t_zero", "announced_at", "is_example"),
    *("t_zero_is_example", "launch_date", "end_date"),
)
_OF_A_ROW = (
    *_OF_A_SHOW,
    *(f"venue__{name}" for name in _OF_A_PLACE),
    *(f"showcase__{name}" for name in _OF_A_SHOWCASE),
)


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

    def given(self, now: datetime) -> Self:
        """Shows that took place, for all the schedule knows: firm, and over by now.

        Whether a record says so is another question; those a record is missing for
        are among them.
        """
        return self.firm().filter(ends_at__lte=now)

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

    def for_rows(self) -> Self:
        """The columns of a long list's rows and no others; `list_rows` adds what many
        rows share. Anything else of these rows costs a query each."""
        return self.select_related("venue", "showcase").only(*_OF_A_ROW)

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
