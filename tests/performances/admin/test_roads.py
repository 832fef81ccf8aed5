"""Known legs and road notices as coordinators meet them."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performances.admin.roads_panel import RoadsNow
from performances.models import RoadLeg, RoadNotice, RoadRules
from performances.scheduling import accept_warnings
from performances.scheduling.road_legs import LegFacts, enter_leg
from performances.scheduling.road_notices import NoticeFacts, end_notice, post_notice
from tests import factories

from .conftest import T_ZERO

pytestmark = pytest.mark.django_db


@pytest.fixture
def leg(regions: Any) -> RoadLeg:
    """Hohhot to Linhe by the G6, 400 km in 6 hours."""
    return enter_leg(
        LegFacts(
            origin=regions["150100"],
            destination=regions["150802"],
            km=Decimal(400),
            hours=Decimal(6),
            roads="G6",
            source="司机包师傅",
            holds_all_year=True,
        )
    ).row


@pytest.fixture
def tour(placed: Any, other_troupe: Any, hohhot_venue: Any, bayannur_venue: Any) -> Any:
    """An evening in Hohhot, the next noon in Linhe."""
    first = placed(other_troupe, hohhot_venue, title="青城晚场")
    noon = T_ZERO + timedelta(hours=16)
    second = placed(other_troupe, bayannur_venue, title="河套午场", starts_at=noon)
    return first, second


def facts(**changes: Any) -> NoticeFacts:
    values = {
        "road": "G6",
        "kind": "closed",
        "starts_at": T_ZERO + timedelta(hours=2),
        "ends_at": T_ZERO + timedelta(hours=12),
        "source": "交警电话",
    }
    return NoticeFacts(**(values | changes))


def notice_post(**changes: Any) -> dict[str, Any]:
    """What a browser sends for a notice: the G6 closed over night."""
    values = {
        "leg": "",
        "road": "G6",
        "region": "",
        "kind": "closed",
        "factor": "",
        "starts_at_0": "2023-11-20",
        "starts_at_1": "21:30",
        "ends_at_0": "2023-11-21",
        "ends_at_1": "07:30",
        "source": "交警电话，14:10",
        "note": "",
        "seen": "",
    }
    return values | changes


def leg_post(leg: RoadLeg, **changes: Any) -> dict[str, Any]:
    values = {
        "from_region": leg.from_region_id,
        "from_venue": "",
        "to_region": leg.to_region_id,
        "to_venue": "",
        "km": "400",
        "hours": "6",
        "roads": "G6",
        "source": "司机包师傅",
        "note": "",
        "seen": leg.version,
    }
    return values | changes


def body(answer: Any) -> str:
    return answer.content.decode()


# --- Posting, and the page that follows ----------------------------------------------


def test_posting_a_notice_lists_who_cannot_arrive(leg, tour, coordinator, as_user):
    client = as_user(coordinator)
    answer = client.post(reverse("road_notices:add"), notice_post(), follow=True)

    notice = RoadNotice.objects.get()
    assert notice.entered_by == coordinator
    url = reverse("road_notices:inspect", args=[notice.pk])
    assert answer.redirect_chain[-1][0] == url
    page = body(answer)
    for part in ("1段路", "400公里", "16.3小时", "13小时", "交警电话，14:10", "14:45"):
        assert part in page
    second = tour[1].pk
    for act in ("condition", "postpone", "accept"):
        assert reverse("performances:act", args=[second, act]) in page
    assert reverse("performances:edit", args=[second]) in page
    assert reverse("performances:inspect", args=[tour[0].pk]) in page


def test_a_slow_road_leaves_less_to_spare(leg, tour, coordinator, as_user):
    sent = notice_post(kind="slow", factor="1.5", ends_at_0="", ends_at_1="")
    answer = as_user(coordinator).post(reverse("road_notices:add"), sent, follow=True)
    assert "要9.5小时（原来6.5小时）" in body(answer)
    assert reverse("performances:act", args=[tour[1].pk, "accept"]) not in body(answer)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"road": ""}, "leg"),
        ({"kind": "slow"}, "factor"),
        ({"kind": "slow", "factor": "0.5"}, "factor"),
        ({"road": "G99"}, "road"),
        ({"ends_at_0": "2023-11-19"}, "ends_at"),
        ({"ends_at_1": ""}, "ends_at"),
        ({"starts_at_0": "0001-01-01"}, "starts_at"),
        ({"starts_at_0": "2023-13-99"}, "starts_at"),
        ({"source": ""}, "source"),
        ({"source": " "}, "source"),
        ({"region": "9" * 30}, "region"),
        ({"leg": "\x00"}, "leg"),
        ({"seen": "x"}, "seen"),
    ],
)
def test_mistakes_are_told_at_their_field(leg, coordinator, as_user, changes, field):
    answer = as_user(coordinator).post(
        reverse("road_notices:add"), notice_post(**changes)
    )
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not RoadNotice.objects.exists()
    assert answer.context["form"]["note"] is not None


def test_a_closed_road_forgets_the_factor_typed_before(leg, coordinator, as_user):
    as_user(coordinator).post(reverse("road_notices:add"), notice_post(factor="3"))
    assert RoadNotice.objects.get().factor is None


def test_editing_from_an_old_page_is_refused(leg, coordinator, as_user):
    notice = post_notice(facts()).row
    client = as_user(coordinator)
    url = reverse("road_notices:edit", args=[notice.pk])
    assert client.post(url, notice_post(seen=1)).status_code == 302
    answer = client.post(url, notice_post(seen=1, source="别人的说法"))
    assert answer.status_code == 200
    assert "别人的说法" in body(answer)
    assert RoadNotice.objects.get().version == 2


def test_ending_a_notice_frees_the_road(leg, tour, coordinator, as_user):
    notice = post_notice(facts()).row
    client = as_user(coordinator)
    url = reverse("road_notices:end", args=[notice.pk])
    assert "解除路况" in body(client.get(url))
    answer = client.post(url, {"version": 1, "reason": "除雪完毕"}, follow=True)
    notice.refresh_from_db()
    assert notice.ended_by == coordinator
    assert "要6.5小时（原来16.3小时）" in body(answer)
    assert client.get(url).status_code == 302
    assert client.post(url, {"version": "x"}).status_code == 200


def test_an_acceptance_that_lapsed_is_told(leg, tour, coordinator, as_user):
    slow = facts(kind="slow", factor=Decimal(3), ends_at=None)
    notice = post_notice(slow).row
    accept_warnings(tour[1], reason="夜里先走一车", by=coordinator)
    url = reverse("road_notices:inspect", args=[notice.pk])
    client = as_user(coordinator)
    assert "照常进行：夜里先走一车" in body(client.get(url))

    worse = post_notice(facts(kind="slow", factor=Decimal(4), ends_at=None)).row
    page = body(client.get(reverse("road_notices:inspect", args=[worse.pk])))
    assert "照常进行：" not in page
    assert "先前写的理由已作废" in page
    assert "夜里先走一车" in page


# --- Legs -----------------------------------------------------------------------------


def test_entering_a_leg(regions, coordinator, as_user, tour):
    sent = {
        "from_region": regions["150100"].pk,
        "from_venue": "",
        "to_region": regions["150802"].pk,
        "to_venue": "",
        "km": "400",
        "hours": "13",
        "roads": "g6，S311",
        "source": "司机包师傅",
    }
    answer = as_user(coordinator).post(reverse("road_legs:add"), sent, follow=True)
    leg = RoadLeg.objects.get()
    assert leg.road_names == ["G6", "S311"]
    assert answer.redirect_chain[-1][0] == reverse("road_legs:inspect", args=[leg.pk])
    assert reverse("performances:act", args=[tour[1].pk, "postpone"]) in body(answer)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"to_region": ""}, "to_region"),
        ({"km": "20"}, "km"),
        ({"km": "nan"}, "km"),
        ({"hours": "1"}, "hours"),
        ({"hours": "9" * 50}, "hours"),
        ({"source": ""}, "source"),
    ],
)
def test_a_leg_that_cannot_be(leg, coordinator, as_user, changes, field):
    url = reverse("road_legs:edit", args=[leg.pk])
    answer = as_user(coordinator).post(url, leg_post(leg, **changes))
    assert answer.status_code == 200
    assert answer.context["form"].errors[field]


def test_the_same_leg_twice(leg, coordinator, as_user):
    sent = leg_post(leg, from_region=leg.to_region_id, to_region=leg.from_region_id)
    answer = as_user(coordinator).post(reverse("road_legs:add"), sent)
    assert answer.context["form"].errors["to_region"]


def test_removing_a_leg(leg, tour, coordinator, as_user):
    client = as_user(coordinator)
    url = reverse("road_legs:delete", args=[leg.pk])
    notice = post_notice(facts(road="", leg=leg)).row
    assert "不能删除" in body(client.get(url))
    end_notice(notice)
    assert "要留在表里" in body(client.post(url, follow=True))
    with_no_notice = enter_leg(
        LegFacts(
            origin=leg.from_region,
            destination=factories.region("150824"),
            km=Decimal(500),
            hours=Decimal(8),
            source="司机",
        )
    ).row
    url = reverse("road_legs:delete", args=[with_no_notice.pk])
    assert client.post(url).status_code == 302
    assert list(RoadLeg.objects.all()) == [leg]


def test_the_list_leads_to_what_follows(leg, coordinator, as_user):
    notice = post_notice(facts(kind="slow", factor=Decimal("1.5"))).row
    page = body(as_user(coordinator).get(reverse("road_legs:index")))
    assert '<tddata-heading="公里">400</td>' in "".join(page.split())
    assert reverse("road_legs:inspect", args=[leg.pk]) in page
    page = body(as_user(coordinator).get(reverse("road_notices:index")))
    assert "慢行，1.5倍时间" in page
    assert reverse("road_notices:inspect", args=[notice.pk]) in page


# --- Who sees and does what -----------------------------------------------------------


def test_a_league_posts_for_its_own_roads(
    leg, tour, regions, hinggan_coordinator, as_user
):
    client = as_user(hinggan_coordinator)
    url = reverse("road_notices:add")
    refused = client.post(url, notice_post())
    assert refused.status_code == 200
    assert not RoadNotice.objects.exists()
    sent = notice_post(road="", region=regions["152200"].pk)
    assert client.post(url, sent).status_code == 302


def test_strangers_see_the_road_and_not_the_shows(
    leg, tour, troupe_editor, hinggan_coordinator, other_troupe_editor, as_user
):
    notice = post_notice(facts()).row
    url = reverse("road_notices:inspect", args=[notice.pk])
    for stranger in (troupe_editor, hinggan_coordinator):
        page = body(as_user(stranger).get(url))
        assert "交警电话" in page
        assert "河套午场" not in page
        assert "青城晚场" not in page
        assert "1段路属于其他盟市" in page
    own = body(as_user(other_troupe_editor).get(url))
    assert "河套午场" in own
    assert reverse("performances:act", args=[tour[1].pk, "postpone"]) in own
    assert reverse("performances:act", args=[tour[1].pk, "accept"]) not in own
    assert reverse("road_notices:end", args=[notice.pk]) not in own


@pytest.mark.parametrize("role", ["troupe_leader", "troupe_member", "venue_contact"])
def test_only_coordinators_enter_roads(role, leg, request, as_user):
    client = as_user(request.getfixturevalue(role))
    for name in ("road_notices:add", "road_legs:add"):
        assert client.get(reverse(name)).status_code == 302
    assert client.get(reverse("road_notices:index")).status_code == 200


def test_the_rules_are_for_those_who_coordinate_everywhere(
    coordinator, hinggan_coordinator, troupe_leader, as_user
):
    url = reverse("wagtailsettings:edit", args=["performances", "roadrules"])
    client = as_user(coordinator)
    answer = client.get(url, follow=True)
    assert answer.status_code == 200
    assert "冰雪季" in body(answer)
    rules = RoadRules.objects.get()
    for stranger in (hinggan_coordinator, troupe_leader):
        other = as_user(stranger)
        edit = reverse(
            "wagtailsettings:edit", args=["performances", "roadrules", rules.pk]
        )
        assert other.get(edit).status_code == 302
        assert other.post(edit, {"departure_minutes": 1}).status_code == 302


# --- Standing, and its cost -----------------------------------------------------------


def test_the_first_page_tells_what_cannot_be_made(leg, tour, coordinator, as_user):
    client = as_user(coordinator)
    home = reverse("wagtailadmin_home")
    assert "roads-now" not in body(client.get(home))
    post_notice(facts())
    page = body(client.get(home))
    assert "roads-now" in page
    assert "河套午场" in page
    index = body(client.get(reverse("road_notices:index")))
    assert "16.3小时" in index


def test_what_follows_costs_the_same_for_one_and_for_many(
    leg, coordinator, placed, as_user
):
    client = as_user(coordinator)
    costs = []
    for rows in (range(1), range(1, 20)):
        for number in rows:
            troupe, days = factories.troupe("150105"), timedelta(days=number % 3)
            noon = T_ZERO + days + timedelta(hours=16)
            for home, starts in (("150105", T_ZERO + days), ("150802", noon)):
                placed(troupe, factories.venue(home), starts_at=starts, accept="测试")
        notice = post_notice(facts(ends_at=None)).row
        costs.append(cost_of_pages(client, notice, leg))
        assert cost_of_the_panel(coordinator) == 10
    assert costs[0] == costs[1]


def cost_of_pages(client: Any, notice: RoadNotice, leg: RoadLeg) -> list[int]:
    """Queries of each page; the frame around it is everybody's."""
    counted = []
    for name, args in (
        ("road_notices:inspect", [notice.pk]),
        ("road_notices:index", []),
        ("road_legs:inspect", [leg.pk]),
    ):
        client.get(reverse(name, args=args))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name, args=args)).status_code == 200
        counted.append(len(queries))
    return counted


def cost_of_the_panel(user: Any) -> int:
    """Memberships; notices and their regions; the book; bookings; shows with their
    troupes; what was accepted."""
    user.__dict__.pop("_schedule_scope", None)
    with CaptureQueriesContext(connection) as queries:
        RoadsNow().get_context_data({"request": SimpleNamespace(user=user)})
    return len(queries)
