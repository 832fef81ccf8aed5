"""The Chinese sentences of calendar entries and the names of feeds.

They are not in the message catalogues, on purpose: an entry is rendered once and
read by everyone, so its bytes may depend neither on a reader's language nor on a
catalogue that a later release improves. Whoever edits a sentence here runs
`manage.py rebuild_calendars` at deployment; its `--check` fails until then.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from troupes.genres import Category
from ulanmuqi.base import chinese_days

from ..slots import DayPart
from ..statuses import Status

SHANGHAI = ZoneInfo("Asia/Shanghai")

# A feed reader that ignores STATUS still sees these before the title.
TENTATIVE_MARK = "〔待定〕"
MARKS = {
    Status.CONDITIONAL: TENTATIVE_MARK,
    Status.LATE: "〔推迟〕",
    Status.POSTPONED: "〔改期〕",
    Status.CANCELLED: "〔取消〕",
    Status.WITHDRAWN: "〔取消〕",
}

PLACE_UNKNOWN = "地点待定"
ONLINE = "线上"
EVERYTHING_EN = "Ulanmuqi performance schedule"

GENRES = {
    Category.VOCAL: "声乐",
    Category.DANCE: "舞蹈",
    Category.INSTRUMENTAL: "器乐",
    Category.QUYI: "曲艺",
    Category.DRAMA: "戏剧",
    Category.MIXED: "综合",
}
DAY_PARTS = {
    DayPart.MORNING: "上午",
    DayPart.AFTERNOON: "下午",
    DayPart.EVENING: "晚上",
}
LANGUAGES = {"mn": "蒙古语", "zh": "汉语", "both": "蒙古语、汉语"}

CANCELLED = "本场取消。"
WITHDRAWN = "本场撤销，不演出。"
POSTPONED = "本场改期，新的日期待定。"
POSTPONED_AGAIN = "本场改期；改期后的场次又有变动，请看详情页。"
CONDITIONAL = "待定：能否演出要看天气或道路。"
ABOUT_TIME = "时间：大约在这个时候开演，以当天通知为准。"
DAY_ONLY = "时间：只定了日子，钟点待定。"
ONLINE_ONLY = "方式：只在线上播出。"
ONLINE_TOO = "方式：现场演出，线上同时播出。"
PROGRAMME = "节目单："
EXAMPLE_SHOW = "示例：本场为演示而设，并非真实演出。"
EXAMPLE_HOUR = "示例：开演钟点为示例，原始资料没有写明。"
EXAMPLE_VENUE = "示例：场馆为示例，原始资料没有写明。"
EXAMPLE_ITEM = "（示例）"


def day(value: date) -> str:
    """11月20日(周一); the year only shows in the calendar itself."""
    return chinese_days.day(value)


def moment(instant: datetime, zone: ZoneInfo = SHANGHAI) -> str:
    """11月20日(周一)19:30"""
    return chinese_days.moment(instant.astimezone(zone))


def reason(text: str) -> str:
    return f"原因：{text}"


def moved_to(when: str, where: str) -> str:
    return f"本场改期，改到{when}，地点：{where}。"


def moved_from(when: str) -> str:
    return f"本场由{when}改期而来。"


def decided_by(instant: datetime) -> str:
    return f"是否演出，最迟{moment(instant)}前决定。"


def late(starts: datetime, t_zero: datetime | None) -> str:
    if t_zero is None or t_zero == starts:
        return f"本场推迟到{moment(starts)}开演。"
    return f"本场原定{moment(t_zero)}，推迟到{moment(starts)}开演。"


def late_without_hour(next_word: datetime) -> str:
    return f"本场推迟，新的开演时间待定，{moment(next_word)}再通知。"


def doors(instant: datetime) -> str:
    """When the audience is let in, by the clock in Beijing."""
    return f"{instant.astimezone(SHANGHAI):%H:%M}开始入场。"


def part_of_day(part: str) -> str:
    return f"时间：{DAY_PARTS[DayPart(part)]}，钟点待定。"


def elsewhere(starts: datetime, zone: str) -> str:
    """For a venue whose clocks differ from Beijing time."""
    return f"当地时间：{moment(starts, ZoneInfo(zone))}。"


def troupes(names: list[str]) -> str:
    return f"演出：{'、'.join(names)}"


def showcase(title: str, *, is_opening: bool) -> str:
    return f"展演：{title}（各地同时启幕）" if is_opening else f"展演：{title}"


def language(code: str) -> str:
    return f"语言：{LANGUAGES[code]}"


def admission(text: str) -> str:
    return f"入场：{text}"


def programme_item(number: int, name: str, performers: str) -> str:
    return f"{number}. {name}（{performers}）" if performers else f"{number}. {name}"


def details(address: str) -> str:
    return f"详情：{address}"


def unknown_place(area: str) -> str:
    return f"{PLACE_UNKNOWN}，{area}" if area else PLACE_UNKNOWN


def everything() -> str:
    return "乌兰牧骑演出日程"


def feed_of_troupe(name: str) -> str:
    return f"{name}演出日程"


def feed_of_venue(name: str, area: str) -> str:
    return f"{name}（{area}）演出日程" if area else f"{name}演出日程"


def feed_of_region(area: str) -> str:
    return f"乌兰牧骑在{area}"


def feed_of_showcase(title: str) -> str:
    return f"展演：{title}"


def feed_of_work(title: str, form: str) -> str:
    return f"《{title}》（{form}）演出日程" if form else f"《{title}》演出日程"


def feed_of_genre(code: str) -> str:
    return f"乌兰牧骑{GENRES[Category(code)]}演出"


def in_english(name: str) -> str:
    """For English pages about a feed; "" without an English name."""
    return f"{name}: performance schedule" if name else ""


def apart(name: str, code: str) -> str:
    """For one of several feeds that would bear the same name."""
    return f"{name}（{code}）"
