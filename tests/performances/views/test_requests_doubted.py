"""Who is doubted: asked a sum, held for somebody to look at, or told to wait."""

from typing import Any

import pytest
from django.test import Client

from performances.admin.requests.words import doubt_words
from performances.models import Request
from performances.scheduling import request_doubts
from performances.scheduling.request_doubts import (
    FROM_NETWORK,
    FROM_TELEPHONE,
    MOST_OF_TELEPHONE,
)
from performances.scheduling.request_following import token_of
from performances.views.requests import ask
from tests.performances.requests_form import (
    Sent,
    filled,
    own_page,
    sender,
    stamp_of,
)
from tests.performances.requests_season import asked
from troupes.models import Troupe
from ulanmuqi.base.throttle import Limit

pytestmark = pytest.mark.django_db

State = Request.State


@pytest.fixture(autouse=True)
def _stopped(frozen_clock: Any, regions: dict[str, Any], troupe: Troupe) -> None:
    """1 November 2023; Horqin Right Middle Banner has its troupe."""


@pytest.fixture
def send(visitor: Client, frozen_clock: Any) -> Sent:
    return sender(visitor, frozen_clock)


def test_filled_in_at_once_it_is_asked_a_question_and_then_taken(
    visitor: Client, send: Sent
) -> None:
    answer = send(wait=1)
    html = answer.content.decode()
    one, two = answer.context["terms"]
    assert f"{one}加{two}等于几" in html
    assert "隐名嘎查" in html
    wrong = visitor.post("/requests/", filled(stamp=stamp_of(html), sum="99"))
    assert "再算一次" in wrong.content.decode()
    assert not Request.objects.exists()
    visitor.post("/requests/", filled(stamp=stamp_of(html), sum=str(one + two)))
    assert Request.objects.get().state == State.RECEIVED


def test_a_form_without_our_stamp_is_asked_too(visitor: Client) -> None:
    for stamp in ("", "x" * 500, "a:b:c"):
        answer = visitor.post("/requests/", filled(stamp=stamp))
        assert answer.context["terms"]
    assert not Request.objects.exists()


def test_what_fills_in_every_field_is_held_for_somebody_to_look_at(
    visitor: Client, send: Sent
) -> None:
    own_page(visitor, send(homepage="https://x.example"))
    row = Request.objects.get()
    assert (row.state, row.doubts) == (State.HELD, ["trap"])
    # Whoever sent it cannot tell.
    assert "核对" not in visitor.get(f"/requests/{token_of(row)}/").content.decode()


def test_addresses_of_the_web_and_many_from_one_telephone_are_held(
    visitor: Client, send: Sent
) -> None:
    answer = send(note="看 www.x.example")
    html = answer.content.decode()
    right = str(sum(answer.context["terms"]))
    visitor.post(
        "/requests/",
        filled(stamp=stamp_of(html), sum=right, note="看 www.x.example"),
    )
    assert Request.objects.get().state == State.HELD
    for _index in range(FROM_TELEPHONE - 1):
        asked()
    assert send().context["terms"]
    for _index in range(MOST_OF_TELEPHONE - FROM_TELEPHONE):
        asked()
    assert "contact_phone" in send().context["form"].errors


def test_many_from_one_network_are_held(visitor: Client, send: Sent) -> None:
    for number in range(FROM_NETWORK):
        own_page(visitor, send(contact_phone=f"0482-100000{number}"))
    shown = send(contact_phone="0482-1000009")
    own_page(
        visitor,
        visitor.post(
            "/requests/",
            filled(
                stamp=stamp_of(shown.content.decode()),
                contact_phone="0482-1000009",
                sum=str(sum(shown.context["terms"])),
            ),
        ),
    )
    assert Request.objects.get(state=State.HELD).doubts == ["network"]


def test_a_flood_for_one_banner_is_held_from_wherever_it_comes(
    visitor: Client, send: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request_doubts, "FOR_BANNER", 2)
    for number in range(2):
        asked(contact_phone=f"0482-100000{number}")
    asked("150824", contact_phone="0478-1000000")
    shown = send()
    terms = shown.context["terms"]
    answer = visitor.post(
        "/requests/",
        filled(stamp=stamp_of(shown.content.decode()), sum=str(sum(terms))),
    )
    own_page(visitor, answer)
    held = Request.objects.get(state=State.HELD)
    assert held.doubts == ["banner"]
    assert doubt_words(held.doubts)


def test_a_network_that_sends_without_end_is_told_to_wait(
    visitor: Client, send: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "SENT", Limit("requests-sent", most=2, seconds=3600))
    assert [send(place_name="").status_code for _index in range(3)] == [200, 200, 429]
    answer = send()
    assert answer.status_code == 429
    assert "隐名嘎查" in answer.content.decode()
    assert not Request.objects.exists()


def test_a_form_from_another_site_is_not_taken(visitor: Client, send: Sent) -> None:
    stamp = stamp_of(visitor.get("/requests/").content.decode())
    answer = visitor.post(
        "/requests/",
        filled(stamp=stamp),
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403
    assert not Request.objects.exists()
