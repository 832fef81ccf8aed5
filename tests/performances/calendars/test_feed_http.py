"""How feeds answer: conditions, compression, caching, names, methods, no cookies."""

import gzip
from datetime import timedelta

import pytest
from django.test import Client

from tests import factories
from tests.performances.calendars.conftest import CURTAIN
from tests.performances.calendars.reading import uids

ALL = "/calendars/all.ics"


@pytest.fixture
def paths(show, showcase, troupe, hohhot_venue):
    """One address of every kind, an empty feed, and the file of one show."""
    work = factories.work(troupe)
    made = show(showcase=showcase, programme=[{"work": work}])
    return [
        ALL,
        f"/calendars/troupes/{troupe.code}.ics",
        f"/calendars/venues/{hohhot_venue.code}.ics",
        "/calendars/regions/150100.ics",
        f"/calendars/showcases/{showcase.code}.ics",
        f"/calendars/works/{work.code}.ics",
        "/calendars/genres/mixed.ics",
        "/calendars/genres/quyi.ics",
        f"{ALL}?past=all",
        f"/performances/{made.public_id}.ics",
    ]


def test_every_feed_is_a_calendar_in_utf_8_without_redirect(paths, fetch):
    for path in paths:
        response = fetch(path)

        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert response.content.startswith(b"BEGIN:VCALENDAR\r\n")
        assert len(f"https://ulanmuqi.example{path}") < 256
        assert path.isascii()


def test_head_carries_what_get_carries_and_no_body(paths, visitor):
    for path in paths:
        got, headed = visitor.get(path), visitor.head(path)

        assert headed.status_code == 200
        assert headed.content == b""
        assert dict(headed.items()) == dict(got.items())
        assert headed["Content-Length"] == str(len(got.content))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_other_methods_are_refused_with_the_allowed_ones(paths, method):
    browser = Client(enforce_csrf_checks=True)
    for path in paths:
        response = getattr(browser, method)(path)

        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD"


def test_no_cookie_is_set_and_nothing_varies_by_reader(paths, visitor):
    reader = Client(headers={"Accept-Language": "en", "User-Agent": "Outlook"})
    reader.cookies["django_language"] = "en"
    reader.cookies["sessionid"] = "short"
    reader.cookies["csrftoken"] = "another"
    for path in paths:
        plain = visitor.get(path)
        other = reader.get(path, headers={"Accept": "text/html"})

        assert not plain.cookies
        assert not other.cookies
        assert plain["Vary"] == "Accept-Encoding"
        assert other.content == plain.content
        assert other["ETag"] == plain["ETag"]


def test_caches_may_keep_it_for_at_most_an_hour(paths, fetch):
    for path in paths:
        assert fetch(path)["Cache-Control"] == "public, max-age=900"


def test_file_names_are_ascii_with_the_chinese_one_beside(show, fetch, troupe):
    made = show(title="草原新歌")

    of_feed = fetch(f"/calendars/troupes/{troupe.code}.ics")["Content-Disposition"]
    of_show = fetch(f"/performances/{made.public_id}.ics")["Content-Disposition"]

    assert of_feed.startswith(
        "inline; filename=\"ulanmuqi-troupes-keyouzhongqi.ics\"; filename*=UTF-8''%E7%"
    )
    assert of_show == (
        f'attachment; filename="ulanmuqi-{made.public_id}.ics"; '
        "filename*=UTF-8''%E8%8D%89%E5%8E%9F%E6%96%B0%E6%AD%8C.ics"
    )
    assert of_feed.isascii()


def test_a_single_show_to_keep_has_no_calendar_name(show, fetch):
    raw = fetch(f"/performances/{show().public_id}.ics").content

    for absent in (b"\r\nNAME", b"X-WR-CALNAME", b"REFRESH-INTERVAL", b"SOURCE"):
        assert absent not in raw


def test_no_feed_has_a_method(paths, fetch):
    for path in paths:
        assert b"METHOD" not in fetch(path).content


class TestConditions:
    @pytest.fixture
    def known(self, show, fetch):
        show()
        return fetch(ALL)

    @pytest.mark.parametrize(
        "condition",
        ["{etag}", "W/{etag}", '"other", {etag}', '"a",W/{etag} , "b"', "*"],
    )
    @pytest.mark.parametrize("method", ["get", "head"])
    def test_a_matching_etag_is_not_modified(self, known, visitor, condition, method):
        response = getattr(visitor, method)(
            ALL, headers={"If-None-Match": condition.format(etag=known["ETag"])}
        )

        assert response.status_code == 304
        assert response.content == b""
        assert "Content-Type" not in response
        for kept in ("ETag", "Last-Modified", "Cache-Control", "Vary"):
            assert response[kept] == known[kept]

    def test_another_etag_is_answered_in_full(self, known, visitor):
        response = visitor.get(ALL, headers={"If-None-Match": '"other"'})

        assert response.status_code == 200
        assert response.content == known.content

    def test_not_modified_since_then_is_not_modified(self, known, visitor):
        response = visitor.get(
            ALL, headers={"If-Modified-Since": known["Last-Modified"]}
        )

        assert response.status_code == 304

    def test_modified_since_then_is_answered_in_full(self, known, visitor):
        response = visitor.get(
            ALL, headers={"If-Modified-Since": "Tue, 31 Oct 2023 23:59:59 GMT"}
        )

        assert response.status_code == 200

    def test_the_etag_wins_over_the_date(self, known, visitor):
        response = visitor.get(
            ALL,
            headers={
                "If-None-Match": '"other"',
                "If-Modified-Since": known["Last-Modified"],
            },
        )

        assert response.status_code == 200

    @pytest.mark.parametrize(
        "garbage",
        [
            {"If-Modified-Since": "yesterday"},
            {"If-Modified-Since": "Wed, 99 Nov 2023 00:00:00 GMT"},
            {"If-None-Match": "no quotes, at all"},
            {"If-None-Match": ""},
        ],
    )
    def test_garbage_is_ignored(self, known, visitor, garbage):
        response = visitor.get(ALL, headers=garbage)

        assert response.status_code == 200
        assert response.content == known.content

    def test_a_change_makes_both_conditions_fail(
        self, show, change, visitor, fetch, frozen_clock
    ):
        made = show()
        before = fetch(ALL)
        frozen_clock.forward(seconds=1)
        change(made, public_note="改")

        by_etag = visitor.get(ALL, headers={"If-None-Match": before["ETag"]})
        by_date = visitor.get(
            ALL, headers={"If-Modified-Since": before["Last-Modified"]}
        )

        assert (by_etag.status_code, by_date.status_code) == (200, 200)

    def test_two_changes_in_one_second_are_seen_by_date_too(
        self, show, change, visitor, fetch, frozen_clock
    ):
        made = show()
        before = fetch(ALL)
        change(made, public_note="改")
        frozen_clock.forward(seconds=1)

        response = visitor.get(
            ALL, headers={"If-Modified-Since": before["Last-Modified"]}
        )

        assert response.status_code == 200


class TestCompression:
    @pytest.mark.parametrize(
        "accepted", ["gzip", "br, gzip", "gzip;q=0.5", "*", "GZIP", "deflate, *;q=0.1"]
    )
    def test_gzip_comes_on_request_under_its_own_etag(
        self, show, visitor, fetch, accepted
    ):
        show()
        plain = fetch(ALL)

        response = visitor.get(ALL, headers={"Accept-Encoding": accepted})

        assert response["Content-Encoding"] == "gzip"
        assert gzip.decompress(response.content) == plain.content
        assert response["Content-Length"] == str(len(response.content))
        assert response["ETag"] != plain["ETag"]
        assert response["Vary"] == plain["Vary"] == "Accept-Encoding"
        assert response["Last-Modified"] == plain["Last-Modified"]

    @pytest.mark.parametrize(
        "refused",
        ["", "identity", "gzip;q=0", "br", "*;q=0", "gzip; q=0.0, *", "gzip;q=x"],
    )
    def test_without_consent_it_is_not_compressed(self, show, visitor, refused):
        show()

        response = visitor.get(ALL, headers={"Accept-Encoding": refused})

        assert "Content-Encoding" not in response
        assert response.content.startswith(b"BEGIN:VCALENDAR")

    def test_the_compressed_copy_is_not_modified_either(self, show, visitor):
        show()
        first = visitor.get(ALL, headers={"Accept-Encoding": "gzip"})

        again = visitor.get(
            ALL, headers={"Accept-Encoding": "gzip", "If-None-Match": first["ETag"]}
        )

        assert again.status_code == 304
        assert again.content == b""
        assert "Content-Encoding" not in again

    def test_the_compressed_bytes_do_not_depend_on_the_clock(
        self, show, visitor, frozen_clock
    ):
        show()
        first = visitor.get(ALL, headers={"Accept-Encoding": "gzip"}).content
        frozen_clock.forward(hours=7)

        assert visitor.get(ALL, headers={"Accept-Encoding": "gzip"}).content == first


@pytest.mark.parametrize(
    "path",
    [
        "/calendars/troupes/nobody.ics",
        "/calendars/venues/nowhere.ics",
        "/calendars/regions/999999.ics",
        "/calendars/showcases/never.ics",
        "/calendars/works/unknown.ics",
        "/calendars/genres/opera.ics",
        "/calendars/moods/merry.ics",
        "/performances/zzzzzzzz.ics",
    ],
)
def test_unknown_calendars_are_not_found(db, visitor, path):
    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize("shows", [1, 30])
def test_a_feed_costs_four_queries_whatever_its_size(
    show, fetch, django_assert_num_queries, shows, hohhot_venue
):
    for number in range(shows):
        show(starts_at=CURTAIN + timedelta(days=number))

    with django_assert_num_queries(4):
        raw = fetch(f"/calendars/venues/{hohhot_venue.code}.ics").content

    assert len(uids(raw)) == shows


def test_a_single_show_costs_two_queries(show, fetch, django_assert_num_queries):
    made = show()

    with django_assert_num_queries(2):
        fetch(f"/performances/{made.public_id}.ics")


@pytest.mark.parametrize("shows", [1, 30])
def test_refreshing_costs_the_same_for_one_show_and_for_thirty(
    show, django_assert_num_queries, shows
):
    from performances.calendars import entries
    from performances.models import gate

    made = [
        show(starts_at=CURTAIN + timedelta(days=number), programme=[{"title": "歌"}])
        for number in range(shows)
    ]
    for one in made:
        one.title = "换了题目"
    with gate.opened():
        type(made[0]).objects.bulk_update(made, ["title"])

    with gate.opened(), django_assert_num_queries(22):
        entries.refresh(made)
