"""Requirements that show when something is done: renamed, moved, copied, merged."""

import pytest
from django.utils.http import http_date

from performances import scheduling
from performances.calendars import scopes
from performances.models import CalendarEntry, FeedStamp, Performance, gate
from performances.scheduling import copy_season
from performances.scheduling.merge_venues import merge_venues
from tests import factories
from tests.performances.calendars.reading import texts, uids
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def shown(show, showcase, troupe, hohhot_venue):
    """A show that names one of everything that can be renamed."""
    work = factories.work(troupe, title="鸟之语")
    made = show(showcase=showcase, programme=[{"form": "女群舞", "work": work}])
    return {
        "venue": (hohhot_venue, "name", f"venue:{hohhot_venue.pk}"),
        "troupe": (troupe, "name", f"troupe:{troupe.pk}"),
        "work": (work, "title", f"work:{work.pk}"),
        "showcase": (showcase, "title", f"showcase:{showcase.pk}"),
        "region": (Region.objects.get(code="150105"), "name", "region:150105"),
    }, made


@pytest.fixture
def others(show, bayannur_venue, other_troupe):
    """Shows that name none of them, in another league."""
    return [show(venue=bayannur_venue, troupes=[other_troupe]) for _n in range(3)]


def is_a_feeds(key):
    """Stamps of pages and of private feeds lie beside those of public feeds."""
    kinds = ("troupe", "venue", "region", "showcase", "work", "genre")
    return key == scopes.ALL or key.split(":")[0] in kinds


@pytest.mark.parametrize("what", ["venue", "troupe", "work", "showcase", "region"])
def test_25_a_new_name_touches_exactly_the_entries_that_show_it(
    shown, others, what, frozen_clock
):
    named, made = shown
    row, field, key = named[what]
    before = {entry.pk: entry for entry in CalendarEntry.objects.all()}
    stamps = dict(FeedStamp.objects.values_list("key", "version"))
    frozen_clock.forward(hours=1)

    setattr(row, field, "全新的名字")
    with gate.opened():
        row.save()

    for other in others:
        entry = CalendarEntry.objects.get(performance=other)
        assert entry.text == before[other.pk].text
        assert entry.modified_at == before[other.pk].modified_at
    entry = CalendarEntry.objects.get(performance=made)
    assert "全新的名字" in entry.text.replace("\r\n ", "")
    assert entry.modified_at == clock.now()
    raised = {
        stamp.key
        for stamp in FeedStamp.objects.all()
        if stamp.version != stamps.get(stamp.key) and is_a_feeds(stamp.key)
    }
    # The feeds the show stands in, no other; among them the one named after the row.
    assert raised == set(entry.scopes)
    assert key in raised


def test_27_what_is_private_or_unchanged_stamps_nothing(fetch, frozen_clock):
    made = factories.performance()
    before = fetch()
    frozen_clock.forward(hours=1)
    facts = scheduling.facts_of(made)

    scheduling.revise(made, facts)
    values = {name: getattr(facts, name) for name in type(facts).__dataclass_fields__}
    private = scheduling.ShowFacts(**values | {"technical_note": "三相电缺一相"})
    scheduling.revise(Performance.objects.get(pk=made.pk), private)

    after = fetch()
    assert after.content == before.content
    assert after["Last-Modified"] == before["Last-Modified"]


def test_21_a_copied_season_is_made_of_other_events(frozen_clock):
    made = factories.performance()
    plan = copy_season.plan_copies(
        list(copy_season.worth_copying(Performance.objects.filter(pk=made.pk))),
        year=2024,
        same=copy_season.SameDay.WEEKDAY,
        with_programme=False,
    )

    (outcome,) = copy_season.copy_season(plan, status="confirmed", accept="测试")
    scheduling.announce(outcome.performance)

    stored = CalendarEntry.objects.get(performance=outcome.performance).text
    assert f"UID:{made.uid}" not in stored
    assert Performance.objects.values("uid").distinct().count() == 2


def test_32_a_show_given_to_another_troupe_leaves_its_feed_and_raises_it(
    fetch, troupe, other_troupe, frozen_clock
):
    made = factories.performance(troupes=(troupe,))
    left = f"/calendars/troupes/{troupe.code}.ics"
    joined = f"/calendars/troupes/{other_troupe.code}.ics"
    frozen_clock.forward(hours=1)

    scheduling.move(made, troupes=(other_troupe,), reason="换队", accept="测试")

    assert uids(fetch(left).content) == []
    assert uids(fetch(joined).content) == [str(made.uid)]
    for path in (left, joined):
        assert fetch(path)["Last-Modified"] == http_date(clock.now().timestamp())


def test_a_code_merged_twice_goes_on_answering(
    fetch, hohhot_venue, hinggan_venue, bayannur_venue
):
    made = factories.performance(venue=hohhot_venue)
    merge_venues(hohhot_venue, into=hinggan_venue)
    merge_venues(hinggan_venue, into=bayannur_venue)

    answers = [
        fetch(f"/calendars/venues/{venue.code}.ics").content
        for venue in (hohhot_venue, hinggan_venue, bayannur_venue)
    ]

    assert answers[0] == answers[1] == answers[2]
    assert len(texts(answers[0])) == 1
    assert uids(answers[0]) == [str(made.uid)]


def test_41_robots_may_read_the_feeds(visitor, db):
    lines = visitor.get("/robots.txt").content.decode().splitlines()
    closed = [line.split()[1] for line in lines if line.startswith("Disallow:")]

    assert "Allow: /calendars/" in lines
    for path in ("/calendars/all.ics", "/performances/abcd1234.ics"):
        assert not any(path.startswith(prefix) for prefix in closed)


def test_42_the_page_offers_every_way_to_a_feed(visitor, troupe):
    page = visitor.get(f"/calendars/?troupe={troupe.code}").content.decode()
    path = f"/calendars/troupes/{troupe.code}.ics"

    assert f"webcal://ulanmuqi.example{path}" in page
    assert f"https://ulanmuqi.example{path}" in page
    google = "https://calendar.google.com/calendar/r?cid=webcal://ulanmuqi.example"
    assert f"{google}{path}" in page
    assert 'rel="alternate" type="text/calendar"' in page
