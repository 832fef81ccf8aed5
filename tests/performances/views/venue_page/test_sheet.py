"""The run sheet, and that it shows nothing of any other place."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from performances import scheduling
from performances.models import Booking, Resource, gate
from performances.scheduling import confirm, move, postpone
from performances.slots import epoch
from tests import factories
from ulanmuqi.places.models import Venue

pytestmark = pytest.mark.django_db


def text(answer):
    body = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(body.split())


@pytest.fixture
def show(hold):
    return confirm(hold, accept="测试").performance


def test_the_evening_by_the_clock(visitor, hall, show):
    page = text(visitor.get(hall.sheet(show)))
    hours = [
        "18:30 进场装台 60分钟",
        "19:30 开演",
        "21:00 演完",
        "21:30 拆台完，场地交还 30分钟",
    ]
    places = [page.index(step) for step in hours]
    assert places == sorted(places)


def test_the_audience_comes_between_load_in_and_start(visitor, hall, show):
    facts = scheduling.facts_of(show)
    scheduling.revise(show, replace(facts, doors_minutes=30), accept="测试")
    page = text(visitor.get(hall.sheet(show)))
    places = [
        page.index(step) for step in ("18:30 进场装台", "19:00 观众入场", "19:30 开演")
    ]
    assert places == sorted(places)
    assert "演出前30分钟放观众入场" in text(visitor.get(hall.url))


def test_programme_needs_and_the_venues_own_sheet(visitor, hall, hold):
    Venue.objects.filter(pk=hall.venue.pk).update(
        stage_width_m=12, stage_depth_m=8, power="single", power_kw=40, has_wings=True,
        contact_name="王站长", contact_phone="0482-7654321", has_heating=False,
    )  # fmt: skip
    facts = replace(
        scheduling.facts_of(hold), needs_width_m=Decimal("10.0"), needs_power="three",
        needs_depth_m=Decimal("9.5"), needs_heating=True, expected_audience=300,
    )  # fmt: skip
    scheduling.revise(hold, facts)

    page = text(visitor.get(hall.sheet(hold)))

    assert "男声四重唱《酒歌》" in page.replace(" ", "")
    assert "19:36" in page
    assert "三相电，后台要两间化妆室" in page
    assert "观众 300 400" in page
    assert "舞台宽 10米 12米" in page
    assert "舞台深 9.5米 8米 不够" in page
    assert "三相电 单相电 40 kW 不够" in page
    assert "暖气 要 没有 不够" in page
    assert "侧台 — 有" in page
    assert "0482-7654321" in page


def test_a_walk_through_stands_on_the_sheet(visitor, hall, show):
    """A rehearsal of the troupe on this stage; not one the venue has with others."""
    begins = epoch(show.starts_at) - 5 * 3600
    with gate.opened():
        for resource in Resource.objects.filter(kind__in=["troupe", "venue"]):
            Booking.objects.create(
                resource=resource, kind="rehearsal", starts=begins, ends=begins + 3600
            )
        Booking.objects.create(
            resource=Resource.objects.get(venue=hall.venue), kind="rehearsal",
            starts=begins - 7200, ends=begins - 3600,
        )  # fmt: skip
    page = text(visitor.get(hall.sheet(show)))
    assert page.index("14:30 走台 –15:30") < page.index("18:30 进场装台")
    assert "12:30" not in page


def test_people_on_duty_are_told_near_the_show_only(
    visitor, hall, show, on_duty, frozen_clock
):
    def seen():
        return "0482-0000001" in text(visitor.get(hall.sheet(show)))

    frozen_clock.set(show.starts_at - timedelta(days=7, seconds=1))
    assert not seen()
    assert "演出前一周起" in text(visitor.get(hall.sheet(show)))
    frozen_clock.forward(seconds=1)
    assert seen()
    frozen_clock.set(show.ends_at + timedelta(minutes=30))
    assert not seen()


def test_trucks_are_named_and_lent_members_near_the_show_only(
    visitor, hall, show, troupe, frozen_clock
):
    truck = factories.truck("152222", troupe=troupe, name="二号舞台车")
    lent = factories.person(troupe, name="隐名琴手", role="马头琴")
    facts = scheduling.facts_of(show)
    scheduling.revise(show, replace(facts, along=(truck, lent)), accept="测试")
    frozen_clock.set(show.starts_at - timedelta(days=8))
    page = text(visitor.get(hall.sheet(show)))
    assert "二号舞台车" in page
    assert "隐名琴手" not in page
    frozen_clock.set(show.starts_at - timedelta(days=2))
    assert "借调队员： 隐名琴手（马头琴）" in text(visitor.get(hall.sheet(show)))


def test_a_hold_tells_nobodys_telephone(visitor, hall, hold, on_duty, frozen_clock):
    frozen_clock.set(hold.starts_at - timedelta(days=1))
    assert "0482-0000001" not in text(visitor.get(hall.sheet(hold)))


def test_the_office_is_there_for_everybody(visitor, hall, troupe):
    troupe.public_phone = "0482-1111111"
    troupe.save()
    row = factories.performance(venue=hall.venue, troupes=(troupe,))
    assert "0482-1111111" in text(visitor.get(hall.sheet(row)))


def test_an_open_hour_is_told(visitor, hall):
    row = factories.performance(
        venue=hall.venue, precision="part", day_part="evening", status="hold"
    )
    page = text(visitor.get(hall.sheet(row)))
    assert "钟点还没有定" in page
    assert "进场装台" not in page


def test_it_costs_the_same_for_one_item_and_thirty(
    visitor, hall, show, on_duty, django_assert_num_queries
):
    visitor.get(hall.sheet(show))
    with django_assert_num_queries(10):
        visitor.get(hall.sheet(show))
    items = tuple(
        scheduling.ItemFacts(title=f"节目{n}", work=factories.work(), minutes=3)
        for n in range(30)
    )
    full = factories.performance(
        venue=hall.venue, starts_at=factories.evening(9), programme=items,
        troupes=tuple(factories.troupe() for _index in range(5)),
    )  # fmt: skip
    with django_assert_num_queries(10):
        assert "节目29" in text(visitor.get(hall.sheet(full)))


# --- Nothing of any other place ------------------------------------------------------


@pytest.fixture
def secret_place(regions):
    """Words that occur nowhere else in the test."""
    return factories.venue(
        "150802",
        name="无踪剧院",
        name_en="Traceless Hall",
        address="无踪路7号",
        contact_phone="0478-9999999",
        technical_note="无踪后门",
    )


def every_page(visitor, hall, *shows):
    """All answers of the venue's address: list, sheets, manifest, what is linked."""
    urls = {hall.url, f"{hall.url}app.webmanifest", *(hall.sheet(s) for s in shows)}
    bodies = []
    seen = set()
    while urls:
        url = urls.pop()
        seen.add(url)
        answer = visitor.get(url)
        bodies.append(answer.content.decode())
        for link in re.findall(r'(?:href|action)="([^"#?]+)', bodies[-1]):
            target = link if link.startswith("/") else f"{hall.url}{link}"
            if target.startswith(hall.url) and target not in seen:
                urls.add(target)
    assert len(seen) > 2
    return "".join(bodies)


SECRETS = ("无踪", "Traceless", "0478-9999999", "别人的演出", "别人的节目", "别人的队")


def test_nothing_of_other_venues_ever(
    visitor, hall, show, hold, secret_place, frozen_clock, coordinator
):
    others = factories.troupe("150824", name="别人的队")
    theirs = factories.performance(
        venue=secret_place, title="别人的演出", troupes=(others,), status="hold",
        programme=(scheduling.ItemFacts(title="别人的节目"),),
    )  # fmt: skip
    scheduling.answer_for_venue(
        theirs, venue=secret_place, answer="declined", note="无踪回话",
        by=coordinator, by_telephone=True, told_by="无踪站长",
    )  # fmt: skip
    # One that was theirs and came here, answered there before it came.
    came = factories.performance(
        venue=secret_place, title="搬来的演出", status="hold",
        starts_at=factories.evening(9),
    )  # fmt: skip
    scheduling.answer_for_venue(
        came, venue=secret_place, answer="declined", note="无踪没空",
        by=coordinator, by_telephone=True, told_by="无踪站长",
    )  # fmt: skip
    came.refresh_from_db()
    move(came, venue=hall.venue, reason="从无踪剧院换来")
    # One that was here and went there while nobody outside knew of it.
    left = factories.performance(
        venue=hall.venue, title="搬走的演出", status="hold",
        starts_at=factories.evening(11),
    )  # fmt: skip
    visitor.get(hall.url)
    frozen_clock.forward(hours=2)
    move(left, venue=secret_place, reason="换到无踪剧院")
    # One whose new date is there and not announced.
    put_off = factories.performance(
        venue=hall.venue, starts_at=factories.evening(13), announced=False
    )
    done = postpone(put_off, starts_at=factories.evening(15), reason="大雪")
    move(done.replacement, venue=secret_place, reason="去无踪")
    frozen_clock.forward(hours=1)

    told = every_page(visitor, hall, show, hold, came, left, theirs, put_off)

    assert "搬来的演出" in told
    assert "搬走的演出" in told
    assert "不在您这里演了" in told
    assert [word for word in SECRETS if word in told] == []


def test_where_a_public_show_went_is_no_secret(
    visitor, hall, show, secret_place, frozen_clock
):
    row = factories.performance(
        venue=hall.venue, title="公开的演出", starts_at=factories.evening(9)
    )
    visitor.get(hall.url)
    frozen_clock.forward(hours=2)
    move(row, venue=secret_place, reason="场地检修")
    frozen_clock.forward(hours=1)
    assert "现在公布的地点是无踪剧院" in text(visitor.get(hall.url))
    gone = visitor.get(hall.sheet(row))
    assert gone.status_code == 410
    assert "无踪剧院" in text(gone)


def test_a_private_place_stays_its_banner_even_then(
    visitor, hall, show, private_venue, frozen_clock
):
    row = factories.performance(
        venue=hall.venue, title="进校园", starts_at=factories.evening(9)
    )
    visitor.get(hall.url)
    frozen_clock.forward(hours=2)
    move(row, venue=private_venue, reason="换场地")
    told = every_page(visitor, hall, row)
    assert "隐名" not in told
    assert "科尔沁右翼中旗" in told


def test_a_private_venue_sees_its_own_page_in_full(
    visitor, private_venue, frozen_clock
):
    token = scheduling.issue_link("venue", private_venue)[1]
    row = factories.performance(venue=private_venue, title="进校园")
    page = text(visitor.get(f"/v/{token}/"))
    assert private_venue.name in page
    assert row.title in page


def test_what_comes_with_the_truck_stands_beside_what_the_venue_has(
    visitor, hall, hold
):
    Venue.objects.filter(pk=hall.venue.pk).update(
        stage_width_m=6, power="single", power_kw=10, has_light=False, has_sound=True
    )
    truck = factories.truck("152222", name="二号舞台车", power="three", power_kw=30)
    bare = replace(
        scheduling.facts_of(hold), needs_width_m=Decimal(9), needs_power_kw=25,
        needs_light=True,
    )  # fmt: skip
    scheduling.revise(hold, bare)
    page = text(visitor.get(hall.sheet(hold)))
    for short in (
        "舞台宽 9米 6米 不够",
        "25 kW 单相电 10 kW 不够",
        "灯光 要 没有 不够",
    ):
        assert short in page

    hold.refresh_from_db()
    scheduling.revise(hold, replace(bare, along=(truck,)))
    page = text(visitor.get(hall.sheet(hold)))
    assert "不够" not in page
    assert "舞台宽 9米 6米 二号舞台车带来9.6米" in page
    assert "25 kW 单相电 10 kW 二号舞台车带来三相电 30 kW" in page
    assert "灯光 要 没有 二号舞台车自带" in page
