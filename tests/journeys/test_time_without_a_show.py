"""Rehearsals, training, trucks, lent members and what is never used at once: entered in
a browser, told at the field what stands against them, corrected, taken out again."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from performances.models import Engagement, Exclusion, Performance
from tests import factories
from troupes.models import Member, StageTruck
from ulanmuqi.base import clock

from .axe import assert_accessible
from .phone import assert_reads_on_a_phone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Form:
    """A form of the admin, filled in as a person does."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def open(self, name: str, *args: Any) -> None:
        assert self.page.goto(reverse(name, args=args)).status == 200

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            field = self.page.locator(f"[name={name}]")
            field.fill(value)
            # A calendar that is open would lie over the next field; leaving the
            # field is what makes the browser say that it changed.
            self.page.keyboard.press("Escape")
            field.blur()

    def choose(self, **values: Any) -> None:
        for name, value in values.items():
            self.page.select_option(f"[name={name.replace('__', '-')}]", str(value))

    def told(self, field: str) -> Any:
        return self.page.locator(f"[data-told={field}] .told__line")

    def send(self) -> None:
        button = self.page.locator("form[method=post] [type=submit]").last
        button.focus()
        with self.page.expect_navigation():
            button.press("Enter")

    def says(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)


def day_of(at: datetime) -> str:
    return f"{at.astimezone(clock.SHANGHAI):%Y-%m-%d}"


@pytest.fixture
def show(troupe: Any, hinggan_venue: Any) -> Performance:
    """The next week's evening, 19:30."""
    return factories.performance(
        title="草原新歌", venue=hinggan_venue, troupes=(troupe,)
    )


def test_a_coordinator_enters_a_rehearsal(
    show: Performance, troupe: Any, hinggan_venue: Any, coordinator: Any,
    logged_in_page: Any,
) -> None:  # fmt: skip
    page = logged_in_page(coordinator, width=1440, height=1200)
    form = Form(page)
    form.open("engagements:add")
    form.fill(title="合成排练", day=day_of(show.starts_at), hour="19:00", until="21:00")
    form.choose(venue=hinggan_venue.pk, troupes__0__troupe=troupe.pk)
    for field in ("troupes", "venue"):
        expect(form.told(field)).to_contain_text("草原新歌")
    assert_accessible(page)

    form.send()
    form.says("草原新歌")
    assert Engagement.objects.count() == 0
    expect(page.locator("[name=title]")).to_have_value("合成排练")

    form.fill(hour="09:00", until="11:00")
    for field in ("troupes", "venue"):
        expect(form.told(field)).to_have_count(0)
    form.send()
    form.says("“合成排练”已登记")
    form.says("09:00–11:00")
    assert_accessible(page)

    row = Engagement.objects.get()
    form.open("engagements:edit", row.pk)
    form.fill(note="带两套服装")
    form.send()
    form.says("“合成排练”已保存")
    form.says("带两套服装")

    page.get_by_role("link", name="删去").click()
    form.fill(reason="演出顺延")
    form.send()
    form.says("“合成排练”已从日程中删去")
    assert Engagement.objects.count() == 0


def test_an_editor_enters_training_and_a_transfer_on_a_phone(
    show: Performance, troupe: Any, troupe_editor: Any, regions: Any,
    logged_in_page: Any,
) -> None:  # fmt: skip
    page = logged_in_page(troupe_editor, width=390, height=2600)
    form = Form(page)
    form.open("engagements:add")
    # Whoever plans for one troupe does not have to choose it.
    expect(page.locator("[name=troupes-0-troupe]")).to_have_value(str(troupe.pk))
    first = show.starts_at + timedelta(days=2)
    page.get_by_label("培训").check()
    form.fill(title="冬训", day=day_of(first), hour="09:00")
    form.choose(region=regions["152222"].pk)
    form.send()
    form.says("开始和结束的钟点请一起填，或都留空表示全天。")
    assert_reads_on_a_phone(page)
    assert_accessible(page)

    form.fill(hour="", last_day=day_of(first + timedelta(days=4)))
    form.send()
    form.says("“冬训”已登记")
    form.says("5天")
    assert_reads_on_a_phone(page)
    training = Engagement.objects.get()
    assert training.cast == [troupe]

    form.open("engagements:add")
    expect(page.locator("[name=from_region]")).to_be_hidden()
    page.get_by_label("转场").check()
    form.fill(title="去下一站", day=day_of(first), hour="09:00", until="17:00")
    form.choose(from_region=regions["152222"].pk, region=regions["152201"].pk)
    expect(form.told("troupes")).to_contain_text("冬训")
    form.fill(day=day_of(first + timedelta(days=6)))
    expect(form.told("troupes")).to_have_count(0)
    form.send()
    form.says("“去下一站”已登记")


def test_one_driver_for_two_trucks(
    coordinator: Any, regions: Any, logged_in_page: Any
) -> None:
    page = logged_in_page(coordinator, width=1440, height=1200)
    form = Form(page)
    for name in ("兴安1号", "兴安2号"):
        form.open("trucks:add")
        form.fill(name=name, stage_width_m="9.6", stage_depth_m="6.5")
        form.choose(region=regions["152200"].pk)
        assert_accessible(page)
        form.send()
    first, second = StageTruck.objects.order_by("pk")

    form.open("exclusions:add")
    form.fill(name="一名司机", why="两辆车只有一名司机")
    form.choose(members__0__thing=f"truck-{first.pk}")
    form.send()
    form.says("请至少选两项")
    form.choose(members__1__thing=f"truck-{second.pk}")
    assert_accessible(page)
    form.send()
    assert Exclusion.objects.get().name == "一名司机"

    day = day_of(factories.evening())
    form.open("engagements:add")
    page.get_by_label("不可用").check()
    form.fill(title="年检", day=day)
    form.choose(region=regions["152200"].pk, along__0__thing=f"truck-{first.pk}")
    form.send()
    form.says("“年检”已登记")
    form.open("engagements:add")
    form.fill(title="试车", day=day, hour="10:00", until="11:00")
    form.choose(region=regions["152200"].pk, along__0__thing=f"truck-{second.pk}")
    expect(form.told("along")).to_contain_text("一名司机")
    form.send()
    assert Engagement.objects.count() == 1


def test_an_editor_lends_a_member(
    troupe: Any, troupe_editor: Any, logged_in_page: Any
) -> None:
    page = logged_in_page(troupe_editor, width=390, height=2000)
    form = Form(page)
    form.open("people:add")
    expect(page.locator("[name=troupe]")).to_have_value(str(troupe.pk))
    form.fill(name="示例队员甲", role="马头琴")
    page.get_by_role("button", name=re.compile("增加")).click()
    start = clock.now()
    form.fill(**{
        "loans-0-team": "四地联合小分队", "loans-0-since": day_of(start),
        "loans-0-until": day_of(start - timedelta(days=3)),
    })  # fmt: skip
    form.send()
    expect(page.locator(".error-message").first).to_be_visible()
    assert Member.objects.count() == 0
    assert_reads_on_a_phone(page)
    assert_accessible(page)
    form.fill(**{"loans-0-until": day_of(start + timedelta(days=3))})
    form.send()
    (loan,) = Member.objects.get().loans.all()
    assert loan.team == "四地联合小分队"
    form.says("四地联合小分队")
