"""Answering from the page: for what was shown, once, and never for somebody else."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from performances import scheduling
from performances.models import Performance, VenueAnswer
from performances.scheduling import SchedulingError, confirm, move, revise
from performances.views.venue_page import pages
from tests import factories

pytestmark = pytest.mark.django_db


def standing(show):
    return Performance.objects.get(pk=show.pk).venue_answer


def body(answer):
    return answer.content.decode()


@pytest.mark.database
def test_yes_from_the_list(visitor, hall, hold, sent):
    answer = visitor.post(hall.sheet(hold), sent(hold, back="list"))

    assert answer.status_code == 303
    assert answer.url == f"{hall.url}?done={hold.public_id}#s-{hold.public_id}"
    said = standing(hold)
    assert (said.answer, said.told_by, said.recorded_by) == ("accepted", "王站长", None)
    assert said.via == f"王站长 …{hall.token[-4:]}"
    page = body(visitor.get(answer.url))
    assert "您的答复收到了" in page
    assert "0场等您答复" not in page


def test_no_with_a_word(visitor, hall, hold, sent):
    visitor.post(hall.sheet(hold), sent(hold, "declined", note="那天开人代会"))
    said = standing(hold)
    assert (said.answer, said.note) == ("declined", "那天开人代会")
    assert "那天开人代会" in body(visitor.get(hall.sheet(hold)))


def test_another_time_is_the_venues_own_hour(visitor, hall, hold, sent):
    answer = visitor.post(
        hall.sheet(hold), sent(hold, "proposed", day="2023-11-09", hour="14:30")
    )
    assert answer.status_code == 303
    assert standing(hold).proposed_starts_at.isoformat() == "2023-11-09T06:30:00+00:00"
    assert "11月9日(周四)14:30" in body(visitor.get(hall.sheet(hold)))


def test_an_answer_may_be_changed_until_the_show_is_firm(visitor, hall, hold, sent):
    visitor.post(hall.sheet(hold), sent(hold))
    visitor.post(hall.sheet(hold), sent(hold, "declined", note="停电检修"))
    assert standing(hold).answer == "declined"
    visitor.post(hall.sheet(hold), sent(hold))
    confirm(Performance.objects.get(pk=hold.pk), accept="测试")

    answer = visitor.post(hall.sheet(hold), sent(hold, "declined", note="改主意"))
    assert "要改答复请打电话" in body(answer)
    assert standing(hold).answer == "accepted"


def test_a_firm_show_nobody_asked_about_may_be_answered_once(visitor, hall, hold, sent):
    confirm(hold, accept="测试")
    assert "可以，给他们留着" in body(visitor.get(hall.url))
    visitor.post(hall.sheet(hold), sent(hold, "declined", note="停水"))
    assert standing(hold).answer == "declined"
    assert "可以，给他们留着" not in body(visitor.get(hall.url))


def test_sent_twice_is_said_once(visitor, hall, hold, sent):
    typed = sent(hold, note="好")
    assert visitor.post(hall.sheet(hold), typed).status_code == 303
    assert visitor.post(hall.sheet(hold), typed).status_code == 303
    assert VenueAnswer.objects.count() == 1


@pytest.mark.database
def test_a_show_that_moved_meanwhile_asks_again(visitor, hall, hold, sent):
    typed = sent(hold, "declined", note="那天有会")
    move(hold, starts_at=hold.starts_at + timedelta(hours=2), reason="路上慢")

    answer = visitor.post(hall.sheet(hold), typed)

    assert answer.status_code == 409
    page = body(answer)
    assert "时间改了：原来是11月8日(周三)19:30，现在是11月8日(周三)21:30" in page
    assert "请再看一眼" in page
    assert "那天有会" in page
    assert standing(hold) is None
    assert (
        visitor.post(hall.sheet(hold), typed | sent(hold, "declined")).status_code
        == 303
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"load_in_minutes": 240}, "现在装台240分钟，拆台30分钟"),
        ({"technical_note": "要吊杆"}, None),
    ],
)
def test_only_what_was_asked_makes_an_answer_stale(
    visitor, hall, hold, sent, changes, sentence
):
    typed = sent(hold)
    revise(hold, replace(scheduling.facts_of(hold), **changes))
    answer = visitor.post(hall.sheet(hold), typed)
    assert answer.status_code == (409 if sentence else 303)
    assert (sentence or "") in body(answer)


def test_somebody_else_at_the_venue_was_quicker(visitor, hall, hold, sent):
    typed = sent(hold, "declined", note="没有人手")
    visitor.post(hall.sheet(hold), sent(hold, told_by="副站长"))
    answer = visitor.post(hall.sheet(hold), typed)
    assert answer.status_code == 409
    assert "已经有人替您的场地答复" in body(answer)
    assert standing(hold).answer == "accepted"


def test_moved_between_reading_and_writing(visitor, hall, hold, sent, monkeypatch):
    real = pages.answer_for_venue

    def late(*args, **kwargs):
        monkeypatch.setattr(pages, "answer_for_venue", real)
        later = hold.starts_at + timedelta(hours=1)
        move(Performance.objects.get(pk=hold.pk), starts_at=later, reason="大风")
        return real(*args, **kwargs)

    monkeypatch.setattr(pages, "answer_for_venue", late)
    answer = visitor.post(hall.sheet(hold), sent(hold))
    assert answer.status_code == 409
    assert "时间改了" in body(answer)
    assert standing(hold) is None


def test_a_busy_database_loses_nothing_typed(visitor, hall, hold, sent, monkeypatch):
    def busy(*args, **kwargs):
        raise scheduling.TryAgain

    monkeypatch.setattr(pages, "answer_for_venue", busy)
    answer = visitor.post(hall.sheet(hold), sent(hold, "declined", note="那天有会"))
    assert answer.status_code == 503
    assert "那天有会" in body(answer)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"answer": "proposed"}, "请填哪一天"),
        ({"answer": "proposed", "day": "2023-11-09"}, "请填几点开演"),
        ({"answer": "proposed", "day": "明天", "hour": "19:30"}, "日期请写成"),
        ({"answer": "proposed", "day": "2023-11-09", "hour": "晚上"}, "钟点请写成"),
        ({"answer": "proposed", "day": "2023-10-09", "hour": "19:30"}, "今后两年"),
        ({"answer": "proposed", "day": "0001-01-01", "hour": "19:30"}, "年份"),
        ({"answer": "proposed", "day": "9999-12-31", "hour": "23:59"}, "年份"),
        ({"answer": "declined", "note": "长" * 301}, "300"),
        ({"answer": ""}, "请"),
        ({"answer": "maybe"}, "maybe"),
        ({"answer": "declined", "note": "\x00"}, ""),
        ({"answer": "accepted", "told_by": "长" * 900}, ""),
    ],
)
def test_mistakes_are_told_at_the_field_and_nothing_is_lost(
    visitor, hall, hold, sent, typed, sentence
):
    answer = visitor.post(hall.sheet(hold), sent(hold) | {"note": "一句话"} | typed)
    assert answer.status_code == 200
    page = body(answer)
    assert 'role="alert"' in page
    assert sentence in page
    if typed["answer"] in ("proposed", "declined") and "note" not in typed:
        assert "一句话" in page
    assert standing(hold) is None


@pytest.mark.parametrize(
    "question", ["", "x", "1.2.3.4.hold.0", "9" * 60, "٣.٣.٣.٣.hold.٠"]
)
def test_a_question_nobody_asked_is_stale(visitor, hall, hold, sent, question):
    answer = visitor.post(hall.sheet(hold), sent(hold, question=question))
    assert answer.status_code == 409
    assert standing(hold) is None


def test_only_this_venues_shows_can_be_answered(visitor, hall, hold, sent):
    elsewhere = factories.performance(
        status="hold", venue=factories.venue("150802"), title="别处的演出"
    )
    answer = visitor.post(hall.sheet(elsewhere), sent(elsewhere))
    assert answer.status_code == 404
    assert "别处的演出" not in body(answer)
    assert standing(elsewhere) is None


def test_a_show_that_left_takes_no_answer(visitor, hall, hold, sent):
    typed = sent(hold)
    move(hold, venue=factories.venue("150802", name="秘密剧院"), reason="换秘密剧院")
    answer = visitor.post(hall.sheet(hold), typed)
    assert answer.status_code == 410
    assert "不在您这里了" in body(answer)
    assert "秘密剧院" not in body(answer)
    assert standing(hold) is None


def test_no_cookie_is_needed_and_foreign_pages_cannot_send(hall, hold, sent):
    strict = Client(enforce_csrf_checks=True)
    foreign = strict.post(
        hall.sheet(hold), sent(hold), headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert foreign.status_code == 403
    assert standing(hold) is None
    assert strict.post(hall.sheet(hold), sent(hold)).status_code == 303


def test_a_holds_answer_is_what_the_coordinator_sees(visitor, hall, hold, sent):
    visitor.post(hall.sheet(hold), sent(hold))
    assert standing(hold).answer == "accepted"
    with pytest.raises(SchedulingError):
        scheduling.answer_for_venue(
            hold, venue=factories.venue(), answer="accepted", told_by="x"
        )
