"""How the time, place and company of an engagement are said in the admin."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from troupes.models import Member
from ulanmuqi.base import clock, rights
from ulanmuqi.base.templatetags.dates import at_hour, full_day, full_moment

from ..models import Engagement, Resource


def when_text(row: Engagement) -> str:
    """Whole days without hours; hours of one day after one date; a year once."""
    starts, ends = _local(row)
    year = f"{starts.year}年"
    if starts.time() == time(0) == ends.time():
        last = ends - timedelta(seconds=1)
        if last.date() == starts.date():
            return _day(starts)
        return f"{_day(starts)}–{_day(last).removeprefix(year)}"
    if starts.date() == ends.date():
        return at_hour(_day(starts), f"{starts:%H:%M}–{ends:%H:%M}")
    return f"{full_moment(starts)}–{full_moment(ends).removeprefix(year)}"


def length_text(row: Engagement) -> str:
    minutes = round((row.ends_at - row.starts_at).total_seconds() / 60)
    if minutes >= 2 * 24 * 60:
        days = round(minutes / (24 * 60))
        return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
    hours = f"{minutes / 60:.1f}".removesuffix(".0")
    # Translators: zh: %(hours)s小时
    told = ngettext("%(hours)s hour", "%(hours)s hours", 1 if hours == "1" else 2)
    return told % {"hours": hours}


def place_text(row: Engagement) -> str:
    """Where it is; for a transfer both ends."""
    there = row.venue or row.region
    here = row.from_venue or row.from_region
    told = there.local_name if there else ""
    return f"{here.local_name} → {told}" if here else told


def takes_of(row: Engagement, user: Any) -> list[Resource]:
    """What it takes; the names of people only for whoever works with troupes."""
    sees_people = rights.policy_for(Member).may(user, "view")
    return [
        resource
        for resource in row.resources_in_order
        if sees_people or resource.kind != Resource.Kind.MEMBER
    ]


def takes_text(row: Engagement, user: Any) -> str:
    return "、".join(resource.label for resource in takes_of(row, user))


def firm_text(row: Engagement) -> str:
    return _("settled") if row.firm else _("held")


def _local(row: Engagement) -> tuple[datetime, datetime]:
    zone = ZoneInfo(row.venue.time_zone) if row.venue else clock.SHANGHAI
    return row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)


def _day(at: datetime) -> str:
    return full_day(at)
