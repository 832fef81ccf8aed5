"""Liveness asks nothing; readiness says what does not hold."""

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from ulanmuqi.base import health

CHECKS = {"database": True, "migrations": True, "cache": True, "guard": True}


def test_healthz_answers_without_database_or_cache(client: Client) -> None:
    # No `db` fixture: a query would fail this test.
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.database
def test_readyz_when_all_holds(db: None, client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"status": "ready", "checks": CHECKS}
    assert "no-store" in response["Cache-Control"]


def test_readyz_when_a_migration_is_missing(db: None, client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="performances").latest("id").delete()
    assert failing(client) == ["migrations"]


def test_readyz_when_the_cache_forgets(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "get", lambda *_args, **_more: None)
    assert failing(client) == ["cache"]


def test_readyz_when_the_cache_is_down(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_args: object, **_more: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(cache, "set", refused)
    assert failing(client) == ["cache"]


def test_readyz_when_a_probe_raises(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> bool:
        raise DatabaseError

    monkeypatch.setitem(health._probes, "guard", broken)
    assert failing(client) == ["guard"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_they_are_only_read(client: Client, path: str, method: str) -> None:
    assert getattr(client, method)(path).status_code == 405


def failing(client: Client) -> list[str]:
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["status"] == "not ready"
    return [name for name, holds in response.json()["checks"].items() if not holds]
