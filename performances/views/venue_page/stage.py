"""What a show needs of the stage, beside what the venue's technical sheet says."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ulanmuqi.places.models import Venue

from ...models import Performance


@dataclass(frozen=True, slots=True)
class StageLine:
    """One fact of the stage. `is_short` where both are known and it does not fit."""

    label: str
    needed: str
    has: str
    is_short: bool = False


def stage_lines(show: Performance, venue: Venue) -> list[StageLine]:
    """Only facts that one of the two says something about; no query."""
    # Translators: zh: %(number)s米
    metres = _("%(number)s m")
    lines = [
        _number(pgettext("stage", "Audience"), show.expected_audience, venue.capacity),
        _number(
            pgettext("stage", "Stage width"),
            show.needs_width_m,
            venue.stage_width_m,
            metres,
        ),
        _number(
            pgettext("stage", "Stage depth"),
            show.needs_depth_m,
            venue.stage_depth_m,
            metres,
        ),
        _number(
            pgettext("stage", "Clear height"),
            show.needs_height_m,
            venue.stage_height_m,
            metres,
        ),
        _power(show, venue),
        _number(
            pgettext("stage", "Dressing rooms"),
            show.needs_dressing_rooms,
            venue.dressing_rooms,
        ),
        _yes(pgettext("stage", "Wings"), needed=False, has=venue.has_wings),
        _yes(
            pgettext("stage", "Heating"),
            needed=show.needs_heating,
            has=venue.has_heating,
        ),
        _yes(
            pgettext("stage", "A truck reaches"),
            needed=show.needs_truck,
            has=venue.has_truck_access,
        ),
        _yes(
            pgettext("stage", "Mobile signal"),
            needed=False,
            has=venue.has_mobile_signal,
        ),
    ]
    return [line for line in lines if line.needed or line.has]


def _number(label: str, needed: Any, has: Any, form: str = "%(number)s") -> StageLine:
    short = needed is not None and has is not None and has < needed
    return StageLine(label, _amount(needed, form), _amount(has, form), short)


def _amount(value: Any, form: str) -> str:
    if value is None:
        return ""
    plain = f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
    return form % {"number": plain}


def _power(show: Performance, venue: Venue) -> StageLine:
    phases = ["", Venue.Power.NONE, Venue.Power.SINGLE, Venue.Power.THREE]
    weak = bool(show.needs_power and venue.power) and (
        phases.index(venue.power) < phases.index(show.needs_power)
    )
    low = bool(show.needs_power_kw and venue.power_kw) and (
        venue.power_kw < show.needs_power_kw
    )
    needed = _with_kilowatts(
        show.get_needs_power_display() if show.needs_power else "", show.needs_power_kw
    )
    has = _with_kilowatts(
        venue.get_power_display() if venue.power else "", venue.power_kw
    )
    return StageLine(pgettext("stage", "Power"), needed, has, weak or low)


def _with_kilowatts(phase: Any, kilowatts: int | None) -> str:
    return f"{phase} {kilowatts} kW".strip() if kilowatts else str(phase)


def _yes(label: str, *, needed: bool, has: bool | None) -> StageLine:
    # Translators: zh: 要 · 有 · 没有
    wanted = pgettext("stage", "Needed") if needed else ""
    there = ""
    if has is not None:
        there = pgettext("stage", "Yes") if has else pgettext("stage", "No")
    return StageLine(label, wanted, there, needed and has is False)
