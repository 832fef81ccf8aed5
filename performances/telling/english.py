"""The English sentences, for /en/ and its feed."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from .news import SHANGHAI, Kind, Name, News, Place, State, Together

_PARTS = {"morning": "morning", "afternoon": "afternoon", "evening": "evening"}
_MOST_NAMED = 3
_WITH_DOORS = frozenset(
    {Kind.ANNOUNCED, Kind.MOVED, Kind.LATE, Kind.CONFIRMED, Kind.REINSTATED}
)


def told(news: News) -> str:
    """One change as one or two whole sentences, the reason last."""
    return _SENTENCES[news.kind](news) + _doors(news) + _because(news.reason)


def together(news: Together) -> str:
    """All the openings one act changed, in one sentence."""
    what, cities = title(news.showcase), _cities(news.news)
    first = news.first
    was = when(first.was, news.at)
    match news.kind:
        case Kind.ANNOUNCED:
            said = f"{what} opens at one instant in {cities}, {when(first.after, news.at)}."
        case Kind.CANCELLED:
            said = f"{what}, planned to open in {cities}, {was}, is cancelled in all of them."
        case Kind.POSTPONED if first.new is None:
            said = f"{what}, planned to open in {cities}, {was}, is postponed; the new date is to be announced."
        case Kind.POSTPONED:
            where_ = ", at the same venues" if news.keeps_places else ""
            now = when(first.new or first.after, news.at)
            said = f"{what}, planned to open in {cities}, {was}, is postponed to {now}{where_}."
        case _:
            now = when(first.after, news.at)
            said = f"{what}, planned to open in {cities}, {was}, moves to {now}, at the same venues."
    return said + _because(news.reason)


def _announced(news: News) -> str:
    now = news.after
    if now.status == "conditional":
        return (
            f"{subject(news)} is to play {_at(now, news.at)}; {_decided(now, news.at)}."
        )
    return f"{subject(news)} plays {_at(now, news.at)}."


def _moved(news: News) -> str:
    was, now = news.was, news.after
    cast = "" if was.cast == now.cast else f", now played by {_names(now.troupes)}"
    if now.is_online and not was.is_online:
        online = "goes on online only, without an audience"
        if was.same_time(now):
            return f"{subject(news)}, {when(now, news.at)}, {online}, at the same time{cast}."
        return f"{subject(news)}, planned for {_at(was, news.at)}, {online}, {when(now, news.at)}{cast}."
    if was.same_time(now) and was.same_place(now):
        return _recast(news) if cast else _adjusted(news)
    if was.same_place(now):
        if (
            not was.has_hour
            and now.has_hour
            and was.starts_at.date() == now.starts_at.date()
        ):
            return f"{subject(news)} has its hour: {when(now, news.at)}, {where(now)}{cast}."
        return f"{subject(news)}, planned for {_at(was, news.at)}, moves to {when(now, news.at)}, at the same place{cast}."
    if was.same_time(now):
        if not was.place.name and not was.is_online:
            return f"{subject(news)}, {when(now, news.at)}, has its place: {where(now)}{cast}."
        return f"{subject(news)}, {when(now, news.at)}, moves from {where(was)} to {where(now)}, at the same time{cast}."
    return f"{subject(news)}, planned for {_at(was, news.at)}, moves to {when(now, news.at)} at {where(now)}{cast}."


def _recast(news: News) -> str:
    was, now = news.was, news.after
    return (
        f"{title(now.title)}, {_at(now, news.at)}, was to be played by "
        f"{_names(was.troupes)} and is now played by {_names(now.troupes)}, at the "
        "same time and place."
    )


def _adjusted(news: News) -> str:
    was, now = news.was, news.after
    if now.has_hour and was.ends_at != now.ends_at:
        return f"{subject(news)}, {_at(now, news.at)}, starts as planned and ends about {now.ends_at:%H:%M}."
    if was.doors_at is not None and now.doors_at is not None and _other_doors(news):
        return f"{subject(news)}, {_at(now, news.at)}: doors open at {now.doors_at:%H:%M} instead of {was.doors_at:%H:%M}; time and place stay."
    return f"{subject(news)}, {_at(now, news.at)}, was adjusted; time and place stay."


def _other_doors(news: News) -> bool:
    was, now = news.was, news.after
    return was.same_time(now) and was.doors_at != now.doors_at


def _doors(news: News) -> str:
    """When the audience is let in, beside a time that is told anew."""
    now = news.after
    told_anew = news.kind in _WITH_DOORS and not _other_doors(news)
    if not (told_anew and now.tells_doors and now.doors_at is not None):
        return ""
    if news.kind is Kind.MOVED and news.was.same_time(now):
        return ""
    return f" Doors open at {now.doors_at:%H:%M}."


def _late(news: News) -> str:
    was, now = news.was, news.after
    if now.next_word_at is not None:
        word = moment(now.next_word_at, news.at)
        return f"{subject(news)}, planned for {_at(was, news.at)}, is late; the new hour is open, next word {word}."
    return f"{subject(news)}, planned for {_at(was, news.at)}, opens late: {when(now, news.at)}, {_same_or(was, now)}."


def _conditional(news: News) -> str:
    now = news.after
    return f"{subject(news)}, {_at(now, news.at)}, is conditional; {_decided(now, news.at)}."


def _decided(now: State, at: datetime) -> str:
    if now.decide_by is None:
        return "whether it takes place will be told"
    return f"whether it takes place is decided by {moment(now.decide_by, at)}"


def _confirmed(news: News) -> str:
    return f"{subject(news)} is confirmed: {_at(news.after, news.at)}."


def _postponed(news: News) -> str:
    was = news.was
    if news.new is None:
        return f"{subject(news)}, planned for {_at(was, news.at)}, is postponed; the new date is to be announced."
    now = when(news.new, news.at)
    if was.status == "postponed":
        return f"{subject(news)}, postponed from {_at(was, news.at)}, has its new date: {now}, {_same_or(was, news.new)}."
    return f"{subject(news)}, planned for {_at(was, news.at)}, is postponed to {now}, {_same_or(was, news.new)}."


def _cancelled(news: News) -> str:
    if news.was.status == "postponed":
        return f"{subject(news)}, postponed from {_at(news.was, news.at)}, is cancelled and will not be made up for."
    return f"{subject(news)}, planned for {_at(news.was, news.at)}, is cancelled."


def _reinstated(news: News) -> str:
    return f"{subject(news)} takes place after all: {_at(news.after, news.at)}."


def _withdrawn(news: News) -> str:
    return f"{subject(news)}, {_at(news.was, news.at)}, was entered in error and is withdrawn."


_SENTENCES = {
    Kind.ANNOUNCED: _announced,
    Kind.MOVED: _moved,
    Kind.LATE: _late,
    Kind.CONDITIONAL: _conditional,
    Kind.CONFIRMED: _confirmed,
    Kind.POSTPONED: _postponed,
    Kind.CANCELLED: _cancelled,
    Kind.REINSTATED: _reinstated,
    Kind.WITHDRAWN: _withdrawn,
}


# --- Their parts --------------------------------------------------------------------


def subject(news: News) -> str:
    """What is played, and by whom."""
    state = news.after
    if news.showcase is not None:
        return f"{title(news.showcase)} in {_city(state.place)}"
    names = _names(news.was.troupes)
    return f"{title(state.title)} by {names}" if names else title(state.title)


def title(name: Name) -> str:
    return f"“{name.en or name.zh}”"


def when(state: State, at: datetime) -> str:
    """Monday 20 November, 19:30; the year when it is not `at`'s."""
    day = _day(state.starts_at, at)
    if state.precision == "part" and state.day_part:
        return f"{day}, in the {_PARTS[state.day_part]}"
    if not state.has_hour:
        return f"{day}, time TBA"
    about = "about " if state.precision == "about" else ""
    here = state.starts_at.astimezone(ZoneInfo(SHANGHAI))
    local = "" if here.utcoffset() == state.starts_at.utcoffset() else " local time"
    return f"{day}, {about}{state.starts_at:%H:%M}{local}"


def moment(instant: datetime, at: datetime) -> str:
    return f"{_day(instant, at)}, {instant:%H:%M}"


def where(state: State) -> str:
    if state.is_online:
        return "online"
    place = state.place
    area = place.banner_en or place.banner or place.league_en or place.league
    name = place.name_en or place.name
    if not name:
        return f"{area} (venue open)" if area else "a venue still open"
    return name if not area or area in name else f"{name}, {area}"


def _at(state: State, at: datetime) -> str:
    return f"{when(state, at)}, {where(state)}"


def _same_or(was: State, now: State) -> str:
    return "at the same place" if was.same_place(now) else f"at {where(now)}"


def _day(instant: datetime, at: datetime) -> str:
    year = (
        f" {instant.year}" if instant.year != at.astimezone(instant.tzinfo).year else ""
    )
    return f"{instant:%A} {instant.day} {instant:%B}{year}"


def _names(names: Sequence[Name]) -> str:
    shown = [name.en or name.zh for name in names[:_MOST_NAMED]]
    if len(names) > _MOST_NAMED:
        return f"{', '.join(shown)} and {len(names) - _MOST_NAMED} more"
    return _listed(shown)


def _city(place: Place) -> str:
    return (
        place.league_en or place.league or place.banner_en or place.banner or place.name
    )


def _cities(news: Sequence[News]) -> str:
    return _listed(list(dict.fromkeys(_city(one.after.place) for one in news)))


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _because(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        return ""
    return f" Reason: {reason}" if reason[-1] in "。！？!?." else f" Reason: {reason}."
