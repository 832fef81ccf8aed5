"""Merging venues and works: first what follows, then the deed, for those who may."""

from typing import Any

import pytest
from django.urls import reverse

from performances.models import Performance, ProgrammeItem
from performances.scheduling import ItemFacts
from tests import factories
from troupes.models import Work

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(troupe: Any) -> Work:
    return factories.work(troupe, title="草原晨曲", code="kept")


@pytest.fixture
def duplicate(troupe: Any) -> Work:
    return factories.work(troupe, title="草原晨曲(女群舞)", code="double", minutes=7)


@pytest.fixture
def show(troupe: Any, hinggan_venue: Any, duplicate: Work) -> Performance:
    return factories.performance(
        title="送戏下乡",
        troupes=(troupe,),
        venue=hinggan_venue,
        programme=(ItemFacts(work=duplicate),),
    )


def url(row: Any) -> str:
    kind = "works" if isinstance(row, Work) else "venues"
    return reverse(f"{kind}:merge", args=[row.pk])


def test_what_follows_is_shown_and_nothing_is_merged_yet(
    show: Any, kept: Any, duplicate: Any, coordinator: Any, as_user: Any
) -> None:
    answer = as_user(coordinator).post(url(duplicate), {"into": kept.pk})
    assert answer.status_code == 200
    consequences = answer.context["consequences"]
    assert [line.split(" · ")[-1] for line in consequences.ahead] == ["送戏下乡"]
    duplicate.refresh_from_db()
    assert duplicate.merged_into is None
    assert ProgrammeItem.objects.get().work == duplicate


def test_another_choice_is_shown_again_before_it_is_merged(
    kept: Any, duplicate: Any, troupe: Any, coordinator: Any, as_user: Any
) -> None:
    other = factories.work(troupe)
    answer = as_user(coordinator).post(
        url(duplicate), {"into": kept.pk, "previewed": str(other.pk)}
    )
    assert answer.context["consequences"].into == str(kept)
    duplicate.refresh_from_db()
    assert duplicate.merged_into is None


def test_a_troupe_merges_its_own_works(
    show: Any, kept: Any, duplicate: Any, troupe_editor: Any, as_user: Any
) -> None:
    client = as_user(troupe_editor)
    choice = {"into": kept.pk, "previewed": str(kept.pk)}
    assert client.post(url(duplicate), choice).status_code == 302
    assert ProgrammeItem.objects.get().work == kept
    listed = client.get(reverse("works:index")).context["object_list"]
    assert list(listed) == [kept]


def test_a_troupe_cannot_merge_into_another_ones_work(
    duplicate: Any, other_troupe: Any, troupe_editor: Any, as_user: Any
) -> None:
    theirs = factories.work(other_troupe)
    choice = {"into": theirs.pk, "previewed": str(theirs.pk)}
    answer = as_user(troupe_editor).post(url(duplicate), choice)
    assert "into" in answer.context["form"].errors
    duplicate.refresh_from_db()
    assert duplicate.merged_into is None


def test_a_private_place_is_not_merged_into_a_public_one_unasked(
    private_venue: Any, hinggan_venue: Any, coordinator: Any, as_user: Any
) -> None:
    choice = {"into": hinggan_venue.pk, "previewed": str(hinggan_venue.pk)}
    answer = as_user(coordinator).post(url(private_venue), choice)
    assert answer.status_code == 200
    assert private_venue.name in str(answer.context["form"].errors["disclose"])
    private_venue.refresh_from_db()
    assert private_venue.merged_into is None
