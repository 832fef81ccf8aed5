"""A journey between two entries without a show: accepted with a reason on the way from
the road pages, by whom, and until its facts change."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from wagtail.log_actions import registry as log_registry

from performances.conflicts import Rule
from performances.models import AcceptedWarning, Engagement, RoadNotice
from performances.scheduling import (
    NotAllowed,
    Refused,
    StaleWrite,
    check_conflicts,
    engagement_facts_of,
    place,
    rebook,
    unbook,
)
from performances.scheduling.entry_warnings import accept_entry_warnings
from performances.scheduling.road_legs import LegFacts, enter_leg
from performances.scheduling.road_notices import (
    NoticeFacts,
    end_notice,
    post_notice,
    revise_notice,
)
from tests import factories

from .conftest import T_ZERO

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def way(regions: Any, other_troupe: Any, hohhot_venue: Any, bayannur_venue: Any) -> Any:
    """A rehearsal in Hohhot, and one sixteen hours later in Linhe: 400 km by the G6."""
    enter_leg(
        LegFacts(
            origin=regions["150100"], destination=regions["150802"], km=Decimal(400),
            hours=Decimal(6), roads="G6", source="司机包师傅", holds_all_year=True,
        )
    )  # fmt: skip
    first = factories.engagement(
        other_troupe, title="青城合练", starts_at=T_ZERO, venue=hohhot_venue
    )
    later = factories.engagement(
        other_troupe, title="河套走台", venue=bayannur_venue,
        starts_at=T_ZERO + timedelta(hours=16),
    )  # fmt: skip
    return SimpleNamespace(first=first, later=later, troupe=other_troupe)


def closed(**changes: Any) -> NoticeFacts:
    values = {
        "road": "G6", "kind": "closed", "source": "交警电话",
        "starts_at": T_ZERO + timedelta(hours=1),
        "ends_at": T_ZERO + timedelta(hours=12),
    }  # fmt: skip
    return NoticeFacts(**(values | changes))


@pytest.fixture
def notice(way: Any) -> RoadNotice:
    return post_notice(closed()).row


@pytest.fixture
def accepted(way: Any, notice: RoadNotice, coordinator: Any) -> AcceptedWarning:
    accept_entry_warnings(way.later, reason="乐器先走，人坐火车", by=coordinator)
    return AcceptedWarning.objects.get()


def page_of(client: Any, notice: RoadNotice) -> str:
    url = reverse("road_notices:inspect", args=[notice.pk])
    return client.get(url).content.decode()


def accept_url(row: Engagement) -> str:
    return reverse("engagements:accept", args=[row.pk])


# --- The road page, and the way from it -----------------------------------------------


def test_the_road_page_leads_to_both_entries_and_to_accepting(
    way: Any, notice: RoadNotice, coordinator: Any, as_user: Any
) -> None:
    page = page_of(as_user(coordinator), notice)
    for row in (way.first, way.later):
        assert reverse("engagements:inspect", args=[row.pk]) in page
    assert accept_url(way.later) in page
    assert reverse("engagements:edit", args=[way.later.pk]) in page


def test_accepting_asks_why_and_is_told_everywhere(
    way: Any, notice: RoadNotice, coordinator: Any, as_user: Any
) -> None:
    client = as_user(coordinator)
    asked = client.get(accept_url(way.later)).content.decode()
    assert "封闭" in asked
    post = {"version": way.later.version, "accept": ""}
    assert client.post(accept_url(way.later), post).status_code == 200
    assert not AcceptedWarning.objects.exists()

    post["accept"] = "乐器先走，人坐火车"
    answer = client.post(accept_url(way.later), post, follow=True)

    row = AcceptedWarning.objects.get()
    assert (row.engagement, row.by) == (way.later, coordinator)
    assert (row.rule, row.reason) == (Rule.UNREACHABLE, "乐器先走，人坐火车")
    assert "乐器先走，人坐火车（coordinator" in answer.content.decode()
    page = page_of(client, notice)
    assert "照常进行：乐器先走，人坐火车 · coordinator" in page
    assert accept_url(way.later) not in page
    assert check_conflicts().is_clean
    entry = log_registry.get_logs_for_instance(way.later).first()
    assert (entry.action, entry.user) == ("schedule.accept", coordinator)
    assert entry.data["reason"] == "乐器先走，人坐火车"


def test_a_transfer_that_is_too_short_is_accepted_alike(
    way: Any, coordinator: Any, as_user: Any, hohhot_venue: Any, bayannur_venue: Any
) -> None:
    starts = T_ZERO + timedelta(hours=3)
    transfer = factories.engagement(
        way.troupe, kind="transfer", title="转场", starts_at=starts, minutes=8 * 60,
        from_venue=hohhot_venue, venue=bayannur_venue,
    )  # fmt: skip
    notice = post_notice(closed()).row
    client = as_user(coordinator)
    page = page_of(client, notice)
    link = reverse("engagements:inspect", args=[transfer.pk])
    assert page.count(f'href="{link}"') < page.count("ride__text") + 1
    assert accept_url(transfer) in page
    client.post(accept_url(transfer), {"version": 1, "accept": "等放行，夜里走"})
    reasons = AcceptedWarning.objects.filter(engagement=transfer)
    assert reasons.filter(reason="等放行，夜里走", by=coordinator).exists()


# --- Until its facts change ----------------------------------------------------------


def test_it_lapses_with_the_road(
    way: Any, notice: RoadNotice, accepted: Any, coordinator: Any, as_user: Any
) -> None:
    longer = T_ZERO + timedelta(hours=15)
    revise_notice(notice, closed(ends_at=longer))
    accepted.refresh_from_db()
    assert accepted.lapsed_through == "roads"
    client = as_user(coordinator)
    inspect = reverse("engagements:inspect", args=[way.later.pk])
    page = client.get(inspect).content.decode()
    assert "路况或路程变了" in page
    assert accept_url(way.later) in page

    end_notice(RoadNotice.objects.get())
    assert accept_url(way.later) not in client.get(inspect).content.decode()


def test_it_lapses_when_the_entry_before_it_moves(way: Any, accepted: Any) -> None:
    facts = engagement_facts_of(Engagement.objects.for_rows().get(pk=way.first.pk))
    earlier = replace(
        facts,
        starts_at=facts.starts_at - timedelta(days=1),
        ends_at=facts.ends_at - timedelta(days=1),
    )
    rebook(way.first, earlier)
    accepted.refresh_from_db()
    assert accepted.lapsed_through == "schedule.rebook"


def test_it_lapses_when_the_entry_before_it_is_taken_out(
    way: Any, accepted: Any
) -> None:
    unbook(way.first)
    accepted.refresh_from_db()
    assert accepted.lapsed_through == "schedule.unbook"


def test_it_lapses_when_a_show_comes_between(
    way: Any, accepted: Any, hohhot_venue: Any
) -> None:
    facts = factories.show_facts(
        troupes=(way.troupe,), venue=hohhot_venue, minutes=60,
        starts_at=T_ZERO + timedelta(hours=3),
    )  # fmt: skip
    place(facts, status="confirmed", accept="测试")
    accepted.refresh_from_db()
    assert accepted.lapsed_through == "schedule.place"


def test_what_happens_elsewhere_leaves_it(way: Any, accepted: Any) -> None:
    factories.performance()
    factories.engagement()
    accepted.refresh_from_db()
    assert accepted.lapsed_at is None


# --- Rights and refusals --------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("hinggan_coordinator", 404), ("troupe_editor", 404), ("venue_contact", 404),
        ("other_troupe_editor", 302),
    ],
)  # fmt: skip
def test_only_who_coordinates_all_of_it_accepts(
    role: str, status: int, way: Any, notice: RoadNotice, request: Any, as_user: Any
) -> None:
    user = request.getfixturevalue(role)
    client = as_user(user)
    assert accept_url(way.later) not in page_of(client, notice)
    post = {"version": way.later.version, "accept": "硬闯"}
    assert client.get(accept_url(way.later)).status_code == status
    assert client.post(accept_url(way.later), post).status_code == status
    with pytest.raises(NotAllowed):
        accept_entry_warnings(way.later, reason="硬闯", by=user)
    assert not AcceptedWarning.objects.exists()


def test_an_old_page_accepts_nothing(way: Any, notice: RoadNotice) -> None:
    with pytest.raises(StaleWrite):
        accept_entry_warnings(way.later, reason="旧的", version=way.later.version - 1)


def test_without_a_warning_there_is_nothing_to_accept(
    way: Any, coordinator: Any, as_user: Any
) -> None:
    with pytest.raises(Refused):
        accept_entry_warnings(way.later, reason="先写着")
    answer = as_user(coordinator).get(accept_url(way.later))
    assert answer.status_code == 302
