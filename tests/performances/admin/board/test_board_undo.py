"""Every act of the board is taken back, as an act of its own."""

from datetime import timedelta
from typing import Any

import pytest
from wagtail.models import ModelLogEntry

from performances import scheduling
from performances.models import Performance
from tests import factories
from tests.performances.admin.board.test_board_acts import DAY, fresh, told
from tests.performances.admin.conftest import T_ZERO

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_the_last_move_is_taken_back(
    own_show: Any, troupe: Any, coordinator: Any, as_user: Any, send: Any, undo: Any
) -> None:
    client, other = as_user(coordinator), factories.troupe("152222")
    rows = {"from_row": f"troupe-{troupe.pk}", "to_row": f"troupe-{other.pk}"}
    answer = told(send(client, own_show, days=3, **rows))
    assert own_show.title in answer["undo"]["label"]

    assert told(undo(client))["outcome"] == "done"
    back = fresh(own_show)
    assert (back.starts_at, back.troupes_in_order) == (own_show.starts_at, [troupe])
    assert told(undo(client))["outcome"] == "refused"


def test_nothing_is_taken_back_once_somebody_else_acted(
    own_show: Any, coordinator: Any, troupe_editor: Any, as_user: Any, send: Any,
    undo: Any,
) -> None:  # fmt: skip
    client = as_user(troupe_editor)
    told(send(client, own_show, days=1))
    scheduling.move(own_show, starts_at=own_show.starts_at + 4 * DAY, by=coordinator)

    answer = told(undo(client))
    assert answer["outcome"] == "stale"
    assert "coordinator" in answer["since"][0]
    assert fresh(own_show).starts_at == own_show.starts_at + 4 * DAY


def test_taking_back_a_public_move_is_a_public_change(
    own_show: Any, troupe_editor: Any, as_user: Any, send: Any, undo: Any
) -> None:
    scheduling.announce(own_show)
    client = as_user(troupe_editor)
    told(send(client, fresh(own_show), days=1, reason="场地检修"))
    assert "reason" in told(undo(client))["fields"]
    assert told(undo(client, reason="检修取消"))["outcome"] == "done"
    assert [change.reason for change in own_show.changes.all()[:2]] == [
        "检修取消", "场地检修",
    ]  # fmt: skip


def test_a_drawn_show_is_taken_back_whole(
    troupe: Any, troupe_editor: Any, as_user: Any, draw: Any, undo: Any
) -> None:
    client = as_user(troupe_editor)
    said = {
        "title": "画错了", "day": "2023-11-23", "hour": "19:00", "minutes": "80",
        "troupe": f"troupe-{troupe.pk}", "status": "draft",
    }  # fmt: skip
    told(draw(client, **said))
    assert told(undo(client))["outcome"] == "done"
    assert not Performance.objects.filter(title="画错了").exists()


def test_holds_are_taken_back_and_given_back_with_their_deadline(
    placed: Any, troupe: Any, hinggan_venue: Any, troupe_editor: Any, as_user: Any,
    send: Any, undo: Any,
) -> None:  # fmt: skip
    until = T_ZERO - 5 * DAY
    show = placed(troupe, hinggan_venue, status="draft")
    scheduling.hold(show, decide_by=until)
    client = as_user(troupe_editor)
    told(send(client, fresh(show), "release"))
    assert told(undo(client))["outcome"] == "done"
    assert (fresh(show).status, fresh(show).decide_by) == ("hold", until)


@pytest.mark.parametrize("status", ["draft", "hold"])
def test_a_confirmation_is_taken_back_to_what_it_was(
    placed: Any, troupe: Any, hinggan_venue: Any, troupe_editor: Any, as_user: Any,
    send: Any, undo: Any, status: str,
) -> None:  # fmt: skip
    show = placed(troupe, hinggan_venue, status="draft")
    if status == "hold":
        scheduling.hold(show, decide_by=T_ZERO - 5 * DAY)
    was, client = fresh(show), as_user(troupe_editor)
    told(send(client, was, "confirm"))
    assert told(undo(client))["outcome"] == "done"
    back = fresh(show)
    assert (back.status, back.decide_by, back.held_at, back.uid) == (
        was.status, was.decide_by, was.held_at, was.uid,
    )  # fmt: skip


def test_an_announced_show_is_told_what_happened_instead(
    placed: Any, troupe: Any, hinggan_venue: Any, troupe_editor: Any, coordinator: Any,
    as_user: Any, send: Any, undo: Any,
) -> None:  # fmt: skip
    """Confirmed on the board, announced by somebody else: nothing is taken back."""
    show = placed(troupe, hinggan_venue, status="draft")
    client = as_user(troupe_editor)
    told(send(client, show, "confirm"))
    scheduling.announce(show, by=coordinator)
    answer = told(undo(client))
    assert answer["outcome"] == "stale"
    assert "公布" in answer["since"][0]
    assert fresh(show).status == "confirmed"


def test_a_public_condition_is_said_anew(
    own_show: Any, troupe_editor: Any, as_user: Any, send: Any, undo: Any
) -> None:
    scheduling.announce(own_show)
    until = own_show.starts_at - DAY
    scheduling.make_conditional(own_show, reason="看雪情", decide_by=until)
    client = as_user(troupe_editor)
    answer = told(send(client, fresh(own_show), "confirm"))
    assert "再告诉观众" in answer["undo"]["label"]
    asked = told(undo(client))
    assert "reason" in asked["fields"]
    assert "新的公开变动" in asked["text"]
    assert fresh(own_show).status == "confirmed"
    told(undo(client, reason="又下雪了"))
    back = fresh(own_show)
    assert (back.status, back.status_reason, back.decide_by) == (
        "conditional", "又下雪了", until,
    )  # fmt: skip
    assert back.changes.order_by("-pk").first().reason == "又下雪了"


def test_a_city_that_opened_late_is_late_again(
    three_cities: Any, coordinator: Any, as_user: Any, send: Any, undo: Any
) -> None:
    late = three_cities.openings[0]
    hour = T_ZERO + timedelta(minutes=40)
    scheduling.open_late(late, reason="停电", decided_by="盟文旅局", starts_at=hour)
    client = as_user(coordinator)
    told(send(client, fresh(late), "confirm"))
    assert fresh(late).starts_at == T_ZERO
    told(undo(client))
    back = fresh(late)
    assert (back.status, back.starts_at, back.status_reason, back.decided_by) == (
        "late", hour, "停电", "盟文旅局",
    )  # fmt: skip


def test_a_deleted_draft_is_there_again(
    placed: Any, troupe: Any, hinggan_venue: Any, troupe_editor: Any, as_user: Any,
    send: Any, undo: Any, bar_of: Any,
) -> None:  # fmt: skip
    show = placed(troupe, hinggan_venue, status="hold")
    client, was = as_user(troupe_editor), fresh(show)
    answer = told(send(client, was, "discard"))
    assert show.title in answer["undo"]["label"]
    assert bar_of(client, was) is None
    done = told(undo(client))
    back = fresh(was)
    assert (back.uid, back.status, back.held_at) == (was.uid, "hold", was.held_at)
    assert (done["show"], done["version"]) == (was.pk, was.version + 1)
    assert bar_of(client, was)["status"] == "hold"
    acts = ModelLogEntry.objects.for_instance(back).values_list("action", flat=True)
    assert list(acts.order_by("-pk")[:2]) == ["schedule.restore", "wagtail.delete"]


def test_a_new_date_is_taken_back(
    own_show: Any, troupe_editor: Any, as_user: Any, send: Any, undo: Any, look: Any
) -> None:
    scheduling.announce(own_show)
    scheduling.postpone(own_show, reason="大雪封路")
    client = as_user(troupe_editor)
    moving = {"day": "2023-12-02", "hour": "15:00", "reason": "路已通"}
    told(send(client, fresh(own_show), **moving))
    assert "reason" in told(undo(client))["fields"]
    told(undo(client, reason="路又封了"))
    back = fresh(own_show)
    assert (back.status, back.status_reason) == ("postponed", "路又封了")
    assert own_show.pk in {one["show"] for one in look(client)["waiting"]}


def test_a_hold_dragged_away_and_back_keeps_its_place_and_asks_the_venue_again(
    placed: Any, troupe: Any, hinggan_venue: Any, coordinator: Any, as_user: Any,
    send: Any, undo: Any, frozen_clock: Any,
) -> None:  # fmt: skip
    show = placed(troupe, hinggan_venue, status="hold")
    scheduling.answer_for_venue(show, venue=hinggan_venue, answer="accepted")
    was, client = fresh(show), as_user(coordinator)
    frozen_clock.forward(minutes=10)
    told(send(client, was, days=3))
    assert fresh(show).held_at > was.held_at
    frozen_clock.forward(minutes=1)
    text = told(undo(client))["text"]
    assert "再问一次" in text
    assert fresh(show).held_at == was.held_at


def test_yesterdays_act_is_not_offered(
    own_show: Any, troupe_editor: Any, as_user: Any, send: Any, undo: Any, look: Any,
    frozen_clock: Any,
) -> None:  # fmt: skip
    client = as_user(troupe_editor)
    told(send(client, own_show, days=1))
    assert look(client)["undo"]["title"] == own_show.title
    frozen_clock.forward(hours=13)
    assert look(client)["undo"] is None
    assert told(undo(client))["outcome"] == "refused"
