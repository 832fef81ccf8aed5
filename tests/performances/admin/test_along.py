"""Trucks, lent members and exclusions in the admin."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from performances.models import Exclusion, Performance
from performances.scheduling import facts_of
from tests import factories
from tests.performances.admin.conftest import T_ZERO
from troupes.models import Member, StageTruck

pytestmark = pytest.mark.django_db


def along(*things: Any) -> dict[str, Any]:
    rows = {f"along-{n}-thing": key for n, key in enumerate(things)}
    return rows | {"along-TOTAL_FORMS": len(things), "along-INITIAL_FORMS": "0"}


@pytest.fixture
def truck(troupe: Any) -> StageTruck:
    return factories.truck("152222", troupe=troupe, name="科右中旗舞台车")


def test_a_show_takes_its_truck_along(
    show_post: Any, as_user: Any, troupe_editor: Any, troupe: Any, hinggan_venue: Any,
    truck: StageTruck,
) -> None:  # fmt: skip
    typed = show_post(troupe, hinggan_venue) | along(f"truck-{truck.pk}")
    client = as_user(troupe_editor)

    answer = client.post(reverse("performances:add"), typed, follow=True)

    show = Performance.objects.get()
    assert facts_of(show).along == (truck,)
    assert "科右中旗舞台车" in answer.content.decode()
    form = client.get(reverse("performances:edit", args=[show.pk])).content.decode()
    assert f'<option value="truck-{truck.pk}" selected>' in form


def test_a_form_that_does_not_ask_keeps_what_is_there(
    show_post: Any, as_user: Any, coordinator: Any, troupe: Any, hinggan_venue: Any,
    truck: StageTruck, placed: Any,
) -> None:  # fmt: skip
    show = placed(troupe, hinggan_venue, along=(truck,))
    url = reverse("performances:edit", args=[show.pk])
    typed = show_post(troupe, hinggan_venue, version=show.version, title="新名")
    as_user(coordinator).post(url, typed)
    show.refresh_from_db()
    assert (show.title, facts_of(show).along) == ("新名", (truck,))


def test_what_is_not_theirs_is_not_offered(
    show_post: Any, as_user: Any, troupe_editor: Any, troupe: Any, hinggan_venue: Any,
    truck: StageTruck, other_troupe: Any,
) -> None:  # fmt: skip
    foreign = factories.truck("150824", troupe=other_troupe, name="他队的车")
    stranger = factories.person(other_troupe, name="他队的人")
    client = as_user(troupe_editor)
    page = client.get(reverse("performances:add")).content.decode()
    assert "科右中旗舞台车" in page
    assert "他队" not in page
    for key in (f"truck-{foreign.pk}", f"member-{stranger.pk}", "truck-x", "9" * 40):
        typed = show_post(troupe, hinggan_venue) | along(key)
        answer = client.post(reverse("performances:add"), typed)
        assert answer.status_code == 200
    assert Performance.objects.count() == 0


def test_the_conflict_stands_beside_the_truck(
    show_post: Any, as_user: Any, coordinator: Any, troupe: Any, hinggan_venue: Any,
    truck: StageTruck, placed: Any, other_troupe: Any, bayannur_venue: Any,
) -> None:  # fmt: skip
    placed(other_troupe, bayannur_venue, title="河套夜曲", along=(truck,))
    typed = show_post(troupe, hinggan_venue) | along(f"truck-{truck.pk}")

    answer = as_user(coordinator).post(reverse("performances:check"), typed)

    (told,) = answer.json()["told"]
    assert (told["field"], told["severity"]) == ("along", "block")
    assert "河套夜曲" in told["text"]


def test_a_plate_is_for_whoever_may_book_the_truck(
    as_user: Any, troupe_editor: Any, other_troupe_editor: Any, truck: StageTruck
) -> None:
    url = reverse("trucks:inspect", args=[truck.pk])
    assert truck.plate in as_user(troupe_editor).get(url).content.decode()
    assert truck.plate not in as_user(other_troupe_editor).get(url).content.decode()


def test_a_leader_lends_a_member(
    as_user: Any, troupe_leader: Any, troupe: Any, other_troupe: Any,
    other_troupe_editor: Any,
) -> None:  # fmt: skip
    typed = {
        "name": "萨日娜", "role": "马头琴", "troupe": troupe.pk,
        "loans-TOTAL_FORMS": "1", "loans-INITIAL_FORMS": "0",
        "loans-0-troupe": other_troupe.pk, "loans-0-since": "2023-11-10",
        "loans-0-until": "2023-11-30", "loans-0-is_released": "on",
    }  # fmt: skip
    as_user(troupe_leader).post(reverse("people:add"), typed)

    member = Member.objects.get()
    assert member.loan_on(T_ZERO.date()).troupe == other_troupe
    # The borrowing troupe sees the name now, and may not change it.
    client = as_user(other_troupe_editor)
    assert "萨日娜" in client.get(reverse("people:index")).content.decode()
    edit = reverse("people:edit", args=[member.pk])
    assert client.get(edit).status_code in (302, 403)
    assert "萨日娜" in client.get(reverse("performances:add")).content.decode()


def test_nobody_lends_another_troupes_people(
    as_user: Any, troupe_leader: Any, other_troupe: Any
) -> None:
    typed = {
        "name": "某人", "troupe": other_troupe.pk,
        "loans-TOTAL_FORMS": "0", "loans-INITIAL_FORMS": "0",
    }  # fmt: skip
    as_user(troupe_leader).post(reverse("people:add"), typed)
    assert Member.objects.count() == 0


class TestExclusions:
    def filled(self, *things: Any, **changes: Any) -> dict[str, Any]:
        keys = {f"members-{n}-thing": key for n, key in enumerate(things)}
        values = {
            "name": "一名司机", "why": "两辆车只有一名司机",
            "members-TOTAL_FORMS": len(things), "members-INITIAL_FORMS": "0",
        }  # fmt: skip
        return values | keys | changes

    def test_a_coordinator_keeps_two_trucks_apart(
        self, as_user: Any, hinggan_coordinator: Any, truck: StageTruck
    ) -> None:
        second = factories.truck("152200")
        client = as_user(hinggan_coordinator)
        typed = self.filled(f"truck-{truck.pk}", f"truck-{second.pk}")

        answer = client.post(reverse("exclusions:add"), typed, follow=True)

        exclusion = Exclusion.objects.get()
        assert "两辆车只有一名司机" in answer.content.decode()
        url = reverse("exclusions:edit", args=[exclusion.pk])
        changed = {"version": 1, "why": "司机请假一人", "members-INITIAL_FORMS": "2"}
        client.post(url, typed | changed)
        exclusion.refresh_from_db()
        assert (exclusion.why, exclusion.version) == ("司机请假一人", 2)
        client.post(reverse("exclusions:delete", args=[exclusion.pk]), {"version": "2"})
        assert Exclusion.objects.count() == 0

    def test_what_overlaps_already_is_told_at_the_members(
        self, as_user: Any, coordinator: Any, truck: StageTruck, placed: Any,
        troupe: Any, hinggan_venue: Any, other_troupe: Any, bayannur_venue: Any,
    ) -> None:  # fmt: skip
        second = factories.truck("152200")
        placed(troupe, hinggan_venue, along=(truck,))
        placed(other_troupe, bayannur_venue, title="河套夜曲", along=(second,))
        typed = self.filled(f"truck-{truck.pk}", f"truck-{second.pk}")

        page = as_user(coordinator).post(reverse("exclusions:add"), typed)

        assert "河套夜曲" in page.content.decode()
        assert Exclusion.objects.count() == 0

    def test_one_thing_is_no_pair(
        self, as_user: Any, coordinator: Any, truck: StageTruck
    ) -> None:
        key = f"truck-{truck.pk}"
        for things in ((key,), (key, key), ()):
            as_user(coordinator).post(reverse("exclusions:add"), self.filled(*things))
        assert Exclusion.objects.count() == 0

    def test_it_is_no_business_of_troupes(
        self, as_user: Any, troupe_leader: Any
    ) -> None:
        answer = as_user(troupe_leader).get(reverse("exclusions:index"))
        assert answer.status_code in (302, 403)


def test_a_venue_contact_reads_no_names(
    as_user: Any, venue_contact: Any, troupe: Any, hinggan_venue: Any
) -> None:
    person = factories.person(troupe, name="萨日娜")
    row = factories.engagement(
        troupe, person, hinggan_venue, venue=hinggan_venue,
        starts_at=T_ZERO - timedelta(days=1),
    )  # fmt: skip
    client = as_user(venue_contact)
    for url in (
        reverse("engagements:index"), reverse("engagements:inspect", args=[row.pk]),
    ):  # fmt: skip
        page = client.get(url).content.decode()
        assert troupe.name in page
        assert "萨日娜" not in page
