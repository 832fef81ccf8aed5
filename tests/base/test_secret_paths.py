"""No log line of ours carries a secret address."""

import logging

import pytest

from ulanmuqi.base.secret_paths import hidden

TOKEN = "abcDEF_-0123456789abcDEF01234567"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (f"Not Found: /v/{TOKEN}/", "Not Found: /v/…/"),
        (f"/v/{TOKEN}/ab12cd34/?x=1", "/v/…/ab12cd34/?x=1"),
        (f'"GET /site/{TOKEN} HTTP/1.1"', '"GET /site/… HTTP/1.1"'),
        (f"/calendars/private/{TOKEN}.ics", "/calendars/private/…"),
        (f"/requests/12345678.{TOKEN}/?sent=1", "/requests/…/?sent=1"),
        (f"/en/requests/12345678.{TOKEN}/", "/en/requests/…/"),
        ("/requests/?region=152222", "/requests/?region=152222"),
        ("/venues/v123/", "/venues/v123/"),
    ],
)
def test_the_secret_is_cut_out(written, kept):
    assert hidden(written) == kept


@pytest.mark.parametrize("name", ["django.request", "django.server"])
def test_djangos_loggers_hide_it_from_every_handler(name, caplog):
    logging.getLogger(name).warning("%s: %s", "Not Found", f"/v/{TOKEN}/")
    assert "Not Found: /v/…/" in caplog.text
    assert TOKEN not in caplog.text
