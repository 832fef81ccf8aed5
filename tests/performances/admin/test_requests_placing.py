"""A day kept at the desk: one that was asked for, at the place it names, and back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from performances import scheduling
from performances.models import Notice, Performance, Request
from performances.notices.request_message import message
from performances.scheduling import NotAllowed
from performances.scheduling.request_answers import hand_over, propose_date
from performances.scheduling.request_asking import phone_fault
from performances.scheduling.request_booking import link_show, schedule_request
from performances.scheduling.request_due import see_to_requests
from performances.scheduling.request_following import answer_proposal, find_request
from performances.statuses import Status
from tests import factories
from tests.performances.requests_season import (
    asked,
    day,
    fresh,
    place,
    placing,
    show_facts,
)
from troupes.models import Troupe
from ulanmuqi.base import clock, rights

pytestmark = [
    pytest.mark.django_db, pytest.mark.database,
    pytest.mark.usefixtures("regions", "troupe"),
]  # fmt: skip


def test_a_day_nobody_asked_for_is_kept_only_knowingly(
    as_user: Any, troupe_leader: Any, troupe: Troupe
) -> None:
    row, client = asked(), as_user(troupe_leader)
    outside = placing(row, troupe, day=day(30).isoformat())
    html = client.post(place(row), outside).content.decode()
    assert "点单的人要的是2023年11月9日–17日，2023年12月1日(周五)不在里面" in html
    assert 'name="anyway"' in html
    assert "写明理由" not in html
    assert not Performance.objects.exists()
    client.post(place(row), outside | {"anyway": "on"})
    assert fresh(row).show.day == day(30)


def test_a_day_agreed_on_is_asked_about_no_more(
    as_user: Any, troupe_leader: Any, troupe: Troupe
) -> None:
    row = answer_proposal(propose_date(asked(), day=day(30)), suits=True)
    agreed = placing(row, troupe, day=day(30).isoformat())
    assert as_user(troupe_leader).post(place(row), agreed).status_code == 302


def test_a_time_that_is_over_is_refused_at_the_day(
    as_user: Any, troupe_leader: Any, troupe: Troupe
) -> None:
    row, client = asked(), as_user(troupe_leader)
    over = placing(row, troupe, day=day(-3).isoformat(), anyway="on")
    answer = client.post(place(row), over)
    assert "这个时间已经过了" in str(answer.context["form"].errors["day"])
    assert not Performance.objects.exists()


@pytest.mark.parametrize("made_up", ["0001-01-01", "9999-12-31", "1950-01-01", "x"])
def test_a_made_up_day_in_the_address_is_the_first_one_asked_for(
    made_up: str, as_user: Any, troupe_leader: Any, troupe: Troupe
) -> None:
    row = asked()
    url = f"{place(row)}?troupe={troupe.pk}&day={made_up}"
    form = as_user(troupe_leader).get(url).context["form"]
    assert form.initial["day"] == row.window_from


def test_what_a_troupe_of_another_league_has_is_not_named(
    as_user: Any, hinggan_coordinator: Any, other_troupe: Troupe
) -> None:
    row = hand_over(asked(), troupe=other_troupe)
    starts = clock.day_begins(row.window_from) + timedelta(hours=10)
    factories.performance(
        title="机密慰问", status=Status.HOLD, starts_at=starts, announced=False,
        troupes=(other_troupe,), venue=factories.venue("150824", name="无名哨所"),
    )  # fmt: skip
    page = as_user(hinggan_coordinator).get(place(row))
    assert page.context["form"].initial["troupe"] is None
    assert "机密慰问" not in page.content.decode()
    assert "无名哨所" not in page.content.decode()


def test_the_place_it_names_is_chosen_where_the_banner_has_it_once(
    as_user: Any, troupe_leader: Any
) -> None:
    hall = factories.venue("152222", name="宝力根嘎查文化室")
    factories.venue("152201", name="东沟村文化室")
    client = as_user(troupe_leader)

    def chosen(name: str) -> Any:
        return (
            client.get(place(asked(place_name=name))).context["form"].initial["venue"]
        )

    assert chosen("宝力根嘎查文化室（示例）") == hall
    assert chosen("科尔沁右翼中旗宝力根嘎查文化室") == hall
    assert chosen("东沟村文化室") is None
    factories.venue("152222", name="宝力根嘎查文化室")
    assert chosen("宝力根嘎查文化室") is None


def test_a_day_kept_by_mistake_is_taken_back_in_one_act(
    as_user: Any, troupe_leader: Any, troupe: Troupe
) -> None:
    row, client = asked(), as_user(troupe_leader)
    client.post(place(row), placing(row, troupe))
    row = fresh(row)
    back = reverse("requests:act", args=[row.pk, "day_back"])
    answer = client.post(back, {"version": row.version, "words": "记错了"}, follow=True)
    assert "日子收回了" in " ".join(map(str, answer.context["messages"]))
    row = fresh(row)
    assert (row.state, row.performance) == (Request.State.ACCEPTED, None)
    assert row.waiting_since is not None
    assert Performance.objects.get().status == Status.DRAFT
    # A show that stands is cancelled by its own road.
    assert back not in client.get(reverse("requests:inspect", args=[row.pk])).text


def test_whom_one_may_ask_is_said_of_both_once_it_was_passed_on(
    as_user: Any, hinggan_coordinator: Any, frozen_clock: Any
) -> None:
    row, client = asked(), as_user(hinggan_coordinator)
    page = reverse("requests:inspect", args=[row.pk])
    assert "和盟市" not in client.get(page).text
    frozen_clock.forward(days=4)
    see_to_requests()
    assert f"{row.troupe.display_name}和盟市" in client.get(page).text


def test_a_mobile_number_has_eleven_digits() -> None:
    assert "11位，这里写了10位" in str(phone_fault("138 0000 000"))
    for sound in (
        "13800000000", "0482-8765432", "8765432", "+86 13800000000",
        "13800001111、13900002222", "13800001111 或 0482-8765432", "13800001111转802",
    ):  # fmt: skip
        assert not phone_fault(sound), sound


def test_either_of_two_numbers_finds_the_request() -> None:
    row = asked(contact_phone="13800001111、0482-8765432转802")
    for phone in ("138 0000 1111", "0482-8765432", "13800001111、0482-8765432"):
        assert find_request(row.number, phone) == row
    assert find_request(row.number, "13800001112") is None


def test_a_day_is_proposed_with_what_stands_on_it_in_view(
    as_user: Any, troupe_leader: Any, troupe: Troupe
) -> None:
    row, client = asked(), as_user(troupe_leader)
    factories.performance(
        venue=factories.venue("152222"), troupes=(troupe,), title="早场",
        starts_at=factories.evening(20, hour=15, minute=0), announced=False,
    )  # fmt: skip
    url = reverse("requests:act", args=[row.pk, "propose"])
    facts = {"version": row.version, "day": day(20).isoformat(), "hour": "15:00"}
    assert 'name="anyway"' not in client.get(url).text
    asked_once = client.post(url, facts | {"words": "行吗"}).text
    assert "那天15:00–16:30已有一场“早场”" in asked_once
    assert "还没有提" in asked_once
    assert "行吗" in asked_once
    far = client.post(url, facts | {"day": day(300).isoformat()}).text
    assert "离得很远。请核对年月" in far
    assert fresh(row).state == Request.State.RECEIVED
    assert client.post(url, facts | {"anyway": "on"}).status_code == 302
    assert fresh(row).proposed_on == day(20)


def test_a_show_one_may_only_see_answers_no_request(
    as_user: Any, hinggan_coordinator: Any, other_troupe: Troupe, troupe: Troupe
) -> None:
    """The troupe of another league plays in this one."""
    show = factories.performance(
        venue=factories.venue("152201"), troupes=(other_troupe,),
        starts_at=factories.evening(12), announced=False,
    )  # fmt: skip
    row = asked()
    assert not rights.may(hinggan_coordinator, "change", show)
    with pytest.raises(NotAllowed):
        link_show(row, show, by=hinggan_coordinator)


def test_a_hold_leads_to_being_confirmed_and_one_let_go_of_to_its_show(
    as_user: Any, troupe_leader: Any, troupe: Troupe
) -> None:
    row, client = asked(space="张家院子，找他爱人13800009999"), as_user(troupe_leader)
    client.post(place(row), placing(row, troupe))
    show = Performance.objects.get()
    # The asker's own words stay with the request, which is blanked one day.
    assert "13800009999" not in show.technical_note
    assert "隐名嘎查" in show.technical_note
    page = client.get(reverse("requests:inspect", args=[row.pk])).text
    assert reverse("performances:act", args=[show.pk, "confirm"]) in page
    row = fresh(row)
    unlink = reverse("requests:act", args=[row.pk, "unlink"])
    answer = client.post(unlink, {"version": row.version, "words": ""}, follow=True)
    told = " ".join(map(str, answer.context["messages"]))
    assert reverse("performances:inspect", args=[show.pk]) in told


def test_words_copied_once_are_blanked_with_the_request(
    troupe: Troupe, frozen_clock: Any
) -> None:
    row = asked(space="张家院子")
    facts = replace(show_facts(troupe), technical_note="用电：单相\n场地：张家院子")
    row, outcome = schedule_request(row, facts)
    scheduling.confirm(outcome.performance, accept="都好")
    frozen_clock.forward(days=12)
    see_to_requests()
    frozen_clock.forward(days=400)
    see_to_requests()
    assert fresh(row).blanked_at
    assert Performance.objects.get().technical_note == "用电：单相"


def test_a_mail_leads_its_readers_to_where_they_answer(
    troupe_leader: Any, hinggan_coordinator: Any, frozen_clock: Any
) -> None:
    for person in (troupe_leader, hinggan_coordinator):
        person.email = f"{person.username}@example.org"
        person.save()
    row = asked()
    frozen_clock.forward(days=4)
    see_to_requests()
    told = {
        one.audience.split(":")[0]: message(one, "k").text
        for one in Notice.objects.all()
    }
    assert f"/my/requests/{row.number}/" in told["troupe"]
    assert reverse("requests:inspect", args=[row.pk]) in told["region"]
