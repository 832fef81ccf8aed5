"""When the audience is let in: said once, shown wherever somebody comes by it, and no
business of anybody else's."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from performances.models import CalendarEntry, CallSheet, Change, Performance, VenueNews
from performances.scheduling import (
    Refused,
    cancel,
    delay_showcase,
    facts_of,
    move,
    open_late,
    place,
    revise,
)
from performances.views.venue_page.news import news
from tests import factories
from tests.performances.scheduling.conftest import T_ZERO
from ulanmuqi.base import clock

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def announced(facts: Any, **how: Any) -> Performance:
    row = place(facts, status="confirmed", announced_at=clock.now(), **how).performance
    return Performance.objects.get(pk=row.pk)


def with_doors(row: Performance, minutes: int | None) -> Performance:
    current = Performance.objects.get(pk=row.pk)
    revise(current, replace(facts_of(current), doors_minutes=minutes))
    return Performance.objects.get(pk=row.pk)


def entry(row: Performance) -> CalendarEntry:
    return CalendarEntry.objects.get(performance=row)


def told(row: Performance) -> str:
    return entry(row).text.replace("\r\n ", "")


def check_calendars() -> None:
    call_command("rebuild_calendars", "--check", stdout=StringIO())


# --- What may be said -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "load_in", "is_sound"),
    [
        (30, 60, True), (60, 60, True), (0, 60, True), (61, 60, False),
        (181, 240, False), (-1, 60, False), (180, 0, True), (None, 0, True),
    ],
)  # fmt: skip
def test_it_lies_between_load_in_and_the_start(
    show: Any, minutes: int | None, load_in: int, is_sound: bool
) -> None:
    facts = show(doors_minutes=minutes, load_in_minutes=load_in)
    if is_sound:
        assert place(facts).performance.doors_minutes == minutes
        return
    with pytest.raises(Refused) as refusal:
        place(facts)
    assert refusal.value.field == "doors_minutes"


@pytest.mark.parametrize(
    "silent",
    [{"mode": "online"}, {"precision": "date"}, {"precision": "part"}],
)
def test_where_nobody_comes_at_an_hour_nothing_is_told(show: Any, silent: Any) -> None:
    row = place(show(doors_minutes=30, **silent)).performance
    assert row.doors_at is None
    assert place(show(doors_minutes=30)).performance.doors_at == T_ZERO - timedelta(
        minutes=30
    )


# --- Calendars and the public log ----------------------------------------------------


def test_the_text_of_the_calendar_says_it_and_the_sequence_stays(
    show: Any, frozen_clock: Any
) -> None:
    row = announced(show())
    before = entry(row).modified_at
    assert "开始入场" not in told(row)
    frozen_clock.forward(hours=1)

    row = with_doors(row, 30)

    assert "19:00开始入场。" in told(row)
    assert entry(row).modified_at == frozen_clock.now > before
    assert row.sequence == 0
    assert row.public_changed_at == frozen_clock.now
    # Said for the first time it is good to know, and moves nobody.
    assert Change.objects.count() == 1
    check_calendars()


def test_another_hour_is_told_to_those_who_knew_the_first(
    show: Any, frozen_clock: Any
) -> None:
    row = announced(show(doors_minutes=30))
    frozen_clock.forward(hours=1)
    row = with_doors(row, 45)
    change = Change.objects.latest("pk")
    assert (change.kind, change.before["doors_at"][11:16]) == ("moved", "11:00")
    assert row.sequence == 0
    assert VenueNews.objects.latest("pk").now["doors_minutes"] == 45
    check_calendars()


def test_unseen_it_changes_nothing_public(show: Any, frozen_clock: Any) -> None:
    row = announced(show(mode="online"))
    stored, public = entry(row), row.public_changed_at
    frozen_clock.forward(hours=1)
    row = with_doors(row, 30)
    assert row.public_changed_at == public
    assert entry(row).modified_at == stored.modified_at
    assert entry(row).text == stored.text
    assert Change.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"doors_minutes": 45}, "演出前45分钟放观众入场。"),
        ({"doors_minutes": None}, "不再写明观众几点入场。"),
        ({"load_in_minutes": 240}, "现在装台240分钟，拆台60分钟。"),
    ],
)
def test_the_venue_reads_only_what_changed(
    show: Any, changes: dict[str, Any], told: str
) -> None:
    facts = show(doors_minutes=30, load_in_minutes=60, strike_minutes=60)
    row = place(facts, status="confirmed").performance
    revise(row, replace(facts_of(row), **changes))
    now = clock.now()
    assert news(row.venue, now, now)[0].text == told


def test_what_is_off_says_nothing_of_doors(show: Any, visitor: Any) -> None:
    row = announced(show(doors_minutes=30))
    cancel(row, reason="大雪")
    assert "开始入场" not in told(row)
    assert (
        "开始入场"
        not in visitor.get(f"/performances/{row.public_id}/").content.decode()
    )
    check_calendars()


def test_it_goes_along_with_the_hour(show: Any) -> None:
    row = announced(show(doors_minutes=30))
    move(row, starts_at=T_ZERO + timedelta(hours=1))
    assert "20:00开始入场。" in told(row)
    check_calendars()


def test_an_opening_without_an_hour_lets_nobody_in(frozen_clock: Any) -> None:
    showcase = factories.showcase(t_zero=T_ZERO)
    opening = with_doors(showcase.performances.first(), 30)
    assert "19:00开始入场。" in told(opening)
    delay_showcase(showcase, minutes=30, reason="等信号")
    assert "19:30开始入场。" in told(opening)
    open_late(
        Performance.objects.get(pk=opening.pk), next_word_at=T_ZERO,
        reason="停电", decided_by="值班",
    )  # fmt: skip
    assert "开始入场" not in told(opening)
    check_calendars()


def test_on_the_day_another_hour_opens_a_call_sheet(
    show: Any, frozen_clock: Any
) -> None:
    row = announced(show(doors_minutes=30))
    frozen_clock.set(T_ZERO - timedelta(hours=3))
    with_doors(row, 15)
    assert CallSheet.objects.get().performance == row


# --- Pages ---------------------------------------------------------------------------


def test_it_stands_on_the_public_page(show: Any, visitor: Any) -> None:
    row = announced(show(doors_minutes=30))
    page = visitor.get(f"/performances/{row.public_id}/").content.decode()
    assert "19:00开始入场" in page
    assert (
        "doors open at 19:00"
        in visitor.get(f"/en/performances/{row.public_id}/").content.decode()
    )


def test_it_is_typed_in_the_form_and_refused_at_its_field(
    show: Any, coordinator: Any, as_user: Any
) -> None:
    row = place(show()).performance
    client = as_user(coordinator)
    url = reverse("performances:edit", args=[row.pk])
    form = client.get(url).context["form"]
    post = {
        name: "" if value is None else value
        for name, value in ((f.name, f.value()) for f in form)
    }
    post |= {
        "troupes-TOTAL_FORMS": 1, "troupes-INITIAL_FORMS": 0,
        "troupes-0-troupe": row.troupes_in_order[0].pk, "troupes-0-ORDER": 1,
        "programme-TOTAL_FORMS": 0, "programme-INITIAL_FORMS": 0,
        "hour": "19:30", "doors_minutes": "90",
    }  # fmt: skip
    refused = client.post(url, post)
    assert refused.context["form"].errors["doors_minutes"] == [
        "观众入场不能早于装台（装台从演出前60分钟开始）。请晚些入场，或提前装台。"
    ]
    assert client.post(url, post | {"doors_minutes": "30"}).status_code == 302
    page = client.get(reverse("performances:inspect", args=[row.pk])).content.decode()
    assert "11月20日(周一)19:00" in page
