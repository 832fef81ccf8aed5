"""What the board does, refuses and takes back, always by the server's word."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from performances import scheduling
from performances.models import AcceptedWarning, Booking, Performance
from performances.scheduling import facts_of
from tests import factories
from tests.performances.admin.conftest import T_ZERO

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DAY = timedelta(days=1)


def told(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200, answer.content
    return answer.json()


def fresh(show: Performance) -> Performance:
    return Performance.objects.for_cards().get(pk=show.pk)


# --- Moving -------------------------------------------------------------------------


def test_a_drag_moves_by_days_and_keeps_hour_and_length(
    own_show: Any, troupe_editor: Any, as_user: Any, send: Any
) -> None:
    answer = told(send(as_user(troupe_editor), own_show, days=2))

    moved = fresh(own_show)
    assert answer["outcome"] == "done"
    assert moved.starts_at == own_show.starts_at + 2 * DAY
    assert moved.ends_at - moved.starts_at == timedelta(minutes=90)
    assert moved.version == own_show.version + 1


def test_another_row_is_another_troupe(
    own_show: Any, troupe: Any, coordinator: Any, as_user: Any, send: Any
) -> None:
    other = factories.troupe("152222")
    told(
        send(
            as_user(coordinator),
            own_show,
            days=0,
            from_row=f"troupe-{troupe.pk}",
            to_row=f"troupe-{other.pk}",
        )
    )
    assert fresh(own_show).troupes_in_order == [other]


def test_another_row_is_another_truck_and_is_taken_back(
    own_show: Any, troupe: Any, coordinator: Any, as_user: Any, send: Any, undo: Any
) -> None:
    first, second = (factories.truck("152222", troupe=troupe) for _number in "ab")
    scheduling.revise(own_show, replace(facts_of(own_show), along=(first,)))
    client, show = as_user(coordinator), fresh(own_show)
    rows = {"from_row": f"truck-{first.pk}", "to_row": f"truck-{second.pk}"}
    told(send(client, show, days=0, **rows))
    assert fresh(own_show).along_in_order == [second]
    taken = Booking.objects.filter(performance=own_show, resource__truck=second)
    assert taken.count() == 1
    assert told(undo(client))["outcome"] == "done"
    assert fresh(own_show).along_in_order == [first]


def test_a_trucks_row_is_no_troupes(
    own_show: Any, troupe: Any, coordinator: Any, as_user: Any, send: Any
) -> None:
    truck = factories.truck("152222", troupe=troupe)
    rows = {"from_row": f"truck-{truck.pk}", "to_row": f"troupe-{troupe.pk}"}
    answer = told(send(as_user(coordinator), own_show, days=0, **rows))
    assert answer["outcome"] == "refused"


def test_another_row_is_another_venue(
    own_show: Any, hinggan_venue: Any, coordinator: Any, as_user: Any, send: Any
) -> None:
    other = factories.venue("152222")
    rows = {"from_row": f"venue-{hinggan_venue.pk}", "to_row": f"venue-{other.pk}"}
    told(send(as_user(coordinator), own_show, days=1, **rows))

    moved = fresh(own_show)
    assert (moved.venue, moved.region) == (other, other.region)
    assert moved.starts_at == own_show.starts_at + DAY


def test_the_dialog_says_day_and_hour(
    own_show: Any, troupe_editor: Any, as_user: Any, send: Any
) -> None:
    told(send(as_user(troupe_editor), own_show, day="2023-11-17", hour="15:00"))
    local = fresh(own_show).starts_at.astimezone(factories.clock.SHANGHAI)
    assert f"{local:%Y-%m-%d %H:%M}" == "2023-11-17 15:00"


def test_a_blocked_move_changes_nothing_and_says_why(
    own_show: Any, placed: Any, troupe: Any, hinggan_venue: Any, as_user: Any,
    troupe_editor: Any, send: Any,
) -> None:  # fmt: skip
    taken = own_show.starts_at - 2 * DAY
    placed(troupe, hinggan_venue, title="先到的演出", starts_at=taken)
    answer = told(send(as_user(troupe_editor), own_show, days=-2))

    assert answer["outcome"] == "blocked"
    assert {one["level"] for one in answer["conflicts"]} == {"block"}
    assert all("先到的演出" in one["text"] for one in answer["conflicts"])
    assert fresh(own_show).starts_at == own_show.starts_at
    assert fresh(own_show).version == own_show.version


@pytest.fixture
def far_away(placed: Any, troupe: Any, bayannur_venue: Any, own_show: Any) -> Any:
    """A week before, a long day's journey to the west."""
    earlier = own_show.starts_at - 4 * DAY
    return placed(troupe, bayannur_venue, title="远处的演出", starts_at=earlier)


def test_a_warning_asks_a_coordinator_for_the_reason(
    own_show: Any, far_away: Any, coordinator: Any, as_user: Any, send: Any
) -> None:
    client = as_user(coordinator)
    moving = {"day": "2023-11-15", "hour": "10:00"}
    answer = told(send(client, own_show, **moving))

    assert (answer["outcome"], answer["mayAccept"]) == ("warned", True)
    assert "远处的演出" in answer["conflicts"][0]["text"] or answer["conflicts"]
    assert fresh(own_show).starts_at == own_show.starts_at

    done = told(send(client, own_show, **moving, accept="两组人轮换"))
    assert done["outcome"] == "done"
    assert AcceptedWarning.objects.get(performance=own_show).reason == "两组人轮换"


def test_a_troupe_cannot_accept_a_warning(
    own_show: Any, far_away: Any, troupe_editor: Any, as_user: Any, send: Any
) -> None:
    client = as_user(troupe_editor)
    moving = {"day": "2023-11-15", "hour": "10:00"}
    assert told(send(client, own_show, **moving))["mayAccept"] is False
    assert send(client, own_show, **moving, accept="我们可以").status_code == 403
    assert fresh(own_show).starts_at == own_show.starts_at


def test_a_public_move_needs_its_public_reason(
    own_show: Any, troupe_editor: Any, as_user: Any, send: Any
) -> None:
    scheduling.announce(own_show)
    public = fresh(own_show)
    answer = told(send(as_user(troupe_editor), public, days=1))

    assert answer["outcome"] == "refused"
    assert "reason" in answer["fields"]
    told(send(as_user(troupe_editor), public, days=1, reason="因大雪封路"))
    assert public.changes.first().reason == "因大雪封路"


def test_a_move_within_a_day_says_whom_to_ring(
    own_show: Any,
    hinggan_coordinator: Any,
    as_user: Any,
    send: Any,
    frozen_clock: Any,
) -> None:
    scheduling.announce(own_show)
    client, public = as_user(hinggan_coordinator), fresh(own_show)
    later = {"reason": "因大雪封路", "accept": "已商量"}
    text = told(send(client, public, days=1, **later))["text"]
    assert "打电话" not in text
    public = fresh(own_show)
    frozen_clock.set(public.starts_at - timedelta(hours=5))
    text = told(send(client, public, days=1, **later))["text"]
    assert "打电话" in text


def test_a_stale_board_is_told_what_happened_meanwhile(
    own_show: Any, coordinator: Any, troupe_editor: Any, as_user: Any, send: Any
) -> None:
    scheduling.move(own_show, starts_at=own_show.starts_at + DAY, by=coordinator)
    answer = told(send(as_user(troupe_editor), own_show, days=3))

    assert answer["outcome"] == "stale"
    assert "coordinator" in answer["since"][0]
    assert fresh(own_show).starts_at == own_show.starts_at + DAY


def test_an_opening_moves_with_its_showcase_only(
    three_cities: Any, coordinator: Any, as_user: Any, send: Any
) -> None:
    opening = fresh(three_cities.openings[0])
    answer = told(send(as_user(coordinator), opening, days=1))
    assert answer["outcome"] == "refused"
    assert fresh(opening).starts_at == T_ZERO


def test_a_show_without_an_hour_gets_one(
    placed: Any, troupe: Any, hinggan_venue: Any, troupe_editor: Any, as_user: Any,
    send: Any,
) -> None:  # fmt: skip
    dated = placed(troupe, hinggan_venue, status="draft", precision="date")
    client = as_user(troupe_editor)
    told(send(client, dated, days=1))
    assert fresh(dated).precision == "date"
    told(send(client, fresh(dated), day="2023-11-22", hour="15:00"))

    show = fresh(dated)
    local = show.starts_at.astimezone(factories.clock.SHANGHAI)
    assert (show.precision, f"{local:%d %H:%M}") == ("exact", "22 15:00")
    assert show.ends_at - show.starts_at == timedelta(minutes=90)


def test_a_postponed_show_gets_its_date_beside_the_old_one(
    own_show: Any, troupe_editor: Any, as_user: Any, send: Any
) -> None:
    scheduling.postpone(own_show, reason="大雪封路")
    client = as_user(troupe_editor)
    moving = {"day": "2023-12-02", "hour": "15:00"}
    assert "reason" in told(send(client, fresh(own_show), **moving))["fields"]
    told(send(client, fresh(own_show), **moving, reason="路已通"))
    assert fresh(own_show).replacement.starts_at.day == 2


# --- The other acts -----------------------------------------------------------------


def test_hold_release_and_confirm(
    placed: Any, troupe: Any, hinggan_venue: Any, troupe_editor: Any, as_user: Any,
    send: Any,
) -> None:  # fmt: skip
    show = placed(troupe, hinggan_venue, status="draft")
    client = as_user(troupe_editor)
    for act, status in (
        ("hold", "hold"), ("release", "draft"), ("confirm", "confirmed"),
    ):  # fmt: skip
        assert told(send(client, fresh(show), act))["outcome"] == "done"
        assert fresh(show).status == status
    assert send(client, fresh(show), "cancel").status_code == 404


def test_a_show_is_drawn(
    troupe: Any, hinggan_venue: Any, troupe_editor: Any, as_user: Any, draw: Any
) -> None:
    said = {
        "title": "画出来的演出", "day": "2023-11-23", "hour": "19:00", "minutes": "80",
        "troupe": f"troupe-{troupe.pk}", "venue": hinggan_venue.pk, "status": "hold",
    }  # fmt: skip
    told(draw(as_user(troupe_editor), **said))

    show = Performance.objects.get(title="画出来的演出")
    assert show.status == "hold"
    assert show.troupes_in_order == [troupe]
    assert show.venue == hinggan_venue
    assert show.load_in_minutes > 0


def test_what_is_drawn_faultily_is_told_at_the_field(
    troupe_editor: Any, as_user: Any, draw: Any
) -> None:
    answer = told(
        draw(as_user(troupe_editor), title="", day="昨天", status="confirmed")
    )
    assert answer["outcome"] == "refused"
    assert {"title", "day", "hour", "minutes", "status"} <= set(answer["fields"])


def test_the_whole_form_starts_with_what_was_typed_on_the_board(
    troupe: Any, hinggan_venue: Any, troupe_editor: Any, as_user: Any
) -> None:
    typed = {
        "title": "画出来的演出", "day": "2023-11-23", "hour": "19:00", "minutes": "80",
        "troupe": f"troupe-{troupe.pk}", "venue": hinggan_venue.pk, "status": "hold",
    }  # fmt: skip
    client, url = as_user(troupe_editor), reverse("performances:add")
    entry = client.get(url, typed).context["entry"]
    shown = {name: entry.form[name].value() for name in ("title", "venue", "status")}

    assert shown == {
        "title": "画出来的演出", "venue": hinggan_venue.pk, "status": "hold",
    }  # fmt: skip
    assert entry.troupes.forms[0]["troupe"].value() == troupe.pk
    odd = dict.fromkeys(typed, "9" * 40)
    assert client.get(url, odd).status_code == 200
