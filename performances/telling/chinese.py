"""The Chinese sentences, ready to paste into a group chat."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from ulanmuqi.base import chinese_days

from .news import SHANGHAI, Kind, Name, News, Place, State, Together

_PARTS = {"morning": "上午", "afternoon": "下午", "evening": "晚上"}
_NUMBERS = ("", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")
_MOST_NAMED = 3
_WITH_DOORS = frozenset(
    {Kind.ANNOUNCED, Kind.MOVED, Kind.LATE, Kind.CONFIRMED, Kind.REINSTATED}
)
# Within a title mark a title's own becomes a single one (GB/T 15834).
_INNER = str.maketrans("《》", "〈〉")


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
            said = f"{what}定于{when(first.after, news.at)}在{cities}同时启幕。"
        case Kind.CANCELLED:
            said = f"{what}原定{was}在{cities}同时启幕，现全部取消。"
        case Kind.POSTPONED if first.new is None:
            said = f"{what}原定{was}在{cities}同时启幕，现全部改期，新的日期待定。"
        case Kind.POSTPONED:
            where_ = "，各地场地不变" if news.keeps_places else ""
            now = when(first.new or first.after, news.at)
            said = f"{what}原定{was}在{cities}同时启幕，现全部改期到{now}{where_}。"
        case _:
            now = when(first.after, news.at)
            said = f"{what}原定{was}在{cities}同时启幕，改至{now}，各地场地不变。"
    return said + _because(news.reason)


def _announced(news: News) -> str:
    now = news.after
    if now.status == "conditional":
        return f"{subject(news)}暂定{_at(now, news.at)}演出{_decided(now, news.at)}。"
    return f"{subject(news)}定于{_at(now, news.at)}演出。"


def _moved(news: News) -> str:
    was, now = news.was, news.after
    cast = "" if was.cast == now.cast else f"，改由{_names(now.troupes)}演出"
    if now.is_online and not was.is_online:
        online = "改为只在线上播出，不设现场观众"
        if was.same_time(now):
            return (
                f"{subject(news)}{when(now, news.at)}的演出{online}，时间不变{cast}。"
            )
        return f"{subject(news)}原定{_at(was, news.at)}演出，{online}，改至{when(now, news.at)}{cast}。"
    if was.same_time(now) and was.same_place(now):
        return _recast(news) if cast else _adjusted(news)
    if was.same_place(now):
        if not was.has_hour and now.has_hour and _same_day(was, now):
            return f"{subject(news)}开演时间定为{when(now, news.at)}，地点不变{cast}：{where(now)}。"
        return f"{subject(news)}原定{_at(was, news.at)}演出，改至{when(now, news.at)}，地点不变{cast}。"
    if was.same_time(now):
        if not was.place.name and not was.is_online:
            return f"{subject(news)}{when(now, news.at)}的演出，地点定在{where(now)}{cast}。"
        return (
            f"{subject(news)}{when(now, news.at)}的演出，地点由{where(was)}改为"
            f"{where(now)}，时间不变{cast}。"
        )
    return (
        f"{subject(news)}原定{_at(was, news.at)}演出，改至{when(now, news.at)}，"
        f"地点改为{where(now)}{cast}。"
    )


def _recast(news: News) -> str:
    was, now = news.was, news.after
    return (
        f"{title(now.title)}（{when(now, news.at)}，{where(now)}）原定由"
        f"{_names(was.troupes)}演出，改由{_names(now.troupes)}演出，时间、地点不变。"
    )


def _adjusted(news: News) -> str:
    was, now = news.was, news.after
    if now.has_hour and was.ends_at != now.ends_at:
        end = f"{now.ends_at:%H:%M}"
        return f"{subject(news)}{_at(now, news.at)}的演出，开演时间和地点不变，约{end}结束。"
    if was.doors_at is not None and now.doors_at is not None and _other_doors(news):
        return (
            f"{subject(news)}{_at(now, news.at)}的演出，入场时间由{was.doors_at:%H:%M}改为"
            f"{now.doors_at:%H:%M}，开演时间和地点不变。"
        )
    return f"{subject(news)}{_at(now, news.at)}的演出安排有调整，时间、地点不变。"


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
    return f"{now.doors_at:%H:%M}开始入场。"


def _late(news: News) -> str:
    was, now = news.was, news.after
    first = f"{subject(news)}原定{_at(was, news.at)}开演"
    if now.next_word_at is not None:
        word = moment(now.next_word_at, news.at)
        return f"{first}，现推迟，新的时间待定，{word}再通知。"
    return f"{first}，推迟到{when(now, news.at)}，地点{_same_or(was, now)}。"


def _conditional(news: News) -> str:
    now = news.after
    return f"{subject(news)}{_at(now, news.at)}的演出待定{_decided(now, news.at)}。"


def _decided(now: State, at: datetime) -> str:
    if now.decide_by is None:
        return "，能否演出另行通知"
    return f"，能否演出最迟{moment(now.decide_by, at)}前决定"


def _confirmed(news: News) -> str:
    return f"{subject(news)}确定演出：{_at(news.after, news.at)}。"


def _postponed(news: News) -> str:
    was = news.was
    if news.new is None:
        return f"{subject(news)}原定{_at(was, news.at)}演出，现改期，新的日期待定。"
    now = when(news.new, news.at)
    place = f"地点{_same_or(was, news.new)}"
    if was.status == "postponed":
        return f"{subject(news)}原定{_at(was, news.at)}演出，改期后的新日期已定：{now}，{place}。"
    return f"{subject(news)}原定{_at(was, news.at)}演出，改期到{now}，{place}。"


def _cancelled(news: News) -> str:
    if news.was.status == "postponed":
        return f"{subject(news)}原定{_at(news.was, news.at)}演出，此前改期，现取消，不再补演。"
    return f"{subject(news)}原定{_at(news.was, news.at)}的演出取消。"


def _reinstated(news: News) -> str:
    return f"{subject(news)}恢复演出：{_at(news.after, news.at)}。"


def _withdrawn(news: News) -> str:
    return f"{subject(news)}{_at(news.was, news.at)}的演出信息有误，现撤销，不演出。"


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
    """Who plays what; a troupe is not named twice when the title names it."""
    state = news.after
    if news.showcase is not None:
        return f"{title(news.showcase)}{_city(state.place)}会场"
    names = _names([n for n in news.was.troupes if n.zh not in state.title.zh])
    return f"{names}{title(state.title)}"


def title(name: Name) -> str:
    return f"《{name.zh.translate(_INNER)}》"


def when(state: State, at: datetime) -> str:
    """11月20日(周一)19:30, as exactly as it is known; the year when it is not `at`'s."""
    day = _day(state.starts_at, at)
    if state.precision == "part" and state.day_part:
        return f"{day}{_PARTS[state.day_part]}"
    if not state.has_hour:
        return f"{day}(钟点待定)"
    about = "约" if state.precision == "about" else ""
    here = state.starts_at.astimezone(ZoneInfo(SHANGHAI))
    local = "" if here.utcoffset() == state.starts_at.utcoffset() else "(当地时间)"
    return f"{day}{about}{state.starts_at:%H:%M}{local}"


def moment(instant: datetime, at: datetime) -> str:
    return f"{_day(instant, at)}{instant:%H:%M}"


def where(state: State) -> str:
    if state.is_online:
        return "线上"
    place = state.place
    area = place.banner or place.league
    if not place.name:
        return f"{area}（场地待定）" if area else "待定的场地"
    short = area.removesuffix("市").removesuffix("区").removesuffix("县")
    named = not area or area in place.name or (len(short) > 1 and short in place.name)
    return place.name if named else f"{area}{place.name}"


def _at(state: State, at: datetime) -> str:
    return f"{when(state, at)}在{where(state)}"


def _same_or(was: State, now: State) -> str:
    return "不变" if was.same_place(now) else f"改为{where(now)}"


def _day(instant: datetime, at: datetime) -> str:
    with_year = instant.year != at.astimezone(instant.tzinfo).year
    return chinese_days.day(instant, with_year=with_year)


def _same_day(was: State, now: State) -> bool:
    return was.starts_at.date() == now.starts_at.date()


def _names(names: Sequence[Name]) -> str:
    shown = "、".join(name.zh for name in names[:_MOST_NAMED])
    return f"{shown}等{len(names)}支队伍" if len(names) > _MOST_NAMED else shown


def _city(place: Place) -> str:
    return place.league or place.banner or place.name


def _cities(news: Sequence[News]) -> str:
    """巴彦淖尔市、呼和浩特市、兴安盟三地"""
    names = list(dict.fromkeys(_city(one.after.place) for one in news))
    count = len(names)
    number = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    return f"{'、'.join(names)}{number}地" if count > 1 else names[0]


def _because(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        return ""
    return f"原因：{reason}" if reason[-1] in "。！？!?." else f"原因：{reason}。"
