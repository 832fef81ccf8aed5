"""Tables of figures over three years of 8,000 shows, beside a year without any."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from django.contrib.auth import get_user_model
from django.test import Client

from performances.models import Performance, gate
from tests.benchmarks.measure import Comparison
from tests.performances.statistics import laid
from ulanmuqi.base import clock

A_YEAR, YEARS = 8_000, 3
RUNS = 5
_HOURS = YEARS * 365 * 24


def comparisons() -> Iterator[Comparison]:
    with clock.frozen(laid.NOW):
        laid.lay(1, shows=A_YEAR * YEARS, hours=_HOURS)
        _begin_in(2014)
        visitor, desk = Client(), Client()
        desk.force_login(
            get_user_model().objects.create_superuser("figures", password="x")
        )
        yield Comparison(
            f"Figures in public, {A_YEAR:,} shows a year",
            ("a year without shows", _get(visitor, "/statistics/?year=2015")),
            [
                ("this year", _get(visitor, "/statistics/")),
                ("an earlier year", _get(visitor, "/statistics/?year=2022")),
                ("one league", _get(visitor, "/statistics/?league=152200")),
                ("the file", _get(visitor, "/statistics.csv")),
            ],
            runs=RUNS,
        )
        figures = "/admin/schedule/figures/"
        years = "period=dates&from=2021-01-01&to=2023-11-20"
        yield Comparison(
            f"Figures in the admin, {A_YEAR:,} shows a year",
            ("a year without shows", _get(desk, f"{figures}?period=2015")),
            [
                ("by troupe", _get(desk, f"{figures}?period=2022")),
                ("by league", _get(desk, f"{figures}?period=2022&by=league")),
                ("by month", _get(desk, f"{figures}?period=2022&by=month")),
                ("three years by year", _get(desk, f"{figures}?{years}&by=year")),
                ("rows of one figure", _get(desk, f"{figures}rows/?measure=shows")),
                ("the report", _get(desk, f"{figures}report/?period=2022")),
            ],
            runs=RUNS,
        )


def _begin_in(year: int) -> None:
    """One show long before all others: only years since the first are told of, and the
    reference is one of them that has no show."""
    starts_at = datetime(year, 6, 1, 12, tzinfo=UTC)
    first = Performance.objects.listed(clock.now()).earliest("starts_at").pk
    with gate.opened():
        Performance.objects.filter(pk=first).update(
            starts_at=starts_at, ends_at=starts_at + timedelta(minutes=90)
        )


def _get(client: Client, address: str) -> Callable[[], object]:
    def got() -> object:
        answer = client.get(address)
        assert answer.status_code == 200, address
        return answer

    return got
