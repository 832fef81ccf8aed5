"""What became of a calendar that somebody added on a real device."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock


class DeviceTrial(models.Model):
    """The subscribe page promises of a client what its latest trial showed.

    It is no fact of the schedule, so the admin's own form writes it.
    """

    class Client(models.TextChoices):
        """The clients the subscribe page has steps for."""

        # Translators: zh: 苹果手机、平板和电脑
        APPLE = "apple", _("iPhone, iPad and Mac")
        PHONES = (
            "phones",
            # Translators: zh: 华为、小米、OPPO、vivo手机自带的日历
            _("The built-in calendar of Huawei, Xiaomi, OPPO and vivo phones"),
        )
        # Translators: zh: Outlook（网页和手机）
        OUTLOOK = "outlook", _("Outlook on the web and on the phone")
        # Translators: zh: 电脑上的Outlook（Windows）
        WINDOWS = "windows", _("Outlook on Windows")
        THUNDERBIRD = "thunderbird", "Thunderbird"
        # Translators: zh: 谷歌日历
        GOOGLE = "google", _("Google Calendar")

    class Outcome(models.TextChoices):
        # Translators: zh: 能订阅，改期和取消都跟着变了
        FOLLOWED = "followed", _("It followed a move and a cancellation")
        # Translators: zh: 只存了一份副本，后来没有再变
        COPIED = "copied", _("It kept a copy that did not change")
        # Translators: zh: 没有成功
        FAILED = "failed", _("It did not work")

    client = models.CharField(_("calendar"), max_length=16, choices=Client)
    device = models.CharField(
        # Translators: zh: 设备和系统
        _("device and system"),
        max_length=80,
        # Translators: zh: 写到别人能认出来：比如“iPhone 14，iOS 18.3”“华为畅享70，系统自带日历”。
        help_text=_("So that others recognise it: “iPhone 14, iOS 18.3”."),
    )
    # Translators: zh: 试用日期
    on = models.DateField(_("tried on"))
    outcome = models.CharField(
        # Translators: zh: 结果
        _("outcome"),
        max_length=8,
        choices=Outcome,
        # Translators: zh: 订阅一份日历，把其中一场改期再取消，等它变过来，再写结果。没有等到变化的，不算跟着变了。
        help_text=_(
            "Subscribe, move one of its shows, then cancel it, and wait until that "
            "is seen. What was not seen did not happen."
        ),
    )
    note = models.CharField(
        # Translators: zh: 内部备注
        _("note, for us"),
        max_length=300,
        blank=True,
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        # Translators: zh: 录入者
        verbose_name=_("entered by"),
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        # Translators: zh: 真机试用
        verbose_name = _("trial on a device")
        verbose_name_plural = _("trials on devices")
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return self.device

    def clean(self) -> None:
        today = clock.now().astimezone(clock.SHANGHAI).date()
        if self.on is not None and self.on > today:
            # Translators: zh: 还没到的日子不能算试过。请写实际试用的那一天。
            raise ValidationError(
                {"on": _("That day is still to come. Give the day it was tried.")}
            )

    @classmethod
    def latest(cls) -> dict[str, list["DeviceTrial"]]:
        """Up to three trials of each client, the newest first; one query."""
        found: dict[str, list[Any]] = {}
        for row in cls.objects.order_by("-on", "-id")[:120]:
            found.setdefault(row.client, []).append(row)
        return {client: rows[:3] for client, rows in found.items()}
