"""Which requests are meant: whose turn it is, and what was answered."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models.functions import Coalesce

from ..statuses import BOOKED, OFF, Status
from .gate import GatedQuerySet

# With such a show nobody comes; a draft keeps no time.
NO_SHOW = OFF | {Status.DRAFT}


class RequestQuerySet(GatedQuerySet):
    def open(self) -> Self:
        """Neither scheduled nor at an end."""
        return self.filter(state__in=self.model.OPEN)

    def to_see_to(self, now: datetime) -> Self:
        """Open, or its show is off, or it was taken back and its show still stands."""
        is_open = models.Q(state__in=self.model.OPEN)
        return self.filter(is_open | _lost_its_show() | _keeps_a_show(now))

    def waiting_for_answer(self) -> Self:
        """Open and our turn, or its show is off: whoever asked waits for a word."""
        owed = models.Q(state__in=self.model.OPEN, waiting_since__isnull=False)
        return self.filter(owed | _lost_its_show())

    def waiting_for_desk(self, now: datetime) -> Self:
        """Open and our turn, or taken back while its show still stands."""
        owed = models.Q(state__in=self.model.OPEN, waiting_since__isnull=False)
        return self.filter(owed | _keeps_a_show(now))

    def answered(self, start: datetime, end: datetime) -> Self:
        """Those first answered within [start, end): accepted, another date proposed
        (domain.md: "accept or propose another date"), scheduled, or declined with a
        reason. A question back is no answer, nor is a show of which the place says that
        it was not there; what the asker took back after an answer was answered. Pages
        say the same in `answered_requests_rule.html`."""
        rows = self.filter(answered_at__gte=start, answered_at__lt=end)
        return rows.exclude(
            models.Exists(self._denied_and_not_answered_since()),
            state__in=self.model.UNANSWERED,
            performance=None,
        )

    def _denied_and_not_answered_since(self) -> models.QuerySet:
        """What the place said was not there, with no answer after it. What the asker
        takes back after a new answer was answered all the same."""
        steps = self.model._meta.get_field("steps").related_model
        said = self.model._meta.get_field("confirmations").related_model
        answers = steps.objects.filter(
            request=models.OuterRef("request"),
            kind__in=steps.ANSWERS,
            at__gte=models.OuterRef("at"),
        )
        denials = said.objects.filter(request=models.OuterRef("pk"), took_place=False)
        return denials.exclude(models.Exists(answers))

    def with_said(self) -> Self:
        """What the place said of its shows, as the desk reads it; one query more."""
        return self.prefetch_related("confirmations__performance")

    def with_place(self) -> Self:
        return self.select_related(
            "region__league", "region__banner", "troupe__region", "wished_troupe",
            "venue__region", "work",
        )  # fmt: skip

    def with_show(self) -> Self:
        """The show, and the one it was postponed to, as cards read them."""
        return self.select_related(
            "performance__venue__region__league",
            "performance__venue__region__banner",
            "performance__region__league",
            "performance__region__banner",
            "performance__replacement__venue__region__league",
            "performance__replacement__region__league",
        ).prefetch_related("performance__troupe_parts__troupe__region")

    def longest_waiting_first(self, now: datetime) -> Self:
        """Where it is our turn, since when; then the others as they were asked."""
        kept = models.Case(models.When(_keeps_a_show(now), then="closed_at"))
        since = Coalesce("waiting_since", kept)
        return self.order_by(since.asc(nulls_last=True), "asked_at", "pk")


def _lost_its_show() -> models.Q:
    """`Request.lost_its_show` as a condition."""
    gone = models.Q(performance=None) | models.Q(performance__status__in=NO_SHOW)
    return models.Q(state="scheduled") & gone


def _keeps_a_show(now: datetime) -> models.Q:
    """`Request.keeps_a_show` as a condition."""
    there = {"status__in": BOOKED, "ends_at__gt": now}

    def at(prefix: str) -> dict[str, object]:
        return {f"{prefix}__{name}": value for name, value in there.items()}

    return models.Q(state="withdrawn") & (
        models.Q(**at("performance"))
        | models.Q(
            performance__status=Status.POSTPONED, **at("performance__replacement")
        )
    )
