"""What one entry says of a show, in each state it can be in."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Event

from performances.models import CalendarEntry, Performance, gate
from performances.slots import DayPart, Precision
from performances.statuses import Status
from tests import factories
from tests.performances.calendars.conftest import CURTAIN
from tests.performances.calendars.reading import events, only
from ulanmuqi.base import clock


@pytest.fixture
def entry(fetch):
    """The one event of the feed of everything."""

    def read() -> Event:
        return only(fetch().content)

    return read


def lines(event: Event) -> list[str]:
    return str(event["DESCRIPTION"]).split("\n")


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
    ("status", "mark", "ical_status", "first_line"),
    [
        (Status.CONDITIONAL, "〔待定〕", "TENTATIVE", "待定：能否演出要看天气或道路。"),
        (Status.LATE, "〔推迟〕", "CONFIRMED", "本场推迟到11月20日（周一）19:30开演。"),
        (Status.POSTPONED, "〔改期〕", "CANCELLED", "本场改期，新的日期待定。"),
        (Status.CANCELLED, "〔取消〕", "CANCELLED", "本场取消。"),
        (Status.WITHDRAWN, "〔取消〕", "CANCELLED", "本场撤销，不演出。"),
    ],
)
def test_every_exception_is_told_in_status_title_and_text_with_its_reason(
    show, change, entry, status, mark, ical_status, first_line
):
    made = show(title="草原新歌")
    plain = entry()

    change(made, raises=True, status=status, status_reason="大雪封路")

    event = entry()
    assert event["SUMMARY"] == f"{mark}草原新歌"
    assert event["STATUS"] == ical_status
    assert lines(event)[:2] == [first_line, "原因：大雪封路"]
    assert event["SEQUENCE"] == plain["SEQUENCE"] + 1
    for kept in ("UID", "LOCATION", "DTSTART", "DTEND", "CATEGORIES", "URL", "GEO"):
        assert event[kept] == plain[kept]


def test_a_conditional_show_says_when_it_is_decided(show, entry):
    show(
        status=Status.CONDITIONAL,
        status_reason="看风力",
        decide_by=CURTAIN - timedelta(hours=6),
    )

    assert lines(entry())[:3] == [
        "待定：能否演出要看天气或道路。",
        "原因：看风力",
        "是否演出，最迟11月20日（周一）13:30前决定。",
    ]


def test_a_late_opening_says_what_was_planned_and_when_it_opens(show, entry, showcase):
    late = CURTAIN + timedelta(minutes=45)
    show(status=Status.LATE, showcase=showcase, is_opening=True, starts_at=late)

    event = entry()

    assert event["DTSTART"].dt == late
    assert (
        lines(event)[0]
        == "本场原定11月20日（周一）19:30，推迟到11月20日（周一）20:15开演。"
    )


def test_a_late_opening_without_a_new_hour_promises_the_next_word(
    show, entry, showcase
):
    show(
        status=Status.LATE,
        showcase=showcase,
        is_opening=True,
        next_word_at=CURTAIN - timedelta(minutes=15),
    )

    event = entry()

    assert event["STATUS"] == "TENTATIVE"
    assert event["SUMMARY"].startswith("〔推迟〕")
    assert lines(event)[0] == (
        "本场推迟，新的开演时间待定，11月20日（周一）19:15再通知。"
    )


def test_a_postponed_show_tells_the_new_date_and_its_replacement_the_old_one(
    show, change, fetch, bayannur_venue
):
    old = show(title="草原新歌")
    change(old, raises=True, status=Status.POSTPONED, status_reason="沙尘暴")
    new = show(
        title="草原新歌",
        replaces=old,
        venue=bayannur_venue,
        starts_at=CURTAIN + timedelta(days=1, hours=-5),
    )

    gone, comes = events(fetch().content)

    assert gone["STATUS"] == "CANCELLED"
    assert gone["DTSTART"].dt == CURTAIN
    assert lines(gone)[0] == (
        f"本场改期，改到11月21日（周二）14:30，地点：{comes['LOCATION']}。"
    )
    assert comes["STATUS"] == "CONFIRMED"
    assert lines(comes)[0] == "本场由11月20日（周一）19:30改期而来。"
    assert gone["RELATED-TO"] == comes["UID"] == str(new.uid)
    assert comes["RELATED-TO"] == gone["UID"] == str(old.uid)


def test_the_old_date_follows_when_the_replacement_moves(show, change, fetch):
    old = show(status=Status.POSTPONED)
    new = show(replaces=old, starts_at=CURTAIN + timedelta(days=1))
    stamp = old.calendar_entry.modified_at

    change(new, raises=True, starts_at=CURTAIN + timedelta(days=2),
           ends_at=CURTAIN + timedelta(days=2, hours=1))  # fmt: skip

    gone, _comes = events(fetch().content)
    assert lines(gone)[0].startswith("本场改期，改到11月22日（周三）19:30")
    assert gone["LAST-MODIFIED"].dt > stamp
    assert gone["SEQUENCE"] == 0


def test_a_replacement_that_falls_through_is_not_promised(show, change, fetch):
    old = show(status=Status.POSTPONED)
    new = show(replaces=old, starts_at=CURTAIN + timedelta(days=1))

    change(new, raises=True, status=Status.CANCELLED)

    gone, _cancelled = events(fetch().content)
    assert lines(gone)[0] == "本场改期；改期后的场次又有变动，请看详情页。"


def test_a_replacement_that_is_not_public_yet_is_not_told(show, entry):
    old = show(status=Status.POSTPONED)
    show(replaces=old, status=Status.HOLD, starts_at=CURTAIN + timedelta(days=1))
    with gate.opened():
        Performance.objects.filter(replaces=old).update(announced_at=None)

    event = entry()

    assert lines(event)[0] == "本场改期，新的日期待定。"
    assert "RELATED-TO" not in event


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
    assert lines(event)[0] == "当地时间：11月20日（周一）17:30。"


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


def test_what_was_invented_for_the_demo_is_said_to_be_an_example(show, entry):
    show(is_example=True)

    assert "示例：本场为演示而设，并非真实演出。" in lines(entry())


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
        technical_note="三相电缺一相", decided_by="某局某科", load_in_minutes=97
    )

    text = CalendarEntry.objects.get(performance=made).text

    assert "三相电" not in text
    assert "某局" not in text
    assert "97" not in text.replace(str(made.uid), "").replace(made.public_id, "")


class TestStamps:
    def test_a_change_in_the_text_raises_last_modified_and_dtstamp(
        self, show, change, entry, frozen_clock
    ):
        made = show()
        frozen_clock.forward(hours=1)

        change(made, public_note="改在二楼。")

        event = entry()
        assert event["LAST-MODIFIED"].dt == event["DTSTAMP"].dt == frozen_clock.now
        assert event["CREATED"].dt == frozen_clock.now - timedelta(hours=1)
        assert event["SEQUENCE"] == 0

    def test_two_changes_in_one_second_still_raise_it_twice(self, show, change, entry):
        made = show()
        first = entry()["LAST-MODIFIED"].dt

        change(made, public_note="一")
        second = entry()["LAST-MODIFIED"].dt
        change(made, public_note="二")
        third = entry()["LAST-MODIFIED"].dt

        assert first < second < third

    def test_it_never_falls_when_the_clock_is_set_back(
        self, show, change, entry, frozen_clock
    ):
        made = show(announced_at=frozen_clock.now - timedelta(days=9))
        before = entry()["LAST-MODIFIED"].dt
        frozen_clock.forward(days=-3)

        change(made, public_note="改")

        assert entry()["LAST-MODIFIED"].dt > before

    def test_created_is_never_after_last_modified(self, show, frozen_clock, entry):
        show(created_at=frozen_clock.now + timedelta(minutes=5))

        event = entry()

        assert event["CREATED"].dt <= event["LAST-MODIFIED"].dt

    def test_saving_without_change_alters_nothing(
        self, show, change, fetch, frozen_clock
    ):
        made = show()
        before = fetch()
        frozen_clock.forward(hours=2)

        change(made)
        change(made, technical_note="要三相电", decided_by="某科", version=9)

        after = fetch()
        assert after.content == before.content
        assert after["Last-Modified"] == before["Last-Modified"]
        assert after["ETag"] == before["ETag"]

    def test_a_draft_has_no_entry_and_raises_no_stamp(self, show, fetch):
        before = fetch()

        made = show(status=Status.DRAFT, announced_at=None)

        assert not CalendarEntry.objects.filter(performance=made).exists()
        assert fetch()["Last-Modified"] == before["Last-Modified"]

    def test_what_is_announced_ahead_raises_no_stamp_before(
        self, show, change, fetch, frozen_clock
    ):
        before = fetch()
        made = show(announced_at=clock.now() + timedelta(days=1))
        frozen_clock.forward(hours=1)
        change(made, title="改了题目")

        assert fetch()["Last-Modified"] == before["Last-Modified"]

        frozen_clock.forward(days=1)
        after = fetch()
        assert only(after.content)["SUMMARY"] == "改了题目"
        assert after["Last-Modified"] == "Thu, 02 Nov 2023 00:00:00 GMT"
