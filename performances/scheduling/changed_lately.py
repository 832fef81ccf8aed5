"""What became of shows since an instant, by the staff log: for those who play in them.

The public change log tells only what was announced, and a private place by its banner;
whoever drives there tonight needs the place itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from ulanmuqi.base.names import person_name
from ulanmuqi.base.templatetags.dates import clock_time, moment

from ..models import Performance
from ..statuses import INSIDE, OFF, Status

_TOLD = ("starts_at", "venue", "region", "status")


@dataclass(frozen=True, slots=True)
class ShowChanged:
    """How it was before, where that differs from how it is: `was_at` the start, in the
    venue's zone, `was_in` the place, `was` the status. `is_new`: there was none. `at`
    and `by` are of the latest act."""

    at: datetime
    by: str
    was_at: datetime | None = None
    was_in: str = ""
    was: str = ""
    is_new: bool = False


def changed_since(
    shows: Sequence[Performance], since: datetime
) -> dict[int, ShowChanged]:
    """By the show's key, those whose hour, place or status is another than at that
    instant; what was changed and changed back is no news. One query, whatever their
    number (and the content type once a process)."""
    return changed_of(shows, acts_since(shows, since), since)


def acts_since(
    shows: Iterable[Performance], since: datetime
) -> dict[int, list[ModelLogEntry]]:
    """The log of these shows after that instant, the first act first."""
    keys = [str(show.pk) for show in shows]
    if not keys:
        return {}
    kind = ContentType.objects.get_for_model(Performance)
    rows = ModelLogEntry.objects.filter(
        content_type=kind, object_id__in=keys, timestamp__gt=since
    )
    found: dict[int, list[ModelLogEntry]] = {}
    for row in rows.select_related("user").order_by("timestamp", "pk"):
        found.setdefault(int(row.object_id), []).append(row)
    return found


def changed_of(
    shows: Iterable[Performance],
    acts: dict[int, list[ModelLogEntry]],
    since: datetime,
) -> dict[int, ShowChanged]:
    """As `changed_since`, from acts that were read."""
    found = {}
    for show in shows:
        mine = [one for one in acts.get(show.pk, ()) if one.timestamp > since]
        changed = _changed(show, mine)
        if changed is not None:
            found[show.pk] = changed
    return found


def changed_words(show: Performance, one: ShowChanged) -> list[str]:
    """What is otherwise, a sentence each."""
    told = []
    zone = ZoneInfo(show.time_zone)
    starts = show.starts_at.astimezone(zone)
    if one.is_new:
        # Translators: zh: 新排的
        told.append(_("New on the sheet"))
    if one.was:
        told.append(_became(show))
    if one.was_at is not None and show.status not in OFF:
        same = one.was_at.date() == starts.date()
        say = clock_time if same and show.has_hour else moment
        # Translators: zh: 时间改了：%(was)s → %(now)s
        told.append(
            _("Another time: %(was)s → %(now)s")
            % {"was": say(one.was_at), "now": say(starts)}
        )
    if one.was_in and show.status not in OFF:
        # Translators: zh: 地点改了：%(was)s → %(now)s
        told.append(
            _("Another place: %(was)s → %(now)s")
            % {"was": one.was_in, "now": show.venue or show.region or ""}
        )
    return told


def _became(show: Performance) -> str:
    # Translators: zh: 现在是“%(status)s”
    return _("It is “%(status)s” now") % {"status": Status(show.status).label}


def _changed(show: Performance, acts: list[ModelLogEntry]) -> ShowChanged | None:
    before: dict[str, Any] = {}
    latest = None
    is_new = False
    for act in acts:
        old, new = act.data.get("before") or {}, act.data.get("after") or {}
        touched = [name for name in _TOLD if name in new]
        if not touched:
            continue
        if act.action == "schedule.place":
            is_new = True
        latest = act
        for name in touched:
            before.setdefault(name, old.get(name))
    if latest is None:
        return None
    told = ShowChanged(at=latest.timestamp, by=person_name(latest.user), is_new=True)
    if is_new:
        return told
    told = ShowChanged(
        at=latest.timestamp,
        by=person_name(latest.user),
        was_at=_another_start(show, before),
        was_in=_another_place(show, before),
        was=_another_status(show, before),
    )
    return told if told.was_at or told.was_in or told.was else None


def _another_start(show: Performance, before: dict[str, Any]) -> datetime | None:
    if not before.get("starts_at"):
        return None
    was = datetime.fromisoformat(before["starts_at"])
    return None if was == show.starts_at else was.astimezone(ZoneInfo(show.time_zone))


def _another_place(show: Performance, before: dict[str, Any]) -> str:
    """By the name it has in the log; of a show without a venue its region's."""
    if "venue" not in before and (show.venue is not None or "region" not in before):
        return ""
    was = before.get("venue") or before.get("region") or ""
    now = str(show.venue or show.region or "")
    return "" if was in ("", "None", now) else str(was)


def _another_status(show: Performance, before: dict[str, Any]) -> str:
    """What of inside became another inside is nobody's news."""
    was = before.get("status") or ""
    if was == show.status or (was in INSIDE and show.status in INSIDE):
        return ""
    return str(was)
