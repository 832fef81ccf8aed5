"""How private calendars answer: bytes, conditions, compression, who is let in."""

import gzip
import logging
import re
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client

from performances import scheduling
from performances.models import Performance, Subscription
from performances.scheduling import fetches
from performances.statuses import Status
from tests import factories
from tests.performances.calendars.conftest import CURTAIN
from tests.performances.calendars.reading import events, head, texts, uids

UNKNOWN = "/calendars/private/" + "x" * 32 + ".ics"


@pytest.fixture
def phone(subscribe, troupe):
    return subscribe(troupe, alarm="start:120", opaque=True)


class TestBytes:
    @pytest.fixture
    def full(self, phone, planned, troupe, private_venue):
        planned(public_note="、；，\\n" * 60, technical_note="一" * 500)
        planned(status=Status.HOLD, starts_at=CURTAIN + timedelta(days=2))
        factories.engagement(troupe, starts_at=CURTAIN + timedelta(days=5))
        return phone.raw

    def test_lines_are_short_folded_between_characters_and_end_with_crlf(self, full):
        full.decode("utf-8")
        assert full.endswith(b"END:VCALENDAR\r\n")
        assert b"\n" not in full.replace(b"\r\n", b"")
        assert not full.startswith(b"\xef\xbb\xbf")
        for line in full.removesuffix(b"\r\n").split(b"\r\n"):
            assert 0 < len(line) <= 75
            line.decode("utf-8")

    def test_the_calendar_says_what_the_contract_asks(self, full, phone):
        told = head(full)
        assert full.count(b"BEGIN:VCALENDAR") == full.count(b"BEGIN:VTIMEZONE") == 1
        assert told["VERSION"] == "2.0"
        assert "METHOD" not in told
        assert told["NAME"] == told["X-WR-CALNAME"]
        assert told["REFRESH-INTERVAL;VALUE=DURATION"] == told["X-PUBLISHED-TTL"]
        address = f"https://ulanmuqi.example{phone.path}"
        assert told["SOURCE;VALUE=URI"] == address
        assert told["URL"].startswith("https://ulanmuqi.example/schedule/")
        assert len(address) < 256
        assert address.isascii()

    def test_every_event_says_what_the_contract_asks(self, full):
        for event in events(full):
            assert event["STATUS"] in ("TENTATIVE", "CONFIRMED", "CANCELLED")
            assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt
            assert event["CREATED"].dt <= event["LAST-MODIFIED"].dt
            assert event["DTEND"].dt > event["DTSTART"].dt
            assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"
            assert event["LOCATION"]
            assert event["CATEGORIES"].cats
            assert len(str(event["DESCRIPTION"])) < 8000
            assert len(str(event["SUMMARY"])) < 255
            for absent in ("ATTENDEE", "ORGANIZER", "RRULE"):
                assert absent not in event
        for text in texts(full):
            names = re.findall(rb"^([A-Z-]+)[;:]", text, re.MULTILINE)
            once = [n for n in names if n not in (b"BEGIN", b"END", b"DESCRIPTION")]
            assert len(once) == len(set(once))

    def test_an_empty_one_keeps_its_time_zone(self, phone):
        raw = phone.raw
        assert raw.count(b"BEGIN:VTIMEZONE") == 1
        assert events(raw) == []

    def test_two_fetches_hours_apart_are_the_same_bytes(
        self, full, phone, frozen_clock
    ):
        frozen_clock.forward(minutes=1)
        first = phone.fetch()
        frozen_clock.forward(hours=9)
        again = phone.fetch()
        assert again.content == first.content == full
        for name in ("ETag", "Last-Modified"):
            assert again[name] == first[name]

    def test_two_of_one_troupe_have_names_of_their_own(self, subscribe, troupe):
        one, two = (subscribe(troupe, note=note) for note in ("队长", "司机"))
        assert head(one.raw)["NAME"] != head(two.raw)["NAME"]
        assert "队长" in head(one.raw)["NAME"]


class TestAnswers:
    def test_it_is_a_calendar_for_this_reader_alone(self, phone, planned):
        planned()
        response = phone.fetch()
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert response["Cache-Control"] == "private, no-cache"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["Vary"] == "Accept-Encoding"
        assert not response.cookies
        assert phone.token not in response["Content-Disposition"]

    def test_head_carries_what_get_carries(self, phone, planned):
        planned()
        got, headed = phone.fetch(), phone.browser.head(phone.path)
        assert headed.content == b""
        assert dict(headed.items()) == dict(got.items())

    @pytest.mark.parametrize(
        "condition", ["{etag}", "W/{etag}", '"other", {etag}', "*"]
    )
    def test_an_unchanged_poll_is_not_modified(self, phone, planned, condition):
        planned()
        known = phone.fetch()
        response = phone.get(**{"If-None-Match": condition.format(etag=known["ETag"])})
        assert response.status_code == 304
        assert response.content == b""
        assert response["Cache-Control"] == "private, no-cache"

    def test_the_date_is_a_condition_too_and_the_etag_wins(self, phone, planned):
        planned()
        known = phone.fetch()
        since = {"If-Modified-Since": known["Last-Modified"]}
        assert phone.get(**since).status_code == 304
        assert phone.get(**since, **{"If-None-Match": '"other"'}).status_code == 200
        assert phone.get(**{"If-Modified-Since": "gestern"}).status_code == 200

    def test_gzip_comes_on_request_under_its_own_etag(self, phone, planned):
        planned()
        plain = phone.fetch()
        packed = phone.fetch(**{"Accept-Encoding": "gzip"})
        assert gzip.decompress(packed.content) == plain.content
        assert packed["ETag"] != plain["ETag"]
        again = {"Accept-Encoding": "gzip", "If-None-Match": packed["ETag"]}
        assert phone.get(**again).status_code == 304
        assert "Content-Encoding" not in phone.fetch(**{"Accept-Encoding": "gzip;q=0"})

    def test_it_holds_thirty_days_and_all_of_it_on_request(
        self, phone, planned, frozen_clock
    ):
        planned()
        before = phone.fetch()
        frozen_clock.set(CURTAIN + timedelta(days=31, hours=6))
        assert events(phone.raw) == []
        assert phone.fetch()["Last-Modified"] > before["Last-Modified"]
        whole = phone.fetch("?past=all")
        assert len(events(whole.content)) == 3
        assert head(whole.content)["SOURCE;VALUE=URI"].endswith(".ics?past=all")

    def test_one_that_is_off_stays_fourteen_days(self, phone, planned, frozen_clock):
        scheduling.cancel(planned(), reason="大雪")
        frozen_clock.set(CURTAIN + timedelta(days=14))
        assert len(events(phone.raw)) == 3
        frozen_clock.set(CURTAIN + timedelta(days=16))
        assert events(phone.raw) == []


class TestDoor:
    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
    def test_who_knows_the_address_can_accept_nothing(
        self, phone, planned, troupe, method
    ):
        hold = planned(status=Status.HOLD)
        browser = Client(enforce_csrf_checks=True)
        response = getattr(browser, method)(phone.path, {"answer": "yes", "act": "1"})
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD"
        assert Performance.objects.get(pk=hold.pk).version == hold.version

    @pytest.mark.parametrize("page", ["/v/{}/", "/site/{}/"])
    def test_its_token_opens_no_page(self, phone, visitor, page):
        assert visitor.get(page.format(phone.token)).status_code == 404

    def test_the_token_of_a_venues_page_opens_no_calendar(self, visitor, hinggan_venue):
        _link, token = scheduling.issue_link("venue", hinggan_venue, label="王")
        assert visitor.get(f"/calendars/private/{token}.ics").status_code == 404

    def test_whatever_does_not_open_answers_alike(self, subscribe, troupe, visitor):
        closed, reset = subscribe(troupe), subscribe(troupe)
        scheduling.revoke_subscription(closed.row)
        _row, fresh = scheduling.reset_subscription(reset.row)
        answers = [
            visitor.get(path)
            for path in (
                UNKNOWN, closed.path, reset.path, "/calendars/private/kurz.ics",
                "/calendars/private/%E4%B8%AD.ics",
            )
        ]  # fmt: skip
        assert {a.status_code for a in answers} == {404}
        assert len({a.content for a in answers}) == 1
        assert len({tuple(sorted(a.items())) for a in answers}) == 1
        assert visitor.get(f"/calendars/private/{fresh}.ics").status_code == 200

    def test_wrong_tokens_are_slowed_down_and_good_ones_go_on(self, phone, visitor):
        for _try in range(20):
            assert visitor.get(UNKNOWN).status_code == 404
        slowed = visitor.get(UNKNOWN)
        assert slowed.status_code == 429
        assert int(slowed["Retry-After"]) > 0
        assert phone.get().status_code == 200

    def test_no_token_is_stored_or_logged(self, phone, planned, caplog):
        caplog.set_level(logging.DEBUG)
        phone.raw  # noqa: B018  # a fetch
        scheduling.revoke_subscription(phone.row)
        assert phone.get().status_code == 404
        stored = [str(v) for v in Subscription.objects.values().get().values()]
        assert not any(phone.token in value for value in stored)
        django_says = [r for r in caplog.records if r.name.startswith("django.request")]
        assert django_says
        assert not any(phone.token in r.getMessage() for r in django_says)

    def test_robots_may_read_calendars_and_find_none_of_these(self, phone, visitor):
        told = visitor.get("/robots.txt").content.decode()
        assert "Allow: /calendars/" in told
        assert "Disallow: /calendars" not in told
        assert "calendars/private" not in visitor.get("/sitemap.xml").content.decode()


class TestCost:
    @pytest.mark.database
    @pytest.mark.parametrize("shows", [1, 30])
    def test_a_fetch_costs_the_same_whatever_its_size(
        self, subscribe, show, troupe, django_assert_num_queries, shows
    ):
        for day in range(shows):
            starts = CURTAIN + timedelta(days=day)
            show(starts_at=starts, load_in_minutes=60, strike_minutes=30)
        phone = subscribe(troupe)
        phone.raw  # noqa: B018  # the first fetch is noted

        # The row, its stamps, its entries, the edge of the window.
        with django_assert_num_queries(4):
            raw = phone.raw
        assert len(uids(raw)) == 3 * shows

    @pytest.mark.database
    def test_a_persons_costs_one_more(
        self, subscribe, planned, troupe_editor, django_assert_num_queries
    ):
        planned()
        phone = subscribe(by=troupe_editor)
        phone.raw  # noqa: B018
        with django_assert_num_queries(5):
            phone.raw  # noqa: B018


class TestNoting:
    def test_a_fetch_is_noted_once_a_minute(self, phone, frozen_clock):
        agent = {"User-Agent": "iOS/17.0 (21A329) dataaccessd/1.0"}
        phone.fetch(**agent)
        first = phone.now().fetched_at
        assert phone.now().client == "apple"
        frozen_clock.forward(seconds=59)
        phone.fetch(**agent)
        assert phone.now().fetched_at == first
        frozen_clock.forward(seconds=1)
        phone.fetch(**agent)
        assert phone.now().fetched_at > first

    def test_another_client_or_version_is_noted_at_once(
        self, phone, planned, frozen_clock
    ):
        phone.fetch()
        frozen_clock.forward(seconds=2)
        phone.fetch(**{"User-Agent": "ICSx5/2.2"})
        assert phone.now().client == "icsx5"
        frozen_clock.forward(seconds=2)
        planned()
        phone.fetch(**{"User-Agent": "ICSx5/2.2"})
        assert phone.now().fetched_at == frozen_clock.now

    def test_a_head_is_no_copy_and_an_unchanged_poll_is_one(
        self, phone, planned, frozen_clock
    ):
        phone.browser.head(phone.path)
        assert phone.now().fetched_at is None
        etag = phone.fetch()["ETag"]
        frozen_clock.forward(hours=1)
        assert phone.get(**{"If-None-Match": etag}).status_code == 304
        assert phone.now().fetched_at == frozen_clock.now

    def test_a_database_that_cannot_write_goes_on_reading(
        self, phone, planned, monkeypatch
    ):
        planned()

        def locked(*_arguments, **_facts):
            raise DatabaseError("database is locked")

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(fetches, "_impatient", locked)
            response = phone.get()
        assert response.status_code == 200
        assert len(events(response.content)) == 3
