"""Acting on many shows from the list: shown first, then done, within reach."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from performances import scheduling
from performances.models import CallSheet, Performance
from performances.statuses import Status
from tests import factories

pytestmark = pytest.mark.usefixtures("frozen_clock", "db")


@pytest.fixture
def rows(troupe: Any, hinggan_venue: Any) -> list[Performance]:
    return [
        factories.performance(
            title=f"第{days}晚",
            troupes=(troupe,),
            venue=hinggan_venue,
            starts_at=factories.evening(days),
            announced=False,
        )
        for days in (7, 8)
    ]


def url() -> str:
    return reverse("performances:many")


def send(client: Any, rows: list[Performance], **facts: Any) -> Any:
    chosen = [f"{row.pk}:{row.version}" for row in rows]
    return client.post(url(), {"rows": chosen, **facts})


def go_on(client: Any, answer: Any, **facts: Any) -> Any:
    """Sends the page again as it was shown."""
    previewed = answer.context["form"].data["previewed"]
    chosen = answer.context["chosen"]
    return client.post(url(), {"rows": chosen, "previewed": previewed, **facts})


def test_it_is_shown_first_and_done_then(
    rows: Any, coordinator: Any, as_user: Any
) -> None:
    client, facts = as_user(coordinator), {"act": "shift", "days": "3"}
    answer = send(client, rows, **facts)
    assert answer.context["is_ready"]
    assert ["11月11日" in line.after for line in answer.context["preview"].lines] == [
        True,
        False,
    ]
    assert Performance.objects.get(pk=rows[0].pk).starts_at == rows[0].starts_at
    assert go_on(client, answer, **facts).status_code == 302
    moved = Performance.objects.get(pk=rows[0].pk).starts_at
    assert moved == rows[0].starts_at + timedelta(days=3)


def test_who_must_be_rung_is_told_after_many_moved(
    rows: Any, coordinator: Any, as_user: Any, frozen_clock: Any
) -> None:
    for row in rows:
        scheduling.announce(row)
    rows = list(Performance.objects.filter(pk__in=[row.pk for row in rows]))
    first = min(row.starts_at for row in rows)
    frozen_clock.forward(hours=(first - frozen_clock.now).total_seconds() / 3600 - 10)
    client = as_user(coordinator)
    facts = {"act": "shift", "days": "3", "reason": "大雪封路"}
    answer = send(client, rows, **facts)
    assert not CallSheet.objects.exists()
    done = go_on(client, answer, **facts)
    sheet = CallSheet.objects.first()
    listed = client.get(done.url).content.decode()
    assert reverse("callsheets:inspect", args=[sheet.pk]) in listed


def test_other_facts_are_shown_anew(rows: Any, coordinator: Any, as_user: Any) -> None:
    client = as_user(coordinator)
    answer = send(client, rows, act="shift", days="3")
    again = go_on(client, answer, act="shift", days="4")
    assert again.status_code == 200
    assert Performance.objects.get(pk=rows[0].pk).starts_at == rows[0].starts_at


def test_a_stale_row_is_told_and_then_seen(
    rows: Any, coordinator: Any, as_user: Any
) -> None:
    client = as_user(coordinator)
    scheduling.move(rows[0], starts_at=factories.evening(12), by=coordinator)
    answer = send(client, rows, act="announce")
    assert answer.context["preview"].is_blocked
    assert answer.context["form"].data["previewed"] == ""
    again = go_on(client, answer, act="announce")
    assert again.context["is_ready"]


def test_a_warning_asks_for_its_reason(
    troupe: Any, hinggan_venue: Any, hohhot_venue: Any, coordinator: Any, as_user: Any
) -> None:
    client = as_user(coordinator)
    factories.performance(troupes=(troupe,), venue=hinggan_venue)
    late = factories.performance(
        troupes=(troupe,),
        venue=hohhot_venue,
        starts_at=factories.evening() + timedelta(hours=3),
        status=Status.DRAFT,
    )
    answer = send(client, [late], act="confirm")
    assert answer.context["preview"].asks_to_accept
    assert not answer.context["is_ready"]
    accepted = go_on(client, answer, act="confirm", accept="坐飞机去")
    assert accepted.context["is_ready"]
    assert go_on(client, accepted, act="confirm", accept="坐飞机去").status_code == 302
    late.refresh_from_db()
    assert late.status == Status.CONFIRMED


def test_a_move_that_is_refused_shows_the_new_day_too(
    rows: Any, troupe: Any, hohhot_venue: Any, coordinator: Any, as_user: Any
) -> None:
    """On its new evening the second show's troupe plays somewhere else already."""
    factories.performance(
        troupes=(troupe,), venue=hohhot_venue, starts_at=factories.evening(11)
    )
    answer = send(as_user(coordinator), rows, act="shift", days="3")
    lines = answer.context["preview"].lines
    assert answer.context["preview"].is_blocked
    assert ["11月11日" in lines[0].after, "11月12日" in lines[1].after] == [True, True]


@pytest.mark.parametrize("role", ["other_troupe_editor", "hinggan_coordinator"])
def test_ids_of_strangers_are_not_there(
    role: str, hohhot_venue: Any, as_user: Any, request: Any
) -> None:
    theirs = factories.performance(venue=hohhot_venue, announced=False)
    answer = send(as_user(request.getfixturevalue(role)), [theirs], act="announce")
    assert answer.status_code == 200
    assert theirs.title not in answer.content.decode()
    theirs.refresh_from_db()
    assert theirs.announced_at is None


@pytest.mark.parametrize("role", ["venue_contact", "page_editor", "outsider"])
def test_who_plans_nothing_has_no_such_page(
    role: str, as_user: Any, request: Any
) -> None:
    client = as_user(request.getfixturevalue(role))
    for answer in (client.get(url()), client.post(url(), {"act": "announce"})):
        assert answer.status_code in (302, 403)


def test_a_membership_that_ended_counts_for_nothing(
    rows: Any, troupe_leader: Any, as_user: Any, frozen_clock: Any
) -> None:
    yesterday = (frozen_clock.now - timedelta(days=1)).date()
    troupe_leader.memberships.update(until=yesterday)
    answer = send(as_user(troupe_leader), rows, act="announce")
    assert answer.status_code in (302, 403)


@pytest.mark.parametrize(
    "rows_sent", [["x"], ["1:2:3"], ["9" * 400], ["²:1"], [""], ["1:1"] * 500]
)
def test_odd_rows_are_answered_in_words(
    rows_sent: list[str], coordinator: Any, as_user: Any
) -> None:
    answer = as_user(coordinator).post(url(), {"act": "announce", "rows": rows_sent})
    assert answer.status_code == 200


def test_the_table_costs_the_same_for_one_and_thirty(
    coordinator: Any, as_user: Any, django_assert_num_queries: Any
) -> None:
    client = as_user(coordinator)
    factories.performance()
    client.get(url())
    with django_assert_num_queries(19):
        client.get(url())
    factories.performances({} for _number in range(29))
    with django_assert_num_queries(19):
        assert len(client.get(url()).context["rows"]) == 30
