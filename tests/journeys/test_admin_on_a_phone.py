"""Every list and form of the Schedule menu at 390 px: nothing is cut off, everything
can be hit with a finger, and a row is a few lines instead of a row of columns."""

from typing import Any

import pytest
from django.urls import reverse

from tests import factories

from .phone import assert_reads_on_a_phone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LISTS = [
    "performances", "engagements", "showcases", "venues", "road_notices", "road_legs",
    "trucks", "exclusions", "regions", "troupes", "works", "people", "memberships",
    "callsheets", "notices",
]  # fmt: skip
FORMS = ["performances", "engagements", "showcases", "venues", "trucks", "exclusions",
         "people", "memberships", "road_notices"]  # fmt: skip
PLANNED_BY_A_TROUPE = ["performances", "engagements", "people", "works", "troupes"]


@pytest.fixture
def rows(troupe: Any, other_troupe: Any, hinggan_venue: Any) -> Any:
    long = "草原上的歌声与马头琴合奏交响音乐会巡回惠民专场"
    truck = factories.truck("152222", troupe=troupe, name="兴安盟流动舞台车2号（备用）")
    factories.work(title=long)
    return factories.performance(
        title=long, status="hold", venue=hinggan_venue, troupes=(troupe, other_troupe),
        along=(truck,),
    )  # fmt: skip


def walk(page: Any, addresses: list[str]) -> None:
    for address in addresses:
        assert page.goto(address).status == 200, address
        assert_reads_on_a_phone(page)


def test_a_coordinators_lists_and_forms(
    rows: Any, logged_in_page: Any, coordinator: Any
) -> None:
    page = logged_in_page(coordinator, width=390, height=3000, complaints_fail=False)
    walk(page, [reverse("wagtailadmin_home"), reverse("performances:import")])
    walk(page, [reverse(f"{name}:index") for name in LISTS])
    walk(page, [reverse(f"{name}:add") for name in FORMS])
    walk(page, [reverse(f"performances:{name}") for name in ("many", "tour")])
    for name in ("inspect", "edit", "history"):
        walk(page, [reverse(f"performances:{name}", args=[rows.pk])])


@pytest.mark.parametrize("who", ["hinggan_coordinator", "troupe_editor"])
def test_a_clerks_and_an_editors_lists(
    who: str, rows: Any, logged_in_page: Any, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    page = logged_in_page(user, width=390, height=2000, complaints_fail=False)
    walk(page, [reverse(f"{name}:index") for name in PLANNED_BY_A_TROUPE])
    walk(page, [reverse("engagements:add")])


def test_a_row_is_lines_and_can_be_sorted_and_filtered(
    rows: Any, logged_in_page: Any, coordinator: Any, hinggan_venue: Any
) -> None:
    page = logged_in_page(coordinator, width=390, height=844)
    page.goto(reverse("performances:index"))
    row = page.locator(".listing--rows tbody tr")
    title, place = row.locator("td.title"), row.get_by_text(hinggan_venue.name)
    # The name leads, though its column is not the first; its value stands below it.
    assert title.bounding_box()["y"] < place.bounding_box()["y"]
    assert title.bounding_box()["width"] > 300
    assert row.bounding_box()["height"] < 200
    page.get_by_role("link", name="状态").click()
    page.wait_for_url("**ordering=status")
    page.locator(".w-drilldown button").first.click()
    page.get_by_role("button", name="盟市").wait_for()
