"""What happened at a show: how many came, what went wrong, pictures of it."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string

from ..statuses import FIRM
from .gate import GatedModel, GatedQuerySet
from .performance import Performance
from .reported import Reported, ReportedQuerySet, ReportState
from .request_step import PlaceConfirmation


class RecordQuerySet(ReportedQuerySet):
    def counted(self) -> Self:
        """Of shows that took place: not of one called off or withdrawn since."""
        return self.filter(performance__status__in=FIRM)

    def waiting(self) -> Self:
        """Also those with pictures the league has not seen yet, and those of which the
        place has said since that the show was not there."""
        seen = models.OuterRef("reviewed_at")
        newer = RecordPhoto.objects.filter(
            record=models.OuterRef("pk"), said_at__gt=seen
        )
        denied = PlaceConfirmation.objects.filter(
            performance=models.OuterRef("performance"), took_place=False, at__gt=seen
        )
        unseen = models.Q(models.Exists(newer)) | models.Q(models.Exists(denied))
        return self.filter(
            models.Q(state=ReportState.REPORTED)
            | models.Q(unseen, state=ReportState.REVIEWED)
        )


class Record(Reported):
    """One a show, however many troupes played in it.

    On-site and online audience are never added together; None is "not said", 0 is zero.
    `remarks` (what went wrong) are for insiders. `clashes` says what else stood in the
    calendar at that time when a show was entered afterwards (`scheduling.clashes`).
    """

    performance = models.OneToOneField(
        Performance,
        models.PROTECT,
        related_name="record",
        verbose_name=_("performance"),
    )
    onsite_audience = models.PositiveIntegerField(
        _("people on site"), null=True, blank=True
    )
    online_views = models.PositiveIntegerField(_("online views"), null=True, blank=True)
    remarks = models.TextField(_("what went wrong"), blank=True)
    clashes = models.JSONField(default=list, blank=True, editable=False)
    # The show it was reported for by mistake, before it was carried to this one.
    carried_from = models.ForeignKey(
        Performance,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="records_carried_away",
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        # Translators: zh: 演出记录
        verbose_name = _("record of a show")
        verbose_name_plural = _("records of shows")
        ordering = ["-performance__starts_at", "-id"]
        indexes = [models.Index(fields=["state", "reported_at"])]

    def __str__(self) -> str:
        return str(self.performance)

    @property
    def counts(self) -> bool:
        """As `objects.counted`. Of what does not, nothing is said or reviewed."""
        return self.performance.status in FIRM

    @property
    def public_photos(self) -> "list[RecordPhoto]":
        """Those the public may see; none before the league has looked. Uses a
        prefetch of `photos__image` when there is one."""
        seen = self.reviewed_at
        if not self.is_reviewed or seen is None:
            return []
        photos = self.photos.all()
        return [one for one in photos if one.is_free and one.said_at <= seen]


class RecordPhotoQuerySet(GatedQuerySet):
    def public(self) -> Self:
        """What `Record.public_photos` says of one record, of all of them."""
        return self.filter(
            may_publish=True,
            record__state=ReportState.REVIEWED,
            said_at__lte=models.F("record__reviewed_at"),
        ).exclude(consent="")


class RecordPhoto(GatedModel):
    """A picture of a show. Public only where somebody noted who agreed, said that it
    may be published, and the league has reviewed the record."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="photos")
    image = models.ForeignKey(
        get_image_model_string(), models.CASCADE, related_name="record_photos"
    )
    caption = models.CharField(_("caption"), max_length=120, blank=True)
    consent = models.CharField(
        # Translators: zh: 谁同意了、怎么同意的
        _("who agreed, and how"),
        max_length=200,
    )
    may_publish = models.BooleanField(_("may be published"), default=False)
    # When it was added, or what is said of it last changed.
    said_at = models.DateTimeField(editable=False)

    objects = RecordPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture of a show")
        verbose_name_plural = _("pictures of shows")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.caption or str(self.image)

    @property
    def is_free(self) -> bool:
        """Whether those in it agreed to its being published."""
        return self.may_publish and bool(self.consent.strip())


def missing_records(now: datetime) -> models.QuerySet[Performance]:
    """Shows that stood, are over by the clock, and of which nobody has said anything.

    A conditional show nobody decided is among them: a record says that it took place,
    a cancellation that it did not.
    """
    return Performance.objects.given(now).filter(record__isnull=True)
