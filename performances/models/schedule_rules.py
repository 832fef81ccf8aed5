"""What a region asks of its schedule: Settings → Schedule rules."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from ..limits import DEFAULT_LIMITS, DEFAULT_SEVERITIES
from ..rules import Rule


class HowTold(models.TextChoices):
    OFF = "off", _("Not at all")
    NOTE = "note", _("Note: good to know")
    WARN = "warn", _("Warning: a coordinator has to accept it")


class MonthsField(models.JSONField):
    """A list of months (1 to 12), ticked in forms."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        # Not JSONField's own: it would ask for brackets and commas.
        return models.Field.formfield(
            self,
            form_class=forms.TypedMultipleChoiceField,
            choices_form_class=forms.TypedMultipleChoiceField,
            **{
                "choices": list(MONTHS.items()),
                "coerce": int,
                "widget": forms.CheckboxSelectMultiple,
                **kwargs,
            },
        )


def _how(rule: Rule, label: str) -> models.CharField:
    return models.CharField(
        label,
        max_length=4,
        choices=HowTold,
        default=DEFAULT_SEVERITIES[rule].value,
    )


def _number(
    label: str, default: int, low: int, high: int, help_text: str
) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label,
        default=default,
        validators=[MinValueValidator(low), MaxValueValidator(high)],
        help_text=help_text,
    )


def _usual_winter() -> list[int]:
    return sorted(DEFAULT_LIMITS.winter_months)


@register_setting(icon="sliders", order=110)
class ScheduleRules(BaseGenericSetting):
    """One row; each rule's field is named for the rule (`performances.rules.Rule`)."""

    daily_limit = _how(Rule.DAILY_LIMIT, _("too many shows a day"))
    shows_a_day = _number(
        _("shows a day"), DEFAULT_LIMITS.shows_a_day, 1, 10,
        _("Usual: 2. Two shows a day are normal on tour (reported from Naiman, 2022)."),
    )  # fmt: skip
    days_in_a_row = _how(Rule.DAYS_IN_A_ROW, _("too many days in a row"))
    days_without_break = _number(
        _("days in a row"), DEFAULT_LIMITS.days_in_a_row, 1, 30,
        _("Usual: 10, the longest tour reported (Chifeng, 2015: 10 days)."),
    )  # fmt: skip
    short_rest = _how(Rule.SHORT_REST, _("too little rest"))
    rest_hours = _number(
        _("hours of rest"), DEFAULT_LIMITS.rest_hours, 1, 24,
        _("Usual: 8, the road not counted. Experience, not a regulation."),
    )  # fmt: skip
    late_after = _number(
        _("a strike is late from (hour)"), DEFAULT_LIMITS.late_after, 16, 24,
        _("Usual: 22. Rest is asked after a strike that ends at this hour or later."),
    )  # fmt: skip
    closed_hours = _how(Rule.CLOSED_HOURS, _("the house is closed"))
    capacity = _how(Rule.CAPACITY, _("more people than seats"))
    stage_size = _how(Rule.STAGE_SIZE, _("stage too small"))
    power = _how(Rule.POWER, _("too little power"))
    truck_access = _how(Rule.TRUCK_ACCESS, _("no way for the truck"))
    dressing_rooms = _how(Rule.DRESSING_ROOMS, _("too few dressing rooms"))
    heating = _how(Rule.HEATING, _("not heated"))
    light = _how(Rule.LIGHT, _("no stage light"))
    sound = _how(Rule.SOUND, _("no sound"))
    sheet_unknown = _how(Rule.SHEET_UNKNOWN, _("nobody knows"))
    winter_outdoors = _how(Rule.WINTER_OUTDOORS, _("outdoors in those months"))
    winter_months = MonthsField(
        _("months too cold for sitting outdoors"),
        default=_usual_winter,
        blank=True,
        help_text=_(
            "Usual: November to March. Outdoor shows crowd into the short summer, and "
            "winter goes down to −40 °C."
        ),
    )
    after_dark = _how(Rule.AFTER_DARK, _("outdoors after dark"))
    dark_minutes = _number(
        _("dark so many minutes after sunset"), DEFAULT_LIMITS.dark_minutes, 0, 180,
        _(
            "Usual: 30, about as long as twilight lasts. Sunset is reckoned at the "
            "venue's own point: it differs by almost two hours over the region."
        ),
    )  # fmt: skip

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("shows_a_day"), FieldPanel("daily_limit")]),
                FieldRowPanel(
                    [FieldPanel("days_without_break"), FieldPanel("days_in_a_row")]
                ),
                FieldRowPanel([FieldPanel("rest_hours"), FieldPanel("late_after")]),
                FieldPanel("short_rest"),
            ],
            heading=_("What a troupe can be asked"),
            help_text=_("Per troupe, and per lent member."),
        ),
        MultiFieldPanel(
            [FieldPanel("closed_hours")],
            heading=_("Opening hours of the venue"),
            help_text=_(
                "Load-in before the house opens or strike after it closes. The hours "
                "stand in the venue's own form."
            ),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("stage_size")]),
                FieldRowPanel([FieldPanel("power"), FieldPanel("truck_access")]),
                FieldRowPanel([FieldPanel("dressing_rooms"), FieldPanel("heating")]),
                FieldRowPanel([FieldPanel("light"), FieldPanel("sound")]),
                FieldPanel("sheet_unknown"),
            ],
            heading=_("What a show needs and the venue has"),
            help_text=_(
                "The needs stand in the show's form, what there is in the venue's and "
                "in those of the stage trucks it takes along; the better one counts."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel("winter_months"),
                FieldPanel("winter_outdoors"),
                FieldRowPanel([FieldPanel("dark_minutes"), FieldPanel("after_dark")]),
            ],
            heading=_("Outdoors"),
        ),
    ]

    class Meta:
        # Translators: zh: 排期规则
        verbose_name = _("schedule rules")
