"""The bars of the board: shows, what else occupies a row, journeys too long."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ulanmuqi.base import clock, rights

from ...conflicts import Conflict
from ...models import Booking, Performance
from ...queues import Rank
from ...scheduling import sentence
from ...scheduling.countdown import decision_text
from ...scheduling.ranks import rank_text
from ...slots import MINUTE, moment
from ...statuses import OFF, Status
from .. import columns
from ..show_acts import SHOW_ACTS
from .rows import RowSet, key_of_booking, keys_of

# Acts of the list of shows that can be done on the board, in the order of its menu.
ACTS = ("confirm", "hold", "release", "discard")
# What is shorter belongs to the day it begins on.
AN_EVENING = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar as the browser draws it; `start` and `end` are Beijing wall times.

    `acts` are what the user may do with it here; `locked` says why it cannot be
    moved, "" when it can. `numbers` are those of the conflict cards it stands in.
    """

    id: str
    kind: str
    rows: tuple[str, ...]
    start: str
    end: str
    time: str
    title: str
    sub: str = ""
    label: str
    status: str = ""
    status_text: str = ""
    url: str = ""
    show: int | None = None
    version: int | None = None
    day: str = ""
    hour: str = ""
    venue: int | None = None
    showcase: int | None = None
    showcase_url: str = ""
    is_opening: bool = False
    is_public: bool = False
    acts: tuple[str, ...] = ()
    locked: str = ""
    note: str = ""
    numbers: tuple[int, ...] = field(default=())
    level: str = ""


def bar_id(show: Performance | int | str) -> str:
    return f"show-{show.pk if isinstance(show, Performance) else show}"


def show_bar(
    user: Any,
    show: Performance,
    rows: Iterable[str],
    *,
    now: datetime,
    rank: tuple[Rank, ...] = (),
) -> Bar:
    """No queries for a show loaded with `for_cards`."""
    start, end = _wall(show.starts_at), _wall(show.ends_at)
    locked = why_locked(user, show)
    acts = () if show.status in OFF else open_acts(user, show)
    return Bar(
        id=bar_id(show),
        kind="show",
        rows=tuple(rows),
        start=start,
        end=_of_its_day(show, end),
        time=_hour(show),
        title=show.local_title,
        sub=columns.place_text(show),
        label=_label(show),
        status=show.status,
        status_text=columns.status_text(show),
        url=reverse("performances:inspect", args=[show.pk]),
        show=show.pk,
        version=show.version,
        day=start[:10],
        hour=start[11:] if show.has_hour else "",
        venue=show.venue_id,
        showcase=show.showcase_id,
        showcase_url=_showcase_url(show),
        is_opening=show.is_opening,
        is_public=show.announced_at is not None,
        acts=acts if locked else ("move", *acts),
        locked=locked,
        note=" · ".join(filter(None, (rank_text(rank), _decision(show, now)))),
    )


def _decision(show: Performance, now: datetime) -> str:
    left = decision_text(show, now)
    # Translators: zh: 待决定:%(left)s ("2 d 4 h left", "overdue by 35 min")
    return _("to decide: %(left)s") % {"left": left} if left else ""


def _of_its_day(show: Performance, end: str) -> str:
    """A show that runs past midnight is one evening's, and no second day's bar."""
    start = show.starts_at.astimezone(clock.SHANGHAI)
    if show.ends_at - show.starts_at > AN_EVENING or end[:10] == f"{start:%Y-%m-%d}":
        return end
    return f"{start:%Y-%m-%d}T23:59"


def _showcase_url(show: Performance) -> str:
    """Where the act on all its cities is; only for an opening."""
    if not show.is_opening:
        return ""
    return reverse("showcases:inspect", args=[show.showcase_id])


def open_acts(user: Any, show: Performance) -> tuple[str, ...]:
    """The acts of the board's menu that fit the show and that the user may do."""
    offered = [act for key in ACTS if (act := SHOW_ACTS.get(key)) is not None]
    return tuple(
        act.key
        for act in offered
        if act.fits(show) and rights.may(user, act.verb, show)
    )


def why_locked(user: Any, show: Performance) -> str:
    """Why the user cannot move the show here, as a sentence; "" when they can."""
    if show.is_opening:
        # Translators: zh: 各地同时启幕,不能单独移动。请到展演里操作。
        return _("All cities open at one instant. Act on the showcase.")
    if show.status in OFF and not waits_for_date(show):
        return _("This show is off. Reinstate it first, then give it a new time.")
    if not rights.may(user, "change", show):
        return _("You may look at this show, but not move it.")
    return ""


def waits_for_date(show: Performance) -> bool:
    """Postponed, and nobody has said until when."""
    return show.status == Status.POSTPONED and not hasattr(show, "replacement")


def booking_bar(booking: Booking, *, is_told: bool) -> Bar:
    """A booking without a show; or any firm one of somebody else's, as taken time."""
    starts, ends = _wall(moment(booking.starts)), _wall(moment(booking.ends))
    # Translators: zh: 已有安排 (whose, is not for this reader to know)
    kind = booking.get_kind_display() if is_told else _("Taken")
    what = str(booking.engagement) if booking.engagement else booking.note
    title = (what or kind) if is_told else kind
    return Bar(
        id=f"booking-{booking.pk}",
        kind=booking.kind if is_told else "taken",
        rows=(key_of_booking(booking),),
        start=starts,
        end=ends,
        time=_hours(starts[11:], ends[11:]),
        title=str(title),
        sub=str(kind) if title != kind else "",
        label=_join(
            str(kind), str(title) if title != kind else "", _span(starts, ends)
        ),
    )


def gap_bar(conflict: Conflict, row: str, *, is_accepted: bool) -> Bar:
    """A journey there is no time for, drawn between the two shows."""
    leaves, arrives = conflict.params["from_ends"], conflict.params["to_starts"]
    starts = int(leaves)
    ends = max(int(arrives), starts + MINUTE)
    told = _gap_text(conflict)
    return Bar(
        id=f"gap-{conflict.fingerprint}-{row}",
        kind="gap",
        rows=(row,),
        start=_wall(moment(starts)),
        end=_wall(moment(ends)),
        time="",
        title=told,
        # Translators: zh: 已接受
        sub=pgettext("warning", "accepted") if is_accepted else "",
        label=sentence(conflict),
        level="accepted" if is_accepted else "warn",
    )


def _gap_text(conflict: Conflict) -> str:
    if conflict.params["seconds_needed"] == -1:
        # Translators: zh: 路已封闭
        return _("the road is closed")
    # Translators: zh: 路上要%(needed)s小时,只有%(there_are)s小时
    return _("%(needed)s h of road, %(there_are)s h there are") % {
        "needed": conflict.params["hours_needed"],
        "there_are": conflict.params["hours_there_are"],
    }


def show_rows(
    show: Performance, rows: RowSet, bookings: Iterable[Booking]
) -> list[str]:
    """The rows on the board the show stands in."""
    keys = keys_of(show) + [key_of_booking(booking) for booking in bookings]
    return [key for key in dict.fromkeys(keys) if key in rows.keys]


def _hour(show: Performance) -> str:
    text = columns.hour_text(show)
    return text.split("–")[0] if show.precision == "exact" else text


def _label(show: Performance) -> str:
    return _join(
        columns.when_text(show),
        show.local_title,
        columns.troupes_text(show),
        columns.place_text(show),
        str(columns.status_text(show)),
    )


def _hours(starts: str, ends: str) -> str:
    """Whole days are told as such; their midnights would only fill a bar."""
    if starts == ends == "00:00":
        # Translators: zh: 全天
        return _("All day")
    return f"{starts}–{ends}"


def _span(starts: str, ends: str) -> str:
    return f"{starts.replace('T', ' ')}–{ends.replace('T', ' ')}"


def _join(*parts: str) -> str:
    # Translators: what stands between the facts of a bar read aloud. zh: ,
    return _(", ").join(part for part in parts if part)


def _wall(at: datetime) -> str:
    return f"{at.astimezone(clock.SHANGHAI):%Y-%m-%dT%H:%M}"
