"""A venue's links in the admin: shown once, kept by whoever coordinates the place."""

import re

import pytest
from django.urls import reverse

from performances.models import AccessLink
from performances.scheduling import issue_link, open_link
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = re.compile(r"https://ulanmuqi\.example/v/([\w-]{32})/")


def links_url(venue):
    return reverse("venues:links", args=[venue.pk])


@pytest.fixture
def issue(hinggan_venue):
    def post(client, **changes):
        typed = {"act": "issue", "label": "王站长", "live": "0"} | changes
        return client.post(links_url(hinggan_venue), typed)

    return post


def test_a_new_link_is_shown_once_with_its_code(
    issue, coordinator, as_user, hinggan_venue
):
    client = as_user(coordinator)
    answer = issue(client)
    token = ADDRESS.search(answer.content.decode()).group(1)

    assert open_link(token, "venue").label == "王站长"
    assert 'class="qr"' in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    for url in (
        links_url(hinggan_venue),
        reverse("venues:inspect", args=[hinggan_venue.pk]),
        reverse("venues:history", args=[hinggan_venue.pk]),
        reverse("venues:edit", args=[hinggan_venue.pk]),
        reverse("wagtailadmin_reports:site_history"),
    ):
        assert token not in client.get(url).content.decode()
    assert token[-4:] in client.get(links_url(hinggan_venue)).content.decode()


def test_reloading_the_answer_issues_no_second_link(issue, coordinator, as_user):
    client = as_user(coordinator)
    issue(client)
    again = issue(client)
    assert AccessLink.objects.count() == 1
    assert not ADDRESS.search(again.content.decode())


def test_a_label_is_asked_for_at_its_field(issue, coordinator, as_user):
    answer = issue(as_user(coordinator), label=" ")
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"label"}
    assert AccessLink.objects.count() == 0


def test_exchange_and_close(coordinator, as_user, hinggan_venue):
    client = as_user(coordinator)
    link, old = issue_link("venue", hinggan_venue, label="王站长")
    answer = client.post(links_url(hinggan_venue), {"act": "reset", "link": link.pk})
    token = ADDRESS.search(answer.content.decode()).group(1)
    assert open_link(old, "venue") is None
    fresh = open_link(token, "venue")

    done = client.post(
        links_url(hinggan_venue),
        {"act": "revoke", "link": fresh.pk, "reason": "换人了"},
        follow=True,
    )
    assert "现在就打不开了" in done.content.decode()
    assert open_link(token, "venue") is None
    assert "停用过的链接" in done.content.decode()

    late = client.post(links_url(hinggan_venue), {"act": "revoke", "link": fresh.pk})
    assert "这个链接已经停用了" in late.content.decode()


def test_the_contact_may_exchange_and_no_more(venue_contact, as_user, hinggan_venue):
    client = as_user(venue_contact)
    link, old = issue_link("venue", hinggan_venue)
    page = client.get(links_url(hinggan_venue)).content.decode()
    assert "换一个新的" in page
    assert 'value="revoke"' not in page
    assert 'value="issue"' not in page

    client.post(links_url(hinggan_venue), {"act": "revoke", "link": link.pk})
    client.post(links_url(hinggan_venue), {"act": "issue", "label": "x", "live": "1"})
    assert AccessLink.objects.filter(revoked_at=None).count() == 1
    assert open_link(old, "venue") == link
    client.post(links_url(hinggan_venue), {"act": "reset", "link": link.pk})
    assert open_link(old, "venue") is None


@pytest.mark.parametrize(
    "who", ["troupe_leader", "page_editor", "troupe_member", "outsider"]
)
def test_others_do_not_even_see_them(who, request, as_user, hinggan_venue):
    client = as_user(request.getfixturevalue(who))
    answer = client.get(
        links_url(hinggan_venue), headers={"X-Requested-With": "XMLHttpRequest"}
    )
    assert answer.status_code in (302, 403)
    look = client.get(reverse("venues:inspect", args=[hinggan_venue.pk]))
    assert links_url(hinggan_venue) not in look.content.decode()


def test_another_venues_link_is_out_of_reach(
    hinggan_coordinator, as_user, hinggan_venue
):
    other = factories.venue("150802")
    link, token = issue_link("venue", other)
    client = as_user(hinggan_coordinator)
    for act in ("reset", "revoke"):
        client.post(links_url(hinggan_venue), {"act": act, "link": link.pk})
    assert open_link(token, "venue") == link


@pytest.mark.parametrize("odd", ["", "x", "-1", "9" * 40, "٣", "\x00"])
def test_odd_values_do_nothing(odd, coordinator, as_user, hinggan_venue):
    client = as_user(coordinator)
    for act in ("reset", "revoke", odd):
        answer = client.post(
            links_url(hinggan_venue), {"act": act, "link": odd, "live": odd}
        )
        assert answer.status_code in (200, 302)
    answer = client.post(
        links_url(hinggan_venue), {"act": "issue", "label": "x", "live": odd}
    )
    assert answer.status_code == 200
    assert AccessLink.objects.count() == 0
