"""A feed is found by key, whatever the database believes about its tables."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from performances.calendars import directory, feeds, sizes
from performances.models import (
    CalendarEntry,
    Performance,
    PerformanceTroupe,
    ProgrammeItem,
    gate,
)
from tests import factories
from ulanmuqi.base import clock

COPIED = (Performance, PerformanceTroupe, ProgrammeItem, CalendarEntry)


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite counts nothing by itself"
)
def test_no_feed_compares_every_row_with_every_row_after_a_count_that_saw_none(
    show, troupe
):
    """As the server counts while a long import is not committed: pages, and no rows."""
    work = factories.work()
    _copy(show(), work, 200)
    _count_elsewhere()
    _at_most(seconds=20)
    asked = (
        directory.everything(),
        directory.of_troupe(troupe),
        directory.of_work(work),
    )

    with CaptureQueriesContext(connection) as caught:
        for feed in asked:
            assert (
                feeds.render(feed, now=clock.now()).body.count(b"BEGIN:VEVENT") == 201
            )
            assert sizes.octets(feed, now=clock.now()) > 20_000

    plans = [_plan(one["sql"]) for one in caught.captured_queries]
    assert len(plans) == 4 * len(asked)
    # Of what was copied; a work is compared with the few there are.
    compared = re.compile(r"Join Filter: .*performance")
    assert [plan for plan in plans if compared.search(plan)] == []


@pytest.mark.database
@pytest.mark.django_db
def test_a_show_without_an_entry_is_in_no_feed_and_weighs_nothing(show, troupe):
    show(title="牧民新歌")
    bare = show(title="草原晨曲")
    feed = directory.of_troupe(troupe)
    whole = sizes.octets(feed, now=clock.now())
    with gate.opened():
        CalendarEntry.objects.filter(performance=bare).delete()

    body = feeds.render(feed, now=clock.now()).body.decode()

    assert "牧民新歌" in body
    assert "草原晨曲" not in body
    assert len(body.encode()) <= sizes.octets(feed, now=clock.now()) < whole


def _copy(model, work, number):
    """The same show so many times more, with what its feeds are found by."""
    with gate.opened():
        ProgrammeItem.objects.create(performance=model, work=work, position=1)
        shows = Performance.objects.bulk_create(
            Performance(**_values(model, "uid", "public_id")) for _n in range(number)
        )
        rows = (
            model.troupe_parts.get(),
            model.programme.get(),
            model.calendar_entry,
        )
        for row in rows:
            values = _values(row, "performance_id")
            type(row).objects.bulk_create(
                type(row)(**values, performance=one) for one in shows
            )


def _values(row, *own):
    fields = row._meta.concrete_fields
    left = {"id", *own}
    return {f.attname: getattr(row, f.attname) for f in fields if f.attname not in left}


def _count_elsewhere():
    """By a connection that sees nothing of this test, as the server does by itself."""
    other = connection.copy()
    tables = ", ".join(model._meta.db_table for model in COPIED)
    try:
        with other.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")
    finally:
        other.close()


def _at_most(*, seconds):
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = '{seconds}s'")


def _plan(sql):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(line for (line,) in cursor.fetchall())
