"""What the board shows, to whom, and at what cost."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performances import scheduling
from performances.models import Booking, Resource, gate
from performances.slots import Precision, epoch
from tests import factories
from tests.performances.admin.conftest import T_ZERO
from troupes.models import Membership

pytestmark = pytest.mark.django_db


def ids(data: dict[str, Any]) -> set[str]:
    return {bar["id"] for bar in data["bars"]}


def test_a_show_stands_in_its_row_at_its_wall_time(
    own_show: Any, troupe: Any, troupe_editor: Any, as_user: Any, bar_of: Any
) -> None:
    bar = bar_of(as_user(troupe_editor), own_show)

    assert bar["rows"] == [f"troupe-{troupe.pk}"]
    assert (bar["start"], bar["end"]) == ("2023-11-18T19:30", "2023-11-18T21:00")
    assert (bar["time"], bar["title"]) == ("19:30", "草原新歌")
    assert bar["status"] == "confirmed"
    assert troupe.display_name in bar["label"]
    assert bar["acts"] == ["move"]


def test_openings_are_locked_and_lead_to_the_showcase(
    three_cities: Any, coordinator: Any, as_user: Any, bar_of: Any
) -> None:
    opening = three_cities.openings[0]
    bar = bar_of(as_user(coordinator), opening)

    assert bar["is_opening"]
    assert bar["acts"] == []
    assert bar["showcase"] == three_cities.showcase.pk
    assert bar["showcase_url"].endswith(f"/inspect/{three_cities.showcase.pk}/")
    assert bar["locked"]


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("coordinator", True),
        ("hinggan_coordinator", False),
        ("troupe_leader", False),
        ("troupe_editor", False),
        ("troupe_member", False),
        ("venue_contact", False),
        ("other_troupe_editor", True),
    ],
)
def test_a_strangers_shows_are_not_on_the_board(
    role: str, sees: bool, strangers: Any, as_user: Any, look: Any, request: Any
) -> None:
    client = as_user(request.getfixturevalue(role))
    for rows in ("troupes", "venues", "trucks"):
        answer = client.get(reverse("board:index"), {"from": "2023-11-13", "days": 14})
        text = answer.content.decode() + str(look(client, rows=rows))
        assert ("河套生人场" in text) is (sees and rows != "trucks") or sees


@pytest.mark.parametrize("role", ["page_editor", "outsider"])
def test_who_has_no_shows_has_no_board(
    role: str, as_user: Any, request: pytest.FixtureRequest
) -> None:
    client = as_user(request.getfixturevalue(role))
    for name in ("index", "bars"):
        assert client.get(reverse(f"board:{name}")).status_code in (302, 403)


def test_a_membership_that_ended_shows_nothing(
    own_show: Any, troupe: Any, as_user: Any, frozen_clock: Any
) -> None:
    gone = factories.member(
        "gone",
        Membership.Role.TROUPE_EDITOR,
        troupe=troupe,
        until=frozen_clock.now.date() - timedelta(days=1),
    )
    answer = as_user(gone).get(reverse("board:bars"))
    assert answer.status_code in (302, 403)


def test_time_taken_by_a_strangers_show_has_no_name(
    strangers: Any,
    placed: Any,
    other_troupe: Any,
    hinggan_venue: Any,
    hinggan_coordinator: Any,
    as_user: Any,
    look: Any,
) -> None:
    """The row is on the board because of a show in Hinggan; the one at home is not."""
    before = T_ZERO - timedelta(days=4)
    placed(other_troupe, hinggan_venue, title="来兴安的演出", starts_at=before)
    data = look(as_user(hinggan_coordinator))
    taken = [bar for bar in data["bars"] if bar["kind"] == "taken"]

    row = f"troupe-{other_troupe.pk}"
    assert {key for bar in taken for key in bar["rows"]} == {row}
    assert "河套生人场" not in str(data)
    assert taken[0]["url"] == ""


def test_what_occupies_a_row_without_a_show_is_drawn(
    troupe: Any, troupe_editor: Any, as_user: Any, look: Any
) -> None:
    with gate.opened():
        resource = Resource.objects.create(kind="troupe", troupe=troupe)
        Booking.objects.create(
            resource=resource,
            kind=Booking.Kind.REHEARSAL,
            starts=epoch(T_ZERO),
            ends=epoch(T_ZERO) + 3600,
            firm=True,
            note="合排《草原新歌》",
        )
    bars = look(as_user(troupe_editor))["bars"]

    assert [(bar["kind"], bar["title"]) for bar in bars] == [
        ("rehearsal", "合排《草原新歌》")
    ]


def test_filters_stand_in_the_address(
    own_show: Any,
    strangers: Any,
    three_cities: Any,
    troupe: Any,
    coordinator: Any,
    as_user: Any,
    look: Any,
) -> None:
    client = as_user(coordinator)
    own, other = f"show-{own_show.pk}", f"show-{strangers.performances.pk}"

    assert {own, other} <= ids(look(client))
    assert ids(look(client, league="150800")) & {own, other} == {other}
    assert ids(look(client, troupe=troupe.pk)) & {own, other} == {own}
    assert ids(look(client, status="hold")) == set()
    openings = ids(look(client, showcase=three_cities.showcase.pk))
    assert openings == {f"show-{one.pk}" for one in three_cities.openings}
    assert ids(look(client, days="1")) == set()


def test_rows_may_be_venues(
    own_show: Any, hinggan_venue: Any, coordinator: Any, as_user: Any, bar_of: Any
) -> None:
    bar = bar_of(as_user(coordinator), own_show, rows="venues")
    assert bar["rows"] == [f"venue-{hinggan_venue.pk}"]
    assert bar["sub"] == own_show.troupes_in_order[0].display_name


def test_a_draft_in_a_taken_hour_is_a_numbered_conflict_with_one_way_out(
    own_show: Any,
    placed: Any,
    troupe: Any,
    hinggan_venue: Any,
    coordinator: Any,
    as_user: Any,
    look: Any,
) -> None:
    draft = placed(
        troupe,
        hinggan_venue,
        title="想演的一场",
        status="draft",
        starts_at=own_show.starts_at + timedelta(minutes=30),
    )
    data = look(as_user(coordinator))
    card = data["cards"][0]
    bars = {bar["show"]: bar for bar in data["bars"]}

    assert (card["number"], card["level"]) == (1, "block")
    assert len(card["texts"]) == 2
    assert all("草原新歌" in text and "18:30" in text for text in card["texts"])
    assert len(data["cards"]) == 1
    assert look(as_user(coordinator), league="150800")["cards"] == []
    assert bars[draft.pk]["level"] == "block"
    assert bars[own_show.pk]["level"] == ""
    assert bars[draft.pk]["numbers"] == bars[own_show.pk]["numbers"]
    # One proposal, and it holds.
    assert card["fix"]["show"] == draft.pk
    starts = f"{card['fix']['day']} {card['fix']['hour']}"
    assert starts == "2023-11-19 20:00"


def test_two_firm_bars_never_stand_in_a_block(
    own_show: Any, strangers: Any, coordinator: Any, as_user: Any, look: Any
) -> None:
    cards = look(as_user(coordinator))["cards"]
    assert [card for card in cards if card["level"] == "block"] == []


def test_a_journey_too_long_is_drawn_between_the_bars(
    own_show: Any,
    placed: Any,
    troupe: Any,
    bayannur_venue: Any,
    coordinator: Any,
    as_user: Any,
    look: Any,
) -> None:
    placed(
        troupe,
        bayannur_venue,
        title="第二天上午",
        starts_at=own_show.starts_at + timedelta(hours=14),
        status="hold",
    )
    data = look(as_user(coordinator))
    gaps = [bar for bar in data["bars"] if bar["kind"] == "gap"]

    assert [bar["rows"] for bar in gaps] == [[f"troupe-{troupe.pk}"]]
    assert "km" in gaps[0]["label"] or "公里" in gaps[0]["label"]
    assert gaps[0]["start"].startswith("2023-11-18")
    assert gaps[0]["end"].startswith("2023-11-19")
    assert [card["level"] for card in data["cards"]] == ["warn"]


def test_what_has_no_place_yet_waits_beside_the_board(
    placed: Any,
    troupe: Any,
    hinggan_venue: Any,
    other_troupe_editor: Any,
    troupe_editor: Any,
    as_user: Any,
    look: Any,
) -> None:
    placed(
        troupe,
        hinggan_venue,
        title="没有钟点",
        status="draft",
        precision=Precision.DATE.value,
    )
    scheduling.place(
        factories.show_facts(
            title="没有场地", venue=None, region=hinggan_venue.region, troupes=(troupe,)
        )
    )
    put_off = placed(troupe, hinggan_venue, title="改期待定")
    scheduling.postpone(put_off, reason="大雪封路")
    waiting = look(as_user(troupe_editor))["waiting"]

    assert {one["title"] for one in waiting} == {"没有钟点", "没有场地", "改期待定"}
    assert all("move" in one["acts"] for one in waiting)
    assert look(as_user(other_troupe_editor))["waiting"] == []


def fill(rows: int) -> None:
    casts = [
        {"troupes": (factories.troupe("150105"),), "venue": factories.venue("150105")}
        for _number in range(rows)
    ]
    for status, day in (("confirmed", -5), ("draft", -5), ("hold", -3)):
        factories.performances(
            (
                cast | {"starts_at": T_ZERO + timedelta(days=day, minutes=number)}
                for number, cast in enumerate(casts)
            ),
            status=status,
        )


@pytest.mark.parametrize("rows", [1, 30])
def test_the_board_costs_the_same_for_one_row_and_for_thirty(
    rows: int,
    coordinator: Any,
    as_user: Any,
    look: Any,
    django_assert_num_queries: Any,
) -> None:
    fill(rows)
    client = as_user(coordinator)
    look(client)
    with django_assert_num_queries(16):
        data = look(client)
    assert len({row for bar in data["bars"] for row in bar["rows"]}) == rows
    assert len(data["cards"]) >= min(rows, 10)


def test_the_page_costs_the_same_for_one_row_and_for_thirty(
    coordinator: Any, as_user: Any
) -> None:
    """Whatever the menu around it asks for."""
    client, url = as_user(coordinator), reverse("board:index")
    counts = []
    for rows in (1, 29):
        fill(rows)
        client.get(url, {"from": "2023-11-13", "days": 14})
        with CaptureQueriesContext(connection) as asked:
            client.get(url, {"from": "2023-11-13", "days": 14})
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_show_past_midnight_stays_on_its_evening(
    placed: Any, troupe: Any, hinggan_venue: Any, coordinator: Any, as_user: Any,
    bar_of: Any,
) -> None:  # fmt: skip
    late = T_ZERO + timedelta(hours=3, minutes=30)
    show = placed(troupe, hinggan_venue, starts_at=late)
    client = as_user(coordinator)
    bar = bar_of(client, show)
    assert (bar["start"], bar["end"]) == ("2023-11-20T23:00", "2023-11-20T23:59")
    assert bar_of(client, show, **{"from": "2023-11-21"}) is None


def test_rows_without_anything_can_be_left_out(
    own_show: Any, troupe: Any, other_troupe: Any, coordinator: Any, as_user: Any
) -> None:
    client, url = as_user(coordinator), reverse("board:index")
    query = {"from": "2023-11-13", "days": "14", "busy": "1"}
    groups = client.get(url, query).context["start"]["groups"]
    assert [row["key"] for group in groups for row in group["rows"]] == [
        f"troupe-{troupe.pk}"
    ]
    empty = client.get(url, query | {"from": "2024-03-01"})
    assert "没有安排" in empty.content.decode()


def test_the_time_left_to_decide_is_told(
    placed: Any, troupe: Any, hinggan_venue: Any, coordinator: Any, as_user: Any,
    bar_of: Any, frozen_clock: Any,
) -> None:  # fmt: skip
    show = placed(troupe, hinggan_venue, status="draft")
    until = frozen_clock.now + timedelta(days=3)
    scheduling.hold(show, decide_by=until)
    client = as_user(coordinator)
    assert bar_of(client, show)["note"] == "待决定：还有3天0小时"
    frozen_clock.set(until + timedelta(minutes=5))
    assert bar_of(client, show)["note"] == "待决定：已过期5分钟"
