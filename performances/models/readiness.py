"""What a city reports before the curtain, and who says go."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from troupes.models import Troupe
from ulanmuqi.places.models import Venue

from .. import readiness
from .gate import GatedModel
from .performance import Performance
from .showcase import Showcase


class Readiness(GatedModel):
    """The last word on one item of one opening; no row means nobody said anything.

    It counts at the venue it was said for. Of an arrival there is one for each troupe.
    `said_by` is the name shown: a user's, or that of the site link it came by.
    """

    class Item(models.TextChoices):
        # Translators: zh: 舞台
        STAGE = readiness.Item.STAGE.value, pgettext_lazy("readiness", "Stage")
        # Translators: zh: 供电
        POWER = readiness.Item.POWER.value, pgettext_lazy("readiness", "Power")
        # Translators: zh: 音响
        SOUND = readiness.Item.SOUND.value, pgettext_lazy("readiness", "Sound")
        # Translators: zh: 主持
        HOST = readiness.Item.HOST.value, pgettext_lazy("readiness", "Host")
        # Translators: zh: 到场
        ARRIVAL = readiness.Item.ARRIVAL.value, pgettext_lazy("readiness", "Arrival")
        # Translators: zh: 直播信号
        STREAM = readiness.Item.STREAM.value, pgettext_lazy("readiness", "Stream")

    class State(models.TextChoices):
        # Translators: zh: 未就绪
        NOT_YET = readiness.State.NOT_YET.value, pgettext_lazy("readiness", "Not yet")
        # Translators: zh: 就绪
        READY = readiness.State.READY.value, pgettext_lazy("readiness", "Ready")
        # Translators: zh: 有问题
        PROBLEM = readiness.State.PROBLEM.value, pgettext_lazy("readiness", "Problem")

    performance = models.ForeignKey(
        Performance, models.CASCADE, related_name="readiness"
    )
    item = models.CharField(max_length=8, choices=Item)
    troupe = models.ForeignKey(Troupe, models.CASCADE, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.NOT_YET)
    venue = models.ForeignKey(Venue, models.SET_NULL, null=True, related_name="+")
    expected_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True)
    said_by = models.CharField(max_length=120)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("readiness")
        verbose_name_plural = _("readiness")
        constraints = [
            models.UniqueConstraint(
                fields=["performance", "item"],
                condition=models.Q(troupe__isnull=True),
                name="readiness_once_an_item",
            ),
            models.UniqueConstraint(
                fields=["performance", "item", "troupe"],
                condition=models.Q(troupe__isnull=False),
                name="readiness_once_a_troupe",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_item_display()}: {self.get_state_display()}"


class GoWord(GatedModel):
    """Go or no-go: of one opening, or the final word on the showcase (no opening).

    `rests_on` is what was known then (readiness.rests_on; for the final word the
    versions of the cities' words); whether the go still holds is computed when asked.
    """

    showcase = models.ForeignKey(Showcase, models.CASCADE, related_name="go_words")
    performance = models.OneToOneField(
        Performance, models.CASCADE, null=True, related_name="go_word"
    )
    go = models.BooleanField()
    said_by = models.CharField(max_length=120)
    why = models.CharField(max_length=300, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField()
    rests_on = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("go or no-go")
        verbose_name_plural = _("go or no-go")
        constraints = [
            models.UniqueConstraint(
                fields=["showcase"],
                condition=models.Q(performance__isnull=True),
                name="one_final_word_a_showcase",
            )
        ]

    def __str__(self) -> str:
        return f"{'go' if self.go else 'no-go'}: {self.said_by}"
