"""What a show needs of its venue, as words for its page."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Performance


def needs_lines(show: Performance) -> list[str]:
    """Only what is asked for; empty when nothing is."""
    return list(_lines(show))


def _lines(show: Performance) -> Iterator[str]:
    if show.expected_audience is not None:
        people = show.expected_audience
        yield ngettext(
            "%(count)s person expected", "%(count)s people expected", people
        ) % {"count": people}
    sides = (
        (_("width"), show.needs_width_m),
        (_("depth"), show.needs_depth_m),
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
