"""Each kind of change as a whole sentence, in Chinese for the group and in English."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from performances.telling import (
    Kind,
    News,
    Place,
    State,
    gather,
    in_chinese,
    in_english,
    together_in_chinese,
    together_in_english,
)
from performances.telling.news import Name

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2023, 11, 18, 9, tzinfo=SHANGHAI)
EVENING = datetime(2023, 11, 20, 19, 30, tzinfo=SHANGHAI)
THEATRE = Place(
    "乌兰牧骑宫",
    "Ulanmuqi Palace",
    "兴安盟",
    "Hinggan League",
    "乌兰浩特市",
    "Ulanhot City",
)
HALL = Place(
    "文化馆",
    "Cultural Hall",
    "兴安盟",
    "Hinggan League",
    "科尔沁右翼中旗",
    "Horqin Right Middle Banner",
)
PLANNED = State(
    title=Name("草原新歌", "New Songs"),
    troupes=(Name("科右中旗乌兰牧骑", "Horqin Right Middle Banner Ulanmuqi"),),
    cast=("keyouzhongqi",),
    starts_at=EVENING,
    ends_at=EVENING + timedelta(minutes=90),
    status="confirmed",
    place=THEATRE,
)
NEXT_DAY = replace(
    PLANNED,
    starts_at=EVENING + timedelta(days=1),
    ends_at=EVENING + timedelta(days=1, hours=1),
)


def news(kind: Kind, after: State, *, before: State | None = PLANNED, **more) -> News:
    return News(kind, AT, before, after, **more)


CASES = [
    (
        news(Kind.MOVED, NEXT_DAY, reason="大雪封路"),
        "科右中旗乌兰牧骑《草原新歌》原定11月20日(周一)19:30在乌兰浩特市乌兰牧骑宫演出，改至11月21日(周二)19:30，地点不变。原因：大雪封路。",
        "“New Songs” by Horqin Right Middle Banner Ulanmuqi, planned for Monday 20 November, 19:30, Ulanmuqi Palace, Ulanhot City, moves to Tuesday 21 November, 19:30, at the same place. Reason: 大雪封路.",
    ),
    (
        news(Kind.MOVED, replace(PLANNED, place=HALL), reason="停电。"),
        "科右中旗乌兰牧骑《草原新歌》11月20日(周一)19:30的演出，地点由乌兰浩特市乌兰牧骑宫改为科尔沁右翼中旗文化馆，时间不变。原因：停电。",
        "moves from Ulanmuqi Palace, Ulanhot City to Cultural Hall, Horqin Right Middle Banner, at the same time. Reason: 停电。",
    ),
    (
        news(Kind.MOVED, replace(NEXT_DAY, place=HALL)),
        "改至11月21日(周二)19:30，地点改为科尔沁右翼中旗文化馆。",
        "moves to Tuesday 21 November, 19:30 at Cultural Hall, Horqin Right Middle Banner.",
    ),
    (
        news(Kind.MOVED, replace(PLANNED, cast=("zq",), troupes=(Name("扎赉特旗乌兰牧骑", "Jalaid Ulanmuqi"),))),
        "《草原新歌》（11月20日(周一)19:30，乌兰浩特市乌兰牧骑宫）原定由科右中旗乌兰牧骑演出，改由扎赉特旗乌兰牧骑演出，时间、地点不变。",
        "is now played by Jalaid Ulanmuqi, at the same time and place.",
    ),
    (
        news(Kind.MOVED, replace(PLANNED, ends_at=EVENING + timedelta(hours=2))),
        "的演出，开演时间和地点不变，约21:30结束。",
        "starts as planned and ends about 21:30.",
    ),
    (
        news(Kind.MOVED, replace(PLANNED, is_online=True)),
        "11月20日(周一)19:30的演出改为只在线上播出，不设现场观众，时间不变。",
        "goes on online only, without an audience, at the same time.",
    ),
    (
        news(Kind.MOVED, PLANNED, before=replace(PLANNED, precision="date")),
        "开演时间定为11月20日(周一)19:30，地点不变：乌兰浩特市乌兰牧骑宫。",
        "has its hour: Monday 20 November, 19:30, Ulanmuqi Palace, Ulanhot City.",
    ),
    (
        news(Kind.MOVED, PLANNED, before=replace(PLANNED, place=Place(league="兴安盟", league_en="Hinggan League"))),
        "的演出，地点定在乌兰浩特市乌兰牧骑宫。",
        "has its place: Ulanmuqi Palace, Ulanhot City.",
    ),
    (
        news(Kind.ANNOUNCED, PLANNED, before=None),
        "科右中旗乌兰牧骑《草原新歌》定于11月20日(周一)19:30在乌兰浩特市乌兰牧骑宫演出。",
        "plays Monday 20 November, 19:30, Ulanmuqi Palace, Ulanhot City.",
    ),
    (
        news(Kind.LATE, replace(PLANNED, status="late", starts_at=EVENING + timedelta(minutes=40))),
        "原定11月20日(周一)19:30在乌兰浩特市乌兰牧骑宫开演，推迟到11月20日(周一)20:10，地点不变。",
        "opens late: Monday 20 November, 20:10, at the same place.",
    ),
    (
        news(Kind.LATE, replace(PLANNED, status="late", next_word_at=EVENING - timedelta(minutes=15))),
        "现推迟，新的时间待定，11月20日(周一)19:15再通知。",
        "the new hour is open, next word Monday 20 November, 19:15.",
    ),
    (
        news(Kind.CONDITIONAL, replace(PLANNED, status="conditional", decide_by=EVENING - timedelta(hours=6)), reason="大风"),
        "的演出待定，能否演出最迟11月20日(周一)13:30前决定。原因：大风。",
        "is conditional; whether it takes place is decided by Monday 20 November, 13:30. Reason: 大风.",
    ),
    (
        news(Kind.CONFIRMED, PLANNED, before=replace(PLANNED, status="conditional")),
        "确定演出：11月20日(周一)19:30在乌兰浩特市乌兰牧骑宫。",
        "is confirmed: Monday 20 November, 19:30, Ulanmuqi Palace, Ulanhot City.",
    ),
    (
        news(Kind.POSTPONED, replace(PLANNED, status="postponed"), reason="停电"),
        "原定11月20日(周一)19:30在乌兰浩特市乌兰牧骑宫演出，现改期，新的日期待定。原因：停电。",
        "is postponed; the new date is to be announced. Reason: 停电.",
    ),
    (
        news(Kind.POSTPONED, replace(PLANNED, status="postponed"), new=NEXT_DAY),
        "演出，改期到11月21日(周二)19:30，地点不变。",
        "is postponed to Tuesday 21 November, 19:30, at the same place.",
    ),
    (
        news(Kind.POSTPONED, replace(PLANNED, status="postponed"), before=replace(PLANNED, status="postponed"), new=replace(NEXT_DAY, place=HALL)),
        "改期后的新日期已定：11月21日(周二)19:30，地点改为科尔沁右翼中旗文化馆。",
        "has its new date: Tuesday 21 November, 19:30, at Cultural Hall, Horqin Right Middle Banner.",
    ),
    (
        news(Kind.CANCELLED, replace(PLANNED, status="cancelled"), reason="大雪封路"),
        "科右中旗乌兰牧骑《草原新歌》原定11月20日(周一)19:30在乌兰浩特市乌兰牧骑宫的演出取消。原因：大雪封路。",
        "planned for Monday 20 November, 19:30, Ulanmuqi Palace, Ulanhot City, is cancelled. Reason: 大雪封路.",
    ),
    (
        news(Kind.CANCELLED, replace(PLANNED, status="cancelled"), before=replace(PLANNED, status="postponed")),
        "此前改期，现取消，不再补演。",
        "is cancelled and will not be made up for.",
    ),
    (
        news(Kind.REINSTATED, PLANNED, before=replace(PLANNED, status="cancelled")),
        "恢复演出：11月20日(周一)19:30在乌兰浩特市乌兰牧骑宫。",
        "takes place after all: Monday 20 November, 19:30, Ulanmuqi Palace, Ulanhot City.",
    ),
    (
        news(Kind.WITHDRAWN, replace(PLANNED, status="withdrawn"), reason="录入有误"),
        "的演出信息有误，现撤销，不演出。原因：录入有误。",
        "was entered in error and is withdrawn. Reason: 录入有误.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("told", "chinese", "english"), CASES)
def test_every_kind(told, chinese, english):
    assert in_chinese(told).endswith(chinese)
    assert in_english(told).endswith(english)


@pytest.mark.parametrize(
    ("changes", "chinese"),
    [
        ({"precision": "about"}, "11月20日(周一)约19:30"),
        ({"precision": "part", "day_part": "evening"}, "11月20日(周一)晚上"),
        ({"precision": "date"}, "11月20日(周一)(钟点待定)"),
        ({"starts_at": EVENING.replace(year=2024)}, "2024年11月20日(周三)19:30"),
        ({"starts_at": EVENING.astimezone(ZoneInfo("Asia/Urumqi"))}, "11月20日(周一)17:30(当地时间)"),
        ({"place": Place(league="兴安盟", banner="阿尔山市")}, "阿尔山市（场地待定）"),
        ({"place": Place()}, "待定的场地"),
        ({"place": Place("乌兰浩特剧场", "", "兴安盟", "", "乌兰浩特市")}, "在乌兰浩特剧场演出"),
    ],
)  # fmt: skip
def test_what_is_only_partly_known(changes, chinese):
    assert chinese in in_chinese(
        news(Kind.ANNOUNCED, replace(PLANNED, **changes), before=None)
    )


def test_a_title_that_names_its_troupe_or_a_work():
    state = replace(PLANNED, title=Name("科右中旗乌兰牧骑唱《鸿雁》"))
    assert in_chinese(news(Kind.ANNOUNCED, state, before=None)).startswith(
        "《科右中旗乌兰牧骑唱〈鸿雁〉》定于"
    )


def _openings(kind, **after):
    showcase = Name("新创作品展演", "Showcase of New Works")
    places = [
        Place("临河剧场", "", "巴彦淖尔市", "Bayannur"),
        Place("乌兰恰特", "", "呼和浩特市", "Hohhot"),
        THEATRE,
    ]
    rows = [replace(PLANNED, place=place) for place in places]
    return [
        News(kind, AT, row, replace(row, **after), reason="大雪", showcase=showcase)
        for row in rows
    ]


def test_openings_that_moved_together_are_one_sentence():
    later = EVENING + timedelta(minutes=30)
    together = gather(_openings(Kind.MOVED, starts_at=later))

    assert together_in_chinese(together) == (
        "《新创作品展演》原定11月20日(周一)19:30在巴彦淖尔市、呼和浩特市、兴安盟三地同时启幕，"
        "改至11月20日(周一)20:00，各地场地不变。原因：大雪。"
    )
    assert together_in_english(together) == (
        "“Showcase of New Works”, planned to open in Bayannur, Hohhot and Hinggan "
        "League, Monday 20 November, 19:30, moves to Monday 20 November, 20:00, at the "
        "same venues. Reason: 大雪."
    )
    off = gather(_openings(Kind.CANCELLED, status="cancelled"))
    assert "现全部取消。原因：大雪。" in together_in_chinese(off)
    assert "现全部改期，新的日期待定。" in together_in_chinese(
        gather(_openings(Kind.POSTPONED, status="postponed"))
    )


def test_openings_that_went_different_ways_are_told_one_by_one():
    rows = _openings(Kind.MOVED, starts_at=EVENING + timedelta(minutes=30))
    late = replace(
        rows[2], before=replace(rows[2].before, starts_at=EVENING + timedelta(hours=1))
    )
    assert gather([*rows[:2], late]) is None
    assert gather(rows[:1]) is None
    assert in_chinese(late).startswith(
        "《新创作品展演》兴安盟会场原定11月20日(周一)20:30"
    )


# --- When the audience is let in --------------------------------------------------------

HALF_BEFORE = timedelta(minutes=30)
OPEN = replace(PLANNED, doors_at=EVENING - HALF_BEFORE)


@pytest.mark.parametrize(
    ("told", "chinese", "english"),
    [
        (
            news(Kind.ANNOUNCED, OPEN, before=None),
            "演出。19:00开始入场。", " Doors open at 19:00.",
        ),
        (
            news(Kind.MOVED, replace(NEXT_DAY, doors_at=NEXT_DAY.starts_at - HALF_BEFORE),
                 before=OPEN, reason="大雪封路"),
            "地点不变。19:00开始入场。原因：大雪封路。", " Doors open at 19:00.",
        ),
        (
            news(Kind.MOVED, replace(OPEN, doors_at=EVENING - timedelta(minutes=15)),
                 before=OPEN),
            "的演出，入场时间由19:00改为19:15，开演时间和地点不变。",
            "doors open at 19:15 instead of 19:00; time and place stay.",
        ),
    ],
)  # fmt: skip
def test_doors_are_told_with_the_time(told, chinese, english):
    assert chinese in in_chinese(told)
    assert english in in_english(told)


def test_whoever_waits_for_word_is_not_told_of_doors():
    waits = replace(OPEN, status="late", next_word_at=EVENING)
    assert "入场" not in in_chinese(news(Kind.LATE, waits, before=OPEN))
    moved = news(Kind.MOVED, replace(OPEN, place=HALL), before=OPEN)
    assert "入场" not in in_chinese(moved)
