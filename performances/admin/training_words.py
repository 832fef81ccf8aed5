"""How a training session is said in the admin."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ulanmuqi.base import clock

from ..models import TrainingSession

State = TrainingSession.State


def place_text(row: TrainingSession) -> str:
    """The venue, or the region and the place in words."""
    if row.venue is not None:
        parts = (row.venue.local_name, row.place)
    else:
        parts = (_region_beside(row), row.place)
    return " · ".join(part for part in parts if part)


def _region_beside(row: TrainingSession) -> str:
    """Left out where the place names it: 锡林郭勒盟 · 锡林郭勒歌舞剧院."""
    region = row.region
    if region is None or any(
        name and name in row.place
        for name in (region.local_name, region.name, region.short_name)
    ):
        return ""
    return region.local_name


def troupes_text(row: TrainingSession) -> str:
    return "、".join(troupe.display_name for troupe in row.troupes_in_order)


def people_text(row: TrainingSession) -> str:
    """Who was there; while nobody has said, who is expected."""
    if row.people is not None:
        count = row.people
        return ngettext("%(count)s person", "%(count)s people", count) % {
            "count": count
        }
    if row.expected is not None:
        return _("%(count)s expected") % {"count": row.expected}
    return ""


def state_text(row: TrainingSession) -> str:
    """The state; what is over and not told of is *missing*."""
    over = row.ends_at <= clock.now()
    if row.state == State.PLANNED and over:
        # Translators: zh: 待填报
        return _("Not reported yet")
    return str(row.get_state_display())


def is_missing(row: Any) -> bool:
    waiting = row.state in (State.PLANNED, State.RETURNED)
    return waiting and row.ends_at <= clock.now()
