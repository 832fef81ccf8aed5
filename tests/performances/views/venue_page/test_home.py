"""A venue's list: what comes, what is asked, what changed since it last looked."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from performances import scheduling
from performances.models import AccessLink
from performances.scheduling import (
    cancel,
    confirm,
    issue_link,
    move,
    postpone,
    revoke_link,
)
from tests import factories

pytestmark = pytest.mark.django_db


def text(answer):
    """The page as it is read: no tags, single blanks."""
    body = re.sub(r"<[^>]+>", "", answer.content.decode())
    return " ".join(body.split())


def test_a_hold_says_what_is_wanted_and_until_when(visitor, hall, hold, frozen_clock):
    page = text(visitor.get(hall.url))
    assert "11月8日(周三)19:30" in page
    assert "备选" in page
    assert "用场地18:30–21:30，装台到拆台" in page
    assert "三相电" in page
    assert "1场等您答复" in page
    assert "可以，给他们留着" in page


def test_next_comes_first_and_what_is_over_is_gone(visitor, hall, troupe, frozen_clock):
    for days, title in ((9, "第三场"), (2, "第一场"), (5, "第二场")):
        factories.performance(
            venue=hall.venue, title=title, starts_at=factories.evening(days)
        )
    page = text(visitor.get(hall.url))
    assert page.index("第一场") < page.index("第二场") < page.index("第三场")
    frozen_clock.forward(days=4)
    assert "第一场" not in text(visitor.get(hall.url)).split("最近两周")[0]


def test_a_show_stays_until_its_crew_has_left(visitor, hall, hold, frozen_clock):
    row = confirm(hold, accept="测试").performance
    frozen_clock.set(row.ends_at + timedelta(minutes=29))
    assert 'id="s-' in visitor.get(hall.url).content.decode()
    frozen_clock.forward(minutes=1)
    assert 'id="s-' not in visitor.get(hall.url).content.decode()


def test_drafts_and_mistakes_are_no_business_of_the_venue(visitor, hall):
    factories.performance(status="draft", venue=hall.venue, title="草稿场")
    row = factories.performance(venue=hall.venue, title="录错场")
    scheduling.withdraw(row, reason="录错")
    body = visitor.get(hall.url).content.decode()
    assert "草稿场" not in body
    assert 'id="s-' not in body


def test_what_is_off_says_so_loudly(visitor, hall, frozen_clock):
    off = factories.performance(venue=hall.venue, title="取消场")
    cancel(off, reason="大雪封路")
    later = factories.performance(venue=hall.venue, starts_at=factories.evening(9))
    postpone(later, reason="停电", starts_at=factories.evening(11))
    page = text(visitor.get(hall.url))
    assert "取消" in page
    assert "原因：大雪封路" in page
    assert "改到11月12日(周日)19:30，还在您这里" in page


def test_a_decision_time_is_told_and_its_passing_too(visitor, hall, frozen_clock):
    show = factories.performance(venue=hall.venue, starts_at=factories.evening(9))
    by = frozen_clock.now + timedelta(days=2)
    scheduling.make_conditional(show, decide_by=by, reason="看路况")
    assert "最晚11月3日(周五)08:00定下来" in text(visitor.get(hall.url))
    frozen_clock.set(by)
    assert "本该在11月3日(周五)08:00前定下来" in text(visitor.get(hall.url))


def test_an_answer_by_telephone_is_seen(visitor, hall, hold, coordinator):
    coordinator.first_name = "王调度"
    coordinator.save()
    scheduling.answer_for_venue(
        hold, venue=hall.venue, answer="accepted", by=coordinator,
        by_telephone=True, told_by="李师傅",
    )  # fmt: skip
    page = text(visitor.get(hall.url))
    assert "您的答复： 同意李师傅 · 11月1日(周三)08:00 · 王调度接电话记下" in page
    assert "都答复过了" in page


# --- Since the last look -----------------------------------------------------------


def test_changes_since_the_last_look_are_told_and_marked(
    visitor, hall, hold, frozen_clock
):
    assert "以来的新变动" not in text(visitor.get(hall.url))
    frozen_clock.forward(days=1)
    move(hold, starts_at=hold.starts_at + timedelta(hours=1), reason="道路积雪")
    frozen_clock.forward(hours=3)

    for _reload in range(2):
        page = text(visitor.get(hall.url))
        assert "11月1日(周三)08:00 以来的新变动" in page or "08:00以来的新变动" in page
        assert "原定11月8日(周三)19:30，现在11月8日(周三)20:30" in page
        assert "原因：道路积雪" in page
        assert 'class="vp-new"' in visitor.get(hall.url).content.decode()
        frozen_clock.forward(minutes=10)

    frozen_clock.forward(hours=1)
    body = visitor.get(hall.url).content.decode()
    assert 'class="vp-new"' not in body
    assert "最近两周的变动" in body


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("head", {}),
        ("get", {"Sec-Purpose": "prefetch"}),
        ("get", {"Sec-Fetch-Dest": "image"}),
    ],
)
def test_fetching_ahead_is_no_look(visitor, hall, hold, frozen_clock, method, headers):
    visitor.get(hall.url)
    seen = hall.link().looked_at
    frozen_clock.forward(days=1)
    getattr(visitor, method)(hall.url, headers=headers)
    visitor.get(hall.url + "app.webmanifest", headers={"Sec-Fetch-Dest": "manifest"})
    assert hall.link().looked_at == seen


def test_each_link_has_its_own_eyes(visitor, hall, hold, frozen_clock):
    other_url = f"/v/{issue_link('venue', hall.venue, label='副站长')[1]}/"
    visitor.get(hall.url)
    visitor.get(other_url)
    frozen_clock.forward(days=1)
    cancel_time = hold.starts_at + timedelta(days=1)
    move(hold, starts_at=cancel_time, reason="大风")
    frozen_clock.forward(hours=1)
    visitor.get(hall.url)
    frozen_clock.forward(hours=1)
    assert 'class="vp-new"' not in visitor.get(hall.url).content.decode()
    assert 'class="vp-new"' in visitor.get(other_url).content.decode()


# --- Light, closed, alone ----------------------------------------------------------


def test_it_costs_the_same_for_one_show_and_thirty(
    visitor, hall, hold, frozen_clock, django_assert_num_queries
):
    visitor.get(hall.url)
    visitor.get(hall.url)
    with django_assert_num_queries(8):
        visitor.get(hall.url)
    for days in range(8, 37):
        factories.performance(
            status="hold", venue=hall.venue, starts_at=factories.evening(days)
        )
    with django_assert_num_queries(8):
        assert visitor.get(hall.url).content.count(b'id="s-') == 30


def test_it_is_light(visitor, hall, hold):
    page = visitor.get(hall.url)
    sheets = re.findall(r'href="/static/(css/[^"]+)"', page.content.decode())
    scripts = re.findall(r"<script.*?</script>", page.content.decode(), re.DOTALL)
    # The one that lets the browser keep a copy; never a line of script in the page.
    assert scripts == [
        '<script type="module" src="/static/js/venue-offline.js"></script>'
    ]
    files = [finders.find(name) for name in (*sheets, "js/venue-offline.js")]
    weight = len(page.content) + sum(Path(name).stat().st_size for name in files)
    assert weight < 60_000


def test_the_manifest_opens_the_page_from_a_home_screen(visitor, hall, settings):
    answer = visitor.get(hall.url + "app.webmanifest")
    facts = answer.json()
    assert facts["start_url"] == facts["scope"] == hall.url
    assert facts["name"] == hall.venue.name
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert answer.headers["Cache-Control"] == "private, no-store"
    for icon in facts["icons"]:
        path = icon["src"].removeprefix("/static/")
        assert (settings.STATICFILES_DIRS[0] / path).exists()


def test_no_address_on_the_page_leads_outside_with_the_token(visitor, hall, hold):
    body = visitor.get(hall.url).content.decode()
    links = re.findall(r'(?:href|src|action)="([^"]+)"', body)
    outside = [
        link for link in links if hall.token in link and not link.startswith("/v/")
    ]
    assert outside == []
    assert "canonical" not in body
    assert "og:url" not in body


def test_a_closed_link_shows_nothing_of_the_venue(visitor, hall, hold):
    revoke_link(hall.link())
    for url in (hall.url, hall.sheet(hold), hall.url + "app.webmanifest"):
        answer = visitor.get(url)
        assert answer.status_code == 404
        body = answer.content.decode()
        assert hall.venue.name not in body
        assert "这个地址打不开" in body


def test_a_calendars_address_opens_nothing_here(visitor, hall, hold, sent):
    """Feeds and pages have secrets of their own; what names a feed accepts nothing."""
    for word in (
        hall.venue.code,
        str(hold.uid),
        hold.public_id,
        hall.link().token_hash,
    ):
        assert visitor.get(f"/v/{word}/").status_code == 404
        answer = visitor.post(f"/v/{word}/{hold.public_id}/", sent(hold))
        assert answer.status_code == 404
    hold.refresh_from_db()
    assert hold.venue_answer is None
    assert visitor.get(f"/calendars/private/{hall.token}.ics").status_code == 404
    assert visitor.get(f"/calendars/venues/{hall.token}.ics").status_code == 404


def test_an_openings_link_does_not_open_a_venue(visitor, hall):
    opening = factories.showcase([hall.venue, factories.venue()]).performances.first()
    token = issue_link("site", opening)[1]
    assert AccessLink.objects.count() == 2
    assert visitor.get(f"/v/{token}/").status_code == 404


@pytest.mark.parametrize("odd", ["%00", "9" * 400, "..%2f..", "%ff", "王", "%ED%A0%80"])
def test_odd_addresses_are_answered_calmly(visitor, hall, odd):
    for url in (
        f"/v/{odd}/",
        f"/v/{odd}/{odd}/",
        f"{hall.url}{odd}/",
        f"{hall.url}?done={odd}",
    ):
        assert visitor.get(url).status_code in (200, 404)
        assert visitor.post(url).status_code in (404, 405)
