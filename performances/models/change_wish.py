"""A troupe asks its league to change what it may not change itself."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from troupes.models import Troupe

from .gate import GatedModel, GatedQuerySet
from .notice import Notice
from .performance import Performance


class ChangeWishQuerySet(GatedQuerySet):
    def waiting(self) -> Self:
        return self.filter(answered_at=None, taken_back_at=None)


class ChangeWish(GatedModel):
    """What somebody of a troupe wants changed, in their own words, and the answer.

    `notice` is the mail that told the coordinators of it, where anybody has an
    address. One with `taken_back_at` stays as a row, but nobody is asked to answer it:
    the troupe needs it no more, or asked anew instead. `key` is the sending's own: the
    same one again asks nothing twice.
    """

    performance = models.ForeignKey(
        Performance,
        models.CASCADE,
        related_name="change_wishes",
        verbose_name=_("performance"),
    )
    troupe = models.ForeignKey(
        Troupe, models.CASCADE, related_name="+", verbose_name=_("troupe")
    )
    key = models.UUIDField(null=True, unique=True, editable=False)
    text = models.CharField(_("what should change"), max_length=300)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    reply = models.CharField(_("the league's answer"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    notice = models.ForeignKey(
        Notice, models.SET_NULL, null=True, related_name="change_wishes"
    )

    objects = ChangeWishQuerySet.as_manager()

    class Meta:
        # Translators: zh: 改动请求
        verbose_name = _("wish for a change")
        verbose_name_plural = _("wishes for changes")
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["answered_at", "asked_at"])]

    def __str__(self) -> str:
        return f"{self.performance} {self.asked_at:%Y-%m-%d}"
