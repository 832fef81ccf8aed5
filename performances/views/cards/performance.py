"""One row of a list: a show as the public may see it at an instant."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from troupes.genres import Category
from ulanmuqi.base import clock
from ulanmuqi.base.templatetags.dates import clock_time, day, moment
from ulanmuqi.places.public import PublicPlace

from ...models import Performance
from ...statuses import Status
from . import place as words
from .dusk import sunset_of
from .state import State, state_of

# Stands for a show in the address of none.
_ANY = "0" * 8


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a postponed show went. Times are aware, in the venue's zone."""

    url: str
    starts_at: datetime
    has_hour: bool
    same_place: bool
    place: str
    is_off: bool


@dataclass(frozen=True, slots=True)
class PerformanceCard:
    """Datetimes are aware, in the zone of the venue."""

    public_id: str
    url: str
    title: str
    state: State
    starts_at: datetime
    ends_at: datetime
    doors_at: datetime | None
    precision: str
    day_part: str
    genre: str
    language: str
    troupes: tuple[str, ...]
    place: PublicPlace
    venue: str
    league: str
    area: str
    is_online: bool
    is_streamed: bool
    admission: str
    is_example: bool
    reason: str
    decide_by: datetime | None
    is_overdue: bool
    next_word_at: datetime | None
    planned_at: datetime | None
    moved: Moved | None
    showcase: str
    showcase_code: str
    is_opening: bool
    sunset: datetime | None

    @property
    def genre_label(self) -> str:
        return str(Category(self.genre).label)

    @property
    def language_label(self) -> str:
        return str(Performance.Language(self.language).label)

    @property
    def day(self) -> date:
        return self.starts_at.date()

    @property
    def has_hour(self) -> bool:
        return self.precision in ("exact", "about")

    @property
    def is_about(self) -> bool:
        return self.precision == "about"

    @property
    def is_as_usual(self) -> bool:
        """The hour is known, and there is nothing to say about the show."""
        return self.precision == "exact" and self.state is State.NORMAL

    @property
    def next_word(self) -> str:
        """When there is word of the hour: with its day where that is not the show's."""
        if self.next_word_at is None:
            return ""
        same_day = self.next_word_at.date() == self.day
        return clock_time(self.next_word_at) if same_day else moment(self.next_word_at)

    @property
    def said(self) -> str:
        """What has become of it, in a sentence; "" where the label says it all."""
        match self.state:
            case State.MOVED:
                return _moved_to(self.moved)
            case State.LATE:
                return _late(self)
            case State.CONDITIONAL:
                return _conditional(self)
        return ""

    @property
    def sort_key(self) -> tuple[bool, datetime, str]:
        """Within a day: hours first, then parts of the day, the open ones last."""
        return (self.precision == "date", self.starts_at, self.public_id)


Address = Callable[[str], str]


def address_of(public_id: str) -> str:
    """The page of a show, in the reader's language."""
    return reverse("performance", args=[public_id])


def addresses() -> Address:
    """The same for the rows of one list: the table of addresses is asked once."""
    before, _id, after = address_of(_ANY).partition(_ANY)
    return lambda public_id: f"{before}{public_id}{after}"


def card(
    performance: Performance, now: datetime, at: Address = address_of
) -> PerformanceCard:
    """Needs what `for_cards` loads; no query then. A list gives its `addresses`."""
    zone = ZoneInfo(performance.time_zone)
    place = performance.place
    names = words.names_of(place)
    clock.differs_at(performance.decide_by)
    state = state_of(performance, now)
    showcase = performance.showcase
    told = showcase is not None and _is_told(showcase.announced_at, now)
    return PerformanceCard(
        public_id=performance.public_id,
        url=at(performance.public_id),
        title=performance.local_title,
        state=state,
        starts_at=performance.starts_at.astimezone(zone),
        ends_at=performance.ends_at.astimezone(zone),
        doors_at=_doors_at(performance, zone),
        precision=performance.precision,
        day_part=performance.get_day_part_display() if performance.day_part else "",
        genre=performance.genre,
        language=performance.language,
        troupes=performance.troupe_names,
        place=place,
        venue=names.venue,
        league=names.league,
        area=names.area,
        is_online=performance.mode == Performance.Mode.ONLINE,
        is_streamed=performance.mode == Performance.Mode.BOTH,
        admission=performance.admission,
        is_example=performance.is_example,
        reason=performance.status_reason if state.is_loud else "",
        decide_by=_in_zone(performance.decide_by, zone),
        is_overdue=performance.is_overdue(now),
        next_word_at=_in_zone(performance.next_word_at, zone),
        planned_at=_planned_at(performance, state, zone),
        moved=_moved(performance, now) if state is State.MOVED else None,
        showcase=showcase.local_title if told else "",
        showcase_code=showcase.code if told else "",
        is_opening=performance.is_opening and told,
        sunset=sunset_of(performance),
    )


def _moved_to(new: Moved | None) -> str:
    if new is None:
        # Translators: zh: 改期，新的日期待定。
        return _("Postponed; the new date is to be announced.")
    if not new.has_hour:
        # Translators: zh: 改到%(when)s，钟点待定
        return _("Moved to %(when)s, time TBA") % {"when": day(new.starts_at)}
    facts = {"when": moment(new.starts_at), "place": new.place}
    if new.same_place:
        # Translators: zh: 改到%(when)s，地点不变
        return _("Moved to %(when)s, same place") % facts
    if new.place:
        # Translators: zh: 改到%(when)s，%(place)s
        return _("Moved to %(when)s, %(place)s") % facts
    # Translators: zh: 改到%(when)s，地点待定
    return _("Moved to %(when)s, place TBA") % facts


def _late(card: PerformanceCard) -> str:
    if card.next_word_at:
        # Translators: zh: 推迟开演，%(when)s再通知。
        return _("Opens late; next word at %(when)s.") % {"when": card.next_word}
    # Translators: zh: 推迟到%(when)s开演。
    return _("Opens late, at %(when)s.") % {"when": clock_time(card.starts_at)}


def _conditional(card: PerformanceCard) -> str:
    when = {"when": _by_when(card)}
    if card.is_overdue:
        # Translators: zh: 能否演出，本应%(when)s前决定，还在等消息。
        return _("It was to be decided by %(when)s; there is no word yet.") % when
    if card.decide_by:
        # Translators: zh: 能否演出，最迟%(when)s决定。
        return _("Decided by %(when)s at the latest.") % when
    # Translators: zh: 能否演出要看天气或道路。
    return _("Weather or road decide whether it takes place.")


def _by_when(card: PerformanceCard) -> str:
    """Rows have room for one line: the day is told where it is another."""
    if card.decide_by is None:
        return ""
    if card.decide_by.date() != card.starts_at.date():
        return moment(card.decide_by)
    # Translators: zh: 当天%(hour)s
    return _("%(hour)s that day") % {"hour": clock_time(card.decide_by)}


def _doors_at(performance: Performance, zone: ZoneInfo) -> datetime | None:
    """When to come; nothing for what is off, or waits for word of its hour."""
    waits = performance.status == Status.LATE and performance.next_word_at is not None
    if performance.is_off or waits:
        return None
    return _in_zone(performance.doors_at, zone)


def _in_zone(instant: datetime | None, zone: ZoneInfo) -> datetime | None:
    return instant.astimezone(zone) if instant is not None else None


def _is_told(announced_at: datetime | None, now: datetime) -> bool:
    return announced_at is not None and announced_at <= now


def _planned_at(
    performance: Performance, state: State, zone: ZoneInfo
) -> datetime | None:
    """The hour a late opening was meant to have; nothing for any other show."""
    showcase = performance.showcase
    if state is not State.LATE or showcase is None or showcase.t_zero is None:
        return None
    return showcase.t_zero.astimezone(zone)


def _moved(performance: Performance, now: datetime) -> Moved | None:
    """Nothing while there is no new date the public may know."""
    new = getattr(performance, "replacement", None)
    if new is None or not new.is_public(now):
        return None
    return Moved(
        url=address_of(new.public_id),
        starts_at=new.starts_at.astimezone(ZoneInfo(new.time_zone)),
        has_hour=new.has_hour,
        same_place=new.venue_id is not None and new.venue_id == performance.venue_id,
        place=words.venue_name(new.place),
        is_off=new.is_off,
    )
