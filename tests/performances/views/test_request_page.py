"""The request's own page: followed by a link, or by number and telephone."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from performances import scheduling
from performances.models import Request
from performances.scheduling.request_answers import propose_date
from performances.scheduling.request_booking import schedule_request
from performances.scheduling.request_due import see_to_requests
from performances.scheduling.request_following import token_of
from tests import factories
from tests.performances.requests_season import PHONE, asked, day, fresh, show_facts
from troupes.models import Troupe

pytestmark = pytest.mark.django_db

State = Request.State
Sent = Callable[..., Any]


@pytest.fixture(autouse=True)
def _stopped(frozen_clock: Any, regions: dict[str, Any], troupe: Troupe) -> None:
    """1 November 2023; Horqin Right Middle Banner has its troupe."""


# --- Following ------------------------------------------------------------------------


def post(visitor: Client, row: Request, act: str, **more: Any) -> Any:
    row.refresh_from_db()
    facts = {"act": act, "seen": row.version, **more}
    return visitor.post(f"/requests/{token_of(row)}/", facts)


def test_a_proposed_date_is_answered_in_one_tap(visitor: Client) -> None:
    row = propose_date(asked(), day=day(20), words="那周在外演出")
    html = visitor.get(f"/requests/{token_of(row)}/").content.decode()
    assert "2023年11月21日" in html
    assert "那周在外演出" in html
    assert post(visitor, row, "suits").status_code == 303
    row.refresh_from_db()
    assert row.state == State.ACCEPTED


def test_an_answer_to_what_is_no_longer_proposed_is_not_kept(visitor: Client) -> None:
    row = propose_date(asked(), day=day(20))
    seen = row.version
    propose_date(row, day=day(25))
    answer = visitor.post(f"/requests/{token_of(row)}/", {"act": "suits", "seen": seen})
    assert answer.status_code == 409
    assert "再答复一次" in answer.content.decode()
    row.refresh_from_db()
    assert row.state == State.PROPOSED


def test_words_come_back_when_they_are_refused(visitor: Client) -> None:
    row = asked()
    answer = post(visitor, row, "reply", words="<b>粗</b>")
    assert answer.status_code == 200
    assert "&lt;b&gt;粗" in answer.content.decode()
    assert post(visitor, row, "reply", words="三十米见方").status_code == 303
    assert post(visitor, row, "withdraw").status_code == 200
    assert post(visitor, row, "withdraw", sure="on").status_code == 303
    row.refresh_from_db()
    assert row.state == State.WITHDRAWN


def test_the_page_follows_the_show_and_asks_how_it_was(
    visitor: Client, troupe: Troupe, frozen_clock: Any
) -> None:
    row = asked()
    facts = factories.show_facts(
        venue=factories.venue("152222"), troupes=(troupe,),
        starts_at=factories.evening(10),
    )  # fmt: skip
    _row, outcome = schedule_request(row, facts)
    address = f"/requests/{token_of(row)}/"
    html = visitor.get(address).content.decode()
    assert "日子先留着" in html
    assert outcome.performance.public_id not in html
    show = scheduling.confirm(outcome.performance, accept="好").performance
    scheduling.announce(show)
    html = visitor.get(address).content.decode()
    assert "定下来了" in html
    assert f"/performances/{show.public_id}/" in html
    frozen_clock.forward(days=11)
    assert "演了吗" in visitor.get(address).content.decode()
    assert post(visitor, row, "played", audience="165").status_code == 303
    assert "165" in visitor.get(address).content.decode()


def test_long_over_nothing_can_be_written_any_more_that_would_stay(
    visitor: Client, troupe: Troupe, frozen_clock: Any
) -> None:
    row = asked()
    facts = factories.show_facts(
        venue=factories.venue("152222"), troupes=(troupe,),
        starts_at=factories.evening(10),
    )  # fmt: skip
    _row, outcome = schedule_request(row, facts)
    scheduling.confirm(outcome.performance, accept="好")
    frozen_clock.forward(days=12)
    see_to_requests()
    address = f"/requests/{token_of(row)}/"
    assert "演了吗" in visitor.get(address).content.decode()
    frozen_clock.forward(days=181)
    see_to_requests()
    assert "演了吗" not in visitor.get(address).content.decode()
    assert (
        post(visitor, row, "played", audience="9", words="隐名乡亲").status_code == 200
    )
    assert not row.steps.filter(words__contains="隐名乡亲").exists()


def test_after_the_show_one_answer_is_asked_and_can_be_mended(
    visitor: Client, troupe: Troupe, frozen_clock: Any
) -> None:
    row = propose_date(asked(), day=day(10))
    post(visitor, row, "suits")
    html = visitor.get(f"/requests/{token_of(row)}/").content.decode()
    assert "说好了2023年11月11日" in html
    assert "2023年11月9日–17日" in html
    facts = show_facts(troupe)
    row, outcome = schedule_request(fresh(row), facts)
    scheduling.confirm(outcome.performance, accept="都好")
    html = visitor.get(f"/requests/{token_of(row)}/").content.decode()
    assert facts.venue.name in html
    frozen_clock.forward(days=11)

    def page() -> str:
        return visitor.get(f"/requests/{token_of(row)}/").content.decode()

    assert "演出的日子过了" in page()
    assert "已演出" not in page()
    # Not played takes a second step, which needs no script.
    first, _second = page().split('value="not_played"')[0].rsplit("<details", 1)
    assert 'value="played"' in first
    post(visitor, row, "played", audience="120")
    assert "改一改" in page()
    assert 'name="audience"' in page().split("改一改")[1]
    assert 'value="120"' in page()
    post(visitor, row, "not_played")
    assert "您说没有演" in page()
    assert 'value="not_played"' not in page()
    post(visitor, row, "played", audience="118")
    assert "来了约118人" in page()
    wrong = post(visitor, row, "played", audience="999999")
    assert "核对人数" in wrong.content.decode()
    assert 'value="999999"' in wrong.content.decode()


def test_what_another_site_sends_to_a_request_page_is_not_taken(
    visitor: Client,
) -> None:
    row = asked()
    answer = visitor.post(
        f"/requests/{token_of(row)}/",
        {"act": "withdraw", "seen": row.version, "sure": "on"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403
    row.refresh_from_db()
    assert row.state == State.RECEIVED


def test_a_cancelled_show_is_told_with_its_reason(
    visitor: Client, troupe: Troupe
) -> None:
    row = asked()
    facts = factories.show_facts(
        venue=factories.venue("152222"), troupes=(troupe,),
        starts_at=factories.evening(10),
    )  # fmt: skip
    _row, outcome = schedule_request(row, facts)
    show = scheduling.confirm(outcome.performance, accept="好").performance
    scheduling.announce(show)
    scheduling.cancel(show, reason="山路积雪")
    html = visitor.get(f"/requests/{token_of(row)}/").content.decode()
    assert "山路积雪" in html
    assert "重新安排" in html


@pytest.mark.parametrize("steps", [1, 30])
def test_the_own_page_costs_the_same_however_much_was_said(
    steps: int, visitor: Client
) -> None:
    row = asked()
    for _index in range(steps):
        row = propose_date(row, day=day(20))
    visitor.get(f"/requests/{token_of(row)}/")
    with CaptureQueriesContext(connection) as caught:
        visitor.get(f"/requests/{token_of(row)}/")
    assert len(caught) == 7


def test_wrong_links_and_wrong_pairs_get_one_answer_each(
    visitor: Client, frozen_clock: Any
) -> None:
    row = asked()
    pages = {
        visitor.get(f"/requests/{wrong}/").content
        for wrong in ("x", "12345678.abc", f"{row.number}.{'a' * 43}")
    }
    assert len(pages) == 1

    def find(number: str, phone: str) -> Any:
        return visitor.post("/requests/find/", {"number": number, "phone": phone})

    wrong = [find(row.number, "13800000000"), find("99999999", PHONE)]
    shown = {re.sub(r' value="[^"]*"', "", one.content.decode()) for one in wrong}
    assert len(shown) == 1
    right = find("".join(chr(ord(one) + 0xFEE0) for one in row.number), PHONE)
    assert right.status_code == 303
    assert visitor.get(right.url).status_code == 200
    statuses = [find("99999999", PHONE).status_code for _index in range(18)]
    assert statuses[-1] == 429
    # The limit is asked first: no answer tells a guess from a hit.
    assert find(row.number, PHONE).status_code == 429
    frozen_clock.set(frozen_clock.now + timedelta(minutes=11))
    assert find("99999999", PHONE).status_code == 200


def test_a_link_copied_in_part_leads_to_number_and_telephone(visitor: Client) -> None:
    address = f"/requests/{token_of(asked())}/"
    lost = visitor.get(f"{address[:-3]}/")
    assert lost.status_code == 404
    assert 'href="/requests/find/"' in lost.content.decode()
    assert "凭点单号和当时留的电话，随时能再打开" in lost.content.decode()


def test_of_an_evening_nobody_came_there_is_nothing_to_take_back(
    visitor: Client, troupe: Troupe, frozen_clock: Any
) -> None:
    row, outcome = schedule_request(asked(), show_facts(troupe))
    page = f"/requests/{token_of(row)}/"
    assert "队伍替您留着这一天" in visitor.get(page).content.decode()
    scheduling.confirm(outcome.performance, accept="都好")
    frozen_clock.forward(days=12)
    # What cannot be read is said on top, too, with the way to its field.
    wrong = post(visitor, row, "played", audience="很多人").content.decode()
    assert '还没有记下： <a href="#id_audience">' in re.sub(r"\s+", " ", wrong)
    assert post(visitor, row, "not_played").status_code == 303
    html = visitor.get(page).content.decode()
    assert "不用再另外安排了" in html
    assert "撤回点单" not in html
    assert post(visitor, row, "played", audience="约180人").status_code == 303
    assert fresh(row).confirmation.audience == 180
