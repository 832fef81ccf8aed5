"""The front before a real Django, on committed rows, in this process and in another."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from performances.calendars import feeds
from tests.performances.calendars.published import other_process
from ulanmuqi import front as fronts
from ulanmuqi.base import published

ROOT = Path(__file__).resolve().parents[4]
HOST = "ulanmuqi.example"
ALL = "/calendars/all.ics"


@dataclass(frozen=True, slots=True)
class Answer:
    status: str
    headers: dict[str, str]
    body: bytes

    @property
    def etag(self) -> str:
        return self.headers["ETag"]


def asked(application: Any, path: str = ALL, **given: Any) -> Answer:
    """One request to a WSGI application; headers by their names with underscores."""
    path, _mark, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": given.pop("method", "GET"),
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": given.pop("host", HOST),
        "wsgi.url_scheme": given.pop("scheme", "http"),
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    environ |= {f"HTTP_{name.upper()}": value for name, value in given.items()}
    said: list[Any] = []
    response = application(environ, lambda *spoken: said.extend(spoken))
    body = b"".join(response)
    if hasattr(response, "close"):
        response.close()
    status, headers = said[:2]
    assert len({name.lower() for name, _value in headers}) == len(headers)
    headers = dict(headers)
    # Each process has the same directives in an order of its own.
    policy = headers.get("Content-Security-Policy", "")
    headers["Content-Security-Policy"] = "; ".join(sorted(policy.split("; ")))
    return Answer(status, headers, body)


@pytest.fixture(scope="session")
def django() -> WSGIHandler:
    return WSGIHandler()


@pytest.fixture
def front(transactional_db: None, django: WSGIHandler) -> Iterator[fronts.Front]:
    """As wsgi.py makes it. What this process announces reaches it at once."""
    listeners = list(published._listeners)
    made = fronts.around(django)
    yield made
    made._stamps.close()
    published._listeners[:] = listeners


@pytest.fixture
def ask(front: fronts.Front) -> Callable[..., Answer]:
    return lambda path=ALL, **given: asked(front, path, **given)


@pytest.fixture
def renderings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The feeds rendered since, by key."""
    seen: list[str] = []
    render = feeds.render

    def counted(feed: feeds.Feed, **options: Any) -> feeds.Copy:
        seen.append(feed.key)
        return render(feed, **options)

    monkeypatch.setattr(feeds, "render", counted)
    return seen


class Other:
    """Another process with a front of its own, on the same database."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, other_process.__file__],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": _address(), "PYTHONPATH": ".:site"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, act: str, **given: Any) -> Any:
        self._process.stdin.write(json.dumps([act, given]) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def ask(self, path: str = ALL, **given: str) -> Answer:
        status, headers, body = self("ask", path=path, **given)
        return Answer(status, headers, body.encode("latin-1"))

    def stop(self) -> None:
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()


def _address() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{Path(name).absolute()}"
    return re.sub(r"(://[^/]*/)[^?]*", rf"\g<1>{name}", os.environ["DATABASE_URL"])


@pytest.fixture(scope="session")
def _other(django_db_setup: None) -> Iterator[Other]:
    process = Other()
    yield process
    process.stop()


@pytest.fixture
def other(front: fronts.Front, _other: Other, frozen_clock: Any) -> Other:
    """With nothing kept, and its clock stopped where ours is."""
    _other("begin", now=frozen_clock.now.isoformat())
    return _other
