"""A leader's phone: a place added in the middle of a report, and a request answered
when the signal is back, never behind one's back."""

from typing import Any

import pytest
from playwright.sync_api import expect

from performances.models import Performance, RecordPhoto, Request
from tests import factories
from tests.journeys.axe import assert_accessible
from tests.journeys.phone import assert_fits
from tests.journeys.test_my_offline import log_in, photograph
from tests.performances.requests_season import asked

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_place_and_an_answer(
    new_page: Any, troupe: Any, troupe_leader: Any, regions: Any, frozen_clock: Any
) -> None:
    regions["152200"].desk_phone = "0482-8210000"
    regions["152200"].save()
    factories.venue("152222", name="希日塔拉嘎查文化室")
    row = asked()
    phone = new_page(width=320, height=700, complaints_fail=False, bypass_csp=True)
    log_in(phone, troupe_leader.username)
    _a_place_in_between(phone, troupe)
    _an_answer(phone, row)


def _a_place_in_between(phone: Any, troupe: Any) -> None:
    phone.goto(f"/my/troupes/{troupe.code}/past/")
    phone.get_by_label("演了什么").fill("牧民家里的小演出")
    phone.get_by_label("哪一天").fill("2023-10-31")
    phone.get_by_label("几点开演").fill("15:00")
    phone.get_by_label("现场观众（人）").fill("40")
    phone.get_by_label("照片", exact=True).set_input_files(photograph())
    phone.get_by_label("照片里的人谁同意了").fill("当场问过")
    phone.get_by_label("地点", exact=True).fill("隐名牧户冬营地")
    phone.get_by_role("button", name="先加这个地方").click()
    name = phone.get_by_label("地点名称")
    expect(name).to_have_value("隐名牧户冬营地")
    assert_fits(phone)
    assert_accessible(phone)
    # Back by the phone's own key loses nothing.
    phone.go_back()
    expect(phone.get_by_label("演了什么")).to_have_value("牧民家里的小演出")
    phone.get_by_role("button", name="先加这个地方").click()
    phone.get_by_role("button", name="添加，接着填").click()
    expect(phone.get_by_label("地点", exact=True)).to_have_value("隐名牧户冬营地")
    assert "牧民" not in phone.url
    phone.get_by_role("button", name="上报").click()
    phone.get_by_text("已经收到").wait_for()
    show = Performance.objects.get()
    assert show.venue.name == "隐名牧户冬营地"
    assert RecordPhoto.objects.count() == 1


def _an_answer(phone: Any, row: Request) -> None:
    phone.goto("/my/")
    phone.get_by_role("link", name="隐名嘎查").click()
    phone.wait_for_url("**/my/requests/**")
    assert_fits(phone)
    assert_accessible(phone)
    act = phone.locator("details", has_text="来不了")
    act.locator("summary").click()
    act.get_by_label("为什么来不了").fill("那几天在外盟")
    phone.context.set_offline(True)
    act.get_by_role("button", name="来不了").click()
    expect(act.get_by_text("还没有发出，请打电话")).to_be_visible()
    phone.context.set_offline(False)
    row.refresh_from_db()
    assert row.state == Request.State.RECEIVED
    expect(act.get_by_label("为什么来不了")).to_have_value("那几天在外盟")
    act.get_by_role("button", name="来不了").click()
    phone.get_by_text("已答复来不了").wait_for()
    row.refresh_from_db()
    assert row.state == Request.State.DECLINED
