"""What the place says of a show stands beside what the troupe reports of it."""

from typing import Any

import pytest
from django.urls import reverse

from performances import scheduling
from performances.models import Notice, PlaceConfirmation, Record, Request
from performances.scheduling import RecordFacts, Refused, report_show
from performances.scheduling.request_booking import schedule_request
from performances.scheduling.request_due import see_to_requests
from performances.scheduling.request_following import confirm_played
from performances.views.my.waiting import waiting_for
from tests.performances.admin.answers import text_of as _text
from tests.performances.requests_season import asked, fresh, show_facts
from troupes.models import Troupe
from ulanmuqi.base import clock

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def played(regions: dict[str, Any], troupe: Troupe, frozen_clock: Any) -> Request:
    """A show that a gacha asked for; its leader says that 150 came."""
    row, outcome = schedule_request(asked(), show_facts(troupe))
    scheduling.confirm(outcome.performance)
    frozen_clock.forward(days=11)
    see_to_requests()
    report_show(outcome.performance, RecordFacts(onsite_audience=150))
    return fresh(row)


def test_a_denial_stands_wherever_the_record_is_looked_at(
    played: Request, as_user: Any, hinggan_coordinator: Any
) -> None:
    show, record = played.performance, Record.objects.get()
    confirm_played(played, took_place=False)
    client = as_user(hinggan_coordinator)
    desk = _text(client.get(reverse("records:review")))
    assert "点单人说没有演，请先问清楚" in desk
    # It is not among those that are ticked all at once.
    assert f'value="record:{record.pk}:' not in desk
    page = _text(client.get(reverse("records:inspect", args=[record.pk])))
    assert "点单人说没有演" in page
    assert "要通过也请写一句" in page
    request_page = reverse("requests:inspect", args=[played.pk])
    shown = _text(client.get(reverse("performances:inspect", args=[show.pk])))
    for html in (page, shown):
        assert request_page in html
    assert "点单人说没有演" in shown
    asked_for = _text(client.get(request_page))
    assert reverse("performances:inspect", args=[show.pk]) in asked_for
    listed = _text(client.get(reverse("requests:index")))
    assert "点单人说没有演" in listed
    # The troupe is not the only one that hears of it.
    told = Notice.objects.filter(about="request").order_by("-pk")
    assert "region:152200" in [one.audience for one in told[:2]]
    assert Record.objects.get().onsite_audience == 150


def test_a_denied_one_is_not_agreed_to_in_passing(
    played: Request, hinggan_coordinator: Any
) -> None:
    confirm_played(played, took_place=False)
    record = Record.objects.get()
    with pytest.raises(scheduling.SomeRefused) as refused:
        scheduling.review_many([record], "reviewed", by=hinggan_coordinator)
    assert "单独审核" in str(refused.value.refusals[0].error)
    with pytest.raises(Refused) as alone:
        scheduling.review_report(record, "reviewed", by=hinggan_coordinator)
    assert alone.value.field == "note"
    done = scheduling.review_report(
        record, "reviewed", note="问过书记，演了", by=hinggan_coordinator
    )
    assert done.state == "reviewed"
    assert not Record.objects.waiting().exists()


def test_a_denial_after_the_review_asks_for_another_look(
    played: Request, as_user: Any, hinggan_coordinator: Any, frozen_clock: Any
) -> None:
    record = Record.objects.get()
    scheduling.review_report(record, "reviewed", by=hinggan_coordinator)
    frozen_clock.forward(hours=1)
    confirm_played(played, took_place=False)
    assert list(Record.objects.waiting()) == [record]
    decide = reverse("records:decide", args=[record.pk])
    said = {"outcome": "reviewed", "version": "2"}
    client = as_user(hinggan_coordinator)
    frozen_clock.forward(hours=1)
    assert "写一句问过谁" in _text(
        client.post(decide, said | {"note": ""}, follow=True)
    )
    client.post(decide, said | {"note": "问过了"})
    assert not Record.objects.waiting().exists()


def test_numbers_far_apart_are_a_note_and_near_ones_stand_beside(
    played: Request, as_user: Any, hinggan_coordinator: Any
) -> None:
    client, desk = as_user(hinggan_coordinator), reverse("records:review")
    confirm_played(played, took_place=True, audience=165)
    near = _text(client.get(desk))
    assert "当地说约165人" in near
    assert "差得多" not in near
    confirm_played(fresh(played), took_place=True, audience=20)
    assert "差得多" in _text(client.get(desk))
    record = Record.objects.get()
    page = _text(client.get(reverse("records:inspect", args=[record.pk])))
    assert "当地说约20人" in page
    assert record.onsite_audience == 150
    assert scheduling.review_many([record], "reviewed", by=hinggan_coordinator)


def test_the_leader_reads_it_on_the_phone(played: Request, troupe_leader: Any) -> None:
    confirm_played(played, took_place=False)
    (line,) = waiting_for(played.troupe, troupe_leader, clock.now()).rows
    assert line.note == "点单人说没有演，请打电话问清楚"


def test_a_slip_of_the_thumb_is_put_right(played: Request) -> None:
    show = played.performance
    confirm_played(played, took_place=False)
    row = fresh(played)
    assert row.denied is not None
    assert row.may_be_confirmed(clock.now())
    confirm_played(row, took_place=True, audience=165)
    row = fresh(played)
    assert (row.state, row.performance) == (Request.State.DONE, show)
    assert PlaceConfirmation.objects.get().audience == 165


def test_a_denial_stays_with_its_show_when_another_answers(
    played: Request, troupe: Troupe, as_user: Any, hinggan_coordinator: Any,
    frozen_clock: Any,
) -> None:  # fmt: skip
    first = played.performance
    since = clock.now().replace(year=2023, month=10)
    confirm_played(played, took_place=False)
    assert not Request.objects.answered(since, clock.now())
    row, outcome = schedule_request(fresh(played), show_facts(troupe, ahead=20))
    scheduling.confirm(outcome.performance)
    assert Request.objects.answered(since, clock.now()).get() == row
    assert fresh(played).confirmation is None
    frozen_clock.forward(days=21)
    see_to_requests()
    confirm_played(fresh(played), took_place=True, audience=90)
    assert PlaceConfirmation.objects.count() == 2
    client = as_user(hinggan_coordinator)
    page = _text(client.get(reverse("performances:inspect", args=[first.pk])))
    assert "后来另排了一场" in page
    assert "没有演" in page
    assert "点单人说没有演" in _text(client.get(reverse("records:review")))
