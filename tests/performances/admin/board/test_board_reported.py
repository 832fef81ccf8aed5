"""A show of the past that was reported, on the board, on its pages and on the phone."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from performances import scheduling
from performances.models import Performance, Record, ReportState
from performances.scheduling import RecordFacts
from tests.performances.admin.board.test_board_acts import fresh, told
from tests.performances.views.my.conftest import on_phone  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HOUR = {"days": 0, "hour": "15:00"}


@pytest.fixture
def reported(own_show: Any, frozen_clock: Any, troupe_leader: Any) -> Performance:
    """Announced, played, reported and reviewed."""
    scheduling.announce(own_show)
    frozen_clock.set(own_show.ends_at + timedelta(hours=14))
    record = scheduling.report_show(
        own_show, RecordFacts(onsite_audience=300), by=troupe_leader
    ).record
    scheduling.review_report(record, ReportState.REVIEWED)
    return fresh(own_show)


def test_a_drag_of_a_reported_show_and_its_undo(
    reported: Any, troupe_leader: Any, hinggan_coordinator: Any, as_user: Any,
    send: Any, undo: Any,
) -> None:  # fmt: skip
    drag = {"days": -1, "reason": "日期填错了"}
    answer = told(send(as_user(troupe_leader), reported, **drag))
    assert answer["outcome"] == "refused"
    assert "请盟市改" in answer["text"]

    client = as_user(hinggan_coordinator)
    answer = told(send(client, reported, **drag))
    assert (answer["outcome"], answer["mayAccept"]) == ("warned", True)
    assert any("现场300" in one["text"] for one in answer["conflicts"])
    assert Record.objects.get().is_reviewed
    told(send(client, reported, **drag, accept="队里记错了日子"))
    assert not Record.objects.get().is_reviewed

    assert told(undo(client, reason="没有错"))["outcome"] == "warned"
    told(undo(client, reason="没有错", accept="没有错"))
    assert fresh(reported).starts_at == reported.starts_at
    assert Record.objects.get().version == 4
    # To a day that has not come: refused, with what to do.
    answer = told(send(client, fresh(reported), days=9, reason="测试", accept="测试"))
    assert "新建演出" in answer["text"]


def test_the_page_of_an_act_says_what_becomes_of_the_record(
    reported: Any, troupe_leader: Any, hinggan_coordinator: Any, as_user: Any
) -> None:
    page = reverse("performances:act", args=[reported.pk, "cancel"])
    said = as_user(hinggan_coordinator).get(page).content.decode()
    assert "这场已经上报（" in said
    assert "现场300" in said
    assert "请盟市改" in as_user(troupe_leader).get(page).content.decode()

    as_user(hinggan_coordinator).post(
        page,
        {"version": reported.version, "reason": "其实没有演", "decided_by": "盟里"},
    )
    record = Record.objects.get()
    assert (record.state, record.performance.status) == ("reported", "cancelled")
    back = reverse("performances:act", args=[reported.pk, "reinstate"])
    assert "恢复以后重新计入" in as_user(hinggan_coordinator).get(back).content.decode()
    inside = as_user(hinggan_coordinator).get(
        reverse("records:inspect", args=[record.pk])
    )
    said = inside.content.decode()
    assert said.count("其实没有演") == 1
    # Nothing of it is to be agreed to or mended while the show is off.
    assert 'name="outcome"' not in said
    assert reverse("performances:record", args=[reported.pk]) not in said


def test_on_the_phone_one_asks_the_league_for_it(
    reported: Any,
    troupe_leader: Any,
    on_phone: Any,  # noqa: F811
) -> None:
    client = on_phone(troupe_leader)
    said = client.get(reverse("my_show", args=[reported.public_id])).content.decode()
    assert reverse("my_ask", args=[reported.public_id]) in said
    for form, facts in (
        ("my_cancel", {"reason": "没有演"}),
        ("my_move", {"day": "2023-11-19", "hour": "19:30", "reason": "填错了"}),
    ):
        address = reverse(form, args=[reported.public_id])
        page = client.get(address).context
        answer = client.post(
            address, {"version": reported.version, "who": page["who"], **facts}
        )
        assert "请盟市改" in answer.content.decode(), form
    assert fresh(reported).version == reported.version
