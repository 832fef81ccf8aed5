"""The Chinese sentences of private entries; why they are in no catalogue is said in
`calendars/wording.py`."""

from datetime import datetime

from ...models import Engagement
from ..wording import SHANGHAI, moment

HOLD_MARK = "〔备选〕"
LOAD_IN = "装台"
STRIKE = "拆台"
KINDS = {
    Engagement.Kind.REHEARSAL: "排练",
    Engagement.Kind.TRAINING: "培训",
    Engagement.Kind.TRANSFER: "转场",
    Engagement.Kind.BLACKOUT: "不可用",
}
POWERS = {"single": "单相电", "three": "三相电"}

HELD = "备选：先占住这段时间，还没有定下来。"
HELD_OTHER = "备选：还没有定下来。"
UNANNOUNCED = "还没有公布，请先不要外传。"
OFF = "这一场不演了，不用来。"
MOVED = "这一场改期了，这个时间不用来。"
EXAMPLE = "示例：为演示而设，并非真实安排。"
TRUCK = "舞台车要进场、掉头"
HEATING = "要供暖"
LIGHT = "要有舞台灯光"
SOUND = "要有音响"


def decided_by(instant: datetime) -> str:
    return f"最迟{moment(instant)}前决定。"


def announced_from(instant: datetime) -> str:
    return f"公布时间：{moment(instant)}，在此之前请不要外传。"


def showcase(title: str) -> str:
    return f"展演：{title}"


def work_title(purpose: str, title: str) -> str:
    return f"{purpose}：{title}" if title else purpose


def curtain(title: str, starts: datetime, ends: datetime) -> str:
    return f"演出：{title}，{moment(starts)}开演，{hour(ends)}结束"


def load_in(starts: datetime, ends: datetime) -> str:
    return f"装台：{hour(starts)}到{hour(ends)}"


def strike(starts: datetime, ends: datetime) -> str:
    return f"拆台：{hour(starts)}到{hour(ends)}"


def hour(instant: datetime) -> str:
    return f"{instant.astimezone(SHANGHAI):%H:%M}"


def troupes(names: list[str]) -> str:
    return f"队伍：{'、'.join(names)}"


def takes(names: list[str]) -> str:
    return f"占用：{'、'.join(names)}"


def along(trucks: list[str], lent: int) -> str:
    people = [f"借调队员{lent}人"] if lent else []
    return f"同去：{'、'.join([*trucks, *people])}"


def lent(number: int) -> str:
    return f"借调队员{number}人"


def journey(origin: str, destination: str) -> str:
    return f"路线：{origin}到{destination}"


def needs(parts: list[str]) -> str:
    return f"舞台要求：{'，'.join(parts)}"


def technical(text: str) -> str:
    return f"技术说明：{text}"


def note(text: str) -> str:
    return f"说明：{text}"


def details(address: str) -> str:
    return f"后台：{address}"


def feed_of_venue(name: str) -> str:
    return f"{name}内部日程"


def feed_of_troupe(name: str) -> str:
    return f"{name}内部日程"


def feed_of_region(name: str) -> str:
    return f"乌兰牧骑在{name}内部日程"


def feed_of_person(name: str) -> str:
    return f"{name}的乌兰牧骑日程"


def feed_of(name: str, note: str) -> str:
    return f"{name}（{note}）"
