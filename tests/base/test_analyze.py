"""After many rows were written at once the database counts them."""

import pytest
from django.db import connection, transaction

from performances import scheduling
from performances.models import Booking, Performance, PerformanceTroupe
from tests import factories
from ulanmuqi.base import analyze as house
from ulanmuqi.base.analyze import MANY, analyze
from ulanmuqi.places.loading import load_list
from ulanmuqi.places.models import Region

pytestmark = [pytest.mark.database, pytest.mark.django_db]

only_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite is left alone"
)


def counted(model: type) -> int:
    """What the planner believes; a page that is not full may be guessed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltuples FROM pg_class WHERE oid = %s::regclass",
            [model._meta.db_table],
        )
        return int(cursor.fetchone()[0])


@only_postgresql
def test_a_list_of_gacha_is_counted_once_it_is_kept(
    regions, django_capture_on_commit_callbacks
):
    banner = Region.objects.get(code="150105")
    lines = [f"150105101{number:03},嘎查{number}" for number in range(MANY)]
    content = "\n".join(["code,name", "150105101,苏木", *lines]).encode()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE places_region")

    with django_capture_on_commit_callbacks(execute=True):
        load_list(banner, content, "list.csv")

    assert Region.objects.count() > MANY
    assert counted(Region) == Region.objects.count()


@only_postgresql
def test_a_season_placed_at_once_is_counted_in_every_table_it_is_written_into(
    monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(house, "MANY", 3)
    facts = [factories.show_facts(title=f"草原新歌{number}") for number in range(3)]

    with django_capture_on_commit_callbacks(execute=True):
        scheduling.place_all(facts, status="hold")

    for model in (Performance, PerformanceTroupe, Booking):
        assert counted(model) == model.objects.count() > 0


def test_few_rows_are_not_counted_nor_what_is_taken_back(
    django_capture_on_commit_callbacks,
):
    with django_capture_on_commit_callbacks() as kept:
        analyze(Region, written=MANY - 1)
        with transaction.atomic():
            analyze(Region, written=MANY)
            transaction.set_rollback(True)

    assert kept == []
