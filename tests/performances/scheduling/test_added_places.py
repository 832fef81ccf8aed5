"""A troupe adds a place in its own banner; its league completes or merges it."""

from dataclasses import replace
from typing import Any

import pytest
from wagtail.models import ModelLogEntry

from performances.models import AddedPlace
from performances.scheduling import NotAllowed, Refused
from performances.scheduling.added_places import (
    MOST_A_DAY,
    PlaceFacts,
    Similar,
    add_place,
    complete_place,
)
from performances.scheduling.merge_venues import merge_venues
from tests import factories
from ulanmuqi.places.here import Here
from ulanmuqi.places.models import Region, Venue

pytestmark = pytest.mark.django_db

NAME = "无人知晓草场"


@pytest.fixture(autouse=True)
def _stopped(frozen_clock: Any) -> Any:
    return frozen_clock


@pytest.fixture
def facts(troupe: Any) -> PlaceFacts:
    return PlaceFacts(troupe=troupe, name=NAME, region=troupe.region)


@pytest.mark.database
def test_a_place_stands_at_once_and_is_known_by_its_banner(
    facts: Any, troupe: Any, troupe_editor: Any
) -> None:
    near = Here(troupe.region.lat + 0.01, troupe.region.lon, 30)
    row = add_place(replace(facts, here=near, said="巴彦嘎查"), by=troupe_editor)
    venue = row.venue
    assert venue.public_precision == Venue.PublicPrecision.BANNER
    assert venue.coord_precision == Venue.CoordPrecision.APPROXIMATE
    assert (venue.lat, venue.address, row.metres) == (near.lat, "巴彦嘎查", 30)
    assert (row.state, row.by) == (AddedPlace.State.WAITING, troupe_editor)
    factories.performance(troupes=(troupe,), venue=venue)
    entry = ModelLogEntry.objects.for_instance(venue).get()
    assert (entry.action, entry.user) == ("schedule.place_added", troupe_editor)


def test_without_a_phone_the_seat_stands_in_and_a_typed_gacha_is_found(
    facts: Any, troupe: Any
) -> None:
    sumu = Region.objects.create(
        code="152222100", name="巴彦苏木", level="sumu", kind="苏木",
        parent=troupe.region,
    )  # fmt: skip
    row = add_place(replace(facts, said="巴彦苏木"))
    assert (row.venue.region, row.said) == (sumu, "")
    assert (row.venue.lat, row.venue.coord_precision) == (troupe.region.lat, "seat")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " 场 "}, "name"),
        ({"name": "草场\x07一"}, "name"),
        ({"kind": "castle"}, "kind"),
        ({"here": Here(45.0, 121.5, 90_000)}, "here"),
        ({"here": Here(0.0, 0.0, 10)}, "here"),
        ({"here": Here(39.9, 116.4, 10)}, "here"),
    ],
)
def test_what_makes_no_sense_is_told_at_its_field(
    facts: Any, changes: Any, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        add_place(replace(facts, **changes))
    assert refused.value.field == field
    assert AddedPlace.objects.count() == 0


def test_only_in_the_own_banner_and_for_the_own_troupe(
    facts: Any, regions: Any, troupe_leader: Any, troupe_member: Any,
    other_troupe_editor: Any, outsider: Any, other_troupe: Any,
) -> None:  # fmt: skip
    for region in (regions["152201"], regions["152200"], regions["150824"]):
        with pytest.raises(Refused) as refused:
            add_place(replace(facts, region=region), by=troupe_leader)
        assert refused.value.field == "region"
    for stranger in (troupe_member, other_troupe_editor, outsider):
        with pytest.raises(NotAllowed):
            add_place(facts, by=stranger)
    theirs = replace(facts, troupe=other_troupe, region=other_troupe.region)
    with pytest.raises(NotAllowed):
        add_place(theirs, by=troupe_leader)


def test_similar_names_of_the_banner_are_offered_first(facts: Any, troupe: Any) -> None:
    known = factories.venue("152222", name=f"{troupe.region.name}{NAME}")
    factories.venue("152201", name=NAME)
    factories.venue("152222", name="完全另一处")
    with pytest.raises(Similar) as refused:
        add_place(facts)
    assert refused.value.venues == (known,)
    assert add_place(replace(facts, is_another=True)).venue != known


def test_so_many_a_day_and_no_more(facts: Any, frozen_clock: Any) -> None:
    for number in range(MOST_A_DAY):
        add_place(replace(facts, name=f"{number}号点", is_another=True))
    with pytest.raises(Refused):
        add_place(facts)
    frozen_clock.forward(days=1, minutes=1)
    add_place(facts)


def test_a_league_completes_what_lies_in_it(
    facts: Any, hinggan_coordinator: Any, troupe_leader: Any, regions: Any
) -> None:
    row = add_place(facts)
    bayannur = factories.member(
        "bayannur", factories.Membership.Role.COORDINATOR, region=regions["150800"]
    )
    for stranger in (troupe_leader, bayannur):
        with pytest.raises(NotAllowed):
            complete_place(row, by=stranger)
    done = complete_place(row, by=hinggan_coordinator, version=row.version)
    assert (done.state, done.done_by) == ("completed", hinggan_coordinator)
    with pytest.raises(Refused):
        complete_place(row, by=hinggan_coordinator)


def test_merged_it_says_into_which(
    facts: Any, troupe: Any, private_venue: Any, hinggan_coordinator: Any
) -> None:
    row = add_place(facts)
    show = factories.performance(troupes=(troupe,), venue=row.venue)
    merge_venues(row.venue, into=private_venue, by=hinggan_coordinator)
    row = AddedPlace.objects.for_rows().get()
    assert (row.state, row.venue.merged_into) == ("merged", private_venue)
    show.refresh_from_db()
    assert show.venue == private_venue


def test_merging_makes_a_place_known_only_when_somebody_says_so(
    facts: Any, troupe: Any, hinggan_venue: Any, hinggan_coordinator: Any, client: Any
) -> None:
    row = add_place(facts)
    show = factories.performance(troupes=(troupe,), venue=row.venue)
    url = f"/performances/{show.public_id}/"
    feed = f"/calendars/troupes/{troupe.code}.ics"
    before = show.sequence
    with pytest.raises(Refused) as refused:
        merge_venues(row.venue, into=hinggan_venue, by=hinggan_coordinator)
    assert refused.value.field == "disclose"
    assert hinggan_venue.name not in client.get(url).content.decode()
    merged = merge_venues(
        row.venue, into=hinggan_venue, by=hinggan_coordinator, disclose=True
    )
    show.refresh_from_db()
    assert merged.disclosed == (show,)
    assert show.sequence == before + 1
    told = client.get(url).content.decode()
    assert hinggan_venue.name in told
    calendar = client.get(feed).content.decode().replace("\r\n ", "")
    assert hinggan_venue.name in calendar
    assert row.venue.name not in told + calendar
    said = list(show.changes.values_list("before", "after"))
    assert row.venue.name not in str(said) + client.get("/changes/").content.decode()
    with pytest.raises(Refused):
        merge_venues(row.venue, into=hinggan_venue, disclose=True)


def test_its_name_is_in_nothing_public(
    facts: Any, troupe: Any, client: Any, frozen_clock: Any
) -> None:
    here = Here(troupe.region.lat + 0.0123, troupe.region.lon + 0.0123, 30)
    row = add_place(replace(facts, here=here, said="无人知晓嘎查"))
    show = factories.performance(troupes=(troupe,), venue=row.venue)
    point = (f"{here.lat}", f"{here.lon}")
    pages = [
        f"/performances/{show.public_id}/", "/schedule/", f"/troupes/{troupe.code}/",
        "/search/?q=无人知晓", "/calendars/all.ics", "/api/v1/venues?limit=100",
        f"/api/v1/performances/{show.public_id}", "/regions/152222/", "/changes/",
        "/statistics/", "/schedule/?view=map", "/schedule.csv", "/schedule.atom",
        f"/performances/{show.public_id}/sheet/", "/embed/schedule/", "/sitemap.xml",
        f"/performances/{show.public_id}.ics", "/changes/feed.atom",
    ]  # fmt: skip
    for url in pages:
        answer = client.get(url)
        body = answer.getvalue().decode()
        assert answer.status_code == 200, url
        for secret in ("无人知晓草", "无人知晓嘎", *point, row.venue.code):
            assert secret not in body.replace("无人知晓</", ""), (url, secret)
    assert client.get(f"/venues/{row.venue.code}/").status_code == 404
