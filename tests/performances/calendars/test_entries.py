"""What one entry says of a show: title, time, place, programme, examples."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from performances.models import CalendarEntry, Performance, gate
from performances.slots import DayPart, Precision
from tests import factories
from tests.performances.calendars.conftest import CURTAIN
from tests.performances.calendars.reading import lines


def test_a_confirmed_show_says_when_where_who_and_where_to_read_on(show, entry, troupe):
    made = show(
        title="草原新歌",
        admission="免费，先到先坐",
        public_note="请带好保暖衣物。",
        language=Performance.Language.BOTH,
    )

    event = entry()

    venue = made.venue
    assert event["UID"] == str(made.uid)
    assert event["SUMMARY"] == "草原新歌"
    assert event["STATUS"] == "CONFIRMED"
    assert event["DTSTART"].dt == CURTAIN
    assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert event["DTEND"].dt == CURTAIN + timedelta(minutes=90)
    assert event["LOCATION"] == f"{venue.name}，{venue.address}，呼和浩特市"
    assert event["GEO"].ical_value == (round(venue.lat, 6), round(venue.lon, 6))
    assert event["URL"] == f"https://ulanmuqi.example/performances/{made.public_id}/"
    assert event["CATEGORIES"].cats == ["综合"]
    assert event["COLOR"] == "darkslategray"
    assert lines(event) == [
        f"演出：{troupe.name}",
        "语言：蒙古语、汉语",
        "入场：免费，先到先坐",
        "请带好保暖衣物。",
        f"详情：https://ulanmuqi.example/performances/{made.public_id}/",
    ]


def test_a_new_entry_carries_its_making_as_all_three_stamps(show, entry, frozen_clock):
    show()

    event = entry()

    assert event["CREATED"].dt == frozen_clock.now
    assert event["LAST-MODIFIED"].dt == event["DTSTAMP"].dt == frozen_clock.now
    assert event["SEQUENCE"] == 0


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ({"precision": Precision.DATE}, "时间：只定了日子，钟点待定。"),
        (
            {"precision": Precision.PART, "day_part": DayPart.AFTERNOON},
            "时间：下午，钟点待定。",
        ),
    ],
)
def test_without_an_hour_a_show_is_a_whole_tentative_day(show, entry, facts, line):
    show(title="下乡演出", **facts)

    event = entry()

    assert event["DTSTART"].dt == date(2023, 11, 20)
    assert event["DTEND"].dt == date(2023, 11, 21)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["STATUS"] == "TENTATIVE"
    assert event["SUMMARY"] == "〔待定〕下乡演出"
    assert lines(event)[0] == line


def test_about_an_hour_is_that_hour_and_says_so(show, entry):
    show(precision=Precision.ABOUT)

    event = entry()

    assert event["DTSTART"].dt == CURTAIN
    assert event["STATUS"] == "CONFIRMED"
    assert lines(event)[0] == "时间：大约在这个时候开演，以当天通知为准。"


def test_a_venue_in_another_zone_keeps_shanghai_time_and_tells_its_own(show, entry):
    urumqi = factories.venue("150105", time_zone="Asia/Urumqi")
    show(venue=urumqi, starts_at=CURTAIN)

    event = entry()

    assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert event["DTSTART"].dt == CURTAIN
    assert lines(event)[0] == "当地时间：11月20日(周一)17:30。"


def test_a_day_without_hour_is_the_day_at_the_venue(show, entry):
    paris = factories.venue("150105", time_zone="Europe/Paris")
    midnight = datetime(2023, 11, 20, tzinfo=ZoneInfo("Europe/Paris"))
    show(venue=paris, starts_at=midnight, precision=Precision.DATE)

    assert entry()["DTSTART"].dt == date(2023, 11, 20)


def test_an_unknown_place_is_said_to_be_open(show, entry, regions):
    show(venue=None, region=regions["152222"])

    event = entry()

    assert event["LOCATION"] == "地点待定，兴安盟科尔沁右翼中旗"
    assert "GEO" not in event


def test_a_place_of_which_nothing_is_known_is_said_to_be_open(show, entry):
    show(venue=None)

    assert entry()["LOCATION"] == "地点待定"


def test_a_show_that_is_only_streamed_is_online(show, entry):
    show(venue=None, mode=Performance.Mode.ONLINE)

    event = entry()

    assert event["LOCATION"] == "线上"
    assert "方式：只在线上播出。" in lines(event)


def test_a_point_that_is_only_the_seats_is_not_given(show, entry):
    show(venue=factories.venue("150105", coord_precision="seat"))

    assert "GEO" not in entry()


def test_the_city_is_not_repeated_when_the_address_names_it(show, entry):
    venue = factories.venue("150105", name="乌兰恰特", address="呼和浩特市赛罕区1号")
    show(venue=venue)

    assert entry()["LOCATION"] == "乌兰恰特，呼和浩特市赛罕区1号"


def test_the_programme_is_listed_in_order_with_works_by_their_titles(
    show, entry, troupe
):
    work = factories.work(troupe, title="鸟之语")
    show(
        programme=[
            {"form": "男声四重唱", "title": "草原之夜", "performers": "声乐队"},
            {"form": "女群舞", "work": work, "is_example": True},
        ]
    )

    told = lines(entry())

    assert told[told.index("节目单：") :][:3] == [
        "节目单：",
        "1. 男声四重唱《草原之夜》（声乐队）",
        "2. 女群舞《鸟之语》（示例）",
    ]


def test_a_long_programme_stays_under_the_cap(show, entry):
    show(programme=[{"form": "独唱", "title": "长" * 110} for _number in range(100)])

    assert len(entry()["DESCRIPTION"]) < 8000


def test_joint_troupes_are_named_in_order(show, entry, troupe, other_troupe):
    show(troupes=[other_troupe, troupe])

    assert f"演出：{other_troupe.name}、{troupe.name}" in lines(entry())


def test_an_opening_names_its_showcase(show, entry, showcase):
    show(showcase=showcase, is_opening=True)

    assert f"展演：{showcase.title}（各地同时启幕）" in lines(entry())


def test_a_showcase_that_is_not_announced_is_not_named(show, entry, showcase):
    with gate.opened():
        type(showcase).objects.update(announced_at=None)
        showcase.refresh_from_db()
    show(showcase=showcase, is_opening=True)

    assert showcase.title not in entry()["DESCRIPTION"]


def test_a_showcase_announced_together_with_its_show_is_named_at_once(
    show, entry, showcase, frozen_clock
):
    together = frozen_clock.now + timedelta(hours=1)
    with gate.opened():
        showcase.announced_at = together
        showcase.save()
    made = show(showcase=showcase, announced_at=together)

    assert showcase.title in made.calendar_entry.text.replace("\r\n ", "")


def test_what_was_invented_for_the_demo_is_said_to_be_an_example_once(show, entry):
    show(is_example=True, programme=[{"title": "歌", "is_example": True}])

    told = lines(entry())

    assert "示例：本场为演示而设，并非真实演出。" in told
    assert "1. 《歌》" in told


def test_an_invented_hour_and_an_invented_venue_are_said_to_be_examples(
    show, entry, showcase
):
    with gate.opened():
        showcase.t_zero_is_example = True
        showcase.save()
    show(
        showcase=showcase,
        is_opening=True,
        venue=factories.venue("150105", is_example=True),
    )

    told = lines(entry())

    assert "示例：开演钟点为示例，原始资料没有写明。" in told
    assert "示例：场馆为示例，原始资料没有写明。" in told


def test_private_facts_are_never_in_the_text(show, change, entry):
    made = show(
        technical_note="三相电缺一相", decided_by="某局某科", load_in_minutes=9731
    )

    text = CalendarEntry.objects.get(performance=made).text

    assert "三相电" not in text
    assert "某局" not in text
    assert "9731" not in text.replace(str(made.uid), "").replace(made.public_id, "")
