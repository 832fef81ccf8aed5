"""The same figures counted by hand: one loop over plain values a rule."""

from collections.abc import Callable
from datetime import date
from typing import Any

from performances.measures import OF_SHOWS, Measure
from performances.statistics import Figures, Period, Standing
from performances.statuses import Status
from tests.performances.statistics.laid import NOW, Laid, Show
from troupes.genres import category_of
from ulanmuqi.base import clock

_PLAYED = {Status.CONFIRMED, Status.LATE, Status.CONDITIONAL}
_HOUR = 3600


def figures(
    laid: Laid,
    period: Period,
    mine: Callable[[int], bool] | None = None,
    *,
    genre: str = "",
    is_public: bool = False,
    has_desk: bool = False,
) -> Figures:
    """Of the troupes `mine` is true of; None counts everything there is. `has_desk`
    counts what the league answered itself, too."""

    def ours(keys: tuple[int, ...]) -> bool:
        return mine is None or any(mine(key) for key in keys)

    shows = [one for one in laid.shows if _counts(one, period) and ours(one.troupes)]
    if is_public:
        shows = [one for one in shows if one.is_announced or one.is_afterwards]
    if genre:
        shows = [one for one in shows if one.genre == genre]
    on_site = [one for one in shows if one.mode in ("on_site", "both")]
    online = [one for one in shows if one.mode in ("online", "both")]
    days = [day for day in laid.days if _in(day[1], period) and ours((day[0],))]
    acts = [act for act in laid.acts if _in(act[1], period) and ours((act[0],))]
    answered = [
        one for one in laid.requests
        if (mine is None or (has_desk if one[0] is None else mine(one[0])))
        and _answered(one, period)
    ]  # fmt: skip
    gacha = {one.gacha for one in shows} | {act[4] for act in acts}
    coached = [act[3] or 0 for act in acts if act[2] == "coaching"]
    courses = [
        one for one in laid.sessions if _taught(one, period) and ours((*one[1],))
    ]
    values: dict[Measure, int | None] = {
        Measure.SHOWS: len(shows),
        Measure.ONSITE_SHOWS: len(on_site),
        Measure.ONLINE_SHOWS: len(online),
        Measure.ONSITE_ATTENDANCES: _sum(shows, 1, on_site),
        Measure.ONLINE_VIEWS: _sum(shows, 2, online),
        Measure.DISTANCE: sum(day[2] or 0 for day in days),
        Measure.DAYS: sum(day[3] for day in days),
        Measure.COACHED: sum(coached),
        Measure.SERVICES: len(acts) - len(coached),
        Measure.GACHA: len(gacha - {None}),
        Measure.WORKS: works(laid, period, ours, genre),
        Measure.TRAININGS: len(courses),
        Measure.TRAINED: sum(_people(one, mine) for one in courses),
        Measure.REQUESTS: len(answered),
    }
    if genre:
        of_genre = OF_SHOWS | {Measure.WORKS}
        values = {key: n for key, n in values.items() if key in of_genre}
    return Figures(
        values,
        Standing(
            reviewed=sum(bool(s.record and s.record[0] == "reviewed") for s in shows),
            reported=sum(bool(s.record and s.record[0] != "reviewed") for s in shows),
            returned=sum(bool(s.record and s.record[0] == "returned") for s in shows),
            missing=sum(s.record is None for s in shows),
            both=sum(s.mode == "both" for s in shows),
            afterwards=sum(s.is_afterwards for s in shows),
        ),
    )


def shows_by(laid: Laid, period: Period, key: Callable[[Show], Any]) -> dict[Any, int]:
    counted: dict[Any, int] = {}
    for one in laid.shows:
        if _counts(one, period):
            counted[key(one)] = counted.get(key(one), 0) + 1
    return counted


def works(
    laid: Laid, period: Period, ours: Callable[[tuple[int, ...]], bool], genre: str = ""
) -> int | None:
    """None where there is none but one of the year that nobody put in a month."""
    mine = [one for one in laid.works if ours(one[0])]
    if genre:
        mine = [one for one in mine if category_of(one[3]).value == genre]
    found = [one for one in mine if _new(one, period)]
    loose = [
        one for one in mine
        if period.first.year <= one[1] <= period.last.year
        and (one[2] is None or one[2].year != one[1])
    ]  # fmt: skip
    return None if loose and not found and period.years is None else len(found)


def works_by_genre(laid: Laid, period: Period) -> dict[str, int]:
    counted: dict[str, int] = {}
    for work in laid.works:
        if _new(work, period):
            genre = category_of(work[3]).value
            counted[genre] = counted.get(genre, 0) + 1
    return counted


def local_day(show: Show) -> date:
    return show.starts_at.astimezone(clock.SHANGHAI).date()


def _counts(show: Show, period: Period) -> bool:
    over = (NOW - show.starts_at).total_seconds() >= _HOUR
    return show.status in _PLAYED and over and _in(local_day(show), period)


def _in(day: date, period: Period) -> bool:
    return period.first <= day <= period.last


def _new(work: tuple, period: Period) -> bool:
    _makers, year, first, _genre = work
    if period.years is not None:
        return period.years[0] <= year <= period.years[1]
    return first is not None and _in(first, period) and first.year == year


def _answered(request: tuple, period: Period) -> bool:
    """Whatever the answer was, and whoever took it back: but not while nobody has
    answered what the place says of its show."""
    _hands, at, state, is_denied = request
    if at is None or at > NOW:
        return False
    if is_denied and state in ("review", "withdrawn", "lapsed"):
        return False
    return _in(at.astimezone(clock.SHANGHAI).date(), period)


def _taught(session: tuple, period: Period) -> bool:
    begun, _there, _others, state = session
    over = (NOW - begun).total_seconds() >= 2 * _HOUR
    day = begun.astimezone(clock.SHANGHAI).date()
    return state != "cancelled" and over and _in(day, period)


def _people(session: tuple, mine: Callable[[int], bool] | None) -> int:
    _begun, there, others, _state = session
    if mine is None:
        return sum(n or 0 for n in there.values()) + (others or 0)
    return sum(n or 0 for key, n in there.items() if mine(key))


def _sum(shows: list[Show], place: int, played: list[Show]) -> int | None:
    """Not known where some played so and nobody said of any how many came."""
    told = [one.record[place] for one in shows if one.record]
    known = [people for people in told if people is not None]
    return sum(known) if known or not played else None
