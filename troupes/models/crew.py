"""What a troupe travels with: stage trucks, and the people it may lend."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from ulanmuqi.base.plain_text import PlainTexts
from ulanmuqi.places.models import Region, Venue

from .troupe import Troupe

# A ministry truck opens in about ten minutes (domain.md 7, source 36).
USUAL_OPENING_MINUTES = 10


class StageTruck(PlainTexts):
    """A truck whose side opens to a stage. Its plate stays inside."""

    name = models.CharField(
        _("name"),
        max_length=60,
        help_text=_("As the crews call it, for example: stage truck no. 2 of Hinggan."),
    )
    plate = models.CharField(
        _("number plate"),
        max_length=20,
        blank=True,
        help_text=_("Private: for crews and coordinators only."),
    )
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="trucks", verbose_name=_("home region")
    )
    troupe = models.ForeignKey(
        Troupe,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="trucks",
        verbose_name=_("kept by the troupe"),
        help_text=_("Empty: the region's own, and its coordinators give it out."),
    )
    stage_width_m = models.DecimalField(
        _("stage width (m)"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    stage_depth_m = models.DecimalField(
        _("stage depth (m)"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    stage_height_m = models.DecimalField(
        _("clear height (m)"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    opening_minutes = models.PositiveSmallIntegerField(
        _("opens in (minutes)"),
        default=USUAL_OPENING_MINUTES,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
    )
    power = models.CharField(
        _("kind of its own power"),
        max_length=8,
        choices=[
            (Venue.Power.SINGLE.value, Venue.Power.SINGLE.label),
            (Venue.Power.THREE.value, Venue.Power.THREE.label),
        ],
        blank=True,
    )
    power_kw = models.PositiveSmallIntegerField(
        _("own power (kW)"),
        null=True,
        blank=True,
        help_text=_("Empty: it needs power from the place."),
    )
    has_light = models.BooleanField(_("has its own light"), default=True)
    has_sound = models.BooleanField(_("has its own sound"), default=True)
    note = models.TextField(
        _("note"), blank=True, help_text=_("Private: for crews only.")
    )
    is_retired = models.BooleanField(
        _("no longer in use"),
        default=False,
        help_text=_(
            "Out of service for some days only? Enter that as a booking of its own."
        ),
    )
    is_example = models.BooleanField(_("invented for the demo"), default=False)

    class Meta:
        verbose_name = _("stage truck")
        verbose_name_plural = _("stage trucks")
        ordering = ["region__path", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name"], name="truck_named_once_a_region"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        return self.name

    @property
    def home(self) -> Region:
        return self.region

    @property
    def stage_text(self) -> str:
        """9.6 × 6.5, or "" while it is not measured."""
        if self.stage_width_m is None or self.stage_depth_m is None:
            return ""
        width, depth = self.stage_width_m.normalize(), self.stage_depth_m.normalize()
        return f"{width:f} × {depth:f}"


class Member(PlainTexts, ClusterableModel):
    """A person of a troupe who can be lent: name and work, nothing else, and never
    public. Not the member of a troupe's page, which is words: one a language, gone
    with the page (docs/decisions/0024)."""

    name = models.CharField(_("full name"), max_length=60)
    role = models.CharField(
        _("what they do"),
        max_length=60,
        blank=True,
        # Translators: zh: 例如：马头琴、灯光、司机
        help_text=_("For example: horse-head fiddle, light, driver."),
    )
    troupe = models.ForeignKey(
        Troupe,
        models.PROTECT,
        related_name="people",
        verbose_name=_("home troupe"),
    )
    has_left = models.BooleanField(
        _("has left the troupe"),
        default=False,
        help_text=_("Is offered no longer; where the name stands, it stays."),
    )
    is_example = models.BooleanField(_("invented for the demo"), default=False)

    class Meta:
        verbose_name = _("lent member")
        verbose_name_plural = _("lent members")
        ordering = ["troupe__region__path", "troupe__code", "name", "id"]

    def __str__(self) -> str:
        return f"{self.name}（{self.troupe.display_name}）"

    @property
    def local_name(self) -> str:
        return str(self)

    @property
    def home(self) -> Region:
        return self.troupe.region

    def loan_on(self, day: date) -> "Loan | None":
        """The loan in force that day; uses the prefetched loans when there are some.

        One that releases the member goes before one that does not.
        """
        running = [loan for loan in self.loans.all() if loan.covers(day)]
        return min(running, key=lambda loan: not loan.is_released, default=None)


class Loan(Orderable):
    """A member lent to another troupe or to a composite team, both days included.

    It is the home troupe's consent: within it the borrowing troupe may name the
    member in its shows. `is_released`: home plays without them and is not warned.
    """

    member = ParentalKey(Member, on_delete=models.CASCADE, related_name="loans")
    troupe = models.ForeignKey(
        Troupe,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="borrowed",
        verbose_name=_("lent to the troupe"),
    )
    team = models.CharField(
        _("or to the composite team"),
        max_length=80,
        blank=True,
        help_text=_("A team made for one occasion, by its name."),
    )
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"))
    is_released = models.BooleanField(
        _("released by the home troupe"),
        default=False,
        help_text=_(
            "The home troupe plays without them in these days. Not ticked: a show of "
            "the home troupe at the same time is a warning."
        ),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("loan")
        verbose_name_plural = _("loans")

    def __str__(self) -> str:
        return f"{self.borrower} {self.since}–{self.until}"

    @property
    def borrower(self) -> str:
        return self.team or (self.troupe.display_name if self.troupe else "")

    def covers(self, day: date) -> bool:
        return self.since <= day <= self.until

    def clean(self) -> None:
        wrong: dict[str, Any] = {}
        if self.since and self.until and self.until < self.since:
            wrong["until"] = _("The end lies before the beginning.")
        if not self.troupe_id and not self.team.strip():
            wrong["team"] = _("Say to whom: a troupe, or the name of the team.")
        if self.troupe_id and self.member_id and self.troupe == self.member.troupe:
            wrong["troupe"] = _("This is the home troupe. Choose another.")
        if wrong:
            raise ValidationError(wrong)
