"""How roads are reckoned where nobody drove them, and how seasons slow them."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

MONTHS = [(number, str(number)) for number in range(1, 13)]

# A season's key, its name, its months, and its factors on motorway, country road and
# grassland track. General knowledge ([G] of domain.md 8: winters to −40 °C, sandstorms
# in spring, summer rain), so every figure may be changed.
SNOW, SAND, RAIN = SEASONS = ("snow", "sand", "rain")


def _factor(default: str, name: Promise) -> models.DecimalField:
    return models.DecimalField(
        name,
        max_digits=3,
        decimal_places=2,
        default=Decimal(default),
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )


def _month(default: int, name: Promise) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(name, choices=MONTHS, default=default)


def _speed(default: int, name: Promise) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        name,
        default=default,
        validators=[MinValueValidator(10), MaxValueValidator(120)],
    )


def _minutes(default: int, name: Promise, help_text: Promise) -> Any:
    return models.PositiveSmallIntegerField(
        name,
        default=default,
        validators=[MaxValueValidator(600)],
        help_text=help_text,
    )


def _on_roads(prefix: str) -> FieldRowPanel:
    kinds = ("motorway", "country", "track")
    return FieldRowPanel([FieldPanel(f"{prefix}_{kind}") for kind in kinds])


def _season(prefix: str, heading: Promise) -> MultiFieldPanel:
    months = [FieldPanel(f"{prefix}_first"), FieldPanel(f"{prefix}_last")]
    return MultiFieldPanel([FieldRowPanel(months), _on_roads(prefix)], heading=heading)


_FIRST, _LAST = _("first month"), _("last month")
_ON_MOTORWAY = _("times slower on motorways")
_ON_COUNTRY = _("times slower on country roads")
_ON_TRACK = _("times slower on tracks")


@register_setting(icon="sliders", order=210)
class RoadRules(BaseGenericSetting):
    """One row, with defaults for every figure; without it the defaults hold."""

    SEASONS = SEASONS

    departure_minutes = _minutes(
        15,
        _("minutes between strike and leaving"),
        _("To count heads, fill up and get on the road."),
    )
    arrival_minutes = _minutes(
        15,
        _("minutes between arriving and load-in"),
        _("To find the gate, park and stretch."),
    )
    detour_motorway = _factor("1.2", _("longer than the straight line, motorways"))
    detour_country = _factor("1.4", _("longer than the straight line, country roads"))
    detour_track = _factor("1.4", _("longer than the straight line, tracks"))
    speed_motorway = _speed(70, _("km/h by coach on motorways"))
    speed_country = _speed(70, _("km/h by coach on country roads"))
    speed_track = _speed(45, _("km/h by coach on grassland tracks"))

    snow_first, snow_last = _month(11, _FIRST), _month(3, _LAST)
    snow_motorway = _factor("1.1", _ON_MOTORWAY)
    snow_country = _factor("1.2", _ON_COUNTRY)
    snow_track = _factor("1.3", _ON_TRACK)
    sand_first, sand_last = _month(4, _FIRST), _month(5, _LAST)
    sand_motorway = _factor("1", _ON_MOTORWAY)
    sand_country = _factor("1.1", _ON_COUNTRY)
    sand_track = _factor("1.1", _ON_TRACK)
    rain_first, rain_last = _month(7, _FIRST), _month(8, _LAST)
    rain_motorway = _factor("1", _ON_MOTORWAY)
    rain_country = _factor("1", _ON_COUNTRY)
    rain_track = _factor("1.2", _ON_TRACK)

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("departure_minutes"), FieldPanel("arrival_minutes")]
                )
            ],
            heading=_("Before and after the road"),
            help_text=_(
                "These minutes come on top of every journey, whoever travels. Within "
                "one venue nobody travels."
            ),
        ),
        MultiFieldPanel(
            [_on_roads("detour"), _on_roads("speed")],
            heading=_("Where nobody drove yet"),
            help_text=_(
                "Used only between places without a known leg. A known leg always wins."
            ),
        ),
        _season(SNOW, _("Season of ice and snow")),
        _season(SAND, _("Season of sandstorms")),
        _season(RAIN, _("Season of rain")),
    ]

    class Meta:
        # Translators: zh: 道路规则
        verbose_name = _("road rules")

    def clean(self) -> None:
        factors = [f for f in self._meta.fields if isinstance(f, models.DecimalField)]
        if any(getattr(self, field.name) is None for field in factors):
            raise ValidationError(_("Every figure is needed; 1 changes nothing."))

    @classmethod
    def current(cls) -> "RoadRules":
        """The row, or the defaults while nobody saved one. One query, no write."""
        return cls._default_manager.first() or cls()
