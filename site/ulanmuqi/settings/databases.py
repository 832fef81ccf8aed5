"""Database settings from an address: embedded SQLite or PostgreSQL."""

from pathlib import Path
from typing import Any

import dj_database_url


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite in WAL mode; writers queue up (IMMEDIATE) instead of failing midway."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;"
                "PRAGMA synchronous=NORMAL;"
                "PRAGMA foreign_keys=ON;"
                "PRAGMA recursive_triggers=ON;"
                "PRAGMA cache_size=-32000;"
            ),
        },
    }


def from_url(url: str) -> dict[str, Any]:
    """Settings for a DATABASE_URL; raises ValueError when it cannot be read."""
    parsed = dj_database_url.parse(url)
    if not parsed["NAME"] or parsed["NAME"] == ":memory:":
        raise ValueError("it names no database")
    if parsed["ENGINE"] == "django.db.backends.sqlite3":
        return sqlite(Path(parsed["NAME"]))
    if parsed["ENGINE"] != "django.db.backends.postgresql":
        raise ValueError("only SQLite and PostgreSQL are supported")
    parsed["CONN_MAX_AGE"] = 60
    parsed["CONN_HEALTH_CHECKS"] = True
    parsed.setdefault("OPTIONS", {})["options"] = "-c lock_timeout=8000"
    return dict(parsed)
