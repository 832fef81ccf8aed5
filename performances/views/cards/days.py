"""A list of shows as days; a dense day is folded by league."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from ulanmuqi.base.public_days import PublicDay, public_day

from ...models import Performance
from .performance import Address, PerformanceCard, addresses, card
from .showcase import ShowcaseCard, showcase_card
from .state import State

# Above this a day groups by league; above the other, leagues start folded.
DENSE = 8
FOLDED = 24
Entry = PerformanceCard | ShowcaseCard


@dataclass(frozen=True, slots=True)
class LeagueGroup:
    """`dusk` is the earliest and the latest sunset over its outdoor evening shows."""

    code: str
    name: str
    shows: tuple[PerformanceCard, ...]
    is_open: bool
    dusk: tuple[datetime, datetime] | None


@dataclass(frozen=True, slots=True)
class DayGroup:
    """`entries` of a day; `leagues` hold the single shows of a dense one instead."""

    day: date
    is_today: bool
    count: int
    entries: tuple[Entry, ...]
    leagues: tuple[LeagueGroup, ...]

    @property
    def is_dense(self) -> bool:
        return bool(self.leagues)

    @property
    def public_day(self) -> PublicDay | None:
        """A holiday, or a day worked in exchange for one."""
        return public_day(self.day)


def days(
    performances: Iterable[Performance], now: datetime, *, chosen: str = ""
) -> list[DayGroup]:
    """Rows in order, loaded with `for_cards`; no query. `chosen` is the code of the
    league that was asked for."""
    rows = list(performances)
    at = addresses()
    return [
        _day(day, list(group), now, chosen, at)
        for day, group in groupby(rows, key=lambda row: row.day)
    ]


def _day(
    day: date, rows: Sequence[Performance], now: datetime, chosen: str, at: Address
) -> DayGroup:
    showcases, singles = _split(rows, now)
    shown = (card(row, now, at) for row in singles)
    cards = sorted(shown, key=lambda one: one.sort_key)
    dense = len(rows) > DENSE
    entries: list[Entry] = [*showcases, *([] if dense else cards)]
    return DayGroup(
        day=day,
        is_today=bool(rows) and _is_today(rows[0], now),
        count=len(rows),
        entries=tuple(sorted(entries, key=lambda one: one.sort_key)),
        leagues=_leagues(cards, chosen) if dense else (),
    )


def _is_today(row: Performance, now: datetime) -> bool:
    return row.day == now.astimezone(ZoneInfo(row.time_zone)).date()


def _split(
    rows: Sequence[Performance], now: datetime
) -> tuple[list[ShowcaseCard], list[Performance]]:
    """Openings that share a showcase become one entry; one alone stays a row."""
    together: dict[int, list[Performance]] = {}
    for row in rows:
        told = row.showcase is not None and row.showcase.announced_at is not None
        if row.is_opening and told and row.showcase.announced_at <= now:
            together.setdefault(row.showcase_id, []).append(row)
    framed = {key: group for key, group in together.items() if len(group) > 1}
    cards = [showcase_card(group[0].showcase, group, now) for group in framed.values()]
    inside = {row.pk for group in framed.values() for row in group}
    return cards, [row for row in rows if row.pk not in inside]


def _leagues(cards: Sequence[PerformanceCard], chosen: str) -> tuple[LeagueGroup, ...]:
    groups: dict[str, list[PerformanceCard]] = {}
    names: dict[str, str] = {}
    for one in cards:
        groups.setdefault(one.place.league_code, []).append(one)
        names[one.place.league_code] = one.league
    codes = sorted(groups, key=lambda code: code or "z")
    opened = chosen if chosen in groups else codes[0] if codes else ""
    few = len(cards) <= FOLDED
    return tuple(
        LeagueGroup(
            code=code,
            name=names[code],
            shows=tuple(groups[code]),
            is_open=few or code == opened or any(map(_is_news, groups[code])),
            dusk=_dusk(groups[code]),
        )
        for code in codes
    )


def _dusk(cards: Sequence[PerformanceCard]) -> tuple[datetime, datetime] | None:
    known = [one.sunset for one in cards if one.sunset is not None]
    return (min(known), max(known)) if known else None


def _is_news(one: PerformanceCard) -> bool:
    """What nobody should have to unfold: a change, or a curtain that is up."""
    return one.state.is_loud or one.state is State.LIVE
