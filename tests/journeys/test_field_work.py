"""From the road to the figures, everybody on a phone: a leader adds a place and reports
what happened there, members look on, strangers stay out, the league reviews, and what
was reviewed stands on public pages, in the figures and in the report."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from performances.models import Performance, Record
from tests import factories
from tests.factories import PASSWORD
from tests.journeys.axe import assert_accessible
from tests.journeys.phone import assert_fits
from ulanmuqi.base import clock
from ulanmuqi.places.models import Venue

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def show(troupe: Any, hinggan_venue: Any, frozen_clock: Any) -> Performance:
    """It was given yesterday evening."""
    evening = clock.midnight(clock.now()) - timedelta(hours=5)
    return factories.performance(
        title="昨晚的安代", starts_at=evening, venue=hinggan_venue, troupes=(troupe,)
    )


@pytest.fixture
def phone_of(new_page: Any) -> Any:
    """A phone on which somebody tried to log in to the day sheet."""

    def opened(user: Any) -> Any:
        phone = new_page(**PHONE, complaints_fail=False)
        phone.goto("/my/login/")
        phone.get_by_label("用户名").fill(user.username)
        phone.get_by_label("密码").fill(PASSWORD)
        phone.get_by_role("button", name="登录").click()
        return phone

    return opened


def test_everybody_on_a_phone(
    show: Performance, phone_of: Any, new_page: Any, logged_in_page: Any,
    troupe_leader: Any, troupe_member: Any, other_troupe_editor: Any,
    venue_contact: Any, hinggan_coordinator: Any,
) -> None:  # fmt: skip
    _the_leader_adds_a_place_and_reports(phone_of(troupe_leader), show)
    _a_member_looks_on(phone_of(troupe_member), show)
    _strangers_stay_out(phone_of, other_troupe_editor, venue_contact, show)
    visitor = new_page(**PHONE, bypass_csp=True)
    _nothing_is_public_before_the_review(visitor, show)
    _the_league_reviews(logged_in_page(hinggan_coordinator, **PHONE), show)
    _the_public_reads_it(visitor, show)


def _the_leader_adds_a_place_and_reports(phone: Any, show: Performance) -> None:
    phone.wait_for_url("**/my/")
    phone.get_by_role("link", name="添加地点").click()
    phone.get_by_label("地点名称").fill("隐名牧户冬营地")
    phone.get_by_role("button", name="添加这个地点").click()
    phone.get_by_text("已添加，现在就能在那里排演出").wait_for()
    added = Venue.objects.get(name="隐名牧户冬营地")
    assert added.public_precision == Venue.PublicPrecision.BANNER

    phone.goto("/my/")
    assert_fits(phone)
    phone.get_by_role("link", name="上报").first.click()
    phone.get_by_label("现场观众（人）").fill("320")
    phone.get_by_label("全天里程（公里）").fill("186")
    phone.get_by_role("button", name="上报").click()
    phone.get_by_text("已经收到，谢谢。").wait_for()
    assert Record.objects.get(performance=show).onsite_audience == 320


def _a_member_looks_on(phone: Any, show: Performance) -> None:
    phone.wait_for_url("**/my/")
    phone.goto(f"/my/shows/{show.public_id}/")
    phone.get_by_text("昨晚的安代").first.wait_for()
    assert phone.get_by_role("link", name="取消演出").count() == 0
    for act in ("record", "cancel", "move"):
        answer = phone.goto(f"/my/shows/{show.public_id}/{act}/")
        assert answer.status == 403


def _strangers_stay_out(
    phone_of: Any, stranger: Any, venue: Any, show: Performance
) -> None:
    phone = phone_of(stranger)
    phone.wait_for_url("**/my/")
    assert phone.get_by_text("昨晚的安代").count() == 0
    assert phone.goto(f"/my/shows/{show.public_id}/").status == 404
    # Whoever belongs to no troupe has no day sheet.
    phone = phone_of(venue)
    phone.get_by_role("alert").first.wait_for()
    assert phone.goto("/my/").url.endswith("/my/login/?next=%2Fmy%2F")


def _nothing_is_public_before_the_review(visitor: Any, show: Performance) -> None:
    visitor.goto(f"/performances/{show.public_id}/")
    visitor.get_by_text("昨晚的安代").first.wait_for()
    assert visitor.get_by_text("320").count() == 0


def _the_league_reviews(desk: Any, show: Performance) -> None:
    desk.goto(reverse("records:review"))
    desk.locator(f"tr:has-text('{show.title}') input[name=rows]").check()
    with desk.expect_navigation():
        desk.get_by_role("button", name="通过选中的").click()
    assert Record.objects.get(performance=show).is_reviewed

    # Every figure leads to the rows it was counted from.
    desk.goto(reverse("figures"))
    desk.get_by_role("link", name="320", exact=True).first.click()
    desk.get_by_text("昨晚的安代").first.wait_for()

    desk.goto(reverse("figures"))
    with desk.expect_download() as file:
        desk.get_by_role("link", name="做报表").click()
    report = load_workbook(BytesIO(file.value.path().read_bytes()))
    figures = {cell.value for sheet in report for row in sheet for cell in row}
    assert {1, 320, 186} <= figures

    # The show was in Ulanhot; nobody has been in the troupe's own banner.
    desk.goto(f"{reverse('coverage')}?place=152200")
    desk.get_by_text("2处里有1处没有演出").wait_for()
    desk.goto(f"{reverse('coverage')}?place=152200&level=gacha")
    desk.get_by_role("heading", name="未录入嘎查名单").wait_for()
    assert_fits(desk)


def _the_public_reads_it(visitor: Any, show: Performance) -> None:
    visitor.goto(f"/performances/{show.public_id}/")
    visitor.get_by_text("320").first.wait_for()
    visitor.goto("/statistics/?year=2023")
    visitor.get_by_text("320").first.wait_for()
    assert_fits(visitor)
    assert_accessible(visitor)
    assert "隐名牧户" not in visitor.content()
