"""A kept day is confirmed on the phone, with what stands against it in view."""

from datetime import timedelta

import pytest

from performances.models import Performance
from tests import factories
from troupes.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(troupe, hinggan_venue, tonight):
    """A hold of the troupe three evenings ahead."""
    return factories.performance(
        title="后来的备选", status="hold", troupes=(troupe,), venue=hinggan_venue,
        starts_at=tonight.starts_at + timedelta(days=3),
    )  # fmt: skip


def told(row, **more):
    return {"version": row.version} | more


def test_a_leader_confirms_and_members_do_not(
    on_phone, troupe_leader, troupe_member, kept
):
    show = f"/my/shows/{kept.public_id}/"
    phone = on_phone(troupe_leader)
    assert f"{show}confirm/" in phone.get(show).content.decode()
    assert "确定演出" in phone.get(f"{show}confirm/").content.decode()
    member = on_phone(troupe_member)
    assert f"{show}confirm/" not in member.get(show).content.decode()
    assert member.post(f"{show}confirm/", told(kept)).status_code == 403
    answer = phone.post(f"{show}confirm/", told(kept))
    assert answer.url == f"{show}?done=confirmed"
    assert "已经确定" in phone.get(answer.url).content.decode()
    assert Performance.objects.get(pk=kept.pk).status == "confirmed"
    # Once more is no scolding, and what is no hold is not confirmed here.
    assert phone.post(f"{show}confirm/", told(kept)).url == answer.url
    assert f"{show}confirm/" not in phone.get(show).content.decode()


def test_a_day_without_a_place_says_so(on_phone, troupe, troupe_leader, kept):
    bare = factories.performance(
        status="hold", troupes=(troupe,), venue=None, region=troupe.region,
        starts_at=kept.starts_at + timedelta(days=1),
    )  # fmt: skip
    show = f"/my/shows/{bare.public_id}/"
    page = on_phone(troupe_leader).get(f"{show}confirm/").content.decode()
    assert "还没有写在哪里演" in page
    assert "队伍和地方就定下来了" not in page
    assert f"{show}move/" in page


def test_what_stands_in_the_way_is_said_and_nothing_is_written(
    on_phone, troupe, troupe_leader, kept
):
    factories.performance(
        title="先定下的", troupes=(troupe,), venue=factories.venue("152222"),
        starts_at=kept.starts_at,
    )  # fmt: skip
    show = f"/my/shows/{kept.public_id}/"
    page = on_phone(troupe_leader).post(f"{show}confirm/", told(kept))
    page = page.content.decode()
    assert "先定下的" in page
    assert "照样改，是因为" not in page
    assert Performance.objects.get(pk=kept.pk).status == "hold"
    stale = told(kept) | {"version": kept.version + 4}
    page = on_phone(troupe_leader).post(f"{show}confirm/", stale).content.decode()
    assert "my-err" in page


def test_a_leader_who_coordinates_says_why_and_a_troupe_is_led_to_its_league(
    on_phone, troupe, troupe_leader, hinggan_coordinator, hinggan_venue, kept
):
    """A house that is too small is a warning, no wall."""
    hinggan_venue.capacity = 100
    hinggan_venue.save()
    kept = factories.performance(
        title="人多的一场", status="hold", troupes=(troupe,), venue=hinggan_venue,
        starts_at=kept.starts_at + timedelta(days=2), expected_audience=900,
    )  # fmt: skip
    show = f"/my/shows/{kept.public_id}/"
    page = on_phone(troupe_leader).post(f"{show}confirm/", told(kept))
    page = page.content.decode()
    assert "提醒队伍自己不能越过" in page
    Membership.objects.create(
        user=hinggan_coordinator, role=Membership.Role.TROUPE_LEADER, troupe=troupe
    )
    phone = on_phone(hinggan_coordinator)
    page = phone.post(f"{show}confirm/", told(kept)).content.decode()
    assert "在这里写明理由" in page
    answer = phone.post(f"{show}confirm/", told(kept, accept="站着看"))
    assert answer.url == f"{show}?done=confirmed"
