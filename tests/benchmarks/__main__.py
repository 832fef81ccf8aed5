"""Prints ratios against references measured in the same run: `make bench`.

Only ratios carry over from one machine to another; the milliseconds are this one's.
`python -m tests.benchmarks schedule` runs one family alone.
"""

import os
import sys
from pathlib import Path

from tests.benchmarks.measure import Comparison, Findings, seconds

ROOT = Path(__file__).resolve().parents[2]
FAMILIES = (
    "feeds",
    "pages",
    "published",
    "schedule",
    "search",
    "figures",
    "lighthouse",
)


def main() -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ulanmuqi.settings.test")
    import django

    django.setup()
    from django.test.runner import DiscoverRunner
    from django.test.utils import setup_test_environment

    from tests.benchmarks import (
        feeds,
        figures,
        lighthouse,
        pages,
        published,
        schedule,
        search,
    )

    known = (feeds, pages, published, schedule, search, figures, lighthouse)
    families = dict(zip(FAMILIES, known, strict=True))
    setup_test_environment()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    for name in sys.argv[1:] or FAMILIES:
        databases = runner.setup_databases()
        try:
            for found in families[name].comparisons():
                _list(found) if isinstance(found, Findings) else _compare(found)
        finally:
            runner.teardown_databases(databases)


def _compare(comparison: Comparison) -> None:
    """The reference's time, then each act as a multiple of its speed."""
    _say(comparison.title)
    name, act = comparison.reference
    base = seconds(act, runs=comparison.runs)
    _say(f"  {name:<58}{base * 1000:11.2f} ms         1.0")
    for number, (name, act) in enumerate(comparison.measured):
        took = seconds(act, runs=comparison.runs)
        line = f"  {name:<58}{took * 1000:11.2f} ms {base / took:11,.2f} x as fast"
        if comparison.wanted and number == 0:
            line += f" (wanted: {comparison.wanted:.2f})"
        _say(line)


def _list(findings: Findings) -> None:
    """Each figure as a share of its reference, and whether that is what was wanted."""
    _say(findings.title)
    for one in findings.lines:
        bound = f"at {'most' if one.at_most else 'least'} {one.wanted:.3f}"
        _say(
            f"  {one.what:<50}{one.value:12,.1f} {one.unit} of {one.reference:12,.1f}"
            f"{one.share:9.3f} ({bound}: {'holds' if one.holds else 'MISSED'})"
        )


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  # this is a program for the terminal


if __name__ == "__main__":
    main()
