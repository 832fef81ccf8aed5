"""Which shows stand in which feed, and what merged rows answer."""

from datetime import timedelta

import pytest

from performances.calendars import directory, scopes
from performances.models import CalendarEntry, Performance, gate
from tests import factories
from tests.performances.calendars.conftest import CURTAIN
from tests.performances.calendars.reading import head, uids
from ulanmuqi.base import clock


def test_a_feed_holds_its_own_shows_in_order_of_time_and_no_others(
    show, fetch, troupe, other_troupe
):
    last = show(starts_at=CURTAIN + timedelta(days=2))
    first = show()
    joint = show(troupes=[other_troupe, troupe], starts_at=CURTAIN + timedelta(days=1))
    show(troupes=[other_troupe])

    raw = fetch(f"/calendars/troupes/{troupe.code}.ics").content

    assert uids(raw) == [str(one.uid) for one in (first, joint, last)]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("150000", ["hohhot", "hinggan", "open"]),
        ("150100", ["hohhot"]),
        ("150105", ["hohhot"]),
        ("150121", []),
        ("152200", ["hinggan", "open"]),
        ("152201", ["hinggan"]),
        ("152222", ["open"]),
    ],
)
def test_a_region_holds_what_plays_in_it_and_below(
    show, fetch, regions, hinggan_venue, code, expected
):
    made = {
        "hohhot": show(),
        "hinggan": show(venue=hinggan_venue, starts_at=CURTAIN + timedelta(days=1)),
        "open": show(
            venue=None,
            region=regions["152222"],
            starts_at=CURTAIN + timedelta(days=2),
        ),
    }

    raw = fetch(f"/calendars/regions/{code}.ics").content

    assert uids(raw) == [str(made[name].uid) for name in expected]


def test_genres_and_showcases_hold_their_own(show, fetch, showcase):
    dance, song = show(genre="dance"), show(genre="vocal", showcase=showcase)

    assert uids(fetch("/calendars/genres/dance.ics").content) == [str(dance.uid)]
    showcase_path = f"/calendars/showcases/{showcase.code}.ics"
    assert uids(fetch(showcase_path).content) == [str(song.uid)]


def test_a_work_played_twice_in_one_show_is_one_event(show, fetch, troupe):
    work = factories.work(troupe)
    made = show(programme=[{"work": work}, {"work": work}])

    assert uids(fetch(f"/calendars/works/{work.code}.ics").content) == [str(made.uid)]


def test_a_showcase_has_no_feed_before_it_is_announced(
    show, visitor, showcase, frozen_clock
):
    with gate.opened():
        showcase.announced_at = clock.now() + timedelta(hours=1)
        showcase.save()
    path = f"/calendars/showcases/{showcase.code}.ics"

    assert visitor.get(path).status_code == 404
    frozen_clock.forward(hours=1)
    assert visitor.get(path).status_code == 200


def test_the_code_of_a_merged_venue_answers_with_the_other_ones_feed(
    show, fetch, hohhot_venue, bayannur_venue
):
    made = show()
    kept = show(venue=bayannur_venue, starts_at=CURTAIN + timedelta(days=1))
    hohhot_venue.merged_into = bayannur_venue
    hohhot_venue.save()

    old = fetch(f"/calendars/venues/{hohhot_venue.code}.ics")
    new = fetch(f"/calendars/venues/{bayannur_venue.code}.ics")

    assert old.content == new.content
    assert uids(new.content) == [str(made.uid), str(kept.uid)]


def test_the_code_of_a_merged_work_answers_with_the_other_ones_feed(
    show, fetch, troupe
):
    double, work = factories.work(troupe), factories.work(troupe)
    made = show(programme=[{"work": double}])
    double.merged_into = work
    double.save()

    for one in (double, work):
        raw = fetch(f"/calendars/works/{one.code}.ics").content
        assert uids(raw) == [str(made.uid)]


def test_venues_of_one_name_have_feeds_of_different_names(fetch, regions):
    names = set()
    for code in ("150105", "152201"):
        venue = factories.venue(code, name="群众艺术馆")
        raw = fetch(f"/calendars/venues/{venue.code}.ics").content
        names.add(head(raw)["NAME"])

    assert names == {
        "群众艺术馆（呼和浩特市赛罕区）演出日程",
        "群众艺术馆（兴安盟乌兰浩特市）演出日程",
    }


def test_the_scopes_of_a_show_are_the_feeds_that_hold_it(
    show, troupe, showcase, hohhot_venue, private_venue
):
    work = factories.work(troupe)
    shows = [
        show(showcase=showcase, genre="dance", programme=[{"work": work}]),
        show(venue=private_venue),
        show(venue=None, region=hohhot_venue.region),
    ]
    feeds = [
        directory.everything(),
        directory.of_troupe(troupe),
        directory.of_venue(hohhot_venue),
        directory.of_venue(private_venue),
        directory.of_showcase(showcase),
        directory.of_work(work),
        *(
            directory.find("regions", code, now=clock.now())
            for code in ("150000", "150100", "150105", "152200", "152222")
        ),
        *(
            directory.find("genres", code, now=clock.now())
            for code in ("dance", "mixed")
        ),
    ]

    for one in shows:
        holding = {
            feed.key
            for feed in feeds
            if Performance.objects.filter(feed.shows, pk=one.pk).exists()
        }
        assert set(CalendarEntry.objects.get(performance=one).scopes) == holding
        assert scopes.ALL in holding
