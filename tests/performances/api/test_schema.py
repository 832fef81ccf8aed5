"""Schemathesis reads the OpenAPI document and tries what it allows and forbids."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from performances.api import cursors
from performances.api import door as door_module
from ulanmuqi.base.throttle import Limit

pytestmark = [pytest.mark.django_db, pytest.mark.database]

EXAMPLES = 12


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The end of a request closes connections, as Django's own test client knows."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def document(season: Any, one_connection: None, monkeypatch: Any, request: Any) -> Any:
    """The document as a program gets it, over the same WSGI application."""
    # Schemathesis 4.32 renames the test it runs by an attribute pytest 9.2 lacks.
    request.node._nodeid = request.node.nodeid
    monkeypatch.setattr(door_module, "READS", Limit("api", most=1_000_000, seconds=60))
    application = get_wsgi_application()
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


schema = schemathesis.pytest.from_fixture("document")


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_keeps_what_the_document_says(case: Any) -> None:
    if case.meta is None or case.meta.generation.mode.is_positive:
        _with_real_cursors(case)
    # The WSGI client of Schemathesis does not unpack what it asks to be packed.
    case.call_and_validate(headers={"Accept-Encoding": "identity"})


def _with_real_cursors(case: Any) -> None:
    """No schema can say that only this site makes cursors; wrong ones are refused, as
    test_refusals proves."""
    order = case.path.rsplit("/", 1)[-1]
    place = (1_700_000_000_000_000, 1)
    if case.query.get("since", "start") != "start":
        case.query["since"] = cursors.write("changes-since", *place)
    if "cursor" in case.query:
        by_clock = order in ("performances", "changes")
        case.query["cursor"] = cursors.write(order, *(place if by_clock else ("m",)))
    if "since" in case.query:
        case.query.pop("cursor", None)
