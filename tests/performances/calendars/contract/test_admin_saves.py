"""Saving a row in the admin is a write like any other: stored text stays true."""

import pytest
from django.urls import reverse
from wagtail.models import Site

from performances import scheduling
from performances.models import CalendarEntry, Performance
from performances.scheduling import ItemFacts
from tests import factories
from tests.performances.calendars.contract.admin_form import save
from tests.performances.calendars.contract.test_verbs import check

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NEW = "全新的名字"


@pytest.fixture
def desk(coordinator, as_user):
    """A coordinator of the whole region, logged in."""
    return as_user(coordinator)


@pytest.fixture
def rows(frozen_clock, hohhot_venue, troupe):
    """A show of everything that can be saved, and its replacement elsewhere."""
    work = factories.work(troupe, title="鸟之语")
    made = factories.performance(
        venue=hohhot_venue,
        troupes=(troupe,),
        programme=(ItemFacts(work=work),),
        showcase=factories.showcase(),
    )
    scheduling.postpone(made, reason="停电", starts_at=factories.evening(12))
    return {
        "venues": hohhot_venue,
        "troupes": troupe,
        "works": work,
        "regions": hohhot_venue.region,
        "showcases": made.showcase,
    }


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("venues", "name"),
        ("venues", "address"),
        ("troupes", "name"),
        ("works", "title"),
        ("regions", "name"),
        ("showcases", "title"),
    ],
)
def test_a_new_name_saved_in_the_admin_is_in_the_entries_at_once(
    desk, rows, kind, field, frozen_clock
):
    row = rows[kind]
    frozen_clock.forward(hours=1)

    save(desk, reverse(f"{kind}:edit", args=[row.pk]), **{field: NEW})

    texts = [e.text.replace("\r\n ", "") for e in CalendarEntry.objects.all()]
    assert any(NEW in text for text in texts)
    check()


def test_a_venue_made_private_in_the_admin_leaves_every_entry(desk, rows):
    venue = rows["venues"]

    save(desk, reverse("venues:edit", args=[venue.pk]), public_precision="banner")

    for entry in CalendarEntry.objects.all():
        assert venue.name not in entry.text.replace("\r\n ", "")
    check()


@pytest.mark.parametrize("kind", ["venues", "troupes", "works", "regions", "showcases"])
def test_saving_without_a_change_touches_no_entry(desk, rows, kind, frozen_clock):
    before = list(CalendarEntry.objects.order_by("pk").values())
    frozen_clock.forward(hours=1)

    save(desk, reverse(f"{kind}:edit", args=[rows[kind].pk]))

    assert list(CalendarEntry.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("app", "model"),
    [
        ("home", "sitedetails"),
        ("performances", "schedulerules"),
        ("performances", "roadrules"),
    ],
)
def test_the_sites_settings_touch_no_entry(admin_client, rows, app, model):
    before = list(CalendarEntry.objects.order_by("pk").values())
    path = reverse("wagtailsettings:edit", args=[app, model])
    if model == "sitedetails":
        site = Site.objects.get(is_default_site=True)
        path = reverse("wagtailsettings:edit", args=[app, model, site.pk])

    save(admin_client, path)

    assert list(CalendarEntry.objects.order_by("pk").values()) == before
    assert Performance.objects.exists()
    check()
