"""The desk of requests: what is listed, suggested, answered and placed, and by whom."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performances import scheduling
from performances.models import Notice, Performance, Request
from performances.scheduling.request_answers import (
    accept_request,
    decline_request,
    propose_date,
)
from performances.scheduling.request_following import withdraw_request
from performances.scheduling.request_proposals import suggestions
from performances.statuses import Status
from tests import factories
from tests.performances.requests_season import (
    PHONE,
    act,
    asked,
    day,
    facts,
    inspect,
    placing,
)
from troupes.models import Troupe
from ulanmuqi.base import clock

pytestmark = [
    pytest.mark.django_db, pytest.mark.database,
    pytest.mark.usefixtures("regions", "troupe"),
]  # fmt: skip

INDEX = "requests:index"
State = Request.State


def test_who_waits_longest_comes_first_and_who_was_served_least_when_asked_for(
    as_user: Any, hinggan_coordinator: Any, troupe: Troupe, frozen_clock: Any
) -> None:
    served = asked("152222", place_name="演过的地方")
    frozen_clock.forward(days=1)
    never = asked("152201", place_name="没演过的地方")
    factories.performance(
        venue=factories.venue("152222"), troupes=(troupe,),
        starts_at=factories.evening(2),
    )  # fmt: skip
    frozen_clock.forward(days=3)
    client = as_user(hinggan_coordinator)
    rows = client.get(reverse(INDEX)).context["object_list"]
    assert list(rows) == [served, never]
    least = client.get(reverse(INDEX), {"ordering": "last_show_at"})
    assert list(least.context["object_list"]) == [never, served]
    html = least.content.decode()
    assert "2023年11月4日，1天前" in html
    # What is over, or lies with the asker, is not in the way.
    decline_request(served, reason="没有车")
    assert list(client.get(reverse(INDEX)).context["object_list"]) == [never]
    over = client.get(reverse(INDEX), {"period": "over"})
    assert list(over.context["object_list"]) == [served]


@pytest.mark.parametrize("shows", [1, 30])
def test_one_request_costs_the_same_however_full_the_season_is(
    shows: int, as_user: Any, coordinator: Any, troupe: Troupe
) -> None:
    row = asked()
    near, hall = factories.troupe("152201"), factories.venue("152222")
    scheduling.place_all(
        [
            factories.show_facts(
                venue=hall,
                troupes=(near,),
                starts_at=factories.evening(index + 9, hour=9),
            )
            for index in range(shows)
        ],
        status=Status.CONFIRMED,
        accept="都好",
    )
    client = as_user(coordinator)
    client.get(inspect(row))
    with CaptureQueriesContext(connection) as caught:
        assert client.get(inspect(row)).status_code == 200
    assert len(caught) == 35


# --- Who could go ---------------------------------------------------------------------


def test_the_nearest_free_troupe_is_suggested_with_its_road(
    troupe: Troupe, other_troupe: Troupe
) -> None:
    near = factories.troupe("152201", code="wulanhaote")
    row = asked(window_from=day(9), window_until=day(10))
    for busy in (9, 10):
        factories.performance(
            venue=factories.venue("152222"), troupes=(troupe,),
            starts_at=factories.evening(busy, hour=15), announced=False,
        )  # fmt: skip
    found = suggestions(Request.objects.with_place().get(pk=row.pk), clock.now())
    assert troupe in found.busy
    assert [one.troupe for one in found.found] == [near, other_troupe]
    first = found.found[0]
    assert (first.free, first.days) == (2, 2)
    assert first.starts_at.astimezone(clock.SHANGHAI).date() == day(9)
    assert first.from_home
    # Straight line × detour: the arithmetic that is told.
    assert first.leg.km == pytest.approx(first.straight_km * 1.4, abs=0.1)
    assert found.found[1].leg.km > first.leg.km


def test_a_troupe_sets_out_from_where_it_played_the_day_before(
    troupe: Troupe,
) -> None:
    row = asked(window_from=day(9), window_until=day(9))
    factories.performance(
        venue=factories.venue("152201", name="前一天的剧场"), troupes=(troupe,),
        starts_at=factories.evening(8, hour=9), title="前一天的演出",
    )  # fmt: skip
    (found, *_more) = suggestions(
        Request.objects.with_place().get(pk=row.pk), clock.now()
    ).found
    assert (found.troupe, found.from_home) == (troupe, False)
    assert found.sets_out == "前一天的演出"
    assert found.leg.origin.name == "前一天的剧场"


def test_a_window_that_is_over_suggests_nothing(
    troupe: Troupe, frozen_clock: Any
) -> None:
    row = asked()
    frozen_clock.forward(days=40)
    assert not suggestions(
        Request.objects.with_place().get(pk=row.pk), clock.now()
    ).found


def test_the_page_says_why_and_leads_to_that_day(
    as_user: Any, troupe_leader: Any, troupe: Troupe
) -> None:
    row = asked()
    html = as_user(troupe_leader).get(inspect(row)).content.decode()
    assert "当地自己的队伍" in html
    assert "就在当地，不用赶路" in html
    assert f"?troupe={troupe.pk}&amp;day={day(8).isoformat()}" in html
    for private in ("隐名乡亲", PHONE):
        assert private in html


# --- Into the schedule ----------------------------------------------------------------


def test_hold_and_performance_are_made_in_one_act(
    as_user: Any, troupe_leader: Any, troupe: Troupe
) -> None:
    row = asked()
    client = as_user(troupe_leader)
    url = reverse("requests:place", args=[row.pk])
    shown = client.get(f"{url}?troupe={troupe.pk}&day={day(9).isoformat()}")
    assert shown.context["form"].initial["troupe"] == troupe
    wrong = client.post(url, placing(row, troupe, day="九号", title=""))
    assert {"day", "title"} <= set(wrong.context["form"].errors)
    assert "九号见" in wrong.content.decode()
    answer = client.post(url, placing(row, troupe))
    assert answer.url == inspect(row)
    show = Performance.objects.get()
    row.refresh_from_db()
    assert (row.state, row.performance) == (State.SCHEDULED, show)
    assert (show.status, show.kind) == (Status.HOLD, Performance.Kind.REQUESTED)
    assert show.expected_audience == 180
    # Sent once more, it is not placed twice.
    client.post(url, placing(row, troupe))
    assert Performance.objects.count() == 1


def test_a_troupe_out_of_reach_is_not_on_offer(
    as_user: Any, troupe_leader: Any, troupe: Troupe, other_troupe: Troupe
) -> None:
    row = asked()
    url = reverse("requests:place", args=[row.pk])
    answer = as_user(troupe_leader).post(url, placing(row, other_troupe))
    assert "troupe" in answer.context["form"].errors
    assert not Performance.objects.exists()


def test_a_show_that_passes_by_answers_it(
    as_user: Any, troupe_leader: Any, troupe: Troupe, other_troupe: Troupe
) -> None:
    hall = factories.venue("152222")
    passing = factories.performance(
        venue=hall, troupes=(troupe,), starts_at=factories.evening(12), title="路过"
    )
    factories.performance(
        venue=factories.venue("150824"), troupes=(other_troupe,), title="别处的一场",
        starts_at=factories.evening(12),
    )  # fmt: skip
    row = asked()
    client, url = as_user(troupe_leader), reverse("requests:link", args=[row.pk])
    html = client.get(url).content.decode()
    assert "路过" in html
    assert "别处的一场" not in html
    wrong = client.post(url, {"version": row.version, "show": "9999", "words": "行"})
    assert "show" in wrong.context["form"].errors
    facts = {"version": row.version, "show": passing.pk, "words": "顺路到您那里"}
    assert client.post(url, facts).url == inspect(row)
    row.refresh_from_db()
    assert (row.state, row.performance) == (State.SCHEDULED, passing)


def test_the_show_says_whom_it_answers_and_that_they_need_it_no_more(
    as_user: Any, troupe_leader: Any, troupe: Troupe, troupe_member: Any
) -> None:
    row = asked()
    client = as_user(troupe_leader)
    client.post(reverse("requests:place", args=[row.pk]), placing(row, troupe))
    show = reverse("performances:inspect", args=[Performance.objects.get().pk])
    assert row.spoken_number in client.get(show).content.decode()
    withdraw_request(row)
    assert "对方已经不需要了" in client.get(show).content.decode()
    # A member sees the show, and nothing of who asked.
    html = as_user(troupe_member).get(show).content.decode()
    assert row.spoken_number not in html
    assert "隐名乡亲" not in html


def test_how_requests_are_taken_is_for_those_who_coordinate_everything(
    as_user: Any, coordinator: Any, hinggan_coordinator: Any
) -> None:
    url = reverse("wagtailsettings:edit", args=["performances", "requestsettings"])
    assert as_user(coordinator).get(url, follow=True).status_code == 200
    assert "180" in as_user(coordinator).get(url, follow=True).content.decode()
    refused = as_user(hinggan_coordinator).get(url)
    assert refused.status_code == 302


def test_a_mail_about_a_request_is_read_in_the_outbox(
    as_user: Any, hinggan_coordinator: Any, troupe_leader: Any
) -> None:
    troupe_leader.email = "leader@example.org"
    troupe_leader.save()
    row = asked()
    notice = Notice.objects.get()
    page = as_user(hinggan_coordinator).get(
        reverse("notices:inspect", args=[notice.pk])
    )
    html = page.content.decode()
    assert row.spoken_number in html
    assert "隐名乡亲" not in html


# --- Answering ------------------------------------------------------------------------


def test_the_second_of_two_coordinators_sees_what_the_first_did(
    as_user: Any, coordinator: Any, hinggan_coordinator: Any
) -> None:
    row = asked()
    seen = row.version
    accept_request(row, by=coordinator)
    answer = as_user(hinggan_coordinator).post(
        act(row, "decline"), {"version": seen, "reason": "这个月不行"}
    )
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "coordinator" in html
    assert "这个月不行" in html
    row.refresh_from_db()
    assert row.state == State.ACCEPTED


def test_what_the_asker_says_by_telephone_is_written_down(
    as_user: Any, troupe_leader: Any
) -> None:
    row = propose_date(asked(), day=day(20))
    client = as_user(troupe_leader)
    client.post(act(row, "told_yes"), {"version": row.version, "told": "电话里说行"})
    row.refresh_from_db()
    assert row.state == State.ACCEPTED
    assert row.steps.get(kind="agreed").by == troupe_leader
    assert client.get(act(row, "told_yes")).status_code == 302
    assert client.get(act(row, "dance")).status_code == 404


def test_a_call_becomes_a_request_with_every_error_at_its_field(
    as_user: Any, troupe_leader: Any
) -> None:
    client, url = as_user(troupe_leader), reverse("requests:telephone")
    shown = client.get(url)
    stamp = shown.context["stamp"]
    sent = {
        "stamp": stamp, "region": factories.region("152222").pk,
        "place_name": "隐名嘎查", "place_kind": "gacha", "window_from": day(8),
        "window_until": day(9), "setting": "either", "contact_name": "",
        "contact_phone": PHONE, "note": "打电话来的",
    }  # fmt: skip
    wrong = client.post(url, sent)
    assert list(wrong.context["form"].errors) == ["contact_name"]
    assert "打电话来的" in wrong.content.decode()
    for _twice in range(2):
        client.post(url, sent | {"contact_name": "隐名乡亲"})
    row = Request.objects.get()
    assert (row.source, row.entered_by) == (Request.Source.TELEPHONE, troupe_leader)
    elsewhere = sent | {
        "stamp": "", "contact_name": "隐名乡亲", "region": factories.region("150824").pk
    }  # fmt: skip
    assert client.post(url, elsewhere).status_code == 200
    assert Request.objects.count() == 1


def test_who_asked_is_known_to_nobody_else(
    as_user: Any, other_troupe_editor: Any, troupe_member: Any, venue_contact: Any,
    page_editor: Any, visitor: Any,
) -> None:  # fmt: skip
    row = asked(facts().region.code, place_name="隐名嘎查")
    for user in (other_troupe_editor, troupe_member, venue_contact, page_editor):
        client = as_user(user)
        assert client.get(inspect(row)).status_code in (403, 404), user
        listed = client.get(reverse(INDEX))
        assert "隐名" not in listed.content.decode()
    for words in ("隐名乡亲", row.number, "隐名嘎查"):
        assert words not in visitor.get(f"/search/?q={words}").content.decode().split(
            "<main"
        )[1].replace(f'value="{words}"', "").replace(f"“{words}”", "")
