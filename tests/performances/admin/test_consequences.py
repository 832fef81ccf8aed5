"""What an act means is shown first: readiness, words, next shows, and the public."""

from datetime import timedelta
from typing import Any

import pytest

from performances import scheduling
from performances.models import GoWord, Performance, Readiness
from tests import factories
from tests.performances.admin.test_acts import do

from .conftest import T_ZERO

pytestmark = pytest.mark.django_db

WHY = {"reason": "供电故障", "decided_by": "盟文旅局"}


@pytest.fixture
def showcase(three_cities: Any) -> Any:
    return three_cities.showcase


@pytest.fixture
def east(three_cities: Any) -> Performance:
    """The opening in Hinggan."""
    return three_cities.openings[2]


@pytest.fixture
def chief(coordinator: Any, as_user: Any) -> Any:
    return as_user(coordinator)


def notes(answer: Any, place: int) -> str:
    assert answer.context["is_shown"], answer.context["form"].errors
    return " ".join(answer.context["cities"][place].notes)


def test_the_public_is_quoted(showcase: Any, east: Performance, chief: Any) -> None:
    assert "还没有公布" in notes(do(chief, east, "drop", **WHY), 2)
    scheduling.announce_showcase(showcase)
    east.refresh_from_db()
    told = notes(do(chief, east, "drop", **WHY), 2)
    assert "观众看到：本地不启幕 · 供电故障" in told
    # Looking changed nothing, and the other cities are not touched.
    east.refresh_from_db()
    assert east.status == "confirmed"
    assert notes(do(chief, east, "drop", **WHY), 0) == ""


def test_words_that_lapse_are_named(
    showcase: Any, three_cities: Any, chief: Any
) -> None:
    for opening in three_cities.openings:
        scheduling.say_go(opening, True, said_by="王站长", why="电话")
    scheduling.say_final(showcase, True, said_by="总指挥")
    answer = do(chief, showcase, "delay", minutes=30, reason="等信号")
    for place in range(3):
        assert "“可以启幕”（王站长）失效" in notes(answer, place)
    assert "最后决定（总指挥）失效" in answer.content.decode()
    assert GoWord.objects.count() == 4


def test_the_reserve_venue_starts_again(east: Performance, chief: Any) -> None:
    for item in ("stage", "power", "host"):
        scheduling.tick(east, item, "ready")
    reserve = factories.venue("152201")
    told = notes(do(chief, east, "reserve", venue=reserve.pk, **WHY), 2)
    assert "换了场地，要重新填：舞台、供电。" in told
    assert Readiness.objects.filter(venue=east.venue).count() == 3


def test_where_each_troupe_plays_next(
    east: Performance, chief: Any, placed: Any, troupe: Any, showcase: Any
) -> None:
    placed(
        troupe, factories.venue("152201", name="下一站礼堂"),
        starts_at=T_ZERO + timedelta(hours=19),
    )  # fmt: skip
    answer = do(chief, showcase, "delay", minutes=30, reason="等信号")
    # From the strike at 22:00 to the load-in at 13:30 the next day.
    told = notes(answer, 2)
    assert "下一场：11月21日(周二)14:30，下一站礼堂，拆台后还有15.5小时" in told


def test_who_would_come_after_the_curtain(
    showcase: Any, east: Performance, chief: Any, troupe: Any
) -> None:
    scheduling.tick(
        east, "arrival", "not_yet", troupe=troupe,
        expected_at=T_ZERO - timedelta(minutes=10),
    )  # fmt: skip
    answer = do(
        chief, showcase, "move", reason="提前",
        t_zero_0="2023-11-20", t_zero_1="19:00",
    )  # fmt: skip
    assert "预计启幕后才到" in notes(answer, 2)


def test_a_conflict_is_told_at_its_city(
    showcase: Any, chief: Any, placed: Any, other_troupe: Any, hinggan_venue: Any
) -> None:
    placed(
        factories.troupe("152201"), hinggan_venue, title="夜场", load_in_minutes=0,
        starts_at=T_ZERO + timedelta(hours=2, minutes=15),
    )  # fmt: skip
    answer = do(chief, showcase, "delay", minutes=30, reason="等信号")
    lines = answer.context["cities"]
    assert any("夜场" in text for text in lines[2].conflicts)


@pytest.fixture
def too_far(troupe: Any) -> Performance:
    """The next show of a troupe of the east, a country away."""
    return factories.performance(
        troupes=(troupe,), venue=factories.venue("150105", name="千里之外"),
        starts_at=T_ZERO + timedelta(hours=14),
    )  # fmt: skip


def test_a_warning_hides_no_consequences(
    showcase: Any, chief: Any, too_far: Performance
) -> None:
    facts = {"minutes": 30, "reason": "等信号"}
    warned = do(chief, showcase, "delay", **facts)
    assert warned.context["is_shown"]
    line = warned.context["cities"][2]
    assert "20:00" in line.after
    (told,) = line.accepted
    assert "千里之外" in told
    assert "写明理由" in str(warned.context["form"].errors["accept"])
    # Pressing on without a word does nothing, and shows the same again.
    previewed = warned.context["form"]["previewed"].value()
    again = do(chief, showcase, "delay", previewed=previewed, **facts)
    assert again.context["cities"] == warned.context["cities"]
    showcase.refresh_from_db()
    assert showcase.t_zero == T_ZERO
    # With a reason it is one step, not two.
    done = do(chief, showcase, "delay", previewed=previewed, accept="改乘飞机", **facts)
    assert done.status_code == 302
    showcase.refresh_from_db()
    assert showcase.t_zero == T_ZERO + timedelta(minutes=30)


def test_a_warning_that_is_accepted_is_still_shown(
    showcase: Any, chief: Any, too_far: Performance
) -> None:
    shown = do(chief, showcase, "delay", minutes=30, reason="等信号", accept="改乘飞机")
    assert shown.context["is_shown"]
    (told,) = shown.context["cities"][2].accepted
    assert "千里之外" in told
