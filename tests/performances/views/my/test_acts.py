"""Moving, cancelling and asking from the road, and who may not."""

from datetime import timedelta

import pytest
from django.core import mail

from performances import scheduling
from performances.models import ChangeWish, Performance
from performances.notices.sending import send_due
from tests import factories
from troupes.models import DutyContact
from ulanmuqi.base import clock

pytestmark = pytest.mark.django_db


def address(show, act=""):
    return f"/my/shows/{show.public_id}/{act}"


def moved(show, **told):
    local = show.starts_at.astimezone(clock.SHANGHAI)
    return {
        "version": show.version,
        "day": local.date().isoformat(),
        "hour": f"{local:%H:%M}",
        "place": show.venue.name,
        "reason": "路上耽误了",
    } | told


def test_a_leader_moves_the_hour_and_everybody_sees_it(
    on_phone, troupe_leader, tonight
):
    phone = on_phone(troupe_leader)
    page = phone.get(address(tonight, "move/")).content.decode()
    assert 'value="19:30"' in page
    told = moved(tonight, hour="20:15")
    answer = phone.post(address(tonight, "move/"), told)
    assert answer.url == address(tonight) + "?done=moved"
    assert "已经改好" in phone.get(answer.url).content.decode()
    tonight.refresh_from_db()
    assert f"{tonight.starts_at.astimezone(clock.SHANGHAI):%H:%M}" == "20:15"
    # The same form once more is no second move, and no scolding.
    assert phone.post(address(tonight, "move/"), told).url == answer.url
    assert Performance.objects.get(pk=tonight.pk).sequence == tonight.sequence


def test_another_day_of_a_public_show_is_told_as_postponed(
    on_phone, troupe_leader, tonight
):
    day = (tonight.day + timedelta(days=1)).isoformat()
    phone = on_phone(troupe_leader)
    phone.post(address(tonight, "move/"), moved(tonight, day=day))
    tonight.refresh_from_db()
    assert tonight.status == "postponed"
    assert tonight.replacement.day.isoformat() == day


def test_another_day_and_place_is_one_move(
    on_phone, troupe_leader, tonight, hinggan_venue
):
    """What stands at the old place on the new day is in nobody's way."""
    factories.performance(
        title="别人的晚会", venue=hinggan_venue,
        starts_at=tonight.starts_at + timedelta(days=1),
    )  # fmt: skip
    other = factories.venue("152222", name="希日塔拉嘎查文化室")
    day = (tonight.day + timedelta(days=1)).isoformat()
    told = moved(tonight, day=day, place=other.name)
    answer = on_phone(troupe_leader).post(address(tonight, "move/"), told)
    assert answer.status_code == 303
    new = Performance.objects.get(replaces=tonight)
    assert (new.venue, new.region, new.version) == (other, other.region, 1)


def test_another_place_by_its_name(on_phone, troupe_leader, tonight):
    other = factories.venue("152222", name="希日塔拉嘎查文化室")
    phone = on_phone(troupe_leader)
    told = moved(tonight, place="希日塔拉嘎查文化室")
    assert phone.post(address(tonight, "move/"), told).status_code == 302 + 1
    assert Performance.objects.get(pk=tonight.pk).venue == other
    tonight.refresh_from_db()
    nowhere = phone.post(address(tonight, "move/"), moved(tonight, place="没有的地方"))
    assert "名单里没有这个地方" in nowhere.content.decode()


def test_a_conflict_stands_at_its_field_and_nothing_typed_is_lost(
    on_phone, troupe_leader, tonight, hinggan_venue
):
    factories.performance(
        title="别人的晚会", venue=hinggan_venue,
        starts_at=tonight.starts_at + timedelta(days=1),
    )  # fmt: skip
    day = (tonight.day + timedelta(days=1)).isoformat()
    told = moved(tonight, day=day, reason="大风")
    page = on_phone(troupe_leader).post(address(tonight, "move/"), told)
    text = page.content.decode()
    assert "别人的晚会" in text
    assert text.index("别人的晚会") > text.index('id="id_place"')
    assert "大风" in text
    assert day in text
    tonight.refresh_from_db()
    assert tonight.status == "confirmed"


def test_a_move_into_the_past_is_refused_in_one_sentence_for_a_leader(
    on_phone, troupe_leader, tonight
):
    phone = on_phone(troupe_leader)
    day = (tonight.day - timedelta(days=1)).isoformat()
    page = phone.post(address(tonight, "move/"), moved(tonight, day=day))
    text = page.content.decode()
    assert text.count('class="my-err" role="alert">') == 1
    assert "这个时间已经过了" in text
    for not_theirs in ("请写明理由后接受", "为什么现在才录入", "队伍自己不能越过"):
        assert not_theirs not in text
    assert Performance.objects.get().version == tonight.version


def test_warnings_are_told_once_and_who_may_decide(on_phone, troupe_leader, tonight):
    field = factories.venue("152222", name="冬天的草场", kind="grassland_ground")
    told = moved(tonight, place=field.name)
    text = on_phone(troupe_leader).post(address(tonight, "move/"), told)
    text = text.content.decode()
    assert "请盟市来定" in text
    assert "请写明理由后接受" not in text
    assert Performance.objects.get().version == tonight.version


def test_bad_words_are_answered_at_the_field(on_phone, troupe_leader, tonight):
    phone = on_phone(troupe_leader)
    for told in (
        {}, {"day": "31.2.", "hour": "25:99", "version": "x"},
        moved(tonight, reason=""), moved(tonight, hour=""),
        moved(tonight, place="\x00" * 300), moved(tonight, day="9999-01-01"),
    ):  # fmt: skip
        page = phone.post(address(tonight, "move/"), told)
        assert page.status_code == 200
        assert "my-err" in page.content.decode()


def test_a_leader_cancels_with_a_reason(on_phone, troupe_leader, tonight):
    phone = on_phone(troupe_leader)
    told = {"version": tonight.version, "reason": "大雪封路"}
    assert (
        "my-err"
        in phone.post(
            address(tonight, "cancel/"), told | {"reason": " "}
        ).content.decode()
    )
    answer = phone.post(address(tonight, "cancel/"), told)
    assert answer.url.endswith("?done=cancelled")
    tonight.refresh_from_db()
    assert (tonight.status, tonight.status_reason) == ("cancelled", "大雪封路")


def test_what_somebody_else_did_meanwhile_is_told(on_phone, troupe_leader, tonight):
    seen = tonight.version
    scheduling.cancel(tonight, reason="停电")
    page = on_phone(troupe_leader).post(
        address(tonight, "cancel/"), {"version": seen, "reason": "大雪"}
    )
    assert page.status_code == 200
    assert "还没有保存" in page.content.decode() or "my-err" in page.content.decode()


@pytest.mark.parametrize(
    ("role", "codes"),
    [
        ("troupe_leader", (200, 200, 200)),
        ("troupe_editor", (200, 200, 200)),
        ("troupe_member", (403, 403, 403)),
        ("other_troupe_editor", (404, 404, 404)),
    ],
)
def test_who_may_act(role, codes, request, on_phone, tonight):
    phone = on_phone(request.getfixturevalue(role))
    acts = ("move/", "cancel/", "ask/")
    assert tuple(phone.get(address(tonight, act)).status_code for act in acts) == codes
    page = phone.get(address(tonight))
    if page.status_code == 200:
        assert ("/move/" in page.content.decode()) == (codes[0] == 200)
    for act in acts:
        told = {"version": tonight.version, "reason": "x", "text": "x"}
        if codes[0] != 200:
            assert phone.post(address(tonight, act), told).status_code == codes[0]
    tonight.refresh_from_db()
    assert tonight.status == "confirmed"


def test_an_opening_is_the_leagues_and_is_asked_for(
    on_phone, as_user, troupe, troupe_leader, hinggan_coordinator, hinggan_venue,
    frozen_clock,
):  # fmt: skip
    showcase = factories.showcase([hinggan_venue], t_zero=factories.evening(days=1))
    opening = showcase.performances.get()
    scheduling.move(opening, troupes=(troupe,), accept="测试")
    phone = on_phone(troupe_leader)
    page = phone.get(address(opening)).content.decode()
    assert "/move/" not in page
    assert "/ask/" in page
    assert phone.get(address(opening, "move/")).status_code == 403

    form = phone.get(address(opening, "ask/")).content.decode()
    key = form.split('name="key" value="')[1].split('"')[0]
    told = {"key": key, "text": "舞台还没搭好，能不能晚半小时"}
    for _ in range(2):
        answer = phone.post(address(opening, "ask/"), told)
        assert answer.url.endswith("?done=asked")
    wish = ChangeWish.objects.get()

    assert wish.text == told["text"]
    sent = wish.notice.deliveries.get()
    assert sent.address == hinggan_coordinator.email

    desk = as_user(hinggan_coordinator)
    assert told["text"] in desk.get("/admin/").content.decode()
    answered = desk.post(f"/admin/schedule/wishes/{wish.pk}/", {"reply": "推迟到20:00"})
    assert answered.status_code == 302
    assert "推迟到20:00" in phone.get(address(opening)).content.decode()
    assert told["text"] not in desk.get("/admin/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_wish_is_mailed(
    troupe, troupe_leader, hinggan_coordinator, hinggan_venue, frozen_clock
):
    show = factories.performance(
        title="草原夜校", venue=hinggan_venue, troupes=(troupe,)
    )
    scheduling.ask_for_change(
        show, text="想改到礼堂里", troupe=troupe, by=troupe_leader
    )
    send_due()
    letter = next(one for one in mail.outbox if "请求改动" in one.subject)
    assert letter.to == [hinggan_coordinator.email]
    assert "草原夜校" in letter.body
    assert "想改到礼堂里" in letter.body


@pytest.mark.parametrize("role", ["troupe_leader", "other_troupe_editor", "outsider"])
def test_only_the_league_answers(
    role, request, as_user, troupe, troupe_leader, tonight
):
    wish = scheduling.ask_for_change(
        tonight, text="想早一点", troupe=troupe, by=troupe_leader
    )
    desk = as_user(request.getfixturevalue(role))
    answer = desk.post(f"/admin/schedule/wishes/{wish.pk}/", {"reply": "好"})
    assert answer.status_code in (302, 403, 404)
    wish.refresh_from_db()
    assert wish.answered_at is None


def test_what_is_off_says_so_at_once_and_whom_to_ring(on_phone, troupe_leader, tonight):
    DutyContact.objects.create(
        troupe=tonight.troupes_in_order[0], duty=DutyContact.Duty.LEADER,
        name="示例队长", phone="0482-8000001",
    )  # fmt: skip
    phone = on_phone(troupe_leader)
    told = {"version": tonight.version, "reason": "大雪封路"}
    assert phone.post(address(tonight, "cancel/"), told).status_code == 303
    show = address(tonight)
    for act in ("cancel/", "move/"):
        assert phone.get(address(tonight, act)).url == f"{show}?done=off"
    page = phone.get(f"{show}?done=off").content.decode()
    assert "刚才什么都没有改" in page
    assert "大雪封路" in page
    assert "0482-8000001" in page
