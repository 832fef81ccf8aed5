"""Production as an operator starts it: PostgreSQL, hashed static files, granian.

The cache is a real Redis where its server is installed. Without one the site must say
so by /readyz, and that is what is tested.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPResponse
from itertools import count, islice
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.test_env import GOOD, ROOT

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="production runs on PostgreSQL here"
    ),
]

REDIS = shutil.which("redis-server")
PATIENCE_SECONDS = 120
BEHIND_PROXY = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}


# Each process of the suite begins elsewhere, and none is offered twice.
_numbers = count(os.getpid() * 7)


def free_port() -> int:
    """Of those that no system hands out to whoever asks for any."""
    for number in islice(_numbers, 1_000):
        port = 20_000 + number % 10_000
        with closing(socket.socket()) as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("no port is free")


def stop(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def environment(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """Everything a production process is told; its database is the suite's own."""
    folder = tmp_path_factory.mktemp("production")
    given = os.environ["DATABASE_URL"]
    database = re.sub(
        r"(://[^/]*/)[^?]*", rf"\g<1>{settings.DATABASES['default']['NAME']}", given
    )
    port = free_port()
    values = GOOD | {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", str(folder)),
        "DATABASE_URL": database,
        "CACHE_URL": f"redis://127.0.0.1:{port}/0",
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
        "WORKERS": "1",
        "DJANGO_SETTINGS_MODULE": "ulanmuqi.settings.production",
    }
    if REDIS is None:
        yield values
        return
    server = subprocess.Popen(
        [REDIS, "--port", str(port), "--save", "", "--dir", str(folder)],
        stdout=subprocess.DEVNULL,
    )
    yield values
    stop(server)


@pytest.fixture(scope="module")
def collected(environment: dict[str, str]) -> Path:
    """Static files as `collectstatic` leaves them."""
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"],
        check=True,
        cwd=ROOT,
        env=environment,
    )
    return Path(environment["STATIC_ROOT"])


@pytest.fixture(scope="module")
def port(environment: dict[str, str], collected: Path) -> Iterator[int]:
    """A server started by deploy/start.sh, once it answers."""
    chosen = free_port()
    server = subprocess.Popen(
        [ROOT / "deploy" / "start.sh"],
        cwd="/",
        env=environment | {"PORT": str(chosen)},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(server, chosen)
        yield chosen
    finally:
        stop(server)


def _wait_for(server: subprocess.Popen, port: int) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        assert server.poll() is None, "the server ended by itself"
        try:
            ask(port, "/healthz")
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("the server never answered")


def ask(port: int, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    client = HTTPConnection("127.0.0.1", port, timeout=30)
    with closing(client):
        client.request("GET", path, headers={"Host": "yanchu.example"} | headers)
        response = client.getresponse()
        return response, response.read()


def test_every_static_file_is_hashed_and_compressed(collected: Path) -> None:
    paths = json.loads((collected / "staticfiles.json").read_text())["paths"]
    for name, hashed in paths.items():
        assert re.search(r"\.[0-9a-f]{12}\.", hashed), name
    sheet = collected / paths["css/site.css"]
    for suffix in (".gz", ".br"):
        packed = sheet.with_name(sheet.name + suffix)
        assert packed.stat().st_size < sheet.stat().st_size


def test_it_answers_and_tells_whether_it_is_ready(port: int) -> None:
    response, body = ask(port, "/healthz")
    assert (response.status, body) == (200, b'{"status": "ok"}')
    response, body = ask(port, "/readyz")
    assert json.loads(body)["checks"] == {
        "database": True,
        "migrations": True,
        "guard": True,
        "cache": REDIS is not None,
    }
    assert response.status == (200 if REDIS else 503)


def test_http_is_sent_to_https_unless_a_proxy_vouches(port: int) -> None:
    response, _body = ask(port, "/calendars/")
    assert response.status == 301
    assert response.headers["Location"] == "https://yanchu.example/calendars/"
    response, _body = ask(port, "/static/css/none.css", **BEHIND_PROXY)
    assert response.status == 404
    assert "max-age=31536000" in response.headers["Strict-Transport-Security"]


def test_unknown_hosts_are_refused(port: int) -> None:
    response, _body = ask(port, "/", Host="evil.example", **BEHIND_PROXY)
    assert response.status == 400


def test_static_files_are_kept_for_ever(port: int, collected: Path) -> None:
    paths = json.loads((collected / "staticfiles.json").read_text())["paths"]
    address = f"/static/{paths['css/site.css']}"
    response, body = ask(port, address, **BEHIND_PROXY, **{"Accept-Encoding": "br"})
    assert response.status == 200
    assert response.headers["Content-Encoding"] == "br"
    assert "immutable" in response.headers["Cache-Control"]
    assert len(body) < (collected / paths["css/site.css"]).stat().st_size


@pytest.mark.skipif(REDIS is None, reason="pages need the cache: no redis-server here")
def test_a_page_finds_its_hashed_files_and_sets_no_cookie(port: int) -> None:
    response, body = ask(port, "/schedule/", **BEHIND_PROXY)
    assert response.status == 200
    assert response.headers["Set-Cookie"] is None
    sheets = re.findall(r'href="(/static/css/[^"]+)"', body.decode())
    assert sheets
    for sheet in sheets:
        assert re.search(r"\.[0-9a-f]{12}\.css$", sheet)
        assert ask(port, sheet, **BEHIND_PROXY)[0].status == 200


def test_feeds_are_published_over_https_and_sent_there_over_http(port: int) -> None:
    path = "/calendars/all.ics"
    first, body = ask(port, path, **BEHIND_PROXY)
    known = {"If-None-Match": first.headers["ETag"]}
    again, nothing = ask(port, path, **BEHIND_PROXY, **known)
    sent, _page = ask(port, path)

    assert (first.status, again.status, sent.status) == (200, 304, 301)
    assert body.startswith(b"BEGIN:VCALENDAR")
    assert nothing == b""
    for answer in (first, again):
        assert "max-age" in answer.headers["Strict-Transport-Security"]
        assert answer.headers["Set-Cookie"] is None
    assert sent.headers["Location"] == "https://yanchu.example" + path
