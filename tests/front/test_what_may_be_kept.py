"""Whatever a view promised: what was meant for one reader is never shared."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from ulanmuqi.base.published import TO_BE_KEPT, Publication
from ulanmuqi.front import Front
from ulanmuqi.front.asking import ask
from ulanmuqi.front.store import Address

ADDRESS = Address("https", "/calendars/all.ics", "past=all")
FOR_EVER = datetime.max.replace(tzinfo=UTC) - timedelta(days=1)


def says(name, value):
    """A change to an answer: this header."""
    return lambda response: response.headers.__setitem__(name, value)


def answer(change=lambda response: None, kind=HttpResponse):
    """What is kept of an application's answer."""
    seen = {}

    def application(environ, start_response):
        seen.update(environ)
        response = kind(b"words", content_type="text/plain")
        response["ETag"] = '"one"'
        response["Last-Modified"] = "Wed, 01 Nov 2023 00:00:00 GMT"
        response["Cache-Control"] = "public, max-age=900"
        response["Vary"] = "Accept-Encoding"
        response.publication = Publication({"all": 1}, FOR_EVER)
        response.close = lambda: None  # there is no request to finish
        change(response)
        start_response(
            f"{response.status_code} {response.reason_phrase}",
            [
                *response.items(),
                *(("Set-Cookie", c.OutputString()) for c in response.cookies.values()),
            ],
        )
        return response

    environ = {
        "REQUEST_METHOD": "HEAD",
        "QUERY_STRING": "past=all&evil=1",
        "PATH_INFO": "/calendars/all.ics",
        "CONTENT_LENGTH": "5",
        "HTTP_COOKIE": "sessionid=x",
        "HTTP_HOST": "other.example",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_IF_NONE_MATCH": "*",
        "wsgi.url_scheme": "https",
    }
    return ask(application, environ, ADDRESS, "ulanmuqi.example", 1), seen


def test_an_answer_for_everyone_is_kept():
    told, _seen = answer()

    assert told.copy is not None
    assert told.copy.plain.body == [b"words"]


def test_without_a_date_the_entity_tag_alone_is_compared():
    told, _seen = answer(lambda response: response.headers.pop("Last-Modified"))
    said = []
    reader = {
        "REQUEST_METHOD": "GET",
        "HTTP_IF_MODIFIED_SINCE": "Wed, 01 Nov 2023 00:00:00 GMT",
    }

    assert told.copy.answer(reader, lambda *spoken: said.extend(spoken)) == [b"words"]
    assert said[0] == "200 OK"
    assert (
        told.copy.answer(
            reader | {"HTTP_IF_NONE_MATCH": '"one"'},
            lambda *spoken: said.extend(spoken),
        )
        == []
    )


def test_django_is_asked_by_a_request_that_says_nothing_else():
    _told, seen = answer()

    asked = {name: value for name, value in seen.items() if name.startswith("HTTP_")}
    assert asked == {"HTTP_HOST": "ulanmuqi.example"}
    assert seen[TO_BE_KEPT] is True
    assert (seen["REQUEST_METHOD"], seen["QUERY_STRING"]) == ("GET", "past=all")
    assert "CONTENT_LENGTH" not in seen


@pytest.mark.parametrize(
    "change",
    [
        lambda response: response.set_cookie("csrftoken", "secret"),
        says("Vary", "Accept-Encoding, Cookie"),
        says("Vary", "*"),
        says("Cache-Control", "private"),
        says("Cache-Control", "no-store"),
        lambda response: response.headers.pop("ETag", None),
        says("Content-Security-Policy", "script-src 'self' 'nonce-abc'"),
        lambda response: setattr(response, "status_code", 404),
        lambda response: setattr(response, "status_code", 206),
        lambda response: delattr(response, "publication"),
    ],
)
def test_an_answer_for_one_reader_is_not(change):
    told, _seen = answer(change)

    assert told.copy is None
    assert told.body == b"words"


def test_views_that_did_not_opt_in_are_asked_as_they_are():
    class NeverAsked:
        def epoch(self):
            raise AssertionError

        versions = epoch

    seen = []

    def django(environ, start_response):
        seen.append(environ)
        return StreamingHttpResponse([b"page"])

    front = Front(django, NeverAsked(), most_bytes=1_000)
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/admin/login/",
        "QUERY_STRING": "",
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": "sessionid=x",
        "wsgi.url_scheme": "http",
    }

    assert b"".join(front(environ, lambda *_said: None)) == b"page"
    assert seen == [environ]
