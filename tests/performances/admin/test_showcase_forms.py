"""A showcase with its cities in one go, its facts, and further cities."""

from typing import Any

import pytest
from django.urls import reverse

from performances.models import Performance, Showcase
from performances.statuses import Status
from tests import factories

from .conftest import T_ZERO

pytestmark = pytest.mark.django_db

ADD = "/admin/showcases/new/"


@pytest.fixture
def chief(coordinator: Any, as_user: Any) -> Any:
    return as_user(coordinator)


def post_of(cities: list[tuple[Any, Any]], **changes: Any) -> dict[str, Any]:
    values = {
        "title": "全区乌兰牧骑新创作品展演",
        "short_title": "新创作品展演",
        "kind": "showcase",
        "code": "xcy-2023",
        "t_zero_0": "2023-11-20",
        "t_zero_1": "19:30",
        "status": "confirmed",
        "organisers-TOTAL_FORMS": "1",
        "organisers-INITIAL_FORMS": "0",
        "organisers-0-name": "自治区文化和旅游厅",
        "cities-TOTAL_FORMS": str(len(cities)),
        "cities-INITIAL_FORMS": "0",
    }
    for index, (venue, troupe) in enumerate(cities):
        values[f"cities-{index}-venue"] = venue.pk if venue else ""
        values[f"cities-{index}-troupe"] = troupe.pk if troupe else ""
    return values | changes


def test_three_cities_in_one_go(
    chief: Any, troupe: Any, other_troupe: Any, hohhot_venue: Any, hinggan_venue: Any,
    bayannur_venue: Any,
) -> None:  # fmt: skip
    capital = factories.troupe("150121")
    post = post_of(
        [
            (bayannur_venue, other_troupe),
            (hohhot_venue, capital),
            (hinggan_venue, troupe),
        ]
    )
    post["cities-0-others"] = [factories.troupe("150802").pk]
    answer = chief.post(ADD, post)
    made = Showcase.objects.get()
    assert answer.url == reverse("showcases:inspect", args=[made.pk])
    assert made.t_zero == T_ZERO
    assert made.organisers.get().name == "自治区文化和旅游厅"
    openings = Performance.objects.filter(showcase=made, is_opening=True)
    assert {(one.starts_at, one.status) for one in openings} == {
        (T_ZERO, Status.CONFIRMED)
    }
    assert len(openings.get(venue=bayannur_venue).troupes_in_order) == 2
    assert openings.get(venue=hinggan_venue).load_in_minutes == 240


def test_cities_need_t_zero(chief: Any, troupe: Any, hinggan_venue: Any) -> None:
    post = post_of([(hinggan_venue, troupe)], t_zero_0="", t_zero_1="")
    answer = chief.post(ADD, post)
    assert "t_zero" in answer.context["form"].errors
    assert not Showcase.objects.exists()


def test_a_conflict_is_told_at_its_city_and_nothing_is_made(
    chief: Any, placed: Any, troupe: Any, other_troupe: Any, hinggan_venue: Any,
    bayannur_venue: Any,
) -> None:  # fmt: skip
    placed(factories.troupe("152201"), hinggan_venue, title="先到的演出")
    cities = [(bayannur_venue, other_troupe), (hinggan_venue, troupe)]
    answer = chief.post(ADD, post_of(cities))
    told = answer.context["told"]
    assert list(told) == ["cities-1"]
    assert "先到的演出" in answer.content.decode()
    assert not Showcase.objects.exists()


def test_one_troupe_in_two_cities_is_refused(
    chief: Any, troupe: Any, hinggan_venue: Any, hohhot_venue: Any
) -> None:
    chief.post(ADD, post_of([(hohhot_venue, troupe), (hinggan_venue, troupe)]))
    assert not Showcase.objects.exists()


def test_a_city_without_venue_is_told(chief: Any, troupe: Any) -> None:
    answer = chief.post(ADD, post_of([(None, troupe)]))
    assert "venue" in answer.context["cities"].forms[0].errors


def test_only_who_coordinates_everything_makes_showcases(
    hinggan_coordinator: Any, as_user: Any
) -> None:
    header = {"X-Requested-With": "XMLHttpRequest"}
    answer = as_user(hinggan_coordinator).get(ADD, headers=header)
    assert answer.status_code == 403


def test_words_change_and_t_zero_does_not(three_cities: Any, chief: Any) -> None:
    made = three_cities.showcase
    url = reverse("showcases:edit", args=[made.pk])
    post = post_of([], title="新名字", version=made.version, t_zero_1="21:00")
    assert chief.post(url, post).status_code == 302
    made.refresh_from_db()
    assert (made.title, made.t_zero, made.code) == ("新名字", T_ZERO, "sandi")


def test_a_stale_showcase_form_keeps_what_was_typed(
    three_cities: Any, chief: Any
) -> None:
    made = three_cities.showcase
    url = reverse("showcases:edit", args=[made.pk])
    opened = post_of([], title="第二个名字", version=made.version)
    chief.post(url, post_of([], title="第一个名字", version=made.version))
    answer = chief.post(url, opened)
    assert "第二个名字" in answer.content.decode()
    made.refresh_from_db()
    assert made.title == "第一个名字"


def test_another_city_joins(three_cities: Any, chief: Any) -> None:
    made = three_cities.showcase
    venue, guest = factories.venue("150121"), factories.troupe("150105")
    url = reverse("showcases:add_cities", args=[made.pk])
    post = post_of([(venue, guest)], version=made.version)
    assert chief.post(url, post).status_code == 302
    joined = Performance.objects.get(venue=venue)
    assert (joined.is_opening, joined.starts_at) == (True, T_ZERO)


def test_adding_no_city_is_told(three_cities: Any, chief: Any) -> None:
    url = reverse("showcases:add_cities", args=[three_cities.showcase.pk])
    post = post_of([(None, None)], version=three_cities.showcase.version)
    assert chief.post(url, post).context["form"].non_field_errors()
