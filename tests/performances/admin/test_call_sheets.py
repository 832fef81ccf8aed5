"""A change within a day: whom to ring, the numbers, who was told, and who may know."""

from datetime import timedelta

import pytest
from django.urls import reverse

from performances.admin.phone import dialled
from performances.models import Call, CallSheet, ShowContact
from performances.scheduling import (
    NotAllowed,
    announce,
    announce_showcase,
    call_sheets,
    cancel,
    confirm,
    delay_showcase,
    make_conditional,
    move,
    reinstate,
)
from tests import factories
from troupes.models import DutyContact

from .conftest import T_ZERO

pytestmark = pytest.mark.django_db


@pytest.fixture
def show(own_show, frozen_clock, hinggan_venue):
    """Announced; it plays in ten hours. Venue and leader have numbers, no driver."""
    hinggan_venue.contact_name, hinggan_venue.contact_phone = (
        "示例甲",
        "示例号-000 转 5",
    )
    hinggan_venue.save()
    row = announce(own_show).performance
    DutyContact.objects.create(
        troupe=row.troupes_in_order[0], duty="leader", role="队长", name="示例乙",
        phone="示例 000-0000-0001",
    )  # fmt: skip
    frozen_clock.set(row.starts_at - timedelta(hours=10))
    return row


@pytest.fixture
def sheet(show):
    cancel(show, reason="大雪封路")
    return CallSheet.objects.get()


def _url(sheet, name="inspect", *args):
    return reverse(f"callsheets:{name}", args=[sheet.pk, *args])


def test_everybody_it_concerns_is_on_the_sheet(sheet):
    parties = [(c.party, str(c.troupe or c.venue or "")) for c in sheet.calls.all()]
    venue, troupe = sheet.performance.venue, sheet.performance.troupes_in_order[0]
    assert parties == [
        ("venue", venue.name), ("leader", troupe.name), ("driver", troupe.name),
        ("host", ""), ("site_lead", ""),
    ]  # fmt: skip


def test_the_venue_it_left_is_rung_too(show, bayannur_venue):
    move(show, venue=bayannur_venue, reason="停电", accept="测试")
    venues = CallSheet.objects.get().calls.filter(party="venue")
    assert {call.venue for call in venues} == {show.venue, bayannur_venue}


def test_a_day_ahead_or_over_nobody_is_rung(show, frozen_clock):
    frozen_clock.set(show.starts_at - timedelta(hours=25))
    row = move(show, starts_at=show.starts_at + timedelta(hours=1)).performance
    assert not CallSheet.objects.exists()
    frozen_clock.set(row.ends_at + timedelta(minutes=1))
    cancel(row, reason="没有演成")
    assert not CallSheet.objects.exists()


def test_a_show_put_off_to_next_week_is_rung_about_today(show):
    move(show, starts_at=show.starts_at + timedelta(days=5), reason="大雪")
    assert CallSheet.objects.count() == 1


def test_every_city_of_a_showcase_has_its_own(three_cities, frozen_clock, coordinator):
    announce_showcase(three_cities.showcase)
    frozen_clock.set(T_ZERO - timedelta(hours=2))
    delay_showcase(three_cities.showcase, minutes=30, reason="停电", by=coordinator)
    assert CallSheet.objects.filter(done_at=None).count() == 3


def test_the_page_has_the_sentence_the_numbers_and_what_is_missing(
    sheet, as_user, hinggan_coordinator
):
    html = as_user(hinggan_coordinator).get(_url(sheet)).content.decode()

    assert "的演出取消。原因：大雪封路。" in html
    assert 'href="tel:000,5"' in html
    assert 'href="tel:00000000001"' in html
    assert "还没有号码" in html
    driver = sheet.calls.get(party="driver")
    assert reverse("troupes:edit", args=[driver.troupe_id]) in html


def test_told_by_and_at(sheet, as_user, troupe_leader, frozen_clock):
    client = as_user(troupe_leader)
    for call in sheet.calls.all():
        answer = client.post(_url(sheet, "tick", call.pk), {"told": "yes", "seen": 1})
        assert answer.status_code == 302
    sheet.refresh_from_db()
    assert sheet.done_at == frozen_clock.now
    call = sheet.calls.first()
    assert (call.told_by, call.told_at) == (troupe_leader, frozen_clock.now)
    assert "troupe-leader已通知" in client.get(_url(sheet)).content.decode()

    client.post(_url(sheet, "tick", call.pk), {"told": "no", "seen": 2})
    sheet.refresh_from_db()
    assert sheet.done_at is None


def test_who_ticked_first_stays(sheet, troupe_leader, hinggan_coordinator):
    call = sheet.calls.first()
    call_sheets.tick_told(call, by=troupe_leader)
    call_sheets.tick_told(call, by=hinggan_coordinator)
    assert Call.objects.get(pk=call.pk).told_by == troupe_leader


def test_a_later_change_is_told_anew(sheet, show, as_user, hinggan_coordinator):
    call_sheets.tick_told(sheet.calls.first(), by=hinggan_coordinator)
    reinstate(show, reason="路通了")
    later = CallSheet.objects.get(done_at=None)
    assert later.calls.filter(told_at=None).count() == 5
    page = as_user(hinggan_coordinator).get(_url(sheet)).content.decode()
    assert _url(later) in page
    with pytest.raises(call_sheets.Refused):
        call_sheets.tick_told(sheet.calls.last(), by=hinggan_coordinator)


def test_host_and_site_lead_are_entered_here(sheet, as_user, troupe_leader):
    client = as_user(troupe_leader)
    url = _url(sheet, "contact", "host")
    client.post(url, {"host-seen": 0, "host-name": " ", "host-phone": ""})
    assert not ShowContact.objects.exists()
    first = {"host-seen": 0, "host-name": "示例丙", "host-phone": "示例 000-1"}
    client.post(url, first)
    client.post(url, {"host-seen": 1, "host-name": "示例丁", "host-phone": "没有号码"})
    assert ShowContact.objects.get().name == "示例丁"
    assert "示例丁" in client.get(_url(sheet)).content.decode()
    nobody = client.post(_url(sheet, "contact", "nobody"), {"nobody-name": "x"})
    assert nobody.status_code == 302
    assert ShowContact.objects.count() == 1


def test_numbers_are_for_those_who_may_know_them(
    show, as_user, other_troupe, other_troupe_editor, hohhot_venue
):
    """A joint show: each troupe sees its own people's numbers, not the other's."""
    both = (*show.troupes_in_order, other_troupe)
    move(show, troupes=both, accept="测试")
    sheet = CallSheet.objects.get(done_at=None)

    html = as_user(other_troupe_editor).get(_url(sheet)).content.decode()
    assert "示例乙" not in html
    assert "号码由本队、本场地和调度员掌握" in html


@pytest.mark.parametrize(
    "role", ["other_troupe_editor", "venue_contact", "page_editor", "troupe_member"]
)
def test_strangers_neither_see_nor_tick(role, sheet, as_user, request):
    client = as_user(request.getfixturevalue(role))
    call = sheet.calls.first()
    for answer in (
        client.get(_url(sheet)),
        client.post(_url(sheet, "tick", call.pk), {"told": "yes", "seen": 1}),
        client.post(_url(sheet, "contact", "host"), {"host-seen": 0, "host-name": "x"}),
    ):
        assert answer.status_code in (302, 403, 404)
    call.refresh_from_db()
    assert call.told_at is None
    assert not ShowContact.objects.exists()
    with pytest.raises(NotAllowed):
        call_sheets.tick_told(call, by=request.getfixturevalue(role))


def test_the_act_leads_there_and_the_first_page_lists_it(
    show, as_user, hinggan_coordinator, other_troupe_editor
):
    client = as_user(hinggan_coordinator)
    url = reverse("performances:act", args=[show.pk, "cancel"])
    page = client.post(
        url, {"version": show.version, "reason": "大雪"}, follow=True
    ).content.decode()
    sheet = CallSheet.objects.get()
    assert _url(sheet) in page
    assert _url(sheet) in client.get(reverse("wagtailadmin_home")).content.decode()
    theirs = as_user(other_troupe_editor).get(reverse("wagtailadmin_home"))
    assert _url(sheet) not in theirs.content.decode()
    for call in sheet.calls.all():
        call_sheets.tick_told(call, by=hinggan_coordinator)
    assert _url(sheet) not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_no_number_is_ever_public(sheet, visitor):
    for address in (
        "/changes/", "/changes/feed.atom", "/schedule/?from=2023-11-01",
        f"/performances/{sheet.performance.public_id}/",
        f"/performances/{sheet.performance.public_id}.ics",
        f"/venues/{sheet.performance.venue.code}/",
    ):  # fmt: skip
        body = visitor.get(address).content.decode()
        assert "示例乙" not in body
        assert "示例甲" not in body
        assert "000-0000" not in body


def test_the_cost_does_not_grow_with_the_cast(
    sheet, show, as_user, hinggan_coordinator, django_assert_num_queries
):
    client = as_user(hinggan_coordinator)
    client.get(_url(sheet))
    with django_assert_num_queries(27):
        client.get(_url(sheet))
    reinstate(show, reason="路通了")
    cast = [factories.troupe("152222") for _number in range(10)]
    move(show, troupes=(*show.troupes_in_order, *cast), accept="测试")
    sheet = CallSheet.objects.get(done_at=None)
    assert sheet.calls.count() == 25
    with django_assert_num_queries(27):
        client.get(_url(sheet))


def test_a_number_as_a_link_takes_it():
    assert dialled("0482-123 4567 转 8") == "04821234567,8"
    assert dialled("+86 (482) 123–4567") == "+864821234567"
    assert dialled("０００-0000123 转 ８") == "0000000123,8"
    assert dialled("办公室") == ""


def test_confirming_within_a_day_is_told(own_show, frozen_clock, placed):
    row = announce(own_show).performance
    row = make_conditional(
        row, reason="大风", decide_by=row.starts_at - timedelta(hours=3)
    ).performance
    frozen_clock.set(row.starts_at - timedelta(hours=5))
    confirm(row)
    assert CallSheet.objects.count() == 1
