"""Requirement 6 and 32 at size: nothing leaves because there is much of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils.http import http_date

from performances.calendars import directory, feeds, sizes
from performances.models import (
    CalendarEntry,
    Performance,
    PerformanceTroupe,
    Showcase,
    gate,
)
from performances.statuses import Status
from tests import factories
from tests.performances.calendars.contract import checks
from tests.performances.calendars.reading import head
from ulanmuqi.base import clock

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SHOWS = 10_000


@pytest.fixture
def many(show, troupe, other_troupe):
    """10,000 shows ahead, as rows only: one real entry, and copies under new names."""

    def insert(number: int = SHOWS) -> None:
        model = show()
        at = clock.now()
        values = {
            field.attname: getattr(model, field.attname)
            for field in Performance._meta.concrete_fields
            if field.attname not in ("id", "uid", "public_id")
        }
        text = model.calendar_entry.text
        with gate.opened():
            made = Performance.objects.bulk_create(
                Performance(**values | _span(model, minutes=n)) for n in range(number)
            )
            PerformanceTroupe.objects.bulk_create(
                PerformanceTroupe(performance=one, troupe=troupe) for one in made
            )
            CalendarEntry.objects.bulk_create(
                CalendarEntry(
                    performance=one,
                    text=text.replace(str(model.uid), str(one.uid)),
                    sequence=0,
                    modified_at=at,
                    scopes=model.calendar_entry.scopes,
                    public_from=at,
                )
                for one in made
            )
        _counted_anew()

    return insert


def _counted_anew():
    """As the server does by itself a minute after so many rows: until then it plans
    for the few there were, and may take minutes for what takes a second."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _span(model, *, minutes):
    later = timedelta(minutes=minutes)
    return {"starts_at": model.starts_at + later, "ends_at": model.ends_at + later}


def test_06_a_feed_of_ten_thousand_shows_is_whole_and_keeps_the_bytes(many, fetch):
    many()

    body = fetch().content

    assert len(checks.events(body)) == SHOWS + 1
    for check in checks.CHECKS.values():
        check(body)


def test_06_a_feed_over_a_megabyte_answers_but_is_not_offered(
    many, show, fetch, visitor, troupe, other_troupe
):
    show(troupes=[other_troupe])
    many(1_600)
    heavy = directory.of_troupe(troupe)
    light = directory.of_troupe(other_troupe)

    assert len(fetch(heavy.path).content) > 1_000_000
    assert sizes.octets(heavy, now=clock.now()) > sizes.MOST_OCTETS
    page = visitor.get(f"/calendars/?troupe={troupe.code}").content.decode()
    assert "webcal://" not in page
    assert heavy.path not in page
    assert "请在下面选小一点的范围" in page
    page = visitor.get(f"/calendars/?troupe={other_troupe.code}").content.decode()
    assert f"webcal://ulanmuqi.example{light.path}" in page


def test_06_the_weight_told_is_the_feeds_own_and_never_less(
    show, troupe, frozen_clock, django_assert_num_queries
):
    for title in ("草原新歌", "ᠮᠣᠩᠭᠣᠯ 😀", "长" * 120):
        show(title=title, public_note="注" * 500)
    show(status=Status.CANCELLED)
    show(status=Status.HOLD)
    feed = directory.of_troupe(troupe)

    for days in (0, 40, 100):
        now = frozen_clock.forward(days=days)
        for whole in (False, True):
            body = feeds.render(feed, now=now, whole_history=whole).body
            with django_assert_num_queries(1):
                told = sizes.octets(feed, now=now, whole_history=whole)
            assert len(body) <= told < len(body) + 2_000


def test_06_the_longest_entry_there_can_be_leaves_room_for_others(show, showcase):
    """What one show can weigh bounds how many fit into a feed that is offered."""
    made = show(
        title="长" * 120,
        public_note="注" * 9_000,
        admission="票" * 120,
        showcase=showcase,
    )

    assert len(made.calendar_entry.text.encode()) < 30_000


def test_10_feeds_of_one_name_are_told_apart_and_the_older_keeps_its_own(
    fetch, showcase, regions, frozen_clock
):
    rows = {
        "troupes": [factories.troupe(name="红星乌兰牧骑") for _n in "ab"],
        "venues": [factories.venue("150105", name="人民广场") for _n in "ab"],
        "works": [factories.work(title="鸿雁") for _n in "ab"],
    }
    with gate.opened():
        twin = Showcase.objects.create(
            code="twin", title=showcase.title, announced_at=clock.now(),
            created_at=clock.now(), changed_at=clock.now(),
        )  # fmt: skip
    rows["showcases"] = [showcase, twin]

    for kind, (older, younger) in rows.items():
        paths = [f"/calendars/{kind}/{row.code}.ics" for row in (older, younger)]
        first, second = (head(fetch(path).content)["NAME"] for path in paths)
        assert second == f"{first}（{younger.code}）"
        _rename(older, f"另一个{kind}", frozen_clock)
        answer = fetch(paths[1])
        assert head(answer.content)["NAME"] == first
        assert answer["Last-Modified"] == http_date(clock.now().timestamp())


def test_10_a_private_or_merged_venue_lends_its_name_to_nobody(fetch, regions):
    factories.venue("150105", name="人民广场", public_precision="banner")
    merged = factories.venue("150105", name="人民广场")
    shown = factories.venue("150105", name="人民广场")
    merged.merged_into = shown
    merged.save()

    name = head(fetch(f"/calendars/venues/{shown.code}.ics").content)["NAME"]

    assert shown.code not in name


def _rename(row, name, frozen_clock):
    frozen_clock.forward(hours=1)
    setattr(row, "name" if hasattr(row, "name") else "title", name)
    with gate.opened():
        row.save()
