"""Rows of troupes, works and memberships: what their forms refuse."""

from typing import Any

import pytest
from django.forms import model_to_dict
from django.urls import reverse

from tests import factories
from troupes.models import Membership, Troupe, Work
from ulanmuqi.places.models import Region

pytestmark = pytest.mark.django_db


def appointment(user: Any, **facts: Any) -> dict[str, Any]:
    return {"user": user.pk, "role": "coordinator", **facts}


def test_a_league_appoints_within_itself_only(
    hinggan_coordinator: Any, outsider: Any, regions: Any, as_user: Any
) -> None:
    client, url = as_user(hinggan_coordinator), reverse("memberships:add")
    for reach in ({}, {"region": regions["150100"].pk}):
        refused = client.post(url, appointment(outsider, **reach))
        assert refused.context["form"].non_field_errors()
    own = client.post(url, appointment(outsider, region=regions["152222"].pk))
    assert own.status_code == 302
    assert outsider.memberships.get().role == Membership.Role.COORDINATOR


def test_a_troupe_enters_works_of_its_own_only(
    troupe_editor: Any, troupe: Any, other_troupe: Any, as_user: Any
) -> None:
    client, url = as_user(troupe_editor), reverse("works:add")
    facts = {
        "title": "我的家乡", "genre": "solo_song",
        "creators-TOTAL_FORMS": 0, "creators-INITIAL_FORMS": 0,
        "awards-TOTAL_FORMS": 0, "awards-INITIAL_FORMS": 0,
    }  # fmt: skip
    refused = client.post(url, facts | {"troupes": [other_troupe.pk]})
    assert "troupes" in refused.context["form"].errors
    assert client.post(url, facts | {"troupes": [troupe.pk]}).status_code == 302
    assert list(Work.objects.get().troupes.all()) == [troupe]


def test_a_code_never_changes(coordinator: Any, troupe: Any, as_user: Any) -> None:
    facts = {
        name: value
        for name, value in model_to_dict(troupe).items()
        if value not in (None, False)
    }
    facts |= {"duty_contacts-TOTAL_FORMS": 0, "duty_contacts-INITIAL_FORMS": 0}
    url = reverse("troupes:edit", args=[troupe.pk])
    changes = {"code": "another", "name": "新的队名"}
    assert as_user(coordinator).post(url, facts | changes).status_code == 302
    kept = Troupe.objects.get()
    assert (kept.code, kept.name) == ("keyouzhongqi", "新的队名")


def test_a_region_keeps_its_place(coordinator: Any, regions: Any, as_user: Any) -> None:
    banner = regions["152222"]
    facts = {"name": "新名", "code": "999999", "level": "league", "parent": ""}
    url = reverse("regions:edit", args=[banner.pk])
    assert as_user(coordinator).post(url, facts).status_code == 302
    kept = Region.objects.get(pk=banner.pk)
    assert (kept.code, kept.level, kept.path) == ("152222", "banner", banner.path)
    assert kept.name == "新名"


def test_a_member_sees_the_own_troupe_only(
    troupe_member: Any, troupe: Any, as_user: Any
) -> None:
    factories.troupe("150802")
    listed = as_user(troupe_member).get(reverse("troupes:index"))
    assert list(listed.context["object_list"]) == [troupe]
