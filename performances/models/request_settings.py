"""How long a request waits for whom, and how long names and telephones are kept."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


def _days(least: int, most: int) -> list:
    return [MinValueValidator(least), MaxValueValidator(most)]


@register_setting(icon="comment", order=125)
class RequestSettings(BaseGenericSetting):
    # Translators: zh: 可以点单
    is_taking = models.BooleanField(
        _("take requests"),
        default=True,
        help_text=_("When off, the public form says whom to call instead."),
    )
    troupe_days = models.PositiveSmallIntegerField(
        _("days with the banner’s own troupe"),
        default=3,
        validators=_days(0, 30),
        help_text=_("After so many days without an answer the league is told too."),
    )
    remind_days = models.PositiveSmallIntegerField(
        _("days between reminders"), default=7, validators=_days(1, 60)
    )
    keep_contact_days = models.PositiveSmallIntegerField(
        _("days to keep name and telephone"),
        default=180,
        validators=_days(7, 1095),
        help_text=_(
            "After a request is at an end. Then name, telephone and notes of the "
            "asker are deleted; the request stays for the statistics."
        ),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("is_taking"),
                FieldPanel("troupe_days"),
                FieldPanel("remind_days"),
            ],
            heading=_("Answering"),
        ),
        MultiFieldPanel([FieldPanel("keep_contact_days")], heading=_("Personal data")),
    ]

    class Meta:
        # Translators: zh: 点单
        verbose_name = _("requests for shows")
