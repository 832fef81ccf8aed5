"""What every benchmark is made of, and how long an act takes."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from django.db import connection

Act = tuple[str, Callable[[], object]]
RUNS = 15


@dataclass(frozen=True, slots=True)
class Comparison:
    """Acts beside a reference of the same run. `wanted` is the least speed, as a
    share of the reference's, that the first act is built to reach; 0 for none."""

    title: str
    reference: Act
    measured: list[Act]
    runs: int = RUNS
    wanted: float = 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure beside its reference, both of this run. `wanted` is the least, or with
    `at_most` the most, that `value` may be as a share of `reference`."""

    what: str
    reference: float
    value: float
    unit: str
    wanted: float
    at_most: bool = False

    @property
    def share(self) -> float:
        return self.value / self.reference

    @property
    def holds(self) -> bool:
        within = self.share <= self.wanted
        return within if self.at_most else self.share >= self.wanted


@dataclass(frozen=True, slots=True)
class Findings:
    title: str
    lines: list[Finding]


def seconds(act: Callable[[], object], *, runs: int = RUNS) -> float:
    """The median of several runs, after one to warm up; a single run is not warmed."""
    if runs > 1:
        act()
    times = []
    for _run in range(runs):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return median(times)


def best(act: Callable[[], object], *, runs: int = RUNS) -> float:
    """The quickest of several runs, in seconds, after one to warm up: the one that was
    least disturbed. With SQLite, which works in this process, the processor's time."""
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    act()
    times = []
    for _run in range(runs):
        began = clock()
        act()
        times.append(clock() - began)
    return min(times)


def progress(what: str, done: int, of: int) -> None:
    """Says on the terminal how far a long preparation has come, each tenth of it."""
    tenth = max(of // 10, 1)
    if done % tenth == 0 or done == of:
        sys.stderr.write(f"  {what}: {done:,} of {of:,}\n")
        sys.stderr.flush()


def resident(pid: int | None = None) -> int:
    """Bytes of memory a process holds, this one without a number; 0 where the system
    does not tell."""
    try:
        told = Path(f"/proc/{pid or 'self'}/status").read_text()
    except OSError:
        return 0
    held = (line.split()[1] for line in told.splitlines() if line.startswith("VmRSS:"))
    return int(next(held, 0)) * 1024
