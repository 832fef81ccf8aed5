"""What every benchmark is made of, and how long an act takes."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

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


def seconds(act: Callable[[], object], *, runs: int = RUNS) -> float:
    """The median of several runs, after one to warm up."""
    act()
    times = []
    for _run in range(runs):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return median(times)
