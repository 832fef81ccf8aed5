"""Who may do what to shows and showcases."""

from datetime import timedelta

import pytest

from performances import policy
from performances.models import Performance
from performances.scheduling import ShowFacts, place
from ulanmuqi.base import rights

pytestmark = pytest.mark.django_db

PEOPLE = (
    "coordinator", "hinggan_coordinator", "page_editor", "troupe_leader",
    "troupe_editor", "other_troupe_editor", "troupe_member", "venue_contact",
    "outsider",
)  # fmt: skip


@pytest.fixture
def cast(request):
    return {name: request.getfixturevalue(name) for name in PEOPLE}


@pytest.fixture
def show(make_show):
    return make_show()


@pytest.fixture
def make_show(troupe, hinggan_venue, frozen_clock):
    def made(**changes):
        starts = frozen_clock.now + timedelta(days=19)
        status = changes.pop("status", "confirmed")
        values = {
            "title": "草原新歌", "starts_at": starts, "troupes": (troupe,),
            "ends_at": starts + timedelta(minutes=90), "venue": hinggan_venue,
        }  # fmt: skip
        return place(ShowFacts(**(values | changes)), status=status).performance

    return made


def _may(cast, verb, row):
    return {name for name, person in cast.items() if rights.may(person, verb, row)}


def _see(cast):
    rows = Performance.objects.all()
    shows = policy.PerformancePolicy()
    return {n for n, person in cast.items() if shows.visible(person, rows).exists()}


def test_a_show_is_seen_by_those_it_concerns(cast, show):
    seen = {
        "coordinator", "hinggan_coordinator", "troupe_leader", "troupe_editor",
        "troupe_member", "venue_contact",
    }  # fmt: skip
    assert _see(cast) == seen
    assert _may(cast, "view", show) == seen


def test_a_venue_does_not_see_drafts(cast, make_show):
    make_show(status="draft")
    assert "venue_contact" not in _see(cast)


def test_a_show_is_changed_by_its_troupe_and_its_league(cast, show):
    own = {"coordinator", "hinggan_coordinator", "troupe_leader", "troupe_editor"}
    for verb in ("change", "cancel", "confirm", "postpone"):
        assert _may(cast, verb, show) == own


def test_a_joint_show_is_changed_by_who_has_rights_over_all_of_it(
    cast, make_show, troupe, other_troupe
):
    joint = make_show(troupes=(troupe, other_troupe))
    assert _may(cast, "cancel", joint) == {"coordinator"}


def test_an_opening_is_never_the_troupes_to_change(cast, show):
    show.is_opening = True
    allowed = _may(cast, "change", show)
    assert not allowed & {"troupe_leader", "troupe_editor"}
    assert "coordinator" in allowed


def test_showcases_belong_to_those_who_coordinate_everywhere(cast):
    showcases = policy.ShowcasePolicy()
    assert {n for n, p in cast.items() if showcases.may(p, "change")} == {"coordinator"}
