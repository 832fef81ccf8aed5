"""The league's desk before announcing: what waits, what came back, who sees it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performances import scheduling
from tests import factories

pytestmark = pytest.mark.usefixtures("frozen_clock", "db")


@pytest.fixture
def asked(regions: Any, troupe: Any, hinggan_venue: Any, troupe_editor: Any) -> Any:
    league = regions["152200"]
    league.reviews_announcements = True
    league.save()
    show = factories.performance(
        title="请公布这一场", troupes=(troupe,), venue=hinggan_venue, announced=False
    )
    return scheduling.ask_for_review(show, by=troupe_editor, note="已定").performance


def home(client: Any) -> str:
    return client.get(reverse("wagtailadmin_home")).content.decode()


def act(client: Any, show: Any, key: str, **facts: Any) -> Any:
    url = reverse("performances:act", args=[show.pk, key])
    return client.post(url, {"version": show.version, **facts})


def test_the_league_finds_it_on_its_first_page_and_agrees(
    asked: Any, hinggan_coordinator: Any, as_user: Any
) -> None:
    client = as_user(hinggan_coordinator)
    body = home(client)
    assert "请公布这一场" in body
    assert reverse("performances:act", args=[asked.pk, "approve"]) in body
    assert act(client, asked, "approve").status_code == 302
    asked.refresh_from_db()
    assert asked.announced_at is not None


def test_the_troupe_reads_why_it_came_back(
    asked: Any, hinggan_coordinator: Any, troupe_editor: Any, as_user: Any
) -> None:
    sent = act(as_user(hinggan_coordinator), asked, "send-back", reason="缺节目单")
    assert sent.status_code == 302
    client = as_user(troupe_editor)
    assert "缺节目单" in home(client)
    page = client.get(reverse("performances:inspect", args=[asked.pk]))
    assert "缺节目单" in page.content.decode()
    buttons = [one.key for one in page.context["acts"]]
    assert "ask-review" in buttons
    assert "announce" not in buttons


@pytest.mark.parametrize("role", ["other_troupe_editor", "venue_contact", "outsider"])
def test_others_learn_nothing_of_it(
    role: str, asked: Any, as_user: Any, request: Any
) -> None:
    client = as_user(request.getfixturevalue(role))
    answer = client.get(reverse("wagtailadmin_home"), follow=True)
    assert reverse("performances:act", args=[asked.pk, "approve"]) not in (
        answer.content.decode()
    )
    assert act(client, asked, "approve").status_code in (302, 403, 404)
    asked.refresh_from_db()
    assert asked.announced_at is None


def test_a_league_sets_its_own_review(
    regions: Any, hinggan_coordinator: Any, as_user: Any
) -> None:
    client = as_user(hinggan_coordinator)
    mine = reverse("regions:edit", args=[regions["152200"].pk])
    assert "reviews_announcements" in client.get(mine).content.decode()
    theirs = reverse("regions:edit", args=[regions["150800"].pk])
    assert client.get(theirs).status_code in (302, 403, 404)


def test_the_first_page_costs_the_same_for_one_and_thirty(
    asked: Any, hinggan_coordinator: Any, troupe_editor: Any, as_user: Any, troupe: Any
) -> None:
    client = as_user(hinggan_coordinator)
    home(client)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            home(client)
        return len(captured)

    with_one = queries()
    for days in range(8, 20):
        show = factories.performance(
            troupes=(troupe,),
            venue=asked.venue,
            starts_at=factories.evening(days),
            announced=False,
        )
        scheduling.ask_for_review(show, by=troupe_editor)
    assert queries() == with_one
