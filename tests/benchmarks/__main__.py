"""Prints ratios against references measured in the same run: `make bench`.

Only ratios carry over from one machine to another; the milliseconds are this one's.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
RUNS = 15


def main() -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ulanmuqi.settings.test")
    import django

    django.setup()
    from django.test.runner import DiscoverRunner
    from django.test.utils import setup_test_environment

    from tests.benchmarks import feeds

    setup_test_environment()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        for title, reference, measured in feeds.comparisons():
            _say(title)
            _compare(reference, measured)
    finally:
        runner.teardown_databases(databases)


def _compare(
    reference: tuple[str, Callable[[], object]],
    measured: list[tuple[str, Callable[[], object]]],
) -> None:
    """The reference's time, then each act as a multiple of its speed."""
    name, act = reference
    base = _seconds(act)
    _say(f"  {name:<58}{base * 1000:9.2f} ms         1.0")
    for name, act in measured:
        seconds = _seconds(act)
        _say(f"  {name:<58}{seconds * 1000:9.2f} ms {base / seconds:11,.1f} x as fast")


def _seconds(act: Callable[[], object]) -> float:
    """The median of several runs, after one to warm up."""
    act()
    times = []
    for _run in range(RUNS):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return median(times)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  # this is a program for the terminal


if __name__ == "__main__":
    main()
