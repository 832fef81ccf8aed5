"""Why shows are moved or called off, by the season of the year."""

from random import Random

_WINTER = ("因大雪封路", "因暴风雪，道路中断", "因寒潮大风，路面结冰")
_SPRING = ("因沙尘天气", "因大风，舞台搭不起来", "因扬沙，能见度低")
_SUMMER = ("因暴雨，道路中断", "因雷雨大风", "因河水上涨，便道封闭")
_AUTUMN = ("因降雪，路面结冰", "因大风", "因道路施工，车队绕行")


def hindrance(month: int, chance: Random) -> str:
    if month in (11, 12, 1, 2):
        return chance.choice(_WINTER)
    if month in (3, 4, 5):
        return chance.choice(_SPRING)
    return chance.choice(_SUMMER if month in (6, 7, 8) else _AUTUMN)


def weather(month: int) -> str:
    """What a show waits for when the forecast is bad."""
    if month in (10, 11, 12, 1, 2, 3):
        return "预报有降雪，看道路是否通车"
    return "预报有大风，看能否搭台"
