"""The page behind a site link: one city, ticked without a login, nothing else."""

import re
from datetime import timedelta
from typing import Any

import pytest

from performances import scheduling
from performances.models import Performance, Readiness, Showcase
from tests import factories
from tests.performances.admin.opening import room

pytestmark = pytest.mark.django_db

WHY = {"reason": "停电", "decided_by": "盟文旅局"}


@pytest.fixture
def showcase(frozen_clock: Any, regions: dict[str, Any]) -> Showcase:
    return factories.showcase(title="三地展演", code="sandi")


@pytest.fixture
def hinggan(showcase: Showcase) -> Performance:
    return showcase.performances.get(venue__region__code="152201")


@pytest.fixture
def issued(hinggan: Performance) -> Any:
    """The link and its address."""
    link, token = scheduling.issue_link("site", hinggan, label="王站长")
    return link, f"/site/{token}/"


@pytest.fixture
def address(issued: Any) -> str:
    return issued[1]


def ticked(opening: Performance, **typed: Any) -> dict[str, Any]:
    facts = {
        "item": "power", "troupe": "", "state": "ready", "note": "", "version": 0,
        "seen_venue": opening.venue_id,
    }  # fmt: skip
    return facts | typed


def read(visitor: Any, address: str) -> str:
    answer = visitor.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_t_zero_and_its_own_city_alone(
    address: str, showcase: Showcase, visitor: Any, frozen_clock: Any
) -> None:
    frozen_clock.set(showcase.t_zero - timedelta(hours=2))
    page = read(visitor, address)
    for words in ("19:30", "还有2小时0分", "兴安盟", "照常", "王站长", "0/5"):
        assert words in page
    for stranger in ("呼和浩特", "巴彦淖尔"):
        assert stranger not in page


def test_after_a_delay_of_all_it_tells_the_hour_plainly(
    address: str, showcase: Showcase, visitor: Any, frozen_clock: Any
) -> None:
    frozen_clock.set(showcase.t_zero - timedelta(hours=2))
    scheduling.delay_showcase(showcase, minutes=30, reason="等待三地信号联通")
    page = read(visitor, address)
    assert "20:00启幕（原定19:30）" in page
    assert "照常" not in page


def test_a_tick_without_a_login_carries_the_links_name(
    address: str, hinggan: Performance, visitor: Any
) -> None:
    answer = visitor.post(address, ticked(hinggan))
    assert (answer.status_code, answer.url) == (303, f"{address}#power")
    row = Readiness.objects.get()
    assert (row.performance, row.state, row.said_by, row.user) == (
        hinggan, "ready", "王站长", None,
    )  # fmt: skip
    assert "1/5" in read(visitor, address)


def test_arrivals_are_expected_in_beijing_time(
    address: str, hinggan: Performance, visitor: Any, showcase: Showcase
) -> None:
    (troupe,) = hinggan.troupes_in_order
    day = f"{showcase.t_zero:%Y-%m-%d}"
    visitor.post(
        address,
        ticked(
            hinggan, item="arrival", troupe=troupe.pk, state="not_yet",
            expected_at=f"{day}T16:30",
        ),
    )  # fmt: skip
    assert Readiness.objects.get().expected_at == showcase.t_zero - timedelta(hours=3)


def test_a_problem_without_words_keeps_what_was_typed(
    address: str, hinggan: Performance, visitor: Any
) -> None:
    page = visitor.post(address, ticked(hinggan, state="problem")).content.decode()
    assert "请写明是什么问题" in page
    assert "<details open>" in page


def test_the_second_to_tick_is_told_what_the_first_said(
    address: str, hinggan: Performance, visitor: Any
) -> None:
    scheduling.tick(hinggan, "power", "ready", said_by="李娜")
    page = visitor.post(
        address, ticked(hinggan, state="problem", note="变压器跳闸")
    ).content.decode()
    assert "李娜" in page
    assert 'value="变压器跳闸"' in page
    assert Readiness.objects.get().state == "ready"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("late", "推迟到20:10启幕"), ("word", "19:15再通知"), ("drop", "本地不启幕"),
        ("delay", "20:00"), ("reserve", "红城礼堂"),
    ],
)  # fmt: skip
def test_it_shows_what_becomes_of_the_city(
    change: str, words: str, address: str, hinggan: Performance, visitor: Any,
    showcase: Showcase,
) -> None:  # fmt: skip
    t_zero = showcase.t_zero
    acts = {
        "late": lambda: scheduling.open_late(
            hinggan, starts_at=t_zero + timedelta(minutes=40), **WHY
        ),
        "word": lambda: scheduling.open_late(
            hinggan, next_word_at=t_zero - timedelta(minutes=15), **WHY
        ),
        "drop": lambda: scheduling.drop_opening(hinggan, **WHY),
        "delay": lambda: scheduling.delay_showcase(showcase, minutes=30, reason="等"),
        "reserve": lambda: scheduling.move_to_reserve(
            hinggan, venue=factories.venue("152201", name="红城礼堂"), **WHY
        ),
    }
    acts[change]()
    page = read(visitor, address)
    assert words in page
    assert "盟文旅局" not in page


def test_a_link_goes_along_to_the_new_date(
    address: str, hinggan: Performance, visitor: Any, showcase: Showcase
) -> None:
    later = showcase.t_zero + timedelta(days=7)
    scheduling.postpone_showcase(showcase, t_zero=later, reason="大风")
    visitor.post(address, ticked(hinggan))
    hinggan.refresh_from_db()
    assert Readiness.objects.get().performance == hinggan.replacement


def test_one_citys_link_ticks_no_other_city(
    address: str, hinggan: Performance, visitor: Any, showcase: Showcase
) -> None:
    other = showcase.performances.exclude(pk=hinggan.pk).first()
    visitor.post(address, ticked(hinggan, city=other.pk))
    assert Readiness.objects.get().performance == hinggan
    (troupe,) = other.troupes_in_order
    visitor.post(address, ticked(hinggan, item="arrival", troupe=troupe.pk))
    assert Readiness.objects.count() == 1


def test_it_keeps_no_cookie_and_leaves_no_trace(
    address: str, hinggan: Performance, visitor: Any
) -> None:
    for answer in (visitor.get(address), visitor.post(address, ticked(hinggan))):
        assert not answer.cookies
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Referrer-Policy"] == "no-referrer"


def test_a_form_from_elsewhere_is_refused(
    address: str, hinggan: Performance, visitor: Any
) -> None:
    answer = visitor.post(
        address, ticked(hinggan), headers={"Origin": "https://evil.example"}
    )
    assert answer.status_code == 403
    assert not Readiness.objects.exists()


def test_a_closed_link_opens_nothing(
    issued: Any, hinggan: Performance, visitor: Any
) -> None:
    link, address = issued
    scheduling.revoke_link(link)
    assert visitor.get(address).status_code == 404
    assert visitor.post(address, ticked(hinggan)).status_code == 404
    assert not Readiness.objects.exists()


def test_it_closes_by_itself_when_all_is_over(
    address: str, hinggan: Performance, visitor: Any, frozen_clock: Any
) -> None:
    frozen_clock.set(hinggan.ends_at + timedelta(days=3))
    assert visitor.get(address).status_code == 404


@pytest.mark.parametrize(
    "odd",
    [
        {"item": "\x00"}, {"item": "nothing"}, {"state": "maybe"}, {"version": "-1"},
        {"version": "9" * 40}, {"seen_venue": "abc"}, {"troupe": "9" * 40},
        {"note": "长" * 500}, {"note": "a\x00b"},
        {"item": "arrival", "expected_at": "0001-01-01T00:00"},
    ],
)  # fmt: skip
def test_odd_things_are_refused_in_words(
    odd: dict[str, str], address: str, hinggan: Performance, visitor: Any
) -> None:
    assert visitor.post(address, ticked(hinggan, **odd)).status_code == 200
    assert not Readiness.objects.exists()


@pytest.mark.parametrize("odd", ["abc", "%00", "9" * 300, "a" * 32])
def test_odd_tokens_are_all_the_same(odd: str, visitor: Any) -> None:
    assert visitor.get(f"/site/{odd}/").status_code == 404


# --- Links in the room --------------------------------------------------------------


def test_a_link_is_shown_once_with_its_code(
    showcase: Showcase, hinggan: Performance, coordinator: Any, as_user: Any,
    visitor: Any,
) -> None:  # fmt: skip
    chief = as_user(coordinator)
    typed = {"do": "issue", "city": hinggan.pk, "label": "王站长", "live": 0}
    page = chief.post(room(showcase), typed).content.decode()
    (token,) = set(re.findall(r"/site/([\w-]+)/", page))
    assert 'class="qr"' in page
    assert "王站长" in read(visitor, f"/site/{token}/")
    later = chief.get(room(showcase)).content.decode()
    assert token not in later
    assert "王站长" in later
    # Sent twice, one link is issued.
    chief.post(room(showcase), typed)
    link = hinggan.access_links.get()
    chief.post(room(showcase), {"do": "revoke", "link": link.pk})
    assert visitor.get(f"/site/{token}/").status_code == 404


@pytest.mark.parametrize("odd", ["", "abc", "-1", "9" * 40, "\x00"])
def test_a_link_nobody_knows_is_not_found(
    odd: str, showcase: Showcase, coordinator: Any, as_user: Any
) -> None:
    client = as_user(coordinator)
    answer = client.post(room(showcase), {"do": "revoke", "link": odd})
    assert answer.status_code == 404
