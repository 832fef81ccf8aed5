"""A page costs the same number of queries with one row and with thirty."""

from datetime import timedelta

import pytest
from django.test import Client

from performances import scheduling
from tests import factories
from troupes.models import TroupeMember
from ulanmuqi.home.models import NewsIndexPage, NewsPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(django_assert_num_queries):
    def asked(path: str, queries: int) -> None:
        client = Client()
        client.get(path)  # fills what is cached for good: site, content types
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200

    return asked


@pytest.fixture
def many(troupe, frozen_clock):
    """Thirty more shows, works and troupes."""
    hall = factories.venue("150105")

    def made() -> None:
        for number in range(29):
            factories.work(troupe, factories.troupe("150121"), title=f"作品{number}")
        factories.performances(
            {
                "troupes": (troupe,),
                "venue": hall,
                "starts_at": frozen_clock.now + timedelta(hours=48 + 10 * number),
            }
            for number in range(29)
        )

    return made


def test_the_front_page(home, ask, many, announced, troupe, showcase):
    announced(troupe, hours=5)
    factories.work(troupe)
    ask("/", 27)
    many()
    ask("/", 27)


def test_a_troupe(home, ask, many, announced, troupe, troupe_page):
    announced(troupe, hours=5)
    factories.work(troupe)
    page = troupe_page(troupe)
    page.members = [TroupeMember(name="一")]
    page.save()
    ask(f"/troupes/{troupe.code}/", 33)
    many()
    page.members = [TroupeMember(name=str(number)) for number in range(30)]
    page.save()
    ask(f"/troupes/{troupe.code}/", 33)


def test_all_troupes(home, ask, many, troupe, troupe_page):
    troupe_page(troupe)
    ask("/troupes/", 13)
    many()
    for number in range(30):
        troupe_page(factories.troupe("150105", code=f"more-{number}"))
    ask("/troupes/", 13)


def test_the_catalogue(home, ask, many, troupe):
    factories.work(troupe)
    ask("/works/", 17)
    many()
    ask("/works/", 17)


def test_a_work(home, ask, many, troupe, announced):
    work = factories.work(troupe, code="the-work")
    factories.work(troupe)
    item = scheduling.ItemFacts(title=work.title, work=work)
    announced(troupe, hours=5, programme=(item,))
    ask("/works/the-work/", 29)
    many()
    ask("/works/the-work/", 29)


def test_showcases(home, ask, many, showcase):
    ask("/showcases/", 14)
    ask(f"/showcases/{showcase.code}/", 23)
    many()
    ask("/showcases/", 14)
    ask(f"/showcases/{showcase.code}/", 23)


def test_news(home, ask):
    index = NewsIndexPage.objects.get()
    index.add_child(instance=NewsPage(title="一", summary="一"))
    ask("/news/", 13)
    for number in range(14):
        index.add_child(instance=NewsPage(title=f"新闻{number}", summary="事"))
    ask("/news/", 13)
