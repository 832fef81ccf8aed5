"""Who may not act on the board, and what nobody should send it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from performances.models import Performance
from tests import factories
from tests.performances.admin.board.test_board_acts import DAY, fresh, told
from troupes.models import Membership

pytestmark = [pytest.mark.django_db, pytest.mark.database]

STRANGERS = (
    "hinggan_coordinator", "troupe_leader", "troupe_editor", "troupe_member",
    "venue_contact", "page_editor",
)  # fmt: skip


@pytest.mark.parametrize("role", STRANGERS)
def test_a_strangers_show_is_out_of_reach(
    role: str, strangers: Any, as_user: Any, send: Any, request: Any
) -> None:
    client = as_user(request.getfixturevalue(role))
    show = strangers.performances
    for act in ("move", "confirm", "hold", "release", "discard"):
        assert send(client, show, act, days=1).status_code in (403, 404)
    assert fresh(show).version == show.version


def test_another_troupes_id_is_no_way_in(
    own_show: Any, troupe: Any, other_troupe: Any, troupe_editor: Any, as_user: Any,
    send: Any, draw: Any,
) -> None:  # fmt: skip
    client = as_user(troupe_editor)
    rows = {"from_row": f"troupe-{troupe.pk}", "to_row": f"troupe-{other_troupe.pk}"}
    assert send(client, own_show, days=0, **rows).status_code == 403
    drawn = {
        "title": "替别人画的", "day": "2023-11-23", "hour": "19:00", "minutes": "80",
        "troupe": f"troupe-{other_troupe.pk}", "status": "draft",
    }  # fmt: skip
    assert draw(client, **drawn).status_code == 403
    assert fresh(own_show).troupes_in_order == [troupe]
    assert not Performance.objects.filter(title="替别人画的").exists()


def test_a_membership_that_just_ended_moves_nothing(
    own_show: Any, troupe: Any, as_user: Any, send: Any, undo: Any, frozen_clock: Any
) -> None:
    """Acts at eight in the evening of the last day, and again at one in the night."""
    today = frozen_clock.now.date()
    leaving = factories.member(
        "leaving", Membership.Role.TROUPE_EDITOR, troupe=troupe, until=today
    )
    frozen_clock.forward(hours=12)
    client = as_user(leaving)
    told(send(client, own_show, days=1))
    frozen_clock.forward(hours=5)

    for answer in (send(client, fresh(own_show), days=1), undo(client)):
        assert answer.status_code in (302, 403)
    assert fresh(own_show).starts_at == own_show.starts_at + DAY


@pytest.mark.parametrize("role", ["troupe_member", "venue_contact"])
def test_who_only_looks_moves_nothing(
    role: str, own_show: Any, as_user: Any, send: Any, bar_of: Any, request: Any
) -> None:
    client = as_user(request.getfixturevalue(role))
    bar = bar_of(client, own_show)
    assert bar["acts"] == []
    assert bar["locked"]
    assert send(client, own_show, days=1).status_code == 403


def test_a_post_needs_its_token(own_show: Any, coordinator: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(coordinator)
    url = reverse("board:act", args=[own_show.pk, "move"])
    answer = client.post(url, "{}", content_type="application/json")
    assert answer.status_code == 403


ODD_BODIES = (
    b"", b"{", b"[]", b"null", b'"x"', b"\xff", b'{"days": {"a": 1}}', b"[" * 9000,
    b'{"days": ' + b"9" * 5000 + b"}", b"x" * 9000,
    b'{"version": "\\u0000", "reason": "\\u0000"}', b'{"days": 1e999}',
)  # fmt: skip


def test_odd_bodies_are_answered_in_words(
    own_show: Any, coordinator: Any, as_user: Any
) -> None:
    client = as_user(coordinator)
    urls = [
        reverse("board:act", args=[own_show.pk, act]) for act in ("move", "confirm")
    ] + [reverse("board:new"), reverse("board:undo")]
    for url in urls:
        for body in ODD_BODIES:
            answer = client.post(url, body, content_type="application/json")
            assert answer.status_code in (200, 400), (url, body[:20])
            assert answer.json()["outcome"] in ("refused", "unreadable")
    assert fresh(own_show).version == own_show.version


ODD_MOVES: tuple[dict[str, Any], ...] = (
    {"days": 10**9}, {"days": "x"}, {"day": "9999-12-31"}, {"day": "0001-01-01"},
    {"days": 1, "day": "2023-11-20"}, {"to_row": "truck-1"}, {"to_row": "troupe-0"},
    {"to_row": "venue-99999999"}, {"to_row": "x" * 400}, {"venue": "abc"},
    {"venue": 10**30}, {"hour": "25:00"}, {"version": 10**30}, {"version": -1},
    {"minutes": 10**9, "day": "2023-11-20"}, {"reason": "x" * 301, "days": 1},
)  # fmt: skip


@pytest.mark.parametrize("odd", ODD_MOVES)
def test_odd_moves_are_refused(
    odd: dict, own_show: Any, coordinator: Any, as_user: Any, send: Any
) -> None:
    answer = send(as_user(coordinator), own_show, **odd)
    assert answer.status_code == 200
    assert answer.json()["outcome"] in ("refused", "stale")
    assert fresh(own_show).starts_at == own_show.starts_at


@pytest.mark.parametrize(
    "odd", ["%00", "9" * 40, "-1", "٣", "abc", "2023-13-40", "%ff"]
)
def test_odd_addresses_are_the_usual_board(
    odd: str, coordinator: Any, as_user: Any
) -> None:
    client = as_user(coordinator)
    keys = ("rows", "from", "days", "league", "troupe", "showcase", "status")
    query = "&".join(f"{key}={odd}" for key in keys)
    for name in ("index", "bars"):
        assert client.get(f"{reverse(f'board:{name}')}?{query}").status_code == 200
    for day in ("1957-01-01", "2100-12-31"):
        url = f"{reverse('board:index')}?from={day}&days=31"
        assert client.get(url).status_code == 200
