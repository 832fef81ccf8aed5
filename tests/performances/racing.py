"""Runs the same act on many real connections at one instant."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections

RACERS = 20


def race(
    act: Callable[[int], Any], *, racers: int = RACERS
) -> tuple[list[Any], list[Exception]]:
    """What the winners returned and the losers raised; each on its own connection."""
    start = Barrier(racers, timeout=30)

    def run(number: int) -> Any:
        try:
            connections["default"].ensure_connection()
            start.wait()
            return act(number)
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(racers) as pool:
        results = list(pool.map(run, range(racers)))
    won = [result for result in results if not isinstance(result, Exception)]
    lost = [result for result in results if isinstance(result, Exception)]
    return won, lost
