"""What a venue says to a show: that it may have the stage, not, or at another time."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ulanmuqi.places.models import Venue

from .gate import GatedModel, GatedQuerySet
from .performance import Performance


class VenueAnswerQuerySet(GatedQuerySet):
    def standing(self) -> Self:
        """Those that count now: at most one a show."""
        return self.filter(lapsed_at=None)


class VenueAnswer(GatedModel):
    """One answer to one question: may this show have you from then till then?

    The `asked_…` columns and the venue are that question. An answer lapses when the
    show is given another time or place, when it stops asking (released, called off),
    and when the venue says something else; `lapsed_at` is then set and it is history.
    Who told it, and by which door, is for insiders; `note` is the venue's own word.
    """

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        PROPOSED = "proposed", _("Proposes another time")

    # What a coordinator has to see to.
    OPEN = frozenset({Answer.DECLINED, Answer.PROPOSED})

    performance = models.ForeignKey(
        Performance, models.CASCADE, related_name="venue_answers"
    )
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="answers")
    asked_starts_at = models.DateTimeField()
    asked_ends_at = models.DateTimeField()
    asked_load_in_minutes = models.PositiveSmallIntegerField(default=0)
    asked_strike_minutes = models.PositiveSmallIntegerField(default=0)

    answer = models.CharField(_("answer"), max_length=8, choices=Answer)
    proposed_starts_at = models.DateTimeField(_("proposed start"), null=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    by_telephone = models.BooleanField(_("by telephone"), default=False)
    told_by = models.CharField(_("told by"), max_length=80, blank=True)
    via = models.CharField(max_length=80, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField()
    lapsed_at = models.DateTimeField(null=True)

    objects = VenueAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("venue's answer")
        verbose_name_plural = _("venues' answers")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["performance"],
                condition=models.Q(lapsed_at=None),
                name="one_answer_counts",
            ),
            models.CheckConstraint(
                condition=models.Q(answer="proposed", proposed_starts_at__isnull=False)
                | models.Q(
                    answer__in=["accepted", "declined"],
                    proposed_starts_at__isnull=True,
                ),
                name="a_proposal_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue}: {self.get_answer_display()}"

    @property
    def is_open(self) -> bool:
        """Whether somebody has to see to it."""
        return self.answer in self.OPEN
