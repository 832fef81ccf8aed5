"""Requests on the day sheet: how many wait, and how a leader answers on the phone."""

import gzip
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performances import scheduling
from performances.models import Notice, Performance, Request, RequestStep
from performances.scheduling.request_answers import ask_back, propose_date
from performances.scheduling.request_due import see_to_requests
from performances.scheduling.request_following import answer_proposal, reply, token_of
from tests import factories
from tests.performances.requests_season import PHONE, asked, day, fresh
from troupes.models import Membership
from ulanmuqi.base import clock

pytestmark = pytest.mark.django_db

State = Request.State


def address(row):
    return f"/my/requests/{row.number}/"


def told(row, act, **more):
    return {"act": act, "version": fresh(row).version} | more


@pytest.fixture
def wish(regions, troupe, frozen_clock):
    """A village asked three days ago; the troupe of its banner has it."""
    row = asked()
    frozen_clock.forward(days=3)
    assert row.troupe == troupe
    return row


def test_what_waits_stands_on_the_leaders_sheet_alone(
    on_phone, troupe_leader, troupe_editor, troupe_member, wish
):
    asked(place_name="另一个嘎查")
    for user in (troupe_leader, troupe_editor):
        page = on_phone(user).get("/my/").content.decode()
        assert "2份点单等着答复" in page
        assert "等了3天" in page
        assert "今天来的" in page
        assert "隐名嘎查" in page
        assert address(wish) in page
        # Whom to ring stands on a page that is not kept on the phone.
        assert "隐名乡亲" not in page
        assert PHONE not in page
    page = on_phone(troupe_member).get("/my/").content.decode()
    assert "等着答复" not in page
    assert "隐名嘎查" not in page


@pytest.mark.database
def test_it_costs_the_same_with_one_request_and_with_thirty(
    on_phone, troupe_leader, wish
):
    phone = on_phone(troupe_leader)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert phone.get("/my/").status_code == 200
        return len(queries)

    phone.get("/my/")
    one = cost()
    for number in range(29):
        asked(place_name=f"嘎查{number}", contact_phone=f"0482-87650{number:02}")
    assert "30份点单等着答复" in phone.get("/my/").content.decode()
    assert (one, cost()) == (15, 15)


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("troupe_leader", 200), ("troupe_editor", 200), ("troupe_member", 404),
        ("other_troupe_editor", 404),
    ],
)  # fmt: skip
def test_who_asked_is_known_to_those_who_answer_alone(
    role, code, request, on_phone, wish
):
    phone = on_phone(request.getfixturevalue(role))
    answer = phone.get(address(wish))
    assert answer.status_code == code
    assert ("隐名乡亲" in answer.content.decode()) is (code == 200)
    sent = phone.post(address(wish), told(wish, "decline", reason="去不了"))
    assert sent.status_code == (303 if code == 200 else 404)
    assert "X-My-Keep" not in answer.headers
    for made_up in ("0", "x" * 8, "１２３４５６７８", "99999999"):
        assert phone.get(f"/my/requests/{made_up}/").status_code == 404


def test_a_stranger_is_led_to_the_login(client, wish):
    assert client.get(address(wish)).status_code == 302
    assert client.post(address(wish), told(wish, "accept")).status_code == 401


def test_the_page_says_all_and_whom_to_ring(on_phone, troupe_leader, wish):
    page = on_phone(troupe_leader).get(address(wish)).content
    text = page.decode()
    for said in (
        "隐名嘎查", "月中，看天气", "180", "隐名乡亲", 'href="tel:04828765432"',
        "等了3天", "定下一天", "来不了", "交给盟市", "天空着",
    ):  # fmt: skip
        assert said in text, said
    assert text.count("data-now") == len(re.findall(r'name="act"', text))
    assert "data-queue" not in text
    assert len(gzip.compress(page)) < 9_000


def test_a_number_of_a_chinese_keyboard_is_rung_as_any_other(
    on_phone, troupe_leader, wish, as_user, coordinator
):
    row = asked(contact_phone="０００－0000123")
    assert row.contact_phone == "000-0000123"
    desk = as_user(coordinator).get(reverse("requests:inspect", args=[row.pk]))
    for answer in (on_phone(troupe_leader).get(address(row)), desk):
        assert 'href="tel:0000000123"' in answer.content.decode()


def test_another_day_is_proposed(on_phone, troupe_leader, wish):
    phone = on_phone(troupe_leader)
    bad = phone.post(
        address(wish), told(wish, "propose", day="2023-10-01", words="早点")
    )
    assert "这一天已经过了" in bad.content.decode()
    assert "早点" in bad.content.decode()
    sent = told(wish, "propose", day=day(12).isoformat(), hour="15:00", words="行吗")
    answer = phone.post(address(wish), sent)
    assert answer.status_code == 303
    row = fresh(wish)
    assert (row.state, row.proposed_on) == (State.PROPOSED, day(12))
    page = phone.get(answer.url).content.decode()
    assert "这一天还没有留着" in page
    # It is the asker's turn: nothing waits on the sheet.
    assert "等着答复" not in phone.get("/my/").content.decode()


def test_one_that_came_back_says_when_it_was_asked(
    on_phone, troupe_leader, wish, frozen_clock, as_user, coordinator
):
    row = propose_date(fresh(wish), day=day(12))
    frozen_clock.forward(days=1)
    answer_proposal(row, suits=True)
    phone = on_phone(troupe_leader)
    desk, listed = as_user(coordinator), reverse("requests:index")

    def told_everywhere(words):
        for reader, url in (
            (phone, "/my/"), (phone, address(wish)), (desk, listed),
        ):  # fmt: skip
            html = reader.get(url).content.decode()
            assert words in html, url
            assert "今天来的" not in html

    told_everywhere("11月1日点的，今天答应了")
    frozen_clock.forward(days=2)
    told_everywhere("11月1日点的，2天前答应了")
    other = ask_back(asked(contact_phone="0482-8765433"), words="有电吗？")
    frozen_clock.forward(days=1)
    reply(other, words="有")
    html = phone.get(address(other)).content.decode()
    assert "11月7日点的，今天又轮到这边" in html
    frozen_clock.forward(days=1)
    assert "11月7日点的，又等了1天" in desk.get(listed).content.decode()


def test_a_day_is_kept_at_once_and_what_is_in_the_way_is_said(
    on_phone, troupe_leader, troupe, wish, hinggan_venue
):
    phone = on_phone(troupe_leader)
    on = day(9)
    factories.performance(
        title="别处的演出", venue=hinggan_venue, troupes=(troupe,),
        starts_at=clock.day_begins(on) + timedelta(hours=15),
    )  # fmt: skip
    keep = told(wish, "keep_day", day=on.isoformat(), hour="15:00", place="")
    page = phone.post(address(wish), keep).content.decode()
    assert "别处的演出" in page
    assert fresh(wish).state == State.RECEIVED
    assert "anyway" in page
    assert "还没有办" in page
    assert not Performance.objects.filter(status="hold").exists()
    keep |= {"day": day(11).isoformat(), "words": "到时见"}
    assert phone.post(address(wish), keep).status_code == 303
    row = fresh(wish)
    assert row.state == State.SCHEDULED
    assert (row.show.status, row.show.day, row.show.kind) == (
        "hold", day(11), Performance.Kind.REQUESTED,
    )  # fmt: skip
    assert row.show.troupes_in_order == [troupe]


def test_wholly_empty_days_come_first_and_a_second_show_of_a_day_is_said(
    on_phone, troupe_leader, troupe, wish
):
    """The days asked for begin with one on which the troupe plays in the morning."""
    phone, here = on_phone(troupe_leader), factories.venue("152222")

    def plays(on):
        factories.performance(
            venue=here, troupes=(troupe,), announced=False,
            starts_at=clock.day_begins(on) + timedelta(hours=9),
        )  # fmt: skip

    first = wish.window_from
    plays(first)
    page = phone.get(address(wish)).content.decode()
    assert "队伍有8天空着" in page
    assert f'value="{first + timedelta(days=1)}"' in page
    keep = told(wish, "keep_day", day=first.isoformat(), hour="15:00")
    page = phone.post(address(wish), keep).content.decode()
    assert "那天09:00–10:30已有一场" in page
    assert "两场之间：拆完台到装台有" in page
    assert fresh(wish).state == State.RECEIVED
    for ahead in range(1, 9):
        plays(first + timedelta(days=ahead))
    page = phone.get(address(wish)).content.decode()
    assert "没有一天是整天空着的" in page
    assert "那天09:00–10:30已有一场" in page
    assert phone.post(address(wish), keep | {"anyway": "on"}).status_code == 303
    assert fresh(wish).show.day == first


def test_a_day_that_is_kept_is_called_so_everywhere_until_it_is_settled(
    on_phone, troupe_leader, wish, client, as_user, coordinator, frozen_clock
):
    phone = on_phone(troupe_leader)
    keep = told(wish, "keep_day", day=day(9).isoformat(), hour="15:00")
    assert phone.post(address(wish), keep).status_code == 303
    drill = "/admin/schedule/figures/rows/?measure=requests&period=2023"
    pages = [
        (phone, address(wish)), (client, f"/requests/{token_of(wish)}/"),
        (as_user(coordinator), reverse("requests:inspect", args=[wish.pk])),
        (as_user(coordinator), drill),
    ]  # fmt: skip
    for reader, url in pages:
        html = reader.get(url).content.decode()
        assert "留了日子（备选）" in html, url
        assert "已排定" not in html, url
        assert "<b>排进日程" not in html, url
    show = fresh(wish).show
    assert f"{show.local_title} ·" not in phone.get(address(wish)).content.decode()
    scheduling.confirm(show, by=coordinator)
    frozen_clock.forward(minutes=1)
    see_to_requests()
    html = phone.get(address(wish)).content.decode()
    assert '<p class="my-sum">已排定' in html
    # It was kept then, and settled since.
    assert "留了日子（备选）" in html
    assert "已排定" in pages[3][0].get(drill).content.decode()


def test_given_to_the_league_it_is_told_and_the_troupes_no_more(
    on_phone, troupe_leader, wish, hinggan_coordinator
):
    phone = on_phone(troupe_leader)
    answer = phone.post(address(wish), told(wish, "to_league", inside="车坏了"))
    assert answer.url == "/my/?done=league"
    row = fresh(wish)
    assert (row.troupe, row.state) == (None, State.RECEIVED)
    assert row.passed_on_at is not None
    assert row.steps.get(words="车坏了").is_inside
    notice = Notice.objects.latest("pk")
    assert notice.request_step.kind == RequestStep.Kind.PASSED_ON
    assert phone.get(address(wish)).status_code == 404
    assert "已经交给盟市" in phone.get(answer.url).content.decode()


def test_what_others_did_meanwhile_is_said_and_nothing_typed_is_lost(
    on_phone, troupe_leader, troupe_editor, wish
):
    old = told(wish, "decline", reason="那几天在锡林郭勒")
    on_phone(troupe_editor).post(address(wish), told(wish, "accept", words="我们去"))
    phone = on_phone(troupe_leader)
    page = phone.post(address(wish), old).content.decode()
    assert fresh(wish).state == State.ACCEPTED
    assert "那几天在锡林郭勒" in page
    assert f'name="version" value="{fresh(wish).version}"' in page
    late = phone.post(address(wish), told(wish, "let_in")).content.decode()
    assert "请看最新情况" in late


@pytest.mark.parametrize(
    "sent",
    [
        {}, {"act": "propose"}, {"act": "propose", "version": "x", "day": "9999-99-99"},
        {"act": "keep_day", "version": "1", "day": "2023-11-12", "hour": "99:99"},
        {"act": "keep_day", "version": "1", "day": "2023-11-12", "place": "没有的地方"},
        {"act": "decline", "version": "1", "reason": "长" * 600},
        {"act": "decline", "version": "9" * 30, "reason": "有"},
        {"act": "hand", "troupe": "1"},
    ],
)  # fmt: skip
def test_bad_input_is_answered_in_words(on_phone, troupe_leader, wish, sent):
    answer = on_phone(troupe_leader).post(address(wish), sent)
    assert answer.status_code == 200
    assert 'class="my-err" role="alert"' in answer.content.decode()
    assert fresh(wish).version == wish.version


@pytest.mark.database
def test_whoever_writes_for_several_reads_where_something_waits(
    on_phone, troupe_leader, other_troupe, wish
):
    Membership.objects.create(
        user=troupe_leader, troupe=other_troupe, role=Membership.Role.MEMBER
    )
    page = on_phone(troupe_leader).get("/my/").content.decode()
    assert page.count("1份点单等着答复") == 1
