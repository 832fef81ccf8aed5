"""A fresh database has a site to start from."""

import pytest
from wagtail.models import Locale, Page, Site

from ulanmuqi.home.models import HomePage

pytestmark = pytest.mark.django_db


def test_the_sections_stand_below_the_front_page():
    home = HomePage.objects.get()

    assert Site.objects.get().root_page_id == home.pk
    assert home.locale.language_code == "zh-hans"
    assert [page.slug for page in home.get_children()] == [
        "showcases",
        "troupes",
        "works",
        "training",
        "news",
    ]


def test_the_tree_is_sound():
    assert Page.find_problems() == ([], [], [], [], [])


def test_every_language_of_the_site_has_its_locale():
    codes = Locale.objects.values_list("language_code", flat=True)

    assert set(codes) == {"zh-hans", "en"}
