"""Is the process alive, and is it fit to serve?"""

import logging
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)

Probe = Callable[[], bool]
_probes: dict[str, Probe] = {}


def register(name: str, probe: Probe) -> None:
    """Adds a readiness probe; an app registers its own when it is ready."""
    _probes[name] = probe


def database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def cached() -> bool:
    cache.set("readyz", "ok", 10)
    return cache.get("readyz") == "ok"


register("database", database)
register("migrations", migrations)
register("cache", cached)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers; asks nothing else of the machine."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when every probe holds, else 503 with the names of those that do not."""
    results = {name: _holds(probe) for name, probe in _probes.items()}
    ready = all(results.values())
    return JsonResponse(
        {"status": "ready" if ready else "not ready", "checks": results},
        status=200 if ready else 503,
    )


def _holds(probe: Probe) -> bool:
    """A probe that raises does not hold; cache clients raise families of their own."""
    try:
        return probe()
    except Exception:
        logger.exception("A readiness probe failed")
        return False
