"""A page that shows need answers with their names, not with an error."""

from datetime import timedelta

import pytest
from django.urls import reverse

from performances import scheduling
from tests import factories
from troupes.models import TroupeIndexPage, TroupePage
from ulanmuqi.home.models import HomePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(troupe):
    index = TroupeIndexPage.objects.get()
    return index.add_child(instance=TroupePage(title="队伍", troupe=troupe))


@pytest.fixture
def show(frozen_clock, troupe, hinggan_venue):
    starts = frozen_clock.now + timedelta(days=3)
    facts = scheduling.ShowFacts(
        title="草原上的一场",
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        troupes=(troupe,),
        venue=hinggan_venue,
    )
    row = scheduling.place(facts, status="confirmed").performance
    return scheduling.announce(row).performance


def _delete(client, page):
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))


def test_a_troupe_page_with_a_coming_show_stays(as_user, coordinator, page, show):
    response = _delete(as_user(coordinator), page)

    assert response.status_code == 409
    assert show.title in response.content.decode()
    assert TroupePage.objects.filter(pk=page.pk).exists()


def test_neither_does_its_parent_go(as_user, coordinator, page, show):
    response = _delete(as_user(coordinator), page.get_parent())

    assert response.status_code == 409
    assert show.title in response.content.decode()


def test_nor_do_several_at_once(as_user, coordinator, page, show):
    spare = TroupePage(title="另一页", troupe=factories.troupe("150105"))
    page.get_parent().specific.add_child(instance=spare)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

    response = as_user(coordinator).post(f"{address}?id={page.pk}&id={spare.pk}")

    assert response.status_code == 409
    assert TroupePage.objects.count() == 2


def test_a_page_nobody_needs_goes(as_user, coordinator, page):
    response = _delete(as_user(coordinator), page)

    assert response.status_code == 302
    assert not TroupePage.objects.exists()


def test_a_translation_goes_while_the_chinese_page_stays(
    as_user, coordinator, page, show
):
    from wagtail.models import Locale

    english = page.copy_for_translation(
        Locale.objects.get(language_code="en"), copy_parents=True
    )

    assert _delete(as_user(coordinator), english).status_code == 302
    assert _delete(as_user(coordinator), page).status_code == 409


def test_the_front_page_stays_with_everything_below(as_user, coordinator, page, show):
    response = _delete(as_user(coordinator), HomePage.objects.get())

    assert response.status_code == 409
