"""The outbox in the admin, and what is new since somebody last looked."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from performances import changelog
from performances.models import Delivery, Notice, NoticeSettings
from performances.scheduling import (
    announce,
    cancel,
    deliveries,
    move,
    outbox,
    reinstate,
)
from tests import factories
from troupes.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def show(own_show, venue_contact):
    """Announced; cancelled a moment ago."""
    row = announce(own_show).performance
    cancel(row, reason="大雪封路")
    return row


@pytest.fixture
def reviewed(show, frozen_clock):
    """A settled notice to the venue that somebody has to let go."""
    rules = NoticeSettings.load()
    rules.review = True
    rules.save()
    reinstate(show, reason="路通了")
    move(show, starts_at=show.starts_at + timedelta(hours=1), reason="路滑")
    frozen_clock.forward(minutes=30)
    outbox.gather()
    return Notice.objects.get(audience=f"venue:{show.venue.pk}")


def _index(client):
    return client.get(reverse("notices:index")).content.decode()


def test_what_settles_is_shown_and_can_be_hurried(
    show, as_user, hinggan_coordinator, venue_contact
):
    client = as_user(hinggan_coordinator)
    page = client.get(reverse("notices:index"))
    keys = {one.key for one in page.context["settling"]}
    assert keys == {f"venue:{show.venue.pk}", "region:152200"}
    assert show.venue.name in page.content.decode()

    answer = client.post(
        reverse("notices:hurry"), {"key": f"venue:{show.venue.pk}"}, follow=True
    )
    # Announced and cancelled before anybody heard of it.
    assert "没有要发的了" in answer.content.decode()
    assert mail.outbox == []


def test_a_hurried_notice_goes_out_in_the_request(
    show, as_user, hinggan_coordinator, venue_contact
):
    reinstate(show, reason="路通了")
    client = as_user(hinggan_coordinator)
    answer = client.post(
        reverse("notices:hurry"), {"key": f"venue:{show.venue.pk}"}, follow=True
    )
    assert "发出1封" in answer.content.decode()
    assert [message.to for message in mail.outbox] == [[venue_contact.email]]


def test_the_preview_is_the_mail(reviewed, as_user, hinggan_coordinator, venue_contact):
    client = as_user(hinggan_coordinator)
    url = reverse("notices:inspect", args=[reviewed.pk])
    page = client.get(url).content.decode()
    assert "演出变动（" in page
    assert "《草原新歌》定于11月18日(周六)20:30" in page
    assert "ulanmuqi.ics，含1场演出" in page

    act = reverse("notices:act", args=[reviewed.pk, "opening"])
    assert "您好！" in client.get(act).content.decode()
    client.post(act, {"version": reviewed.version, "opening": "各位老师："})
    assert "各位老师：" in client.get(url).content.decode()
    stale = client.post(
        reverse("notices:act", args=[reviewed.pk, "approve"]),
        {"version": reviewed.version},
    )
    assert "有人改过" in stale.content.decode()
    version = Notice.objects.get(pk=reviewed.pk).version
    client.post(
        reverse("notices:act", args=[reviewed.pk, "approve"]), {"version": version}
    )
    assert Delivery.objects.get().address == venue_contact.email
    assert "等着发" in client.get(url).content.decode()


def test_dropping_asks_why(reviewed, as_user, hinggan_coordinator):
    client = as_user(hinggan_coordinator)
    url = reverse("notices:act", args=[reviewed.pk, "drop"])
    facts = {"version": reviewed.version}
    assert "not_sent_because" in client.post(url, facts).context["form"].errors
    client.post(url, facts | {"not_sent_because": "已电话通知"})
    assert "已作废" in _index(client)


def test_what_failed_is_loud_and_can_be_sent_again(
    reviewed, as_user, hinggan_coordinator
):
    outbox.approve(reviewed)
    row = Delivery.objects.get()
    deliveries.give_up(deliveries.claim(row.pk), "HTTP 404")
    client = as_user(hinggan_coordinator)
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "1封通知没发出去" in home
    assert (
        "HTTP 404"
        in client.get(reverse("notices:inspect", args=[reviewed.pk])).content.decode()
    )
    client.post(reverse("notices:again", args=[reviewed.pk, row.pk]))
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("role", ["troupe_leader", "venue_contact", "page_editor"])
def test_the_outbox_is_the_coordinators(role, reviewed, as_user, request):
    client = as_user(request.getfixturevalue(role))
    for answer in (
        client.get(reverse("notices:index")),
        client.get(reverse("notices:inspect", args=[reviewed.pk])),
        client.post(reverse("notices:hurry"), {"key": reviewed.audience}),
    ):
        assert answer.status_code in (302, 403, 404)
    reviewed.refresh_from_db()
    assert reviewed.state == "review"


def test_another_leagues_coordinator_hurries_nothing(
    show, as_user, regions, venue_contact
):
    stranger = factories.member(
        "bayannur", Membership.Role.COORDINATOR, region=regions["150800"]
    )
    client = as_user(stranger)
    assert client.get(reverse("notices:index")).context["settling"] == []
    answer = client.post(
        reverse("notices:hurry"), {"key": f"venue:{show.venue.pk}"}, follow=True
    )
    assert not Notice.objects.exists()
    assert answer.status_code in (200, 403)


class TestWhatChanged:
    URL = "/admin/what-changed/"

    def test_each_sees_their_own_since_they_last_looked(
        self, show, as_user, troupe_leader, frozen_clock
    ):
        client = as_user(troupe_leader)
        page = client.get(self.URL)
        (mine,) = page.context["news"]
        assert [entry.kind for entry in mine.entries] == ["cancelled", "announced"]
        home = client.get(reverse("wagtailadmin_home")).content.decode()
        assert "上次看过以后有2条变动" in home
        frozen_clock.forward(minutes=1)
        reinstate(show, reason="路通了")
        # What came after the page was made is not read by its button.
        client.post(self.URL, {"key": mine.key, "until": page.context["moment"]})

        (mine,) = client.get(self.URL).context["news"]
        assert [entry.kind for entry in mine.entries] == ["reinstated"]

    def test_a_mark_is_ones_own_and_never_moves_back(
        self, show, as_user, troupe_leader, troupe_editor, frozen_clock
    ):
        client = as_user(troupe_leader)
        now = client.get(self.URL).context["moment"]
        client.post(self.URL, {"key": "*", "until": now})
        client.post(self.URL, {"key": "*", "until": 1})
        assert client.get(self.URL).context["news"][0].entries == ()
        assert as_user(troupe_editor).get(self.URL).context["news"][0].entries
        client.post(self.URL, {"key": "venue:1", "until": now})
        assert "没有变动" in client.get(self.URL).content.decode()

    def test_it_is_for_those_with_a_part_in_it(
        self, show, as_user, outsider, page_editor, venue_contact
    ):
        assert as_user(outsider).get(self.URL).status_code == 302
        assert as_user(page_editor).get(self.URL).status_code in (302, 403)
        (venue,) = as_user(venue_contact).get(self.URL).context["news"]
        assert len(venue.entries) == 2

    def test_a_venue_is_told_of_what_left_it(
        self, show, as_user, venue_contact, bayannur_venue, frozen_clock
    ):
        reinstate(show, reason="路通了")
        since = frozen_clock.now
        frozen_clock.forward(minutes=5)
        move(show, venue=bayannur_venue, reason="停电", accept="测试")

        for venue in (show.venue, bayannur_venue):
            (change,) = changelog.since(frozen_clock.now, since, venue=venue)
            assert change.kind == "moved"

    def test_the_cost_is_the_same_for_one_and_for_thirty(
        self, show, as_user, troupe_leader, troupe, django_assert_num_queries
    ):
        client = as_user(troupe_leader)
        client.get(self.URL)
        with django_assert_num_queries(22):
            client.get(self.URL)
        for days in range(30, 60):
            factories.performance(troupes=(troupe,), starts_at=factories.evening(days))
        with django_assert_num_queries(22):
            client.get(self.URL)
