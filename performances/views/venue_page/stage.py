"""What a show needs of the stage, beside what the venue's technical sheet says and what
a stage truck brings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from troupes.models import StageTruck
from ulanmuqi.places.models import Venue

from ...fitting import SIDES, Source, best_truck, powers, stages
from ...models import Performance
from ...scheduling.sheets import needs_of, sheet_of, trucks_of
from ...sheets import Needs, Sheet, TruckSheet


@dataclass(frozen=True, slots=True)
class StageLine:
    """One fact of the stage: what the show asks, what the venue has and what comes with
    a truck ("9.6 m, stage truck 2"). `is_short` where all is known and does not fit."""

    label: str
    needed: str
    has: str
    is_short: bool = False
    brought: str = ""


def stage_lines(
    show: Performance, venue: Venue, trucks: Sequence[StageTruck] = ()
) -> list[StageLine]:
    """Only facts that somebody says something about; no query."""
    needs, sheet, wheels = needs_of(show), sheet_of(venue), trucks_of(trucks)
    lines = [
        _line(pgettext("stage", "Audience"), needs.audience, sheet.capacity),
        *_sides(needs, sheet, wheels),
        _power(needs, sheet, wheels),
        _line(
            pgettext("stage", "Dressing rooms"),
            needs.dressing_rooms,
            sheet.dressing_rooms,
        ),
        _yes(
            pgettext("stage", "Stage light"),
            needed=needs.light,
            has=sheet.has_light,
            trucks=[one.name for one in wheels if one.has_light],
        ),
        _yes(
            pgettext("stage", "Sound"),
            needed=needs.sound,
            has=sheet.has_sound,
            trucks=[one.name for one in wheels if one.has_sound],
        ),
        _yes(pgettext("stage", "Wings"), needed=False, has=venue.has_wings),
        _yes(pgettext("stage", "Heating"), needed=needs.heating, has=sheet.has_heating),
        _yes(
            pgettext("stage", "A truck reaches"),
            needed=needs.truck or bool(wheels),
            has=sheet.has_truck_access,
        ),
        _yes(
            pgettext("stage", "Mobile signal"),
            needed=False,
            has=venue.has_mobile_signal,
        ),
    ]
    return [line for line in lines if line.needed or line.has or line.brought]


def _sides(needs: Needs, sheet: Sheet, wheels: Sequence[TruckSheet]) -> list[StageLine]:
    short = _short(stages(needs, sheet, wheels))
    labels = (
        pgettext("stage", "Stage width"),
        pgettext("stage", "Stage depth"),
        pgettext("stage", "Clear height"),
    )
    return [
        StageLine(
            label,
            _metres(getattr(needs, f"{side}_m")),
            _metres(getattr(sheet, f"{side}_m")),
            side in short,
            _brought(wheels, lambda one, side=side: _metres(getattr(one, f"{side}_m"))),
        )
        for side, label in zip(SIDES, labels, strict=True)
    ]


def _short(sources: Sequence[Source]) -> set[str]:
    """What is too small of the venue's own, or of the best truck where the venue has
    nothing; none while one of them may do."""
    if any(not one.short for one in sources):
        return set()
    own = next((one for one in sources if not one.truck), None) or best_truck(sources)
    return {gap.what for gap in own.short} if own else set()


def _power(needs: Needs, sheet: Sheet, wheels: Sequence[TruckSheet]) -> StageLine:
    own = [one for one in wheels if one.power_kw]
    return StageLine(
        pgettext("stage", "Power"),
        _watts(needs),
        _watts(sheet),
        bool(_short(powers(needs, sheet, wheels))),
        _brought(own, _watts),
    )


def _line(label: str, needed: int | None, has: int | None) -> StageLine:
    short = needed is not None and has is not None and has < needed
    return StageLine(label, _amount(needed), _amount(has), short)


def _amount(value: int | None) -> str:
    return "" if value is None else str(value)


def _metres(value: float | None) -> str:
    # Translators: zh: %(number)s米
    return "" if value is None else _("%(number)s m") % {"number": f"{value:g}"}


def _watts(of: Needs | Sheet | TruckSheet) -> str:
    phase = str(Venue.Power(of.power).label) if of.power else ""
    return f"{phase} {of.power_kw} kW".strip() if of.power_kw else phase


def _brought(trucks: Sequence[TruckSheet], told: Callable[[TruckSheet], str]) -> str:
    # Translators: zh: %(truck)s带来%(what)s
    brings = _("%(what)s with %(truck)s")
    return pgettext("between parts", "; ").join(
        brings % {"what": told(one), "truck": one.name} for one in trucks if told(one)
    )


def _yes(
    label: str, *, needed: bool, has: bool | None, trucks: Sequence[Any] = ()
) -> StageLine:
    # Translators: zh: 要 · 有 · 没有
    wanted = pgettext("stage", "Needed") if needed else ""
    there = ""
    if has is not None:
        there = pgettext("stage", "Yes") if has else pgettext("stage", "No")
    # Translators: zh: %(truck)s自带
    brought = pgettext("between parts", "; ").join(
        _("comes with %(truck)s") % {"truck": one} for one in trucks
    )
    return StageLine(
        label, wanted, there, needed and has is False and not brought, brought
    )
