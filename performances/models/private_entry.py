"""Stored calendar text that only private feeds hold."""

import uuid

from django.db import models

from .engagement import Engagement
from .gate import GatedModel
from .performance import Performance


class PrivateEntry(GatedModel):
    """One VEVENT of private feeds: a show as insiders know it, its load-in or its
    strike, or an entry of the calendar that is no show.

    `text` leaves open what a subscription chooses (`performances/open_entry.py`).
    `full_text` names a private venue in full and is "" where that makes no
    difference. `core` is what SEQUENCE counts: start, end, status and place.
    A show's own entry has the show's UID; the others keep one of their own, also
    while they stand in no feed (`layer` "").
    """

    keeps_plain_texts = False

    class Kind(models.TextChoices):
        SHOW = "show"
        LOAD_IN = "load_in"
        STRIKE = "strike"
        OTHER = "other"

    class Layer(models.TextChoices):
        """What a subscription may leave out: one stamp a feed and layer."""

        OUT = ""
        SHOW = "show"
        HOLD = "hold"
        WORK = "work"
        HELD_WORK = "held_work"

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=8, choices=Kind)
    performance = models.ForeignKey(
        Performance,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="private_entries",
    )
    engagement = models.OneToOneField(
        Engagement,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="private_entry",
    )
    layer = models.CharField(max_length=10, choices=Layer, blank=True)
    text = models.TextField()
    full_text = models.TextField(blank=True)
    sequence = models.PositiveIntegerField(default=0)
    core = models.CharField(max_length=160)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_off = models.BooleanField(default=False)
    is_whole_day = models.BooleanField(default=False)
    # Between the load-in, if there is one, and the start.
    lead_minutes = models.PositiveSmallIntegerField(default=0)
    # The keys of PrivateScope, to see what differs without a query.
    scopes = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["performance", "kind"], name="private_entry_once_a_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="other", performance=None)
                | models.Q(engagement=None, performance__isnull=False),
                name="private_entry_has_one_reason",
            ),
        ]
        indexes = [models.Index(fields=["ends_at", "layer"])]

    def __str__(self) -> str:
        return f"VEVENT {self.kind} {self.uid}"


class PrivateScope(GatedModel):
    """Whose private feeds an entry stands in: "troupe:5", "region:152200", "all"."""

    entry = models.ForeignKey(
        PrivateEntry, models.CASCADE, related_name="scope_rows", db_index=False
    )
    key = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "key"], name="private_scope_once")
        ]
        indexes = [models.Index(fields=["key", "entry"])]

    def __str__(self) -> str:
        return self.key
