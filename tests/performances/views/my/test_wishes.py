"""A wish to the league: one waits at a time, it can be taken back, and what became of
the show meanwhile stands beside it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from performances import scheduling
from performances.models import ChangeWish
from performances.scheduling import NotAllowed, Refused
from tests.performances.views.my.test_acts import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(on_phone, troupe_leader, tonight):
    phone = on_phone(troupe_leader)

    def asked(text, key=None):
        told = {"key": key or str(uuid4()), "text": text}
        assert phone.post(address(tonight, "ask/"), told).status_code == 303
        return ChangeWish.objects.waiting().get()

    asked.phone = phone
    return asked


def back(wish):
    return address(wish.performance, f"wishes/{wish.pk}/back/")


def test_a_second_wish_takes_the_place_of_the_first(
    ask, tonight, as_user, hinggan_coordinator
):
    ask("想晚半小时")
    page = ask.phone.get(address(tonight, "ask/")).content.decode()
    assert "想晚半小时" in page
    assert "盟市只看到新的" in page
    ask("想晚一小时")
    desk = as_user(hinggan_coordinator).get("/admin/").content.decode()
    sheet = ask.phone.get(address(tonight)).content.decode()
    for page in (desk, sheet):
        assert "想晚一小时" in page
        assert "想晚半小时" not in page
    # The same words once more ask nobody anew.
    ask("想晚一小时")
    assert ChangeWish.objects.count() == 2


def test_words_under_a_key_that_was_used_are_not_dropped(ask):
    key = str(uuid4())
    first = ask("想晚半小时", key)
    assert ask("想晚半小时", key) == first
    second = ask("舞台也没有搭好", key)
    assert second.text == "舞台也没有搭好"
    first.refresh_from_db()
    assert first.taken_back_at is not None


def test_a_page_from_before_it_was_taken_back_asks_nothing_in_silence(ask, tonight):
    key = str(uuid4())
    scheduling.take_back_wish(ask("想晚半小时", key))
    told = {"key": key, "text": "想晚半小时"}
    page = ask.phone.post(address(tonight, "ask/"), told).content.decode()
    assert "已经撤回了这条请求" in page


def test_it_is_taken_back_by_the_troupe_alone(
    ask, tonight, on_phone, troupe_member, other_troupe_editor, as_user,
    hinggan_coordinator,
):  # fmt: skip
    wish = ask("想晚半小时")
    for user in (troupe_member, other_troupe_editor):
        assert on_phone(user).post(back(wish)).status_code == 404
        with pytest.raises(NotAllowed):
            scheduling.take_back_wish(wish, by=user)
    assert "撤回" not in on_phone(troupe_member).get(address(tonight)).content.decode()
    assert ask.phone.get(back(wish)).status_code == 405
    assert "撤回" in ask.phone.get(address(tonight)).content.decode()
    for _ in range(2):
        assert ask.phone.post(back(wish)).url.endswith("?done=unasked")
    page = ask.phone.get(address(tonight) + "?done=unasked").content.decode()
    assert "盟市不用再答复" in page
    assert "想晚半小时" not in page
    assert (
        "想晚半小时" not in as_user(hinggan_coordinator).get("/admin/").content.decode()
    )
    with pytest.raises(Refused, match="撤回"):
        scheduling.answer_change(wish, reply="好", by=hinggan_coordinator)


def test_it_is_answered_once_and_not_taken_back_after_that(ask, hinggan_coordinator):
    wish = ask("想晚半小时")
    scheduling.answer_change(wish, reply="推迟到20:00", by=hinggan_coordinator)
    with pytest.raises(Refused):
        scheduling.answer_change(wish, reply="不行", by=hinggan_coordinator)
    wish.refresh_from_db()
    assert wish.reply == "推迟到20:00"
    answer = ask.phone.post(back(wish))
    assert answer.url.endswith("?done=late")
    page = ask.phone.get(answer.url).content.decode()
    assert "已经先答复了" in page
    assert "推迟到20:00" in page


def test_what_was_changed_after_it_was_asked_stands_with_it(
    ask, tonight, troupe_leader, frozen_clock, as_user, hinggan_coordinator
):
    ask("想晚半小时")
    assert "现在还没有改" in ask.phone.get(address(tonight)).content.decode()
    frozen_clock.forward(minutes=5)
    later = tonight.starts_at + timedelta(minutes=30)
    scheduling.move(tonight, starts_at=later, reason="路滑", by=troupe_leader)
    page = ask.phone.get(address(tonight)).content.decode()
    assert "现在还没有改" not in page
    assert "这场后来已经改过" in page
    assert "时间改了：19:30 → 20:00" in page
    desk = as_user(hinggan_coordinator).get("/admin/").content.decode()
    assert "提出以后改过" in desk
    assert "19:30 → 20:00" in desk


def test_the_key_of_somebody_else_is_no_ones_own(
    ask, tonight, troupe, troupe_editor, troupe_leader
):
    key = uuid4()
    wish = ask("想晚半小时", key=str(key))
    with pytest.raises(NotAllowed):
        scheduling.ask_for_change(
            tonight, text="想晚半小时", troupe=troupe, by=troupe_editor, key=key
        )
    assert ChangeWish.objects.get() == wish
