"""How many answers a second, beside another server asked by turns."""

from tests.benchmarks import load
from tests.benchmarks.measure import Finding
from tests.benchmarks.servers import Server

ROUNDS = 10
ROUND_SECONDS = 0.4


def rates(
    what: str,
    reference: tuple[Server, bytes],
    measured: tuple[Server, bytes],
    *,
    wanted: float = 0.5,
) -> Finding:
    """The best of several rounds in turn: other work can only make one slower."""
    best = [0.0, 0.0]
    for _round in range(ROUNDS):
        for number, (server, asked) in enumerate((reference, measured)):
            rate = load.rate(server.port, asked, seconds=ROUND_SECONDS)
            best[number] = max(best[number], rate)
    return Finding(what, best[0], best[1], "/s", wanted=wanted)
