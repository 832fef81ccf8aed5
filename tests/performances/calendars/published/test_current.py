"""A copy is served while it is current, and not for one request longer."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from django.db import connection, connections, transaction

from performances.calendars import feeds
from tests import factories
from tests.performances.calendars.conftest import CURTAIN
from tests.performances.calendars.published.conftest import ALL
from troupes.genres import genres
from ulanmuqi.base import published

pytestmark = pytest.mark.database


def soon(holds: Callable[[], bool], *, seconds: float = 1.0) -> bool:
    """On SQLite at once; on PostgreSQL other processes have a second. What is asked
    after it holds, however long an answer takes on a busy machine."""
    if connection.vendor == "sqlite":
        return holds()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.02)
    return holds()


@pytest.fixture
def silent(front, monkeypatch):
    """What this process writes reaches the front as if another had written it."""
    monkeypatch.setattr(published, "_listeners", [])


class TestUnchanged:
    def test_neither_django_nor_its_database_is_asked(
        self, show, ask, renderings, django_assert_num_queries
    ):
        show()
        first = ask()

        with django_assert_num_queries(0):
            for _poll in range(50):
                assert ask() == first
                assert ask(if_none_match=first.etag).status == "304 Not Modified"
        assert renderings == ["all"]

    def test_a_change_elsewhere_is_no_reason_to_render(
        self, show, ask, renderings, troupe, other_troupe, bayannur_venue
    ):
        show()
        path = f"/calendars/troupes/{troupe.code}.ics"
        first = ask(path)
        show(venue=bayannur_venue, troupes=[other_troupe])

        assert ask(path) == first
        assert len(renderings) == 1

    def test_random_queries_cost_no_rendering_and_no_room(
        self, show, ask, renderings, front
    ):
        show()
        whole = ask()
        for number in range(40):
            assert ask(f"{ALL}?a{number}={number}&past=ALL").etag == whole.etag
            assert ask(f"{ALL}?past=all&past=none&{number}").etag == whole.etag
        assert ask(f"{ALL}?x=1&past=all").body.count(b"past=all") == 1

        assert renderings == ["all", "all"]
        assert len(front.store) == 2


class TestWritten:
    def test_the_writers_process_sees_it_with_the_next_request(self, show, change, ask):
        made = show()
        before = ask()
        change(made, title="换了题目")

        after = ask(if_none_match=before.etag)

        assert after.status == "200 OK"
        assert "换了题目" in after.body.decode().replace("\r\n ", "")

    def test_what_another_process_wrote_is_seen(self, show, change, ask, silent):
        made = show()
        before = ask()
        assert ask() == before
        change(made, title="换了题目")

        assert soon(lambda: ask().etag != before.etag)

    def test_two_processes_see_each_other(self, show, change, ask, other):
        made = show()
        assert other.ask().etag == ask().etag
        change(made, title="这边改的")
        assert soon(lambda: other.ask().etag == ask().etag)
        other("rename", pk=made.pk, title="那边改的")

        told = other.ask()

        assert "那边改的" in told.body.decode().replace("\r\n ", "")
        assert soon(lambda: ask().etag == told.etag)
        assert ask() == told

    def test_validators_and_bytes_are_equal_in_every_process(self, show, ask, other):
        show()
        for coding in ("identity", "gzip"):
            assert other.ask(accept_encoding=coding) == ask(accept_encoding=coding)
        etag = ask().etag
        assert other.ask(if_none_match=etag).status == "304 Not Modified"
        assert other("renderings") == ["all"]

    @pytest.mark.parametrize("paused_after", ["stamps", "rows"])
    def test_a_change_while_a_feed_is_rendered_is_not_missed(
        self, show, change, ask, monkeypatch, paused_after
    ):
        made = show(title="原来的题目")
        read, written = Event(), Event()
        where = {"stamps": (feeds.stamps, "read"), "rows": (feeds.ical, "wrap")}
        module, name = where[paused_after]
        original = getattr(module, name)

        def paused(*given, **named):
            result = original(*given, **named)
            read.set()
            assert written.wait(30)
            return result

        def first() -> bytes:
            try:
                return ask().body
            finally:
                connections.close_all()

        monkeypatch.setattr(module, name, paused)
        with ThreadPoolExecutor(1) as pool:
            rendering = pool.submit(first)
            assert read.wait(30)
            monkeypatch.setattr(module, name, original)
            change(made, title="后来的题目")
            written.set()
            told = rendering.result(30)

        # Of one instant: not the stamp of before with the rows of after.
        assert "原来的题目" in told.decode().replace("\r\n ", "")
        assert "后来的题目" in ask().body.decode().replace("\r\n ", "")

    def test_a_crowd_after_a_change_is_served_by_one_rendering(
        self, show, change, ask, renderings
    ):
        made = show()
        ask()
        change(made, title="换了题目")
        renderings.clear()
        begin = Event()

        def poll(_number: int) -> str:
            begin.wait(30)
            try:
                return ask().etag
            finally:
                connections.close_all()

        with ThreadPoolExecutor(8) as pool:
            polls = [pool.submit(poll, number) for number in range(24)]
            begin.set()
            etags = {poll.result(60) for poll in polls}

        assert len(etags) == 1
        assert renderings == ["all"]


class TestByTheClock:
    def test_it_is_dropped_at_midnight_in_shanghai(
        self, show, ask, renderings, frozen_clock
    ):
        show()
        ask()
        midnight = frozen_clock.now.replace(hour=16, minute=0)
        frozen_clock.set(midnight - timedelta(seconds=1))
        ask()
        assert renderings == ["all"]
        frozen_clock.set(midnight)
        ask()

        assert renderings == ["all", "all"]

    def test_what_leaves_at_midnight_is_gone_at_midnight(self, show, ask, frozen_clock):
        show(title="早先的演出", starts_at=CURTAIN)
        last = CURTAIN.replace(hour=0, minute=0) + timedelta(days=31)
        frozen_clock.set(last - timedelta(seconds=1))
        assert ask().body.count(b"BEGIN:VEVENT") == 1

        frozen_clock.set(last)

        assert ask().body.count(b"BEGIN:VEVENT") == 0

    def test_an_announcement_is_public_at_its_instant(self, show, ask, frozen_clock):
        show()
        at = frozen_clock.now + timedelta(hours=2)
        show(announced_at=at)
        assert ask().body.count(b"BEGIN:VEVENT") == 1
        frozen_clock.set(at - timedelta(seconds=1))
        assert ask().body.count(b"BEGIN:VEVENT") == 1

        frozen_clock.set(at)

        assert ask().body.count(b"BEGIN:VEVENT") == 2

    def test_two_changes_in_one_second_are_told_by_date_too(
        self, show, change, ask, frozen_clock
    ):
        made = show()
        before = ask()
        change(made, public_note="改")
        assert ask().headers["Last-Modified"] == before.headers["Last-Modified"]
        frozen_clock.forward(seconds=1)

        answer = ask(if_modified_since=before.headers["Last-Modified"])

        assert answer.status == "200 OK"


class TestWhatIsNamedAfterSomething:
    """A feed without any show is changed by the name it carries, or by who may ask."""

    def test_a_renamed_league_is_told_in_the_feeds_below_it(
        self, ask, regions, hohhot_venue
    ):
        paths = [
            f"/calendars/venues/{hohhot_venue.code}.ics",
            "/calendars/regions/150121.ics",
            "/calendars/regions/150100.ics",
        ]
        before = [ask(path) for path in paths]
        league = regions["150100"]
        league.name = "青城市"
        league.save()

        for path, old in zip(paths, before, strict=True):
            new = ask(path, if_none_match=old.etag)
            assert new.status == "200 OK"
            assert "青城市" in new.body.decode().replace("\r\n ", "")

    def test_a_venue_that_becomes_private_has_no_feed_from_then_on(
        self, ask, hohhot_venue
    ):
        path = f"/calendars/venues/{hohhot_venue.code}.ics"
        ask(path)
        hohhot_venue.public_precision = "banner"
        hohhot_venue.save()

        assert ask(path).status == "404 Not Found"

    def test_a_deleted_troupe_has_no_feed_and_leaves_its_name(self, ask):
        older = factories.troupe(name="同名乌兰牧骑")
        newer = factories.troupe(name="同名乌兰牧骑")
        path = f"/calendars/troupes/{newer.code}.ics"
        ask(f"/calendars/troupes/{older.code}.ics")
        before = ask(path)

        address = f"/calendars/troupes/{older.code}.ics"
        older.delete()

        assert ask(address).status == "404 Not Found"
        assert before.etag != ask(path).etag

    def test_a_merged_venue_answers_with_the_feed_of_the_other(
        self, ask, hohhot_venue, hinggan_venue
    ):
        path = f"/calendars/venues/{hohhot_venue.code}.ics"
        ask(path)
        hohhot_venue.merged_into = hinggan_venue
        hohhot_venue.save()

        merged = ask(path)

        assert hinggan_venue.name in merged.body.decode().replace("\r\n ", "")

    def test_a_showcase_nobody_may_know_any_more_has_no_feed(
        self, ask, showcase, front
    ):
        from performances.models import gate

        path = f"/calendars/showcases/{showcase.code}.ics"
        assert ask(path).status == "200 OK"
        showcase.announced_at = None
        with transaction.atomic(), gate.opened():
            showcase.save()

        assert ask(path).status == "404 Not Found"

    def test_a_works_new_form_is_told_in_its_feed(self, ask, troupe):
        work = factories.work(troupe, title="鸟之语", genre="female-group-dance")
        path = f"/calendars/works/{work.code}.ics"
        ask(path)
        other = next(form for code, form in genres().items() if code != work.genre)
        work.genre = other.code
        work.save()

        assert f"《鸟之语》（{other.name}）" in ask(path).body.decode()


@pytest.mark.skipif("connection.vendor != 'postgresql'")
class TestListener:
    def _backend(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
                "AND query LIKE 'SELECT pg_notify(%%published_bytes%%' "
                "AND pid <> pg_backend_pid()"
            )
            return [pid for (pid,) in cursor.fetchall()]

    def test_while_it_hears_a_poll_asks_the_database_nothing(
        self, show, ask, front, monkeypatch
    ):
        from ulanmuqi.front import listener

        # Heard is heard, however busy the machine is meanwhile.
        monkeypatch.setattr(listener, "TRUSTED", 60.0)
        show()
        ask()
        assert soon(lambda: front._stamps.epoch() is not None, seconds=30)
        ask()
        front._stamps.versions = None  # it would fail loudly

        assert ask().status == "200 OK"

    def test_a_lost_one_falls_back_on_asking_and_comes_back(
        self, show, change, ask, front, silent
    ):
        made = show()
        before = ask()
        assert soon(lambda: front._stamps.epoch() is not None, seconds=30)
        lost = self._backend()
        assert lost
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM unnest(%s) pid", [lost]
            )
        change(made, title="换了题目")

        assert soon(lambda: ask().etag != before.etag)
        assert soon(lambda: front._stamps.epoch() is not None, seconds=30)

    def test_one_that_hears_nothing_is_not_believed(
        self, show, change, front, ask, silent, monkeypatch
    ):
        from ulanmuqi.front import listener

        front._stamps.close()
        monkeypatch.setattr(listener, "CHANNEL", "somebody_elses")
        monkeypatch.setattr(listener, "TRUSTED", -1.0)
        made = show()
        before = ask()
        change(made, title="换了题目")

        assert front._stamps.epoch() is None
        assert ask().etag != before.etag


class TestTrouble:
    def test_without_stamps_django_answers(
        self, show, ask, front, renderings, monkeypatch
    ):
        from ulanmuqi.front.stamps import Unavailable

        show()
        kept = ask()

        def out_of_order(*_given):
            raise Unavailable("gone")

        monkeypatch.setattr(front._stamps, "epoch", out_of_order)

        assert ask() == kept
        assert len(renderings) == 2
        front.store.clear()
        assert ask() == kept

    def test_a_lost_connection_is_made_anew(self, show, ask, front):
        show()
        first = ask()
        front._stamps._connection and front._stamps._connection.close()

        for _again in range(2):
            assert ask() == first
