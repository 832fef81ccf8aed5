"""The proxy's example keeps every secret address out of its logs."""

import re
from pathlib import Path

import pytest

from performances.pictures import MOST_BYTES
from performances.scheduling.report_photos import MOST_PHOTOS
from ulanmuqi.base.secret_paths import SECRET_PATHS, hidden

CONF = Path(__file__).parents[2] / "deploy" / "nginx.conf"
DOCS = Path(__file__).parents[2] / "docs" / "operations.md"
TOKEN = "c2VjcmV0LXRva2Vu"


def unlogged() -> list[re.Pattern[str]]:
    """Locations by pattern without an access log, and with errors of the worst kind
    alone (other ones quote the address)."""
    blocks = re.findall(r"location ~ (\S+) \{(.*?)\}", CONF.read_text("utf-8"), re.S)
    return [
        re.compile(pattern)
        for pattern, body in blocks
        if "access_log off;" in body and re.search(r"error_log \S+ crit;", body)
    ]


@pytest.mark.parametrize("path", SECRET_PATHS)
@pytest.mark.parametrize("tongue", ["", "/en"])
def test_a_secret_address_stands_in_no_log(path: str, tongue: str) -> None:
    address = f"{tongue}{path}{TOKEN}/x/"
    assert any(pattern.match(address) for pattern in unlogged())
    assert TOKEN not in hidden(address)
    known_as = {"/calendars/private/": "private calendars"}
    assert known_as.get(path, f"`{path}<token>/`") in DOCS.read_text("utf-8")


@pytest.mark.parametrize("path", ["/", "/schedule/", "/requests/", "/venues/v/"])
def test_what_is_no_secret_is_logged(path: str) -> None:
    assert not any(pattern.match(path) for pattern in unlogged())


def test_twelve_pictures_of_a_show_pass() -> None:
    """As many and as large as the forms take; nothing else is that large."""
    blocks = re.findall(r"location ~ (\S+) \{(.*?)\}", CONF.read_text("utf-8"), re.S)
    wide = {
        pattern: int(found[1]) * 1024**2
        for pattern, body in blocks
        if (found := re.search(r"client_max_body_size (\d+)m;", body))
    }
    (pattern,) = wide
    assert wide[pattern] > MOST_PHOTOS * MOST_BYTES
    for path in ("/my/shows/x/record/", "/admin/records/1/photos/"):
        assert re.match(pattern, path)
    assert not re.match(pattern, "/requests/")
