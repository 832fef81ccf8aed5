"""Eight days of one banner, told in the words of the glossary."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby

from performances.models import Performance
from performances.slots import DayPart
from performances.views.cards import PerformanceCard, State
from performances.views.cards import card as card_of
from ulanmuqi.base.clock import SHANGHAI, day_begins
from ulanmuqi.base.templatetags.dates import clock_time
from ulanmuqi.places.models import Region

from .glossary import NAMES, Glossary, checked_names, key_of, read
from .words import COUNTED

DAYS = 8
# More than any banner plays in eight days; the page in Chinese has them all.
SHOWN = 200
MONGOLIAN, CHINESE = "mn-Mong", "zh-Hans"


@dataclass(frozen=True, slots=True)
class Name:
    """A name in Mongolian where a checked one is known, else in Chinese."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Date:
    """Words around figures: `month` 20 `of_month`, `weekday`."""

    day: date
    month: str
    number: int
    of_month: str
    weekday: str
    near: str


@dataclass(frozen=True, slots=True)
class Show:
    """`hour` is figures; `said` what is known instead, or beside it."""

    url: str
    title: str
    starts_at: datetime
    hour: str
    said: str
    state: State
    state_word: str
    moved: Date | None
    moved_hour: str
    place: Name
    troupes: tuple[Name, ...]
    genre: str


@dataclass(frozen=True, slots=True)
class Day:
    date: Date
    count: str
    shows: tuple[Show, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    banner: Region
    name: str
    words: dict[str, str]
    days: tuple[Day, ...]

    @property
    def is_empty(self) -> bool:
        return not any(day.shows for day in self.days)


def sheet(banner: Region, now: datetime) -> Sheet | None:
    """None while a word or one of the banner's own names is not checked.

    Five queries, whatever the number of shows.
    """
    glossary = read(banner, with_others=False)
    return _sheet(glossary, now) if glossary.can_speak else None


def preview(glossary: Glossary, now: datetime) -> Sheet:
    """As the page would be now; what is missing stands in Chinese between brackets."""
    lines = tuple(
        line if line.text else replace(line, text=f"〔{line.chinese}〕")
        for line in glossary.lines
    )
    return _sheet(replace(glossary, lines=lines), now)


def _sheet(glossary: Glossary, now: datetime) -> Sheet:
    banner = glossary.banner
    first = now.astimezone(SHANGHAI).date()
    rows = list(_shows(banner, first, now))
    teller = _Teller(glossary, rows, first)
    cards = {
        day: tuple(sorted(found, key=lambda card: card.sort_key))
        for day, found in groupby(
            (card_of(row, now) for row in rows), key=lambda card: card.day
        )
    }
    days = [first + timedelta(days=number) for number in range(DAYS)]
    by_id = {row.public_id: row for row in rows}
    return Sheet(
        banner=banner,
        name=glossary.of_group(NAMES)[0].text,
        words=teller.words,
        days=tuple(teller.day(day, cards.get(day, ()), by_id) for day in days),
    )


def _shows(banner: Region, first: date, now: datetime) -> Sequence[Performance]:
    rows = Performance.objects.listed(now).within(banner)
    rows = rows.filter(
        starts_at__gte=day_begins(first),
        starts_at__lt=day_begins(first + timedelta(days=DAYS)),
    )
    return rows.for_cards().in_order()[:SHOWN]


class _Teller:
    """Knows every word of the page; asks nothing more."""

    def __init__(
        self, glossary: Glossary, rows: Sequence[Performance], today: date
    ) -> None:
        self.today = today
        self.words = {
            line.key.replace(".", "_"): line.text
            for line in glossary.lines
            if line.row is None
        }
        self.names = {
            line.key: line.text
            for line in glossary.lines
            if line.row is not None and line.is_checked
        }
        guests = {
            troupe.pk: troupe for row in rows for troupe in row.troupes_in_order
        }.values()
        self.names |= checked_names(guests)

    def word(self, key: str) -> str:
        return self.words[key.replace(".", "_")]

    def date(self, day: date) -> Date:
        near = {0: "day.today", 1: "day.tomorrow"}.get((day - self.today).days)
        return Date(
            day=day,
            month=self.word(f"month.{day.month}"),
            number=day.day,
            of_month=self.word("day.of_month"),
            weekday=self.word(f"weekday.{day.isoweekday()}"),
            near=self.word(near) if near else "",
        )

    def day(
        self,
        day: date,
        cards: Sequence[PerformanceCard],
        rows: dict[str, Performance],
    ) -> Day:
        counted = 0 < len(cards) <= COUNTED
        return Day(
            date=self.date(day),
            count=self.word(f"number.{len(cards)}") if counted else "",
            shows=tuple(self.show(card, rows[card.public_id]) for card in cards),
        )

    def show(self, card: PerformanceCard, row: Performance) -> Show:
        moved = card.moved
        return Show(
            url=card.url,
            title=card.title,
            starts_at=card.starts_at,
            hour=clock_time(card.starts_at) if self._tells_hour(card) else "",
            said=self._said(card, row),
            state=card.state,
            state_word=(
                "" if card.state is State.NORMAL else self.word(f"state.{card.state}")
            ),
            moved=self.date(moved.starts_at.date()) if moved else None,
            moved_hour=clock_time(moved.starts_at) if moved and moved.has_hour else "",
            place=self._place(card, row),
            troupes=tuple(self._name(one) for one in row.troupes_in_order),
            genre=self.word(f"genre.{card.genre}"),
        )

    @staticmethod
    def _tells_hour(card: PerformanceCard) -> bool:
        return card.has_hour and card.next_word_at is None

    def _said(self, card: PerformanceCard, row: Performance) -> str:
        if card.is_about:
            return self.word("hour.about")
        if self._tells_hour(card):
            return ""
        parts = {
            DayPart.MORNING: "hour.morning",
            DayPart.AFTERNOON: "hour.afternoon",
            DayPart.EVENING: "hour.evening",
        }
        waits = card.next_word_at is not None or not row.day_part
        return self.word("hour.open" if waits else parts[DayPart(row.day_part)])

    def _place(self, card: PerformanceCard, row: Performance) -> Name:
        """As `PublicPlace` tells it: a private venue is its banner and no more."""
        if card.is_online:
            return Name(self.word("place.online"), MONGOLIAN)
        if not card.place.is_known:
            return Name(self.word("place.open"), MONGOLIAN)
        if card.place.code:
            return self._name(row.venue)
        known = self.names.get(f"region:{card.place.banner_code}", "")
        return Name(known, MONGOLIAN) if known else Name(card.place.name, CHINESE)

    def _name(self, row: object) -> Name:
        known = self.names.get(key_of(row), "")
        return Name(known, MONGOLIAN) if known else Name(row.name, CHINESE)
