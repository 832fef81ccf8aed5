"""Every rule says its figures in one Chinese sentence, and leaves no placeholder."""

from typing import Any

import pytest
from django.utils import translation

from performances.claims import ResourceKind, ResourceRef
from performances.conflicts import Rule, judge
from performances.limits import DEFAULT_SEVERITIES, Limits
from performances.scheduling import sentence
from performances.scheduling.rule_sentences import RULE_SENTENCES
from performances.sheets import NO_NEEDS, Needs, Sheet, TruckSheet
from performances.slots import DAY, HOUR, Slot
from tests.performances.claim_strategies import BAOTOU, CURTAIN, claim, proposal

NOW = CURTAIN - 60 * DAY
OPEN = {"name": "河畔广场", "lat": 40.84, "lon": 111.75}


def said(
    *, needs: Needs = NO_NEEDS, sheet: Any = None, around: Any = (), **changes: Any
) -> dict[Rule, str]:
    """The sentences of one show on 20 November 2023, 19:30, by rule."""
    limits = changes.pop("limits", Limits())
    found = judge(
        [proposal(claim("a"), needs=needs, sheet=sheet, **changes)],
        around,
        now=NOW,
        limits=limits,
    )
    with translation.override("zh-hans"):
        return {one.rule: sentence(one) for one in found}


def hall(**facts: Any) -> Sheet:
    return Sheet(**({"name": "示例剧场"} | facts))


def test_every_rule_that_can_be_set_has_a_sentence() -> None:
    assert set(RULE_SENTENCES) == set(DEFAULT_SEVERITIES)


@pytest.mark.parametrize(
    ("rule", "needs", "sheet", "expected"),
    [
        (
            Rule.CAPACITY, Needs(audience=600), hall(capacity=400),
            "预计600人，示例剧场只容得下400人，多出200人。请换大一点的场地，或加演一场。",
        ),
        (
            Rule.STAGE_SIZE, Needs(width_m=12.0, height_m=6.5),
            hall(width_m=10.0, height_m=6.0),
            "示例剧场的台面不够：台宽要12米，只有10米，差2米；净高要6.5米，只有6米，"
            "差0.5米。请换场地，或把台面改小。",
        ),
        (
            Rule.POWER, Needs(power="three", power_kw=60),
            hall(power="single", power_kw=20),
            "示例剧场的电不够：要三相电、60千瓦，那里是单相电、20千瓦。"
            "请带发电机，或换场地。",
        ),
        (
            Rule.POWER, Needs(power="three"), hall(power="none"),
            "示例剧场的电不合用：要三相电，那里是没有电。请带发电机，或换场地。",
        ),
        (
            Rule.POWER, Needs(power_kw=60), hall(power_kw=20),
            "示例剧场的电不够：要60千瓦，只有20千瓦，差40千瓦。请带发电机，或换场地。",
        ),
        (
            Rule.TRUCK_ACCESS, Needs(truck=True), hall(has_truck_access=False),
            "大车开不到示例剧场，也掉不了头。请换小车，或换场地。",
        ),
        (
            Rule.DRESSING_ROOMS, Needs(dressing_rooms=3), hall(dressing_rooms=1),
            "化妆间要3间，示例剧场只有1间，差2间。请问场地还有什么屋子能用。",
        ),
        (
            Rule.HEATING, Needs(heating=True), hall(has_heating=False),
            "这场演出要有取暖，示例剧场没有。请换场地，或带上取暖设备。",
        ),
        (
            Rule.SHEET_UNKNOWN, Needs(audience=80, width_m=8.0, truck=True), hall(),
            "示例剧场的这些情况还没人知道：可容纳人数、台宽、大车能否进场。"
            "请问场地，并填进场地资料。",
        ),
        (
            Rule.WINTER_OUTDOORS, Needs(), Sheet(is_outdoor=True, **OPEN),
            "河畔广场在露天，11月太冷，观众坐不住。请换到室内，或写明怎么保暖。",
        ),
        (
            Rule.AFTER_DARK, Needs(), Sheet(is_outdoor=True, **OPEN),
            "那天河畔广场17:11日落，17:41天黑，演出21:00才结束，有199分钟在夜里。"
            "请备好灯光，或最晚16:11开演。",
        ),
    ],
)  # fmt: skip
def test_place_and_season(
    rule: Rule, needs: Needs, sheet: Sheet, expected: str
) -> None:
    assert said(needs=needs, sheet=sheet)[rule] == expected


def week(*monday: tuple[int, int]) -> tuple:
    minutes = tuple((opens * 60, closes * 60) for opens, closes in monday)
    return (minutes, *[None] * 6)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ([], "示例剧场星期一不开放。请换一天或换场地，或先和场地说好。"),
        ([(9, 12)], "示例剧场星期一这个时间不开放。请换时间，或先和场地说好。"),
        (
            [(19, 22)],
            "示例剧场星期一19:00才开门，而18:30就要装台，早了30分钟。"
            "请晚些开演、缩短装台，或先和场地说好。",
        ),
        (
            [(9, 21)],
            "示例剧场星期一21:00关门，而21:30才拆完台，晚了30分钟。"
            "请早些开演、缩短拆台，或先和场地说好。",
        ),
        (
            [(19, 21)],
            "示例剧场星期一19:00开门、21:00关门，而18:30就要装台（早30分钟），"
            "21:30才拆完台（晚30分钟）。请先和场地说好。",
        ),
    ],
)
def test_opening_hours(hours: list, expected: str) -> None:
    assert said(sheet=hall(hours=week(*hours)))[Rule.CLOSED_HOURS] == expected


def test_workload() -> None:
    day = [claim("b", at=CURTAIN - 5 * HOUR), claim("c", at=CURTAIN - 10 * HOUR)]
    assert said(around=day)[Rule.DAILY_LIMIT] == (
        "苏尼特右旗乌兰牧骑11月20日(周一)这天有3场（09:30、14:30、19:30），"
        "每天最多2场。请把一场挪到别的日子，或写明理由。"
    )
    tour = [claim(f"t{n}", at=CURTAIN - n * DAY) for n in range(1, 4)]
    assert said(around=tour, limits=Limits(days_in_a_row=3))[Rule.DAYS_IN_A_ROW] == (
        "苏尼特右旗乌兰牧骑从11月17日(周五)到11月20日(周一)连续4天没有休息，"
        "最多连续3天。请中间留出一天休息，或写明理由。"
    )


def test_short_rest_tells_the_road_apart() -> None:
    late = Limits(late_after=21)
    after = claim("m", at=CURTAIN + 10 * HOUR, place=BAOTOU)
    text = said(around=[after], limits=late)[Rule.SHORT_REST]
    assert text.startswith(
        "苏尼特右旗乌兰牧骑：11月20日(周一)21:30拆完台，11月21日(周二)04:30又要装台，中间7小时，"
    )
    assert "至少要8小时" in text


def test_a_blackout_says_why_and_when() -> None:
    leave = claim(
        "booking:7",
        kind="blackout",
        title="集训，全队不外出",
        slot=Slot(CURTAIN - 12 * HOUR, CURTAIN + 12 * HOUR),
        place=None,
    )
    told = said(around=[leave])[Rule.DOUBLE_BOOKING]
    assert told == (
        "苏尼特右旗乌兰牧骑在11月20日(周一)07:30至11月21日(周二)07:30不可用："
        "“集训，全队不外出”。请换时间，或换一个。"
    )


def test_no_placeholder_is_left_in_english_either() -> None:
    needs = Needs(audience=600, width_m=12.0, dressing_rooms=3, heating=True)
    sheet = Sheet(is_outdoor=True, has_heating=False, capacity=10, **OPEN)
    found = judge([proposal(claim("a"), needs=needs, sheet=sheet)], now=NOW)
    with translation.override("en"):
        told = [sentence(one) for one in found]
    assert len(told) == 5
    assert not [text for text in told if "%(" in text]


def test_a_lent_member_is_named() -> None:
    singer = ResourceRef("member:3", ResourceKind.MEMBER, "长调歌手")
    shows = [
        claim(n, at=CURTAIN - 5 * HOUR * k, resource=singer)
        for k, n in enumerate("abc")
    ]
    found = judge([proposal(shows[0])], shows[1:], now=NOW)
    with translation.override("zh-hans"):
        assert sentence(found[0]).startswith("长调歌手11月20日")


# --- With a stage truck: each figure says whose it is --------------------------------


def wheels(**facts: Any) -> tuple[TruckSheet, ...]:
    return (TruckSheet(**({"key": "truck:7", "name": "兴安1号舞台车"} | facts)),)


@pytest.mark.parametrize(
    ("rule", "needs", "sheet", "truck", "expected"),
    [
        (
            Rule.STAGE_SIZE, Needs(width_m=12.0, depth_m=7.0),
            hall(width_m=10.0, depth_m=8.0), {"width_m": 9.6, "depth_m": 6.5},
            "台面都不够。按场地资料，示例剧场台宽要12米，只有10米，差2米。"
            "按车辆资料，兴安1号舞台车台宽要12米，只有9.6米，差2.4米；"
            "台深要7米，只有6.5米，差0.5米。请换场地或换车，或把台面改小。",
        ),
        (
            Rule.STAGE_SIZE, Needs(width_m=12.0), hall(is_outdoor=True),
            {"width_m": 9.6},
            "示例剧场自己没有台；按车辆资料，兴安1号舞台车的台面不够："
            "台宽要12米，只有9.6米，差2.4米。请换一辆车，或把台面改小。",
        ),
        (
            Rule.POWER, Needs(power="three", power_kw=60),
            hall(power="single", power_kw=20), {"power": "three", "power_kw": 30},
            "电不够。按场地资料，示例剧场要三相电，现有单相电；"
            "要60千瓦，只有20千瓦，差40千瓦。"
            "按车辆资料，兴安1号舞台车自带的电要60千瓦，只有30千瓦，差30千瓦。"
            "请带发电机，或换场地。",
        ),
        (
            Rule.TRUCK_ACCESS, NO_NEEDS, hall(has_truck_access=False), {},
            "按场地资料，大车开不到示例剧场，也掉不了头，兴安1号舞台车进不去。"
            "请换场地，或不带舞台车。",
        ),
        (
            Rule.LIGHT, Needs(light=True), hall(has_light=False), {},
            "这场要有灯光：按场地资料，示例剧场没有；"
            "按车辆资料，兴安1号舞台车也没有自带。请带灯光，或换场地。",
        ),
        (
            Rule.SOUND, Needs(sound=True), hall(has_sound=False), {},
            "这场要有音响：按场地资料，示例剧场没有；"
            "按车辆资料，兴安1号舞台车也没有自带。请带音响，或换场地。",
        ),
        (
            Rule.SHEET_UNKNOWN, Needs(width_m=8.0, heating=True), hall(), {},
            "示例剧场的这些情况还没人知道：台宽、取暖。请问场地，并填进场地资料。"
            "兴安1号舞台车的这些情况还没人知道：台宽。请问管车的人，并填进车辆资料。",
        ),
    ],
)  # fmt: skip
def test_whose_figure_it_is(
    rule: Rule, needs: Needs, sheet: Sheet, truck: dict[str, Any], expected: str
) -> None:
    assert said(needs=needs, sheet=sheet, trucks=wheels(**truck))[rule] == expected


@pytest.mark.parametrize(
    ("rule", "needs", "sheet", "expected"),
    [
        (
            Rule.LIGHT, Needs(light=True), hall(has_light=False),
            "这场要有灯光，示例剧场没有。请带灯光或流动舞台车，或换场地。",
        ),
        (
            Rule.SOUND, Needs(sound=True), hall(has_sound=False),
            "这场要有音响，示例剧场没有。请带音响或流动舞台车，或换场地。",
        ),
    ],
)  # fmt: skip
def test_light_and_sound(rule: Rule, needs: Needs, sheet: Sheet, expected: str) -> None:
    assert said(needs=needs, sheet=sheet)[rule] == expected
