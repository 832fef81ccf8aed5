"""The day of a show by the clock, from load-in to strike."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ..models import Performance


@dataclass(frozen=True, slots=True)
class Step:
    """One line of it; `at` aware, in the venue's zone."""

    at: datetime
    label: str
    note: str = ""
    is_main: bool = False


def steps(show: Performance) -> list[Step]:
    """Load-in, doors, curtain, end and strike; nothing while the hour is open."""
    if not show.has_hour:
        return []
    zone = ZoneInfo(show.time_zone)
    starts, ends = show.starts_at.astimezone(zone), show.ends_at.astimezone(zone)
    found = []
    if show.load_in_minutes:
        at = starts - timedelta(minutes=show.load_in_minutes)
        # Translators: zh: 进场装台
        found.append(
            Step(at, pgettext("run sheet", "Load-in"), _minutes(show.load_in_minutes))
        )
    if show.doors_at is not None:
        # Translators: zh: 观众入场
        label = pgettext("run sheet", "Audience let in")
        found.append(Step(show.doors_at.astimezone(zone), label))
    # Translators: zh: 开演
    found.append(Step(starts, pgettext("run sheet", "Start"), is_main=True))
    # Translators: zh: 演完
    found.append(Step(ends, _("End of the show")))
    if show.strike_minutes:
        at = ends + timedelta(minutes=show.strike_minutes)
        # Translators: zh: 拆台完,场地交还
        found.append(Step(at, _("Strike done"), _minutes(show.strike_minutes)))
    return found


def _minutes(minutes: int) -> str:
    # Translators: zh: %(minutes)s分钟
    told = ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes)
    return told % {"minutes": minutes}
