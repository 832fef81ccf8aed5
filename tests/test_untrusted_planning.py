"""Odd input to the desks and token pages of planners: never a 500, nothing moved."""

from typing import Any

import pytest
from django.urls import reverse

from performances.models import Performance
from performances.scheduling import issue_link
from tests import factories
from tests.test_untrusted import HUGE, ODD

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FINE = (200, 302, 400, 403, 404, 405)
ROWS = (
    "road_notices", "road_legs", "memberships", "notices", "callsheets",
)  # fmt: skip
ASKED = (
    "/admin/schedule/board/?from={}&days={}&rows={}&league={}&troupe={}&showcase={}",
    "/admin/schedule/board/bars/?from={}&days={}&rows={}&status={}",
    "/admin/schedule/board/?from=0001-01-01&days=31",
    "/admin/schedule/board/bars/?from=9999-12-31&days=31",
    "/admin/schedule/decisions/?p={}", "/admin/what-changed/?p={}&since={}",
    "/admin/performances/many/?q={}&league={}&troupes={}&period={}&p={}",
    "/admin/performances/add/?day={}&troupe={}&venue={}&hour={}",
    "/admin/performances/tour/?troupe={}", "/admin/performances/copy-season/?year={}",
    "/admin/performances/?warnings={}&answer={}", "/admin/venues/merge/{}/",
    "/admin/venues/links/{}/", "/admin/works/merge/{}/",
    "/admin/engagements/add/?show={}&troupe={}&from={}&kind={}&starts={}",
    "/admin/engagements/check/?kind={}", "/admin/showcases/opening/{}/",
    "/admin/showcases/opening/{}/since/?after={}", "/admin/road_notices/end/{}/",
)  # fmt: skip


def test_odd_keys_of_roads_mails_and_memberships(
    coordinator: Any, as_user: Any
) -> None:
    client = as_user(coordinator)
    wrong = []
    for rows in ROWS:
        index = reverse(f"{rows}:index")
        for odd in ODD:
            for name in ("inspect", "edit", "delete", "history", "usage"):
                url = f"{index}{name}/{odd}/"
                status = client.get(url).status_code
                if status not in (400, 404):
                    wrong.append((url, status))
            url = f"{index}?q={odd}&p={odd}&state={odd}&period={odd}&ordering={odd}"
            status = client.get(url).status_code
            if status not in (200, 302, 400, 404):
                wrong.append((url, status))
    assert wrong == []


@pytest.mark.parametrize("address", ASKED)
def test_odd_questions_to_the_desks(
    address: str, coordinator: Any, as_user: Any
) -> None:
    client = as_user(coordinator)
    wrong = []
    for odd in ODD:
        url = address.replace("{}", odd)
        answer = client.get(url)
        if answer.status_code not in FINE:
            wrong.append((url, answer.status_code))
    assert wrong == []


def test_odd_acts_on_the_board(coordinator: Any, as_user: Any) -> None:
    client = as_user(coordinator)
    show = factories.performance(status="draft")
    opening = factories.showcase().performances.first()
    bodies = [
        b"", b"\xff\xfe", b"[]", b"null", b"7", b'"x"', b"{", b"[" * 5000,
        b'{"version": {"a": [1]}, "day": [], "row": {}}',
        b'{"version": 1e999, "day": "9999-12-31", "row": "troupe:' + b"9" * 40 + b'"}',
        b'{"version": ' + b"9" * 5000 + b"}",
        b'{"version": 7, "day": "\\u0000", "hour": "\\ud800", "title": "\\u0000"}',
        b'{"version": 7, "reason": "' + b"x" * 200_000 + b'"}',
    ]  # fmt: skip
    urls = [reverse("board:new"), reverse("board:undo")]
    for act in ("move", "confirm", "hold", "discard", "abc", HUGE):
        for pk in (show.pk, opening.pk, 9**15):
            urls.append(reverse("board:act", args=[pk, act]))
    before = list(Performance.objects.order_by("pk").values_list("pk", "version"))
    wrong = []
    for url in urls:
        for body in bodies:
            answer = client.post(url, body, content_type="application/json")
            if answer.status_code not in (*FINE, 413):
                wrong.append((url, body[:60], answer.status_code))
    assert wrong == []
    after = list(Performance.objects.order_by("pk").values_list("pk", "version"))
    assert after == before


# What a desk that takes several steps is told to do; elsewhere a form has only one.
STEPS = {
    "performances:many": ("act", ("", "announce")),
    "performances:tour": ("step", ("", "lay", "check", "place")),
    "performances:copy_season": ("step", ("list", "place")),
    "showcases:opening": ("do", ("", "tick", "issue", "revoke", "word")),
    "venues:links": ("act", ("", "issue", "reset", "revoke")),
}
DESKS = (
    *STEPS, "engagements:add", "exclusions:add", "road_notices:add", "road_legs:add",
    "trucks:add", "people:add", "memberships:add", "engagements:check", "venues:merge",
)  # fmt: skip
TYPED = (
    "rows", "step", "act", "do", "link", "previewed", "days", "version", "kind",
    "troupe", "troupes", "venue", "first_day", "until_day", "from_day", "starts_on",
    "ends_on", "year", "hours", "day", "hour", "starts_at_0", "starts_at_1",
    "ends_at_0", "ends_at_1", "members", "takes", "leg", "road", "region", "factor",
    "kilometres", "opening", "item", "state", "seen", "into", "live", "label",
    "title", "reason", "expected_at_0", "expected_at_1", "city", "troupe_code",
)  # fmt: skip


def test_odd_forms_of_the_desks(coordinator: Any, as_user: Any) -> None:
    client = as_user(coordinator)
    show = factories.performance(status="draft")
    rows = {"showcases": factories.showcase().pk, "venues": show.venue_id}
    wrong = []
    for odd in ("\x00", HUGE, "-1", "٣", "abc", "\ufffd", "0001-01-01", "9999-12-31"):
        typed = dict.fromkeys(TYPED, odd) | {
            f"{formset}-{name}": odd
            for formset in ("stops", "shows", "takes", "form", "loans")
            for name in ("TOTAL_FORMS", "INITIAL_FORMS", "0-venue", "0-days")
        }
        for desk in DESKS:
            row = rows.get(desk.partition(":")[0])
            url = reverse(desk, args=[row] if row else [])
            name, steps = STEPS.get(desk, ("", ("",)))
            for step in steps:
                answer = client.post(url, typed | ({name: step} if step else {}))
                if answer.status_code not in FINE:
                    wrong.append((url, step, odd, answer.status_code))
    assert wrong == []


def test_odd_words_on_the_doors_of_token_pages(visitor: Any, hohhot_venue: Any) -> None:
    """A link is a login: a wrong one looks like none, whatever it is made of."""
    _link, token = issue_link("venue", hohhot_venue, label="示例站长")
    show = factories.performance(status="hold", venue=hohhot_venue)
    wrong = []
    for odd in ODD:
        for url in (
            f"/v/{odd}/", f"/v/{odd}/app.webmanifest", f"/v/{odd}/{show.public_id}/",
            f"/site/{odd}/", f"/site/{token}/", f"/v/{token}/{odd}/",
        ):  # fmt: skip
            for ask in (visitor.get, visitor.post):
                status = ask(url).status_code
                if status not in (400, 403, 404, 405, 429):
                    wrong.append((url, status))
        status = visitor.get(f"/v/{token}/?done={odd}").status_code
        wrong += [] if status in (200, 429) else [(odd, status)]
    assert wrong == []


def test_odd_answers_of_a_venue(visitor: Any, hohhot_venue: Any) -> None:
    _link, token = issue_link("venue", hohhot_venue, label="示例站长")
    show = factories.performance(status="hold", venue=hohhot_venue)
    url = f"/v/{token}/{show.public_id}/"
    for odd in ("\x00", HUGE, "-1", "٣", "abc", "0001-01-01", "9999-12-31"):
        typed = dict.fromkeys(
            ("answer", "asked", "question", "day", "hour", "note", "version"), odd
        )
        for facts in (typed, typed | {"answer": "another"}, typed | {"answer": "yes"}):
            answer = visitor.post(url, facts)
            assert answer.status_code in (200, 302, 400, 403, 409, 422, 429), facts
    show.refresh_from_db()
    assert show.status == "hold"
