"""Study and training as facts: when, who came, who taught, on which works."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from troupes.models import Member, TrainingPage, Troupe, Work
from ulanmuqi.places.models import Region, Venue

from ..slots import epoch
from .adviser import ArtAdviser
from .engagement import Engagement
from .gate import GatedModel
from .training_rows import TrainingQuerySet


class TrainingSession(GatedModel):
    """One course, workshop or visit of an adviser, and what became of it.

    Its time is taken by an `Engagement` of its own (kind training), which the verbs of
    `scheduling.training` keep in step; time, title and place stand here as well, so
    that a cancelled session still says when it would have been. Never public as a
    booking: what is public of it stands on its page, if it has one.
    """

    class Kind(models.TextChoices):
        # Translators: zh: 学习
        STUDY = "study", _("Study")
        # Translators: zh: 培训班
        COURSE = "course", _("Course")
        # Translators: zh: 工作坊
        WORKSHOP = "workshop", _("Workshop")
        # Translators: zh: 结对指导
        PAIRING = "pairing", _("Coaching by the paired adviser")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        REPORTED = "reported", _("Reported")
        REVIEWED = "reviewed", _("Reviewed")
        # Translators: zh: 退回补充
        RETURNED = "returned", _("Sent back")
        CANCELLED = "cancelled", _("Cancelled")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=120)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    venue = models.ForeignKey(
        Venue,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="training_sessions",
        verbose_name=_("venue"),
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="training_sessions",
        verbose_name=_("region"),
    )
    place = models.CharField(_("place in words"), max_length=120, blank=True)
    hours = models.PositiveSmallIntegerField(_("teaching hours"), null=True, blank=True)
    troupes = models.ManyToManyField(
        Troupe,
        through="TrainingTroupe",
        related_name="training_sessions",
        verbose_name=_("troupes"),
    )
    works = models.ManyToManyField(
        Work,
        through="TrainingWork",
        related_name="training_sessions",
        verbose_name=_("works"),
    )
    other_people = models.PositiveIntegerField(
        # Translators: zh: 其他学员人数
        _("people of no troupe"),
        null=True,
        blank=True,
    )
    remarks = models.TextField(_("remarks"), blank=True)
    engagement = models.OneToOneField(
        Engagement,
        models.PROTECT,
        null=True,
        related_name="training",
        verbose_name=_("engagement"),
    )
    page = models.ForeignKey(
        TrainingPage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("page"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.PLANNED
    )
    reported_at = models.DateTimeField(null=True, editable=False)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    # What is missing in a report that was sent back; why one is not held.
    review_note = models.CharField(_("what is missing"), max_length=300, blank=True)
    is_example = models.BooleanField(_("invented for the demo"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        # Translators: zh: 学习培训
        verbose_name = _("training session")
        verbose_name_plural = _("training sessions")
        ordering = ["-starts_at", "-id"]
        indexes = [models.Index(fields=["starts_at", "id"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="training_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def starts(self) -> int:
        """UTC seconds, as bookings count."""
        return epoch(self.starts_at)

    @property
    def troupes_in_order(self) -> list[Troupe]:
        return [part.troupe for part in self.troupe_parts.all()]

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def is_told(self) -> bool:
        """Whether every troupe said who was there, and nobody sent it back."""
        return self.state in (self.State.REPORTED, self.State.REVIEWED)

    @property
    def people(self) -> int | None:
        """All who were there; None while nobody has said of anybody."""
        said = [part.attended for part in self.troupe_parts.all()]
        known = [count for count in (*said, self.other_people) if count is not None]
        return sum(known) if known else None

    @property
    def expected(self) -> int | None:
        """All who are expected, as far as it was said."""
        said = [part.expected for part in self.troupe_parts.all()]
        known = [count for count in said if count is not None]
        return sum(known) if known else None


class TrainingTroupe(GatedModel):
    """A troupe that attends: how many people it means to send, how many were there."""

    session = models.ForeignKey(
        TrainingSession, models.CASCADE, related_name="troupe_parts"
    )
    troupe = models.ForeignKey(
        Troupe, models.PROTECT, related_name="training_parts", verbose_name=_("troupe")
    )
    expected = models.PositiveSmallIntegerField(
        # Translators: zh: 计划人数
        _("people expected"),
        null=True,
        blank=True,
    )
    attended = models.PositiveSmallIntegerField(
        # Translators: zh: 到场人数
        _("people who were there"),
        null=True,
        blank=True,
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "troupe"], name="training_troupe_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.troupe)


class TrainingTeacher(GatedModel):
    """Who teaches: somebody in words, a member of a crew, or an art adviser. Named on
    public pages only where the person agreed."""

    session = models.ForeignKey(
        TrainingSession, models.CASCADE, related_name="teachers"
    )
    name = models.CharField(_("name"), max_length=60, blank=True)
    # Translators: zh: 身份
    known_as = models.CharField(_("who that is"), max_length=80, blank=True)
    member = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lessons",
        verbose_name=_("member"),
    )
    adviser = models.ForeignKey(
        ArtAdviser,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lessons",
        verbose_name=_("art adviser"),
    )
    may_name = models.BooleanField(_("may be named in public"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.told_name

    @property
    def told_name(self) -> str:
        person: Any = self.adviser or self.member
        return person.name if person is not None else self.name

    @property
    def told_as(self) -> str:
        if self.known_as:
            return self.known_as
        if self.adviser is not None:
            return self.adviser.known_for
        return self.member.role if self.member is not None else ""


class TrainingWork(GatedModel):
    session = models.ForeignKey(
        TrainingSession, models.CASCADE, related_name="work_parts"
    )
    work = models.ForeignKey(
        Work, models.PROTECT, related_name="training_parts", verbose_name=_("work")
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "work"], name="training_work_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.work)
