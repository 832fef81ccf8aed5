"""One show as a TheaterEvent, in every state a visitor can meet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from troupes.models import Troupe
from ulanmuqi.base.templatetags.site_nav import address as in_language

from ...changelog import news_of
from ...models import Change, Performance
from ..cards import PerformanceCard, State
from .things import (
    Thing,
    absolute,
    filled,
    identity,
    organisation,
    performing,
    place,
    works,
)

SCHEMA = "https://schema.org"
SCHEDULED = f"{SCHEMA}/EventScheduled"
RESCHEDULED = f"{SCHEMA}/EventRescheduled"
POSTPONED = f"{SCHEMA}/EventPostponed"
CANCELLED = f"{SCHEMA}/EventCancelled"
_LANGUAGES = {
    Performance.Language.MONGOLIAN: ["mn"],
    Performance.Language.CHINESE: ["zh"],
    Performance.Language.BOTH: ["mn", "zh"],
}
_MOVES = (Change.Kind.MOVED, Change.Kind.LATE)


@dataclass(frozen=True, slots=True)
class When:
    """What has become of the date: `previous` are those it had, newest first."""

    status: str
    starts: str
    ends: str = ""
    previous: tuple[str, ...] = ()


def event(
    card: PerformanceCard,
    row: Performance,
    *,
    replaces: PerformanceCard | None,
    image: str,
    now: datetime,
) -> Thing:
    """The whole of a show's own page. Needs `row` as that page loads it; no query."""
    troupes = row.troupes_in_order
    earlier = _earlier(row.changes.all(), card, replaces, now)
    whole = filled(
        description=row.public_note,
        inLanguage=_LANGUAGES[Performance.Language(row.language)],
        performer=[performing(one.local_name, _page(one)) for one in troupes],
        organizer=_organisers(troupes),
        workPerformed=works(row.programme.all()),
        image=image,
    )
    return {"@context": SCHEMA} | listed(card, earlier) | whole


def listed(card: PerformanceCard, earlier: Sequence[str] = ()) -> Thing:
    """A show in a list. `earlier` are dates it had before, newest first; no query."""
    when = _when(card, tuple(earlier))
    # Translators: zh: 示例
    mark = f"〔{_('Example')}〕" if card.is_example else ""
    leads_on = card.moved is not None and when.status == RESCHEDULED
    return filled(
        _type="TheaterEvent",
        _id=identity(card.url),
        name=mark + card.title,
        url=absolute(card.moved.url if card.moved and leads_on else card.url),
        doorTime=_moment(card.doors_at, True) if card.doors_at else "",
        startDate=when.starts,
        endDate=when.ends,
        previousStartDate=list(when.previous),
        eventStatus=when.status,
        eventAttendanceMode=_mode(card),
        location=_location(card),
        performer=[performing(name) for name in card.troupes],
        superEvent=_super_event(card),
    )


def _when(card: PerformanceCard, earlier: tuple[str, ...]) -> When:
    """By schema.org: a postponed event keeps its old date until a new one is known,
    a rescheduled one has the new date and tells the old."""
    starts = _moment(card.starts_at, card.has_hour)
    ends = _moment(card.ends_at, True) if card.has_hour else ""
    match card.state:
        case State.CANCELLED | State.WITHDRAWN:
            return When(CANCELLED, starts, ends, earlier)
        case State.MOVED:
            moved = card.moved
            if moved is None:
                return When(POSTPONED, starts, ends, earlier)
            if moved.is_off:
                return When(CANCELLED, starts, ends, earlier)
            new = _moment(moved.starts_at, moved.has_hour)
            return When(RESCHEDULED, new, "", (starts, *earlier))
        case State.LATE if card.next_word_at:
            return When(POSTPONED, starts, "", earlier)
        case State.LATE if card.planned_at and card.planned_at != card.starts_at:
            planned = _moment(card.planned_at, True)
            earlier = (planned, *(one for one in earlier if one != planned))
    return When(RESCHEDULED if earlier else SCHEDULED, starts, ends, earlier)


def _earlier(
    entries: Iterable[Change],
    card: PerformanceCard,
    replaces: PerformanceCard | None,
    now: datetime,
) -> list[str]:
    """The dates this show was announced for before, each once, newest first."""
    found = []
    for entry in entries:
        if entry.kind in _MOVES and entry.at <= now:
            before = news_of(entry, now).before
            if before is not None:
                found.append(_moment(before.starts_at, before.has_hour))
    if replaces is not None:
        found.append(_moment(replaces.starts_at, replaces.has_hour))
    own = _moment(card.starts_at, card.has_hour)
    return [one for one in dict.fromkeys(found) if one != own]


def _moment(at: datetime, has_hour: bool) -> str:
    """With the offset of its place; the day alone while the hour is open."""
    return at.isoformat(timespec="minutes") if has_hour else at.date().isoformat()


def _mode(card: PerformanceCard) -> str:
    kind = "Online" if card.is_online else "Mixed" if card.is_streamed else "Offline"
    return f"{SCHEMA}/{kind}EventAttendanceMode"


def _location(card: PerformanceCard) -> Thing | list[Thing]:
    """The page says where the stream is; there is no other address for it."""
    online = filled(_type="VirtualLocation", url=absolute(card.url))
    if card.is_online:
        return online
    there = place(card.place)
    return [there, online] if card.is_streamed else there


def _super_event(card: PerformanceCard) -> Thing | None:
    if not card.showcase_code:
        return None
    path = in_language(f"showcases/{card.showcase_code}/")
    return filled(
        _type="EventSeries",
        _id=identity(path),
        name=card.showcase,
        url=absolute(path),
    )


def _organisers(troupes: Sequence[Troupe]) -> list[Thing]:
    """Who plays invites: the shows are a public service of the troupes."""
    return [organisation(one.local_name, _page(one)) for one in troupes]


def _page(troupe: Troupe) -> str:
    return absolute(in_language(f"troupes/{troupe.code}/"))
