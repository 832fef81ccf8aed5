"""Whatever is asked, with the front or without it the answer is the same."""

import gzip
from itertools import product

import pytest

from tests.performances.calendars.published.conftest import ALL, asked

pytestmark = pytest.mark.database

COOKIES = "sessionid=made-up; csrftoken=short; django_language=en"


@pytest.fixture
def paths(front, show, showcase, troupe, hohhot_venue):
    made = show(showcase=showcase)
    return [
        ALL,
        f"{ALL}?past=all",
        f"{ALL}?past=none&utm=1",
        f"/calendars/troupes/{troupe.code}.ics",
        f"/calendars/venues/{hohhot_venue.code}.ics",
        "/calendars/regions/150100.ics",
        "/calendars/regions/150824.ics",
        f"/calendars/showcases/{showcase.code}.ics",
        "/calendars/genres/mixed.ics",
        f"/performances/{made.public_id}.ics",
    ]


def conditions(whole):
    """Every kind of condition, on an answer already seen."""
    etag, date = whole.headers["ETag"], whole.headers["Last-Modified"]
    return [
        {},
        {"if_none_match": etag},
        {"if_none_match": f"W/{etag}"},
        {"if_none_match": f'"a", {etag} , W/"b"'},
        {"if_none_match": "*"},
        {"if_none_match": '"other"', "if_modified_since": date},
        {"if_none_match": "garbage", "if_modified_since": date},
        {"if_modified_since": date},
        {"if_modified_since": "Sunday, 06-Nov-94 08:49:37 GMT"},
        {"if_modified_since": "yesterday"},
        {"if_match": etag},
        {"if_match": f"W/{etag}"},
        {"if_match": '"other"'},
        {"if_unmodified_since": "Sun, 06 Nov 1994 08:49:37 GMT"},
        {"if_unmodified_since": date},
        {"range": "bytes=0-9", "if_range": etag},
    ]


def test_every_answer_is_the_one_django_gives(paths, front, django):
    """Every condition on one feed, and the most usual ones on each kind."""
    for path in paths:
        for coding, scheme in product(("identity", "gzip"), ("http", "https")):
            given = {"accept_encoding": coding, "scheme": scheme}
            asked_for = conditions(asked(django, path, **given))
            if path != ALL:
                asked_for = asked_for[:2]
            for condition, method in product(asked_for, ("GET", "HEAD")):
                asking = given | condition | {"method": method}
                ours, theirs = (
                    asked(front, path, **asking),
                    asked(django, path, **asking),
                )

                assert ours.status == theirs.status, (path, asking)
                assert ours.headers == theirs.headers, (path, asking)
                # A server cuts what Django gives to HEAD; the front gives nothing.
                assert ours.body == (b"" if method == "HEAD" else theirs.body)


def test_the_answers_are_those_of_the_book(paths, ask):
    for path in paths:
        whole = ask(path)
        told = [ask(path, **one).status[:3] for one in conditions(whole)]
        assert " ".join(told) == (
            "200 304 304 304 304 200 200 304 200 200 200 412 412 412 200 200"
        )
        not_modified = ask(path, if_none_match=whole.etag)
        for name in ("ETag", "Last-Modified", "Cache-Control", "Vary"):
            assert not_modified.headers[name] == whole.headers[name]
        assert not_modified.body == b""
        assert "Content-Type" not in not_modified.headers


def test_both_codings_are_prepared_with_a_tag_each(paths, ask):
    for path in paths:
        plain, packed = ask(path), ask(path, accept_encoding="br, gzip;q=0.5")

        assert gzip.decompress(packed.body) == plain.body
        assert packed.headers["Content-Encoding"] == "gzip"
        assert packed.headers["Content-Length"] == str(len(packed.body))
        assert packed.etag == f'{plain.etag[:-1]}-gzip"'
        assert ask(path, accept_encoding="gzip;q=0").body == plain.body
        again = ask(path, accept_encoding="gzip", if_none_match=packed.etag)
        assert again.status == "304 Not Modified"
        assert ask(path, if_none_match=packed.etag).status == "200 OK"


def test_whoever_asks_gets_the_same_bytes_and_no_cookie(paths, ask, front):
    for path in paths:
        plain = ask(path)
        front.store.clear()
        first = ask(path, cookie=COOKIES, accept="text/html", accept_language="en")
        kept = ask(path, cookie=COOKIES, user_agent="Outlook", x_forwarded_host="evil")

        for answer in (first, kept):
            assert answer == plain
            assert "Set-Cookie" not in answer.headers
            assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_other_methods_are_djangos_to_refuse(show, ask, method):
    show()
    ask()

    answer = ask(method=method)

    assert answer.status == "405 Method Not Allowed"
    assert answer.headers["Allow"] == "GET, HEAD"


def test_an_unknown_host_is_djangos_to_refuse_even_beside_a_copy(show, ask):
    show()
    ask()

    for host in ("evil.example", "ulanmuqi.example.evil", "", "a b"):
        assert ask(host=host).status == "400 Bad Request"
    assert ask(host="ulanmuqi.example:8443").status == "200 OK"


def test_what_is_not_there_is_told_once_and_kept_never(ask, front, django):
    for path in ("/calendars/troupes/nobody.ics", "/performances/aaaaaaaa.ics"):
        answer = ask(path)

        assert answer.status == "404 Not Found"
        assert answer.body == asked(django, path).body
        assert ask(path, cookie=COOKIES).status == "404 Not Found"
    assert len(front.store) == 0
