"""Call sheets of shows nobody announced, in the opening room, and with two coordinators
at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from performances.models import Call, CallSheet, Change, Performance, ShowContact
from performances.scheduling import (
    StaleWrite,
    announce,
    announce_showcase,
    call_sheets,
    cancel,
    delay_showcase,
    move,
)

from .conftest import T_ZERO

pytestmark = pytest.mark.django_db


def _url(sheet: CallSheet, name: str = "inspect", *args: Any) -> str:
    return reverse(f"callsheets:{name}", args=[sheet.pk, *args])


@pytest.fixture
def unannounced(own_show: Any, frozen_clock: Any) -> Any:
    """Firm, in ten hours, and the public never heard of it."""
    frozen_clock.set(own_show.starts_at - timedelta(hours=10))
    return own_show


@pytest.fixture
def sheet(unannounced: Any) -> CallSheet:
    cancel(unannounced, reason="大雪封路")
    return CallSheet.objects.get()


# --- Never announced -----------------------------------------------------------------


def test_people_are_on_the_way_whether_or_not_the_public_knows(
    sheet: CallSheet, as_user: Any, hinggan_coordinator: Any, visitor: Any
) -> None:
    assert not Change.objects.exists()
    assert sheet.change is None
    assert [call.party for call in sheet.calls.all()] == [
        "venue", "leader", "driver", "host", "site_lead",
    ]  # fmt: skip
    page = as_user(hinggan_coordinator).get(_url(sheet)).content.decode()
    assert "的演出取消。原因：大雪封路。" in page
    assert "公众还不知道这场演出" in page
    assert sheet.performance.title not in visitor.get("/changes/").content.decode()
    home = as_user(hinggan_coordinator).get(reverse("wagtailadmin_home"))
    assert _url(sheet) in home.content.decode()


def test_where_it_was_is_rung_too(unannounced: Any, bayannur_venue: Any) -> None:
    move(unannounced, venue=bayannur_venue, reason="停电", accept="测试")
    venues = CallSheet.objects.get().calls.filter(party="venue")
    assert {call.venue for call in venues} == {unannounced.venue, bayannur_venue}


def test_an_announcement_that_lies_ahead_tells_nobody_yet(
    own_show: Any, frozen_clock: Any
) -> None:
    announce(own_show, at=own_show.starts_at - timedelta(hours=1))
    frozen_clock.set(own_show.starts_at - timedelta(hours=10))
    move(
        Performance.objects.get(pk=own_show.pk),
        starts_at=own_show.starts_at + timedelta(minutes=15),
    )
    assert CallSheet.objects.get().change is None


@pytest.mark.parametrize("status", ["draft", "hold"])
def test_what_is_not_firm_rings_nobody(
    status: str, placed: Any, troupe: Any, hinggan_venue: Any, frozen_clock: Any
) -> None:
    row = placed(troupe, hinggan_venue, status=status)
    frozen_clock.set(row.starts_at - timedelta(hours=10))
    move(row, starts_at=row.starts_at + timedelta(hours=1))
    assert not CallSheet.objects.exists()


def test_a_day_ahead_and_more_nobody_is_rung(own_show: Any, frozen_clock: Any) -> None:
    frozen_clock.set(own_show.starts_at - timedelta(hours=25))
    move(own_show, starts_at=own_show.starts_at + timedelta(hours=1))
    assert not CallSheet.objects.exists()


# --- Two coordinators at once ---------------------------------------------------------


def test_the_second_to_tick_is_told_who_ticked_first(
    sheet: CallSheet, as_user: Any, hinggan_coordinator: Any, coordinator: Any,
    frozen_clock: Any,
) -> None:  # fmt: skip
    call = sheet.calls.first()
    post = {"told": "yes", "seen": call.version}
    as_user(hinggan_coordinator).post(_url(sheet, "tick", call.pk), post)
    frozen_clock.forward(minutes=2)

    page = as_user(coordinator).post(_url(sheet, "tick", call.pk), post, follow=True)

    row = Call.objects.get(pk=call.pk)
    assert (row.told_by, row.version) == (hinggan_coordinator, 2)
    told = page.content.decode()
    assert (
        f"hinggan-coordinator：通知单 · 场地联系人 {call.venue.name} · 已电话通知"
        in told
    )


def test_nobody_takes_back_what_was_ticked_anew_meanwhile(
    sheet: CallSheet, hinggan_coordinator: Any, coordinator: Any
) -> None:
    call = sheet.calls.first()
    call_sheets.tick_told(call, by=coordinator, version=1)
    call_sheets.tick_told(call, by=coordinator, is_told=False, version=2)
    call_sheets.tick_told(call, by=hinggan_coordinator, version=3)
    with pytest.raises(StaleWrite) as stale:
        call_sheets.tick_told(call, by=coordinator, is_told=False, version=2)
    (last,) = stale.value.since
    assert last.by == "hinggan-coordinator"
    assert Call.objects.get(pk=call.pk).told_by == hinggan_coordinator


@pytest.mark.parametrize("seen", ["", "x", "9" * 30, "-1", "²"])
def test_a_version_that_is_none_ticks_nothing(
    seen: str, sheet: CallSheet, as_user: Any, hinggan_coordinator: Any
) -> None:
    call = sheet.calls.first()
    post = {"told": "yes", "seen": seen}
    answer = as_user(hinggan_coordinator).post(_url(sheet, "tick", call.pk), post)
    assert answer.status_code == 302
    assert Call.objects.get(pk=call.pk).told_at is None


def test_a_contact_entered_meanwhile_is_not_overwritten(
    sheet: CallSheet, as_user: Any, hinggan_coordinator: Any, coordinator: Any
) -> None:
    url = _url(sheet, "contact", "host")
    mine = {"host-seen": 0, "host-name": "示例丙", "host-phone": "000-1"}
    theirs = {"host-seen": 0, "host-name": "示例丁", "host-phone": "000-2"}
    as_user(hinggan_coordinator).post(url, mine)
    page = as_user(coordinator).post(url, theirs, follow=True).content.decode()
    assert ShowContact.objects.get().name == "示例丙"
    assert "hinggan-coordinator" in page
    assert "主持" in page

    as_user(coordinator).post(url, theirs | {"host-seen": 1})
    assert ShowContact.objects.get().name == "示例丁"


# --- The opening room ----------------------------------------------------------------


def test_the_room_leads_to_the_open_sheets_of_its_cities(
    three_cities: Any, frozen_clock: Any, coordinator: Any, as_user: Any
) -> None:
    announce_showcase(three_cities.showcase)
    room = reverse("showcases:opening", args=[three_cities.showcase.pk])
    client = as_user(coordinator)
    frozen_clock.set(T_ZERO - timedelta(hours=2))
    assert "通知单：" not in client.get(room).content.decode()

    delay_showcase(three_cities.showcase, minutes=30, reason="停电", by=coordinator)
    page = client.get(room).content.decode()
    sheets = list(CallSheet.objects.all())
    assert len(sheets) == 3
    for sheet in sheets:
        assert _url(sheet) in page
    assert page.count("通知单：还有5处没有通知") == 3

    for call in sheets[0].calls.all():
        call_sheets.tick_told(call, by=coordinator)
    assert _url(sheets[0]) not in client.get(room).content.decode()
