"""Who was reminded of a record that is missing, and when: never twice of the same."""

from django.db import models
from django.utils.translation import pgettext_lazy

from .gate import GatedModel
from .notice import Notice
from .performance import Performance


class RecordReminder(GatedModel):
    """One show in one reminder. `audience` is the key of whom it went to, as in
    Notice: "troupe:7", "region:152200"."""

    keeps_plain_texts = False

    class Step(models.TextChoices):
        # Translators: zh: 第二天早上
        MORNING = "morning", pgettext_lazy("reminder", "The morning after")
        # Translators: zh: 再提醒一次
        AGAIN = "again", pgettext_lazy("reminder", "Once more")
        # Translators: zh: 告诉盟市
        LEAGUE = "league", pgettext_lazy("reminder", "To the league")

    performance = models.ForeignKey(
        Performance, models.CASCADE, related_name="record_reminders"
    )
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="reminders")
    audience = models.CharField(max_length=80)
    step = models.CharField(max_length=8, choices=Step)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "reminder of a record"
        verbose_name_plural = "reminders of records"
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["performance", "audience", "step"],
                name="reminded_once_a_step",
            )
        ]

    def __str__(self) -> str:
        return f"{self.performance} {self.get_step_display()}"
