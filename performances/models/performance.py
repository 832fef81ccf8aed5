"""One dated show: what, who, where, when, and how sure that is."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from troupes.genres import Category
from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.base.codes import random_code
from ulanmuqi.places.models import Region, Venue
from ulanmuqi.places.public import PublicPlace

from ..slots import DayPart, Precision, doors_at
from ..statuses import FIRM, INSIDE, OFF, Status
from .gate import GatedModel
from .performance_rows import PerformanceQuerySet
from .showcase import Showcase
from .stage_needs import StageNeeds

if TYPE_CHECKING:
    from .venue_answer import VenueAnswer


class Performance(StageNeeds, GatedModel):
    class Kind(models.TextChoices):
        GRASSROOTS = "grassroots", _("Free show in the countryside")
        REQUESTED = "requested", _("Show on request")
        BORDER = "border", _("Border tour")
        CAMPUS = "campus", _("School or community visit")
        GREETING = "greeting", _("Seasonal greeting show")
        EXCHANGE = "exchange", _("Exchange between troupes")
        SHOWCASE = "showcase", _("Showcase performance")
        TOUR = "tour", _("National tour")
        COMPETITION = "competition", _("Competition")

    class Mode(models.TextChoices):
        ON_SITE = "on_site", _("On site")
        ONLINE = "online", _("Online only")
        BOTH = "both", _("On site and online")

    class Language(models.TextChoices):
        MONGOLIAN = "mn", _("Mongolian")
        CHINESE = "zh", _("Chinese")
        BOTH = "both", _("Mongolian and Chinese")

    PRECISIONS = [
        (Precision.EXACT.value, _("Exact hour")),
        (Precision.ABOUT.value, _("About that hour")),
        (Precision.PART.value, _("Part of the day")),
        (Precision.DATE.value, _("Day only, hour open")),
    ]
    DAY_PARTS = [
        (DayPart.MORNING.value, _("Morning")),
        (DayPart.AFTERNOON.value, _("Afternoon")),
        (DayPart.EVENING.value, _("Evening")),
    ]

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    public_id = models.CharField(
        max_length=8, unique=True, default=random_code, editable=False
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("English title"), max_length=200, blank=True)
    kind = models.CharField(
        _("kind"), max_length=12, choices=Kind, default=Kind.GRASSROOTS
    )
    genre = models.CharField(
        _("genre"), max_length=12, choices=Category, default=Category.MIXED
    )
    language = models.CharField(
        _("language"), max_length=4, choices=Language, default=Language.BOTH
    )
    mode = models.CharField(
        _("on site or online"), max_length=8, choices=Mode, default=Mode.ON_SITE
    )
    showcase = models.ForeignKey(
        Showcase,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="performances",
        verbose_name=_("showcase"),
    )
    is_opening = models.BooleanField(_("opens the showcase"), default=False)

    venue = models.ForeignKey(
        Venue,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="performances",
        verbose_name=_("venue"),
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="performances",
        verbose_name=_("region"),
        help_text=_("Where it will be while the venue is not known."),
    )
    troupes = models.ManyToManyField(
        Troupe,
        through="PerformanceTroupe",
        related_name="performances",
        verbose_name=_("troupes"),
    )

    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    precision = models.CharField(
        _("how exact the hour is"),
        max_length=8,
        choices=PRECISIONS,
        default=Precision.EXACT.value,
    )
    day_part = models.CharField(
        _("part of the day"), max_length=12, choices=DAY_PARTS, blank=True
    )
    load_in_minutes = models.PositiveSmallIntegerField(
        _("load-in (minutes)"), default=0
    )
    strike_minutes = models.PositiveSmallIntegerField(_("strike (minutes)"), default=0)
    doors_minutes = models.PositiveSmallIntegerField(
        _("audience let in (minutes before)"), null=True, blank=True
    )

    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.DRAFT
    )
    status_reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=120, blank=True)
    decide_by = models.DateTimeField(_("decided at the latest"), null=True, blank=True)
    next_word_at = models.DateTimeField(_("next word at"), null=True, blank=True)
    # Since when it claims its time and place: the order of the line (queues.py).
    held_at = models.DateTimeField(null=True, editable=False)
    announced_at = models.DateTimeField(_("announced at"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replacement",
        verbose_name=_("replaces"),
    )

    # Reported when it was over, without having been planned: it takes its time softly
    # and is judged by no rule (`scheduling.report_past_show`).
    entered_after = models.BooleanField(
        _("entered afterwards"), default=False, editable=False
    )

    admission = models.CharField(_("admission"), max_length=120, blank=True)
    public_note = models.TextField(_("public note"), blank=True)
    technical_note = models.TextField(
        _("technical note"), blank=True, help_text=_("Private: for crews only.")
    )
    is_example = models.BooleanField(_("invented for the demo"), default=False)

    created_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)
    # When something a visitor can see last changed; what calendars call
    # LAST-MODIFIED.
    public_changed_at = models.DateTimeField(editable=False)

    objects = PerformanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("performance")
        verbose_name_plural = _("performances")
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["starts_at", "id"]),
            models.Index(fields=["status", "starts_at"]),
            models.Index(fields=["venue", "starts_at"]),
            models.Index(fields=["region", "starts_at"]),
            models.Index(fields=["showcase", "starts_at"]),
            models.Index(fields=["genre", "starts_at"]),
            # The last announcement that came true by the clock.
            models.Index(fields=["announced_at"]),
            # Hardly any show replaces another. By the whole index SQLite would believe
            # that all of them share one value, and walk the table for every row joined.
            models.Index(
                fields=["replaces"],
                name="performance_replacing",
                condition=models.Q(replaces__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="performance_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(is_opening=False) | models.Q(showcase__isnull=False),
                name="opening_has_showcase",
            ),
        ]

    _troupe_names: tuple[str, ...] | None = None

    def __str__(self) -> str:
        return self.title

    @property
    def local_title(self) -> str:
        if (get_language() or "").startswith("en") and self.title_en:
            return self.title_en
        return self.title

    @property
    def time_zone(self) -> str:
        return self.venue.time_zone if self.venue else "Asia/Shanghai"

    @property
    def place(self) -> PublicPlace:
        """The place as the public may know it (load with `for_cards`)."""
        # Where it will be counts only while there is no venue; it costs a query where
        # it was not loaded.
        region = self.region if self.venue_id is None else None
        return PublicPlace.of(self.venue, region)

    @property
    def troupes_in_order(self) -> list[Troupe]:
        """Leading troupe first; uses the prefetch of `for_cards` when there is one."""
        return [part.troupe for part in self.troupe_parts.all()]

    @property
    def troupe_names(self) -> tuple[str, ...]:
        """The same in the reader's language."""
        if self._troupe_names is not None:
            return self._troupe_names
        return tuple(troupe.local_name for troupe in self.troupes_in_order)

    def name_troupes(self, names: Iterable[str]) -> None:
        """For a long list, which reads names alone and makes no rows of them."""
        self._troupe_names = tuple(names)

    @property
    def venue_answer(self) -> "VenueAnswer | None":
        """What its venue says to this time and place; None while it has not answered.

        One query, none when loaded with `with_answers`.
        """
        answers = self.venue_answers.all()
        return next((one for one in answers if one.lapsed_at is None), None)

    @property
    def along_in_order(self) -> list[models.Model]:
        """The trucks and lent members it takes along. Never public."""
        return [part.resource.owner for part in self.along_parts.all()]

    @property
    def cast(self) -> list[models.Model]:
        """All that plays: troupes, trucks, lent members. The venue is its own."""
        return [*self.troupes_in_order, *self.along_in_order]

    @property
    def is_firm(self) -> bool:
        return self.status in FIRM

    @property
    def is_off(self) -> bool:
        return self.status in OFF

    @property
    def has_hour(self) -> bool:
        return self.precision in (Precision.EXACT.value, Precision.ABOUT.value)

    @property
    def doors_at(self) -> datetime | None:
        """When the audience is let in; nothing while that or the hour is open."""
        return doors_at(
            self.starts_at,
            self.doors_minutes,
            precision=self.precision,
            is_online=self.mode == self.Mode.ONLINE,
        )

    def is_public(self, now: datetime) -> bool:
        return (
            self.announced_at is not None
            and self.announced_at <= now
            and self.status not in INSIDE
        )

    def is_running(self, now: datetime) -> bool:
        """On stage at this instant: by the clock, and only when the hour is known.

        A late opening without a new hour is not running, whatever T-zero was.
        """
        if self.status not in FIRM or not self.has_hour:
            return False
        if self.status == Status.LATE and self.next_word_at is not None:
            return False
        return self.starts_at <= now < self.ends_at

    def is_over(self, now: datetime) -> bool:
        return self.ends_at <= now

    def is_overdue(self, now: datetime) -> bool:
        """A hold or conditional show whose time to decide has passed: read by the
        clock, never written."""
        waits = self.status in (Status.HOLD, Status.CONDITIONAL)
        return waits and self.decide_by is not None and self.decide_by <= now

    @property
    def day(self) -> date:
        """The local day of the start, in the venue's zone."""
        return self.starts_at.astimezone(ZoneInfo(self.time_zone)).date()

    @property
    def day_at_home(self) -> date:
        """The day in Shanghai it begins on: that of its troupes' roads and hours
        (TroupeDay), wherever the stage stands."""
        if not self.has_hour:
            return self.day
        return self.starts_at.astimezone(clock.SHANGHAI).date()
