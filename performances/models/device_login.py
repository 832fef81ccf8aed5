"""A phone on which somebody logged in to /my/, and until when that counts."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .gate import GatedModel, GatedQuerySet


class DeviceLoginQuerySet(GatedQuerySet):
    def standing(self) -> "DeviceLoginQuerySet":
        """Those nobody ended; one whose days are over may be among them."""
        return self.filter(ended_at=None)


class DeviceLogin(GatedModel):
    """Opens the day sheets of one person on one device, and nothing else.

    The token is given to the device in a cookie and never stored: the row keeps its
    SHA-256 and the last characters. `password_mark` is what the password was like at
    the login: with another one the login is over.
    """

    # What the browser calls itself is told by a machine.
    keeps_plain_texts = False

    class Ending(models.TextChoices):
        # Translators: zh: 自己退出
        LEFT = "left", pgettext_lazy("ending", "Logged out on it")
        # Translators: zh: 被停用
        ENDED = "ended", pgettext_lazy("ending", "Ended by somebody")
        # Translators: zh: 改了密码
        PASSWORD = "password", pgettext_lazy("ending", "Password changed")
        # Translators: zh: 账号停用
        INACTIVE = "inactive", pgettext_lazy("ending", "Account closed")
        # Translators: zh: 不再是队员
        NO_TROUPE = "no_troupe", pgettext_lazy("ending", "No longer with a troupe")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="device_logins",
        verbose_name=_("user"),
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(max_length=4, editable=False)
    password_mark = models.CharField(max_length=64, editable=False)
    agent = models.CharField(_("device"), max_length=200, blank=True)

    made_at = models.DateTimeField(_("logged in"))
    expires_at = models.DateTimeField(_("until"))
    # Written every few minutes at most.
    last_seen_at = models.DateTimeField(_("last seen"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ending = models.CharField(max_length=9, choices=Ending, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = DeviceLoginQuerySet.as_manager()

    class Meta:
        # Translators: zh: 手机登录
        verbose_name = _("login on a device")
        verbose_name_plural = _("logins on devices")
        ordering = ["-last_seen_at", "-id"]

    def __str__(self) -> str:
        return f"{self.user} …{self.hint}"

    def is_open(self, now: datetime) -> bool:
        """Neither ended by somebody nor run out."""
        return self.ended_at is None and now < self.expires_at
