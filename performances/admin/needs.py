"""What a show needs of its stage and what its trucks bring, as words for its page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from troupes.models import StageTruck

from ..models import Performance


def needs_lines(show: Performance) -> list[str]:
    """Only what is asked for; empty when nothing is."""
    return list(_lines(show))


@dataclass(frozen=True, slots=True)
class Brings:
    """A stage truck of the show and what it brings, by the truck's own sheet."""

    name: str
    lines: tuple[str, ...]


def trucks_bring(show: Performance) -> list[Brings]:
    """Each stage truck that is booked; no query when what goes along is loaded."""
    trucks = [one for one in show.along_in_order if isinstance(one, StageTruck)]
    return [Brings(truck.name, tuple(_brought(truck))) for truck in trucks]


def _brought(truck: StageTruck) -> Iterator[str]:
    if truck.stage_text:
        # Translators: zh: 台面%(stage)s米
        yield _("stage %(stage)s m") % {"stage": truck.stage_text}
    if truck.stage_height_m is not None:
        # Translators: zh: %(side)s%(metres)s米
        yield _("%(side)s %(metres)s m") % {
            "side": _("clear height"),
            "metres": f"{float(truck.stage_height_m):g}",
        }
    if truck.power_kw:
        yield truck.get_power_display() if truck.power else _("own power")
        yield _("%(kw)s kW") % {"kw": truck.power_kw}
    if truck.has_light:
        yield _("stage light")
    if truck.has_sound:
        yield _("sound")


def _lines(show: Performance) -> Iterator[str]:
    if show.expected_audience is not None:
        people = show.expected_audience
        yield ngettext(
            "%(count)s person expected", "%(count)s people expected", people
        ) % {"count": people}
    sides = (
        (pgettext("stage", "width"), show.needs_width_m),
        (pgettext("stage", "depth"), show.needs_depth_m),
        (_("clear height"), show.needs_height_m),
    )
    for name, metres in sides:
        if metres is not None:
            # Translators: zh: %(side)s%(metres)s米
            yield _("%(side)s %(metres)s m") % {
                "side": name,
                "metres": f"{float(metres):g}",
            }
    if show.needs_power:
        yield show.get_needs_power_display()
    if show.needs_power_kw is not None:
        # Translators: zh: %(kw)s千瓦
        yield _("%(kw)s kW") % {"kw": show.needs_power_kw}
    if show.needs_dressing_rooms is not None:
        rooms = show.needs_dressing_rooms
        yield ngettext("%(count)s dressing room", "%(count)s dressing rooms", rooms) % {
            "count": rooms
        }
    if show.needs_truck:
        yield _("a truck must reach and turn")
    if show.needs_heating:
        yield _("must be heated")
    if show.needs_light:
        yield _("stage light must be there")
    if show.needs_sound:
        yield _("sound must be there")
