"""What venues are told of the shows that are, or were, theirs."""

from dataclasses import replace
from datetime import timedelta

import pytest

from performances import scheduling
from performances.models import VenueNews
from performances.scheduling import cancel, confirm, discard, move, release, revise
from performances.scheduling.merge_venues import merge_venues
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def hold(hinggan_venue, troupe, frozen_clock):
    return factories.performance(
        status="hold", venue=hinggan_venue, troupes=(troupe,), title="草原新歌"
    )


def told(venue):
    """(kind, title, what is new) of each, oldest first."""
    rows = VenueNews.objects.filter(venue=venue).order_by("pk")
    return [(row.kind, row.title, sorted(row.now)) for row in rows]


def last(venue):
    return VenueNews.objects.filter(venue=venue).first()


def test_a_hold_comes_to_its_venue(hold, hinggan_venue):
    assert [kind for kind, _title, _now in told(hinggan_venue)] == ["came"]
    assert last(hinggan_venue).now["status"] == "hold"
    assert last(hinggan_venue).now["starts_at"] == hold.starts_at.isoformat()


def test_a_draft_is_no_news_until_it_is_held(hinggan_venue, frozen_clock):
    show = factories.performance(status="draft", venue=hinggan_venue)
    assert told(hinggan_venue) == []
    scheduling.hold(show)
    assert [kind for kind, *_rest in told(hinggan_venue)] == ["came"]


def test_moved_in_time_names_both_times(hold, hinggan_venue):
    new = hold.starts_at + timedelta(days=1)
    move(hold, starts_at=new, reason="道路积雪")
    row = last(hinggan_venue)
    assert (row.kind, row.reason) == ("changed", "道路积雪")
    assert row.was["starts_at"] == hold.starts_at.isoformat()
    assert row.now["starts_at"] == new.isoformat()
    assert "status" not in row.now


def test_confirmed_and_cancelled(hold, hinggan_venue):
    row = confirm(hold, accept="测试").performance
    assert last(hinggan_venue).now["status"] == "confirmed"
    cancel(row, reason="停电")
    assert (last(hinggan_venue).now["status"], last(hinggan_venue).reason) == (
        "cancelled", "停电",
    )  # fmt: skip


def test_whoever_loses_a_show_learns_nothing_of_where_it_goes(hold, hinggan_venue):
    other = factories.venue("150802", name="无人知晓剧院")
    move(hold, venue=other, reason="换场地")
    left, came = last(hinggan_venue), last(other)
    assert (left.kind, left.now) == ("left", {})
    assert "无人知晓" not in f"{left.was}{left.now}{left.title}"
    assert came.kind == "came"
    assert came.was == {}


def test_a_released_and_a_discarded_hold_leave(hold, hinggan_venue):
    row = release(hold).performance
    assert (last(hinggan_venue).kind, last(hinggan_venue).now) == (
        "left", {"status": "draft"},
    )  # fmt: skip
    discard(scheduling.hold(row).performance)
    gone = last(hinggan_venue)
    assert (gone.kind, gone.now, gone.performance) == (
        "left", {"status": "discarded"}, None,
    )  # fmt: skip
    assert gone.title == "草原新歌"


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"load_in_minutes": 240}, {"load_in_minutes", "strike_minutes"}),
        ({"technical_note": "要两相电"}, {"technical_note"}),
        ({"programme": (scheduling.ItemFacts(title="酒歌"),)}, {"programme"}),
        ({"title": "草原夜"}, {"title"}),
        ({"public_note": "自带马扎"}, None),
    ],
)
def test_only_what_a_stage_needs_to_know_is_news(hold, hinggan_venue, changes, what):
    facts = replace(scheduling.facts_of(hold), **changes)
    revise(hold, facts)
    if what is None:
        assert len(told(hinggan_venue)) == 1
    else:
        assert set(last(hinggan_venue).now) == what


def test_merging_venues_moves_nobody(hold, hinggan_venue, coordinator):
    other = factories.venue("152201")
    merge_venues(hinggan_venue, into=other, by=coordinator)
    assert [kind for kind, *_rest in told(other)] == ["came"]


def test_a_showcase_tells_every_venue_once(frozen_clock):
    showcase = factories.showcase()
    assert VenueNews.objects.count() == 3
    scheduling.delay_showcase(showcase, minutes=30, reason="大雪", decided_by="总调度")
    assert VenueNews.objects.count() == 6
