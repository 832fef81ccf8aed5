"""A place added from the show's form, and the league's list of them."""

from typing import Any

import pytest
from django.urls import reverse

from performances.models import AddedPlace, Performance, gate
from performances.scheduling.added_places import PlaceFacts, add_place
from tests import factories
from ulanmuqi.places.models import Venue

pytestmark = pytest.mark.django_db

ROWS = 23


@pytest.fixture
def quick(show_post: Any, troupe: Any) -> Any:
    """The show's form with the part for a new place filled in."""

    def filled(**changes: Any) -> dict[str, Any]:
        place = {
            "place-name": "哈日努拉草场",
            "place-troupe": troupe.pk,
            "place-region": troupe.region.pk,
            "place-said": "哈日努拉嘎查",
            "place-kind": "campus",
            "place-here": "",
        }
        return show_post(troupe, None, **(place | changes))

    return filled


def test_a_place_is_added_chosen_and_nothing_typed_is_lost(
    quick: Any, as_user: Any, troupe_editor: Any, show_post: Any, troupe: Any
) -> None:
    client, url = as_user(troupe_editor), reverse("performances:add")
    answer = client.post(url, quick(add_place="1"))
    venue = Venue.objects.get()
    form = answer.context["form"]
    assert (form["venue"].value(), form["title"].value()) == (
        str(venue.pk),
        "草原新歌",
    )
    assert Performance.objects.count() == 0
    client.post(url, show_post(troupe, venue))
    assert Performance.objects.get().venue == venue


def test_merging_into_a_public_venue_says_what_becomes_known_and_asks(
    troupe: Any, hinggan_venue: Any, as_user: Any, hinggan_coordinator: Any
) -> None:
    facts = PlaceFacts(
        troupe=troupe, name="哈日努拉草场", region=troupe.region, said="哈日诺尔嘎查"
    )
    venue = add_place(facts).venue
    venue.address, venue.capacity = "敖包东边第二户", 260
    venue.save()
    Venue.objects.filter(pk=hinggan_venue.pk).update(address="", capacity=None)
    show = factories.performance(troupes=(troupe,), venue=venue, title="草场之夜")
    client = as_user(hinggan_coordinator)
    url = reverse("venues:merge", args=[venue.pk])
    first = client.get(f"{url}?into={hinggan_venue.pk}").content.decode()
    assert f'value="{hinggan_venue.pk}" selected' in first
    assert 'name="disclose"' not in first
    data = {"into": hinggan_venue.pk, "reason": ""}
    asked = client.post(url, data).content.decode()
    for told in ("只知道", "草场之夜", 'name="disclose"', "260"):
        assert told in asked
    assert "第二户" not in asked
    mark = {"previewed": str(hinggan_venue.pk)}
    unsaid = client.post(url, data | mark).content.decode()
    assert "请勾选" in unsaid
    assert "草场之夜" in unsaid
    venue.refresh_from_db()
    assert venue.merged_into is None
    done = client.post(url, data | mark | {"disclose": "on"})
    assert done.url == reverse("added_places:index")
    show.refresh_from_db()
    assert show.venue == hinggan_venue
    # What was written of the private place for the league stays unsaid.
    hinggan_venue.refresh_from_db()
    assert (hinggan_venue.address, hinggan_venue.capacity) == ("", 260)


def test_only_ones_own_ground_is_offered_the_same_names_first(
    troupe: Any, hinggan_venue: Any, hohhot_venue: Any, as_user: Any,
    hinggan_coordinator: Any,
) -> None:  # fmt: skip
    alike = factories.venue("152222", name="哈日努拉草场演出点")
    here = factories.venue("152222", name="巴彦广场")
    facts = PlaceFacts(
        troupe=troupe, name="哈日努拉草场", region=troupe.region, is_another=True
    )
    venue = add_place(facts).venue
    page = as_user(hinggan_coordinator).get(reverse("venues:merge", args=[venue.pk]))
    groups = list(page.context["form"].fields["into"].choices)[1:]
    shown = [(head, [key.value for key, _line in rows]) for head, rows in groups]
    assert shown == [
        ("名字相近的地点", [alike.pk]),
        ("科尔沁右翼中旗", [here.pk]),
        ("兴安盟", [hinggan_venue.pk]),
    ]


def test_saving_with_its_name_alone_adds_it_too(
    quick: Any, as_user: Any, troupe_editor: Any
) -> None:
    as_user(troupe_editor).post(reverse("performances:add"), quick())
    assert AddedPlace.objects.get().venue.name == "哈日努拉草场"
    assert Performance.objects.count() == 0


def test_a_similar_place_is_offered_and_taken(
    quick: Any, as_user: Any, troupe_editor: Any
) -> None:
    known = factories.venue("152222", name="哈日努拉草场")
    client, url = as_user(troupe_editor), reverse("performances:add")
    page = client.post(url, quick(add_place="1"))
    assert known in page.context["place_form"].similar
    assert f'value="{known.pk}"' in page.content.decode()
    taken = client.post(url, quick(use_place=str(known.pk)))
    assert taken.context["form"]["venue"].value() == str(known.pk)
    another = quick(add_place="1", **{"place-is_another": "on"})
    client.post(url, another)
    assert Venue.objects.count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"place-name": ""},
        {"place-region": "x"},
        {"place-kind": "theatre' --"},
        {"place-here": "nan,nan,nan"},
        {"place-here": "0,0,1"},
        {"place-troupe": "0"},
        {"place-name": "草场\x07"},
    ],
)
def test_bad_input_adds_nothing_and_is_told(
    quick: Any, as_user: Any, troupe_editor: Any, changes: Any
) -> None:
    url = reverse("performances:add")
    answer = as_user(troupe_editor).post(url, quick(add_place="1", **changes))
    assert answer.status_code == 200
    assert answer.context["place_form"].errors
    assert Venue.objects.count() == 0


def test_a_venues_form_keeps_a_troupe_in_its_own_banner(
    as_user: Any, troupe_editor: Any, regions: Any
) -> None:
    client, url = as_user(troupe_editor), reverse("venues:add")
    typed = {
        "name": "别旗草场", "kind": "gacha_site", "region": regions["152201"].pk,
        "coord_precision": "seat", "public_precision": "banner",
        "time_zone": "Asia/Shanghai", "code": "v-elsewhere",
    }  # fmt: skip
    assert client.post(url, typed).status_code == 200
    assert Venue.objects.count() == 0
    client.post(url, typed | {"region": regions["152222"].pk})
    assert Venue.objects.count() == 1


def test_the_league_completes_it_by_its_form_or_as_it_is(
    as_user: Any,
    hinggan_coordinator: Any,
    troupe: Any,
    troupe_leader: Any,
    django_assert_num_queries: Any,
) -> None:
    facts = PlaceFacts(troupe=troupe, name="甲草场", region=troupe.region)
    row = add_place(facts)
    client, index = as_user(hinggan_coordinator), reverse("added_places:index")
    look = reverse("added_places:inspect", args=[row.pk])
    page = client.get(look).content.decode()
    edit = reverse("venues:edit", args=[row.venue.pk])
    assert edit in page
    assert edit not in as_user(troupe_leader).get(look).content.decode()
    first = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "1个地点等着补全或合并" in first
    with django_assert_num_queries(ROWS):
        client.get(index)
    for number in range(29):
        venue = factories.venue("152222", name=f"{number}号")
        with gate.opened():
            AddedPlace.objects.create(venue=venue, troupe=troupe, at=row.at)
    with django_assert_num_queries(ROWS):
        assert "甲草场" in client.get(index).content.decode()

    form = client.get(edit).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    client.post(edit, typed | {"address": "嘎查东三公里"})
    client.get(index)
    row.refresh_from_db()
    assert (row.state, row.done_by) == ("completed", hinggan_coordinator)
    assert "甲草场" not in client.get(index).content.decode()
    assert "甲草场" in client.get(f"{index}?state=completed").content.decode()

    second = AddedPlace.objects.waiting().first()
    act = reverse("added_places:act", args=[second.pk, "complete"])
    client.post(act, {"version": second.version})
    second.refresh_from_db()
    assert second.state == "completed"
