"""What changes at a venue, the shows there follow; duplicates become one."""

from typing import Any

import pytest
from django.forms import model_to_dict
from django.urls import reverse
from wagtail.models import ModelLogEntry

from performances.models import Booking, Performance
from tests import factories
from ulanmuqi.places.models import Venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(coordinator: Any, as_user: Any) -> Any:
    return as_user(coordinator)


def save(client: Any, venue: Venue, **changes: Any) -> Any:
    post = {
        name: "" if value is None else value
        for name, value in model_to_dict(venue).items()
        if value is not False
    }
    url = reverse("venues:edit", args=[venue.pk])
    return client.post(url, post | changes)


def test_a_new_region_reaches_the_shows(
    own_show: Any, chief: Any, regions: Any
) -> None:
    town = regions["152222"]
    answer = save(chief, own_show.venue, region=town.pk, lat=town.lat, lon=town.lon)
    assert answer.status_code == 302
    assert Performance.objects.get().region == town


def test_a_shared_venue_with_overlaps_stays_shared(
    placed: Any, chief: Any, troupe: Any, other_troupe: Any, hinggan_venue: Any
) -> None:
    hinggan_venue.is_shared = True
    hinggan_venue.save()
    placed(troupe, hinggan_venue, title="东台演出")
    placed(other_troupe, hinggan_venue, title="西台演出")
    answer = save(chief, hinggan_venue, is_shared="")
    assert "西台演出" in str(answer.context["form"].errors["is_shared"])
    hinggan_venue.refresh_from_db()
    assert hinggan_venue.is_shared
    assert set(
        Booking.objects.filter(resource__venue=hinggan_venue).values_list(
            "exclusive", flat=True
        )
    ) == {False}


def test_making_a_free_venue_exclusive_is_saved(
    own_show: Any, chief: Any, hinggan_venue: Any
) -> None:
    assert save(chief, hinggan_venue, is_shared="on").status_code == 302
    assert save(chief, Venue.objects.get(), is_shared="").status_code == 302
    booking = Booking.objects.get(resource__venue=hinggan_venue)
    assert booking.exclusive


def test_a_troupe_s_own_place_starts_out_private(
    troupe_editor: Any, as_user: Any
) -> None:
    form = as_user(troupe_editor).get(reverse("venues:add")).context["form"]
    assert form["public_precision"].value() == "banner"


def test_deleting_a_venue_in_use_names_its_shows(own_show: Any, chief: Any) -> None:
    url = reverse("venues:delete", args=[own_show.venue.pk])
    assert own_show.title in chief.get(url).content.decode()
    chief.post(url)
    assert Venue.objects.filter(pk=own_show.venue.pk).exists()


def test_usage_counts_what_the_user_may_see(
    own_show: Any, chief: Any, as_user: Any, other_troupe_editor: Any
) -> None:
    url = reverse("venues:usage", args=[own_show.venue.pk])
    assert reverse("performances:index") in chief.get(url).content.decode()
    theirs = as_user(other_troupe_editor).get(url).content.decode()
    assert "period=all" not in theirs


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("troupe_member", True),
        ("other_troupe_editor", True),
        ("venue_contact", True),
        ("page_editor", False),
    ],
)
def test_the_private_contact_is_for_crews_and_the_venue(
    role: str, sees: bool, hinggan_venue: Any, as_user: Any, request: Any
) -> None:
    hinggan_venue.contact_name = "门房值班"
    hinggan_venue.save()
    client = as_user(request.getfixturevalue(role))
    page = client.get(reverse("venues:inspect", args=[hinggan_venue.pk]))
    assert ("门房值班" in page.content.decode()) is sees


# --- Merging --------------------------------------------------------------------------


def merge(client: Any, duplicate: Venue, into: Venue) -> Any:
    url = reverse("venues:merge", args=[duplicate.pk])
    choice = {"into": into.pk, "reason": "同一处剧场"}
    return client.post(url, {**choice, "previewed": str(into.pk)})


def test_a_duplicate_gives_its_shows_away(
    own_show: Any, chief: Any, venue_contact: Any, hinggan_venue: Any
) -> None:
    good = factories.venue("152201")
    assert merge(chief, hinggan_venue, good).status_code == 302
    moved = Performance.objects.get()
    assert (moved.venue, moved.status) == (good, "confirmed")
    assert Booking.objects.filter(resource__venue=good, firm=True).count() == 1
    assert not Booking.objects.filter(resource__venue=hinggan_venue).exists()
    hinggan_venue.refresh_from_db()
    assert hinggan_venue.merged_into == good
    assert venue_contact.memberships.get().venue == good
    entries = ModelLogEntry.objects.for_instance(hinggan_venue)
    assert [entry.action for entry in entries] == ["schedule.merge"]
    listed = chief.get(reverse("venues:index")).context["object_list"]
    assert list(listed) == [good]


def test_a_merge_that_would_overlap_is_refused_whole(
    own_show: Any, placed: Any, other_troupe: Any, chief: Any, hinggan_venue: Any
) -> None:
    good = factories.venue("152201")
    placed(other_troupe, good, title="先到的演出", starts_at=own_show.starts_at)
    answer = merge(chief, hinggan_venue, good)
    assert "先到的演出" in str(answer.context["form"].errors["into"])
    hinggan_venue.refresh_from_db()
    assert hinggan_venue.merged_into is None
    own_show.refresh_from_db()
    assert own_show.venue == hinggan_venue


def test_a_league_cannot_merge_away_to_another(
    hinggan_coordinator: Any, as_user: Any, hinggan_venue: Any, hohhot_venue: Any
) -> None:
    merge(as_user(hinggan_coordinator), hinggan_venue, hohhot_venue)
    hinggan_venue.refresh_from_db()
    assert hinggan_venue.merged_into is None


def test_a_merged_venue_is_no_goal(
    chief: Any, hinggan_venue: Any, own_show: Any
) -> None:
    gone = factories.venue("152201", merged_into=hinggan_venue)
    answer = merge(chief, hinggan_venue, gone)
    assert "into" in answer.context["form"].errors
