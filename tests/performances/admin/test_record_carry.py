"""A record reported for the wrong show, carried over in the admin."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from performances import scheduling
from performances.models import Notice, Performance, Record, TroupeDay
from performances.scheduling import DayFacts, RecordFacts
from performances.scheduling.carry import may_be_carried_to
from tests import factories
from tests.performances.admin.answers import text_of as _text
from tests.performances.admin.conftest import T_ZERO

pytestmark = pytest.mark.django_db


@pytest.fixture
def right(own_show: Performance, strangers: Any, frozen_clock: Any) -> Performance:
    """The day after the one that was reported; both are over."""
    row = factories.performance(
        title="对的那一场",
        starts_at=own_show.starts_at + timedelta(days=1),
        troupes=own_show.troupes_in_order,
        venue=own_show.venue,
    )
    frozen_clock.set(T_ZERO + timedelta(days=1))
    return row


@pytest.fixture
def told(right: Performance, own_show: Performance, troupe_leader: Any) -> Record:
    return scheduling.report_show(
        own_show,
        RecordFacts(onsite_audience=320),
        by=troupe_leader,
        day=DayFacts(distance_km=80),
    ).record


def test_the_league_chooses_among_the_troupes_shows_nearby(
    told: Record,
    right: Performance,
    own_show: Performance,
    strangers: Any,
    hinggan_coordinator: Any,
    as_user: Any,
) -> None:
    client = as_user(hinggan_coordinator)
    page = reverse("records:inspect", args=[told.pk])
    url = reverse("records:carry", args=[told.pk])
    assert url in _text(client.get(page))
    form = _text(client.get(url))
    assert f'value="{right.pk}:{right.version}"' in form
    assert "河套" not in form
    # Nothing else of that day needs its kilometres.
    assert "80公里" in form
    said = {"version": told.version, "reason": "队里点错了"}
    missed = _text(client.post(url, said))
    assert "请选一场" in missed
    assert "队里点错了" in missed
    said |= {"to": f"{right.pk}:{right.version}", "with_days": "on"}
    scheduling.correct(told, RecordFacts(onsite_audience=310))
    stale = _text(client.post(url, said))
    assert "队里点错了" in stale
    assert "checked" in stale
    assert 'name="version" value="2"' in stale
    for forged in ("x:1", f"{strangers.performances.pk}:1", "", f"{right.pk}:99999"):
        assert "对的那一场" in _text(client.post(url, said | {"to": forged}))
    done = client.post(url, said | {"version": "2"}, follow=True)
    shown = done.content.decode()
    assert "现在缺记录" in shown
    assert reverse("performances:inspect", args=[own_show.pk]) in shown
    assert Record.objects.get(pk=told.pk).performance == right
    days = TroupeDay.objects.filter(troupe__in=right.troupes_in_order)
    assert [one.day for one in days] == [right.day_at_home]
    assert Notice.objects.filter(about=Notice.About.CARRIED).count() == 1
    left = _text(client.get(reverse("performances:inspect", args=[own_show.pk])))
    assert "已改到" in left
    assert page in left


def test_a_leader_carries_it_over_until_the_league_has_looked(
    told: Record,
    right: Performance,
    troupe_leader: Any,
    troupe_member: Any,
    as_user: Any,
) -> None:
    url = reverse("records:carry", args=[told.pk])
    assert as_user(troupe_member).get(url).status_code in (302, 403)
    client = as_user(troupe_leader)
    form = _text(client.get(url))
    # It is the troupe's own word: there is nobody to write to.
    assert 'name="reason"' not in form
    scheduling.review_report(told, "reviewed")
    page = client.get(url, follow=True)
    assert page.redirect_chain
    assert "盟市已经看过" in page.content.decode()
    assert url not in page.content.decode()


def test_a_show_entered_by_mistake_is_offered_to_go_with_it(
    told: Record, right: Performance, hinggan_coordinator: Any, as_user: Any
) -> None:
    scheduling.carry_record(told, right)
    unplanned = factories.show_facts(
        title="误补",
        starts_at=right.starts_at - timedelta(hours=5),
        troupes=right.troupes_in_order,
    )
    made = scheduling.report_past_show(unplanned, RecordFacts(onsite_audience=9))
    url = reverse("records:carry", args=[made.record.pk])
    client = as_user(hinggan_coordinator)
    to = told.carried_from or Record.objects.get(pk=told.pk).carried_from
    assert 'name="takes_away"' in _text(client.get(url))
    assert 'name="takes_away"' not in _text(
        client.get(reverse("records:carry", args=[told.pk]))
    )
    said = {"version": "1", "to": f"{to.pk}:{to.version}", "takes_away": "on"}
    assert client.post(url, said).status_code == 302
    assert not Performance.objects.firm().filter(title="误补").exists()
    # With nothing left to choose there is no form, but what to do instead.
    for other in may_be_carried_to(Record.objects.get(pk=made.record.pk), None):
        scheduling.report_show(other, RecordFacts(onsite_audience=1))
    with_none = _text(client.get(reverse("records:carry", args=[made.record.pk])))
    assert 'name="to"' not in with_none
    assert reverse("records:past") in with_none
