"""The opening room in the admin: what it shows to whom, and what is typed there."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from performances import scheduling
from performances.models import GoWord, Performance, Readiness
from performances.scheduling.since import newest
from tests import factories

from .conftest import T_ZERO
from .opening import room, seen_in, since, ticked

pytestmark = pytest.mark.django_db


@pytest.fixture
def showcase(three_cities: Any) -> Any:
    return three_cities.showcase


@pytest.fixture
def chief(coordinator: Any, as_user: Any) -> Any:
    return as_user(coordinator)


@pytest.fixture
def east(three_cities: Any) -> Performance:
    """The opening in Hinggan."""
    return three_cities.openings[2]


# --- Looking ------------------------------------------------------------------------


def test_it_shows_t_zero_with_words_and_every_city(
    showcase: Any, chief: Any, frozen_clock: Any
) -> None:
    frozen_clock.set(T_ZERO - timedelta(hours=2, minutes=14, seconds=5))
    page = chief.get(room(showcase)).content.decode()

    assert "还有2小时14分" in page
    # The instant it was computed for: 17:15:55 in Beijing.
    assert "17:15:55" in page
    places = [page.index(name) for name in ("巴彦淖尔市", "呼和浩特市", "兴安盟")]
    assert places == sorted(places)
    for word in ("舞台", "供电", "音响", "主持", "到场", "直播信号", "0/5"):
        assert word in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("late", "推迟到20:10启幕"), ("word", "推迟，19:15再给消息"),
        ("reserve", "备用场地（原在"), ("stream", "只直播，没有现场观众"),
        ("drop", "取消"), ("word_before", "推迟，11月19日(周日)10:30再给消息"),
    ],
)  # fmt: skip
def test_it_says_what_became_of_a_city(
    change: str, words: str, showcase: Any, east: Performance, chief: Any
) -> None:
    why = {"reason": "停电", "decided_by": "盟文旅局"}
    acts = {
        "late": lambda: scheduling.open_late(
            east, starts_at=T_ZERO + timedelta(minutes=40), **why
        ),
        "word": lambda: scheduling.open_late(
            east, next_word_at=T_ZERO - timedelta(minutes=15), **why
        ),
        "word_before": lambda: scheduling.open_late(
            east, next_word_at=T_ZERO - timedelta(hours=33), **why
        ),
        "reserve": lambda: scheduling.move_to_reserve(
            east, venue=factories.venue("152201"), **why
        ),
        "stream": lambda: scheduling.stream_only(east, **why),
        "drop": lambda: scheduling.drop_opening(east, **why),
    }
    acts[change]()
    page = chief.get(room(showcase)).content.decode()
    city = page[page.index(f'id="city-{east.pk}"') :]
    assert words in city
    assert "停电" in city


def test_after_a_delay_of_all_nobody_reads_as_planned(
    showcase: Any, chief: Any, frozen_clock: Any
) -> None:
    assert "照常，19:30启幕" in chief.get(room(showcase)).content.decode()
    frozen_clock.set(T_ZERO - timedelta(hours=2))
    scheduling.delay_showcase(showcase, minutes=30, reason="等待三地信号联通")
    page = chief.get(room(showcase)).content.decode()
    assert "20:00启幕（原定19:30）" in page
    assert "照常，" not in page


def test_a_city_after_midnight_leaves_t_zero_its_day(
    showcase: Any, three_cities: Any, chief: Any
) -> None:
    scheduling.open_late(
        three_cities.openings[0], starts_at=T_ZERO + timedelta(hours=5),
        reason="停电", decided_by="盟文旅局",
    )  # fmt: skip
    page = chief.get(room(showcase)).content.decode()
    assert "2023年11月20日(周一)" in page
    assert "11月21日" not in page


def test_a_word_that_does_not_come_is_named(
    showcase: Any, east: Performance, chief: Any, frozen_clock: Any
) -> None:
    due = T_ZERO - timedelta(minutes=15)
    scheduling.open_late(east, next_word_at=due, reason="停电", decided_by="盟")
    frozen_clock.set(due + timedelta(minutes=1))
    assert "原说19:15给消息，还没有" in chief.get(room(showcase)).content.decode()


def test_the_history_tells_what_was_said(
    east: Performance, chief: Any, coordinator: Any
) -> None:
    scheduling.tick(east, "power", "problem", note="变压器跳闸", by=coordinator)
    scheduling.say_go(east, False, said_by="王站长", why="等来电", by=coordinator)
    page = chief.get(reverse("performances:history", args=[east.pk])).content.decode()
    assert "供电 · 有问题 · 变压器跳闸" in page
    assert "王站长：不能启幕 · 等来电" in page


def test_it_leads_to_every_act_and_back(
    showcase: Any, east: Performance, chief: Any
) -> None:
    page = chief.get(room(showcase)).content.decode()
    for key in ("delay", "postpone", "cancel"):
        url = reverse("showcases:act", args=[showcase.pk, key])
        assert f"{url}?back=opening" in page
    for minutes in (15, 30, 45):
        assert f"back=opening&amp;minutes={minutes}" in page
    for key in ("open-late", "reserve", "stream", "drop"):
        url = reverse("performances:act", args=[east.pk, key])
        assert f"{url}?back=opening" in page


def test_after_an_act_one_is_back_in_the_room(
    showcase: Any, east: Performance, chief: Any
) -> None:
    url = reverse("showcases:act", args=[showcase.pk, "delay"])
    asked = f"{url}?back=opening&minutes=30"
    form = chief.get(asked).context["form"]
    assert form["minutes"].value() == "30"

    facts = {"version": showcase.version, "minutes": 30, "reason": "等信号"}
    shown = chief.post(asked, facts)
    facts["previewed"] = shown.context["form"]["previewed"].value()
    assert chief.post(asked, facts).url == room(showcase)

    east.refresh_from_db()
    drop = reverse("performances:act", args=[east.pk, "drop"]) + "?back=opening"
    facts = {"version": east.version, "reason": "停电", "decided_by": "盟"}
    shown = chief.post(drop, facts)
    facts["previewed"] = shown.context["form"]["previewed"].value()
    assert chief.post(drop, facts).url == room(showcase)


@pytest.mark.parametrize("odd", ["-1", "٣", "abc", "9" * 40, "1e3", "%00"])
def test_odd_minutes_are_nobodys(odd: str, showcase: Any, chief: Any) -> None:
    url = reverse("showcases:act", args=[showcase.pk, "delay"])
    form = chief.get(f"{url}?back=opening&minutes={odd}").context["form"]
    assert form["minutes"].value() is None


# --- Ticking ------------------------------------------------------------------------


def test_one_tap_ticks_an_item(
    showcase: Any, east: Performance, chief: Any, coordinator: Any
) -> None:
    answer = chief.post(room(showcase), ticked(east))

    assert answer.url == f"{room(showcase)}#city-{east.pk}"
    row = Readiness.objects.get()
    assert (row.performance, row.item, row.state) == (east, "power", "ready")
    page = chief.get(room(showcase)).content.decode()
    assert coordinator.username in page
    assert "1/5" in page


def test_an_arrival_is_expected_in_beijing_time(
    showcase: Any, east: Performance, chief: Any, troupe: Any
) -> None:
    chief.post(
        room(showcase),
        ticked(
            east, item="arrival", troupe=troupe.pk, state="not_yet",
            expected_at="2023-11-20T16:30",
        ),
    )  # fmt: skip
    assert Readiness.objects.get().expected_at == T_ZERO - timedelta(hours=3)
    assert "预计11月20日(周一)16:30到" in chief.get(room(showcase)).content.decode()


def test_a_problem_without_words_keeps_what_was_typed(
    showcase: Any, east: Performance, chief: Any, troupe: Any
) -> None:
    answer = chief.post(
        room(showcase),
        ticked(
            east, item="arrival", troupe=troupe.pk, state="problem",
            expected_at="2023-11-20T16:30",
        ),
    )  # fmt: skip
    page = answer.content.decode()
    assert "请写明是什么问题" in page
    assert 'value="2023-11-20T16:30"' in page
    assert not Readiness.objects.exists()


def test_the_second_to_tick_is_told_what_the_first_said(
    showcase: Any, east: Performance, chief: Any
) -> None:
    scheduling.tick(east, "power", "ready", said_by="李娜")
    answer = chief.post(
        room(showcase), ticked(east, state="problem", note="变压器跳闸")
    )
    page = answer.content.decode()
    assert "李娜" in page
    assert "供电 · 就绪" in page
    # What the second typed is not lost.
    assert "变压器跳闸" in page
    assert Readiness.objects.get().state == "ready"


@pytest.mark.parametrize(
    "odd",
    [
        {"city": "9" * 40}, {"city": ""}, {"city": "\x00"}, {"item": "\x00"},
        {"item": "nothing"}, {"state": "maybe"}, {"version": "-1"},
        {"version": "9" * 40}, {"seen_venue": "9" * 40}, {"troupe": "9" * 40},
        {"troupe": "abc"}, {"item": "arrival", "troupe": ""}, {"note": "长" * 500},
        {"note": "a\x00b"}, {"expected_at": "9999-99-99T99:99"},
        {"expected_at": "0001-01-01T00:00", "item": "arrival"},
        {"do": "else", "go": "maybe"}, {"do": "word", "go": "go", "seen": ""},
    ],
)  # fmt: skip
def test_odd_things_are_refused_in_words(
    odd: dict[str, str], showcase: Any, east: Performance, chief: Any
) -> None:
    assert chief.post(room(showcase), ticked(east, **odd)).status_code == 200
    assert not Readiness.objects.exists()
    assert not GoWord.objects.exists()


# --- The word -----------------------------------------------------------------------


def test_go_by_city_and_then_the_final_word(
    showcase: Any, three_cities: Any, chief: Any
) -> None:
    for opening in three_cities.openings:
        page = chief.get(room(showcase))
        chief.post(
            room(showcase),
            {
                "do": "word", "city": opening.pk, "go": "go", "said_by": "现场指挥",
                "why": "电话确认", "seen": seen_in(page, opening),
            },
        )  # fmt: skip
    page = chief.get(room(showcase))
    assert "3地全部可以启幕" in page.content.decode()
    chief.post(
        room(showcase),
        {
            "do": "word", "city": "", "go": "go", "said_by": "总指挥",
            "seen": seen_in(page, None),
        },
    )  # fmt: skip
    assert "已作最后决定" in chief.get(room(showcase)).content.decode()


def test_a_go_on_an_old_page_is_told_what_failed_meanwhile(
    showcase: Any, east: Performance, chief: Any
) -> None:
    old = chief.get(room(showcase))
    scheduling.tick(east, "power", "problem", note="变压器跳闸", said_by="李娜")
    answer = chief.post(
        room(showcase),
        {
            "do": "word", "city": east.pk, "go": "go", "said_by": "现场指挥",
            "why": "一切正常", "seen": seen_in(old, east),
        },
    )  # fmt: skip
    page = answer.content.decode()
    assert "变压器跳闸" in page
    assert "李娜" in page
    assert 'value="一切正常"' in page
    assert not GoWord.objects.exists()


def test_what_ended_a_go_is_named(showcase: Any, east: Performance, chief: Any) -> None:
    scheduling.tick(east, "power", "ready")
    scheduling.say_go(east, True, said_by="现场指挥", why="电话确认")
    scheduling.tick(east, "power", "problem", note="跳闸")
    page = chief.get(room(showcase)).content.decode()
    assert "已失效" in page
    assert "供电：有问题" in page


# --- Meanwhile ----------------------------------------------------------------------


def test_an_open_page_hears_what_others_did(
    showcase: Any, chief: Any, coordinator: Any
) -> None:
    last = newest(showcase)
    assert chief.get(since(showcase, last)).content.decode().strip() == ""
    scheduling.delay_showcase(showcase, minutes=30, reason="等信号", by=coordinator)
    told = chief.get(since(showcase, last)).content.decode()
    assert coordinator.username in told
    assert "19:30 → 20:00" in told
    assert told.count("19:30") == 1


@pytest.mark.parametrize("odd", ["", "-1", "abc", "9" * 40, "%00", "٣"])
def test_an_odd_question_hears_nothing(odd: str, showcase: Any, chief: Any) -> None:
    answer = chief.get(since(showcase, odd))
    assert answer.status_code == 200
    assert answer.content.decode().strip() == ""


# --- What it costs ------------------------------------------------------------------


def test_it_costs_the_same_for_one_city_and_for_twelve(
    chief: Any, django_assert_max_num_queries: Any
) -> None:
    """The frame of the admin asks about twenty of them, whatever the page."""
    codes = ("150105", "152201", "150802")
    asked = []
    for cities in (1, 12):
        venues = [factories.venue(codes[n % 3]) for n in range(cities)]
        made = factories.showcase(venues)
        for opening in made.performances.all():
            scheduling.tick(opening, "power", "ready")
        chief.get(room(made))
        with django_assert_max_num_queries(40) as queries:
            assert chief.get(room(made)).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]
