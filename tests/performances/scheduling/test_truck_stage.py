"""A booked stage truck counts as what is there, and its warnings end with it."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from performances.conflicts import Rule
from performances.models import AcceptedWarning, Performance, StandingWarning
from performances.scheduling import (
    ConflictsFound,
    check_conflicts,
    facts_of,
    judge_truck_again,
    place,
    revise,
)
from tests import factories
from troupes.models import StageTruck
from ulanmuqi.places.models import Venue

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def small_hall(hinggan_venue: Venue) -> Venue:
    """Six metres wide, and no light."""
    Venue.objects.filter(pk=hinggan_venue.pk).update(stage_width_m=6, has_light=False)
    hinggan_venue.refresh_from_db()
    return hinggan_venue


@pytest.fixture
def truck(regions: Any) -> StageTruck:
    """9.6 m wide, with light and sound of its own."""
    return factories.truck("152200", name="兴安1号舞台车")


@pytest.fixture
def wide(show: Any, small_hall: Venue) -> Any:
    """A show that needs nine metres and light."""
    return show(venue=small_hall, needs_width_m=Decimal(9), needs_light=True)


def reread(row: Performance) -> Performance:
    return Performance.objects.get(pk=row.pk)


def test_a_hall_too_small_is_large_enough_with_the_truck(
    wide: Any, truck: StageTruck
) -> None:
    with pytest.raises(ConflictsFound) as found:
        place(wide, status="confirmed")
    assert {one.rule for one in found.value.conflicts} == {Rule.STAGE_SIZE, Rule.LIGHT}

    made = place(replace(wide, along=(truck,)), status="confirmed")
    assert made.conflicts == ()
    assert check_conflicts().is_clean


def test_without_the_truck_it_stands_under_the_warning_again(
    wide: Any, truck: StageTruck
) -> None:
    row = place(replace(wide, along=(truck,)), status="confirmed").performance
    with pytest.raises(ConflictsFound):
        revise(row, replace(facts_of(row), along=()))
    revise(reread(row), replace(facts_of(row), along=()), accept="自带灯光，小台面")
    assert reread(row).accepted_warnings.in_force().count() == 2

    revise(reread(row), replace(facts_of(reread(row)), along=(truck,)))
    assert reread(row).accepted_warnings.in_force().count() == 0
    assert StandingWarning.objects.count() == 0


def test_what_was_accepted_for_one_truck_is_not_for_another(
    wide: Any, small_hall: Venue
) -> None:
    first, second = (
        factories.truck("152200", stage_width_m="8.0") for _number in range(2)
    )
    row = place(
        replace(wide, along=(first,)), status="confirmed", accept="改小台面"
    ).performance
    with pytest.raises(ConflictsFound):
        revise(reread(row), replace(facts_of(row), along=(second,)))
    revise(reread(row), replace(facts_of(row), along=(second,)), accept="也改小")
    reasons = AcceptedWarning.objects.in_force().values_list("reason", flat=True)
    assert list(reasons) == ["也改小"]


def test_a_truck_that_changes_is_judged_again(wide: Any, truck: StageTruck) -> None:
    row = place(replace(wide, along=(truck,)), status="confirmed").performance
    StageTruck.objects.filter(pk=truck.pk).update(stage_width_m=8, has_light=False)

    assert judge_truck_again(truck) == 1

    rules = StandingWarning.objects.filter(performance=row).values_list(
        "rule", flat=True
    )
    assert set(rules) == {Rule.STAGE_SIZE, Rule.LIGHT}
    StageTruck.objects.filter(pk=truck.pk).update(stage_width_m=12, has_light=True)
    assert judge_truck_again(truck) == 0
    assert not StandingWarning.objects.exists()


def test_the_form_of_the_truck_says_what_came_of_it(
    wide: Any, truck: StageTruck, coordinator: Any, as_user: Any
) -> None:
    row = place(replace(wide, along=(truck,)), status="confirmed").performance
    url = reverse("trucks:edit", args=[truck.pk])
    post = {
        "name": truck.name, "plate": truck.plate, "region": truck.region_id,
        "troupe": "", "stage_width_m": "8", "stage_depth_m": "6.5",
        "stage_height_m": "", "opening_minutes": 10, "power": "", "power_kw": "",
        "has_light": "on", "has_sound": "on", "note": "",
    }  # fmt: skip
    page = as_user(coordinator).post(url, post, follow=True).content.decode()
    assert "带这辆车的演出有1场因此出现新的警告" in page
    assert StandingWarning.objects.get(performance=row).rule == Rule.STAGE_SIZE


def test_the_show_tells_its_people_what_the_truck_brings(
    wide: Any, truck: StageTruck, coordinator: Any, as_user: Any, visitor: Any
) -> None:
    StageTruck.objects.filter(pk=truck.pk).update(
        stage_height_m="4.2", power="three", power_kw=30
    )
    row = place(replace(wide, along=(truck,)), status="confirmed").performance
    url = reverse("performances:inspect", args=[row.pk])
    page = as_user(coordinator).get(url).content.decode()
    assert "兴安1号舞台车带来（不公开）" in page
    assert "台面9.6 × 6.5米 · 净高4.2米 · 三相电 · 30千瓦 · 灯光 · 音响" in page
