"""The outbox: messages about changes, and each one's way to each address."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ulanmuqi.places.models import Region

from .gate import GatedModel


class Notice(GatedModel):
    """One message to one audience: a venue's people, a troupe's, a league's.

    It is about changes, the ChangeScope rows that point here, or about records that are
    missing, its RecordReminder rows, or about what a troupe wishes changed, its
    ChangeWish rows, or about one record whose show was changed, or about `reports` that
    the league sent back.
    `audience` is their key, `name` what the audience was called, `region` whose
    coordinators look after it.
    """

    keeps_plain_texts = False

    class State(models.TextChoices):
        REVIEW = "review", pgettext_lazy("notice", "In review")
        READY = "ready", pgettext_lazy("notice", "On its way")
        SENT = "sent", pgettext_lazy("notice", "Sent")
        FAILED = "failed", pgettext_lazy("notice", "Failed")
        DROPPED = "dropped", pgettext_lazy("notice", "Dropped")
        EMPTY = "empty", pgettext_lazy("notice", "Nothing left to tell")

    class About(models.TextChoices):
        CHANGES = "changes", pgettext_lazy("notice", "Changes")
        # Translators: zh: 缺的记录
        RECORDS = "records", pgettext_lazy("notice", "Missing records")
        # Translators: zh: 点单
        REQUEST = "request", pgettext_lazy("notice", "A request")
        # Translators: zh: 请求改动
        WISHES = "wishes", pgettext_lazy("notice", "Wishes for changes")
        # Translators: zh: 作品被移植
        ADOPTION = "adoption", pgettext_lazy("notice", "A work adopted")
        # Translators: zh: 上报后改过的演出
        PUT_BACK = "put_back", pgettext_lazy("notice", "A reported show changed")
        # Translators: zh: 退回的上报
        RETURNED = "returned", pgettext_lazy("notice", "Reports sent back")
        # Translators: zh: 改到另一场的上报
        CARRIED = "carried", pgettext_lazy("notice", "A report of another show")

    about = models.CharField(
        # Translators: zh: 内容
        pgettext_lazy("notice", "about"),
        max_length=8,
        choices=About,
        default=About.CHANGES,
    )
    audience = models.CharField(max_length=80)
    name = models.CharField(_("for whom"), max_length=200)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=8, choices=State)
    opening = models.CharField(_("opening line"), max_length=300, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("made at"))
    changed_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    # What it tells when it is no change of the schedule.
    request_step = models.ForeignKey(
        "performances.RequestStep", models.SET_NULL, null=True, related_name="notices"
    )
    # A work of the audience that another troupe took into its repertoire.
    adoption = models.ForeignKey(
        "performances.WorkAdoption", models.SET_NULL, null=True, related_name="notices"
    )
    # A report of the audience whose show was changed since, or that was of another.
    record = models.ForeignKey(
        "performances.Record", models.SET_NULL, null=True, related_name="notices"
    )
    # Reports of the audience that came back, by label: ["record:7", "troupeday:3"].
    reports = models.JSONField(default=list, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(fields=["audience", "state"]),
            models.Index(fields=["state", "made_at"]),
        ]

    def __str__(self) -> str:
        return self.name


class Delivery(GatedModel):
    """One address a notice goes to, and how far it has come.

    `key` names the message for good: every attempt carries it. Whoever sends first
    moves the row from waiting to sending; a row that stays there was left by a crash
    and becomes unsure, which nobody repeats but a person.
    """

    keeps_plain_texts = False

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("delivery", "Waiting")
        SENDING = "sending", pgettext_lazy("delivery", "Being sent")
        SENT = "sent", pgettext_lazy("delivery", "Sent")
        FAILED = "failed", pgettext_lazy("delivery", "Failed")
        UNSURE = "unsure", pgettext_lazy("delivery", "Perhaps sent")

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=12)
    address = models.CharField(max_length=254)
    name = models.CharField(max_length=120, blank=True)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "channel", "address"], name="delivery_once_an_address"
            )
        ]
        indexes = [models.Index(fields=["state", "next_at"])]

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address
