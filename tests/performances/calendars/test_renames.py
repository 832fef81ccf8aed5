"""A renamed venue, troupe, work, region or showcase is a change of what shows it."""

import pytest

from performances.models import CalendarEntry, gate
from tests import factories
from tests.performances.calendars.conftest import CURTAIN
from tests.performances.calendars.reading import head, only


@pytest.fixture
def work(troupe):
    return factories.work(troupe, title="鸟之语")


@pytest.fixture
def shown(show, showcase, work):
    """A show that names one of everything, made an hour before the renaming."""
    return show(showcase=showcase, programme=[{"form": "女群舞", "work": work}])


@pytest.fixture
def untouched(show, bayannur_venue, other_troupe):
    return show(venue=bayannur_venue, troupes=[other_troupe])


@pytest.fixture
def named(shown, showcase, troupe, work, hohhot_venue, regions):
    """What can be renamed, the field, and the feed named after it."""
    return {
        "venue": (hohhot_venue, "name", f"venues/{hohhot_venue.code}"),
        "address": (hohhot_venue, "address", f"venues/{hohhot_venue.code}"),
        "troupe": (troupe, "name", f"troupes/{troupe.code}"),
        "work": (work, "title", f"works/{work.code}"),
        "region": (regions["150105"], "name", "regions/150105"),
        "league": (regions["150100"], "name", "regions/150100"),
        "showcase": (showcase, "title", f"showcases/{showcase.code}"),
    }


@pytest.mark.parametrize(
    "what", ["venue", "address", "troupe", "work", "region", "league", "showcase"]
)
def test_a_new_name_raises_last_modified_but_not_sequence(
    shown, untouched, named, fetch, frozen_clock, what
):
    row, field, feed = named[what]
    path = f"/calendars/{feed}.ics"
    before, quiet = only(fetch(path).content), untouched.calendar_entry.text
    frozen_clock.forward(hours=1)

    setattr(row, field, "全新的名字")
    with gate.opened():
        row.save()

    response = fetch(path)
    after = only(response.content)
    assert "全新的名字" in f"{after['LOCATION']}{after['DESCRIPTION']}"
    assert after["LAST-MODIFIED"].dt == after["DTSTAMP"].dt == frozen_clock.now
    assert after["SEQUENCE"] == before["SEQUENCE"]
    assert after["UID"] == before["UID"]
    assert response["Last-Modified"] == "Wed, 01 Nov 2023 01:00:00 GMT"
    assert CalendarEntry.objects.get(performance=untouched).text == quiet


@pytest.mark.parametrize(
    "what", ["venue", "troupe", "work", "region", "league", "showcase"]
)
def test_saving_without_a_new_name_stamps_nothing(
    shown, named, fetch, frozen_clock, what
):
    row, _field, feed = named[what]
    path = f"/calendars/{feed}.ics"
    before = fetch(path)
    frozen_clock.forward(hours=1)

    with gate.opened():
        type(row).objects.get(pk=row.pk).save()

    after = fetch(path)
    assert after.content == before.content
    assert after["Last-Modified"] == before["Last-Modified"]


def test_a_new_name_renames_the_feed_even_when_it_is_empty(troupe, fetch, frozen_clock):
    path = f"/calendars/troupes/{troupe.code}.ics"
    fetch(path)
    frozen_clock.forward(hours=1)

    troupe.name = "全新的乌兰牧骑"
    troupe.save()

    response = fetch(path)
    assert head(response.content)["NAME"] == "全新的乌兰牧骑演出日程"
    assert response["Last-Modified"] == "Wed, 01 Nov 2023 01:00:00 GMT"


def test_a_moved_point_moves_geo(shown, fetch, hohhot_venue):
    hohhot_venue.lat = 40.5
    hohhot_venue.save()

    assert only(fetch().content)["GEO"].latitude == 40.5


def test_an_old_date_told_elsewhere_follows_the_venues_new_name(
    show, fetch, bayannur_venue
):
    old = show(status="postponed")
    show(replaces=old, venue=bayannur_venue, starts_at=CURTAIN.replace(day=22))

    bayannur_venue.name = "新河套剧院"
    bayannur_venue.save()

    assert "新河套剧院" in CalendarEntry.objects.get(performance=old).text.replace(
        "\r\n ", ""
    )
