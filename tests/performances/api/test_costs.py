"""A list costs the same with one row and with thirty, and on every page."""

from typing import Any

import pytest

from performances import scheduling
from performances.scheduling import ItemFacts
from tests import factories

pytestmark = pytest.mark.django_db

# The moment, then the rows and what stands beside them.
MOMENT = 4


@pytest.fixture
def grow(show: Any, troupe: Any) -> Any:
    """Rows of every kind, with everything that hangs on them."""

    def made(first: int, last: int) -> None:
        for number in range(first, last):
            venue = factories.venue("152201", code=f"hall-{number:02}")
            other = factories.troupe("152222", code=f"team-{number:02}")
            work = factories.work(troupe, other, code=f"piece-{number:02}")
            item = ItemFacts(title=work.title, work=work)
            row = show(
                2 + number,
                venue=venue,
                troupes=(troupe, other),
                programme=(item, item),
            )
            later = factories.evening(60 + number)
            scheduling.postpone(row, reason="雪", starts_at=later, accept="测试")
            factories.showcase([venue], t_zero=factories.evening(120 + number))

    return made


LISTS = {
    "performances?": MOMENT + 4,
    "performances?region=152200&": MOMENT + 5,
    "performances?venue=hall-00&": MOMENT + 5,
    "performances?work=piece-00&troupe=team-00&q=惠民&": MOMENT + 7,
    "changes?": MOMENT + 2,
    "changes?since=start&": MOMENT + 1,
    "changes?troupe=team-00&region=152200&": MOMENT + 4,
    "showcases?": MOMENT + 2,
    "troupes?region=152200&": MOMENT + 2,
    "works?": MOMENT + 3,
    "venues?region=152200&": MOMENT + 2,
    "regions?": MOMENT + 1,
}


def test_lists(
    grow: Any, visitor: Any, frozen_clock: Any, django_assert_num_queries: Any
) -> None:
    def costs_what_it_costs(limit: int) -> None:
        frozen_clock.forward(minutes=5)
        for path, queries in LISTS.items():
            with django_assert_num_queries(queries):
                page = visitor.get(f"/api/v1/{path}limit={limit}").json()
            assert page["items"], path
            if page["next"]:
                with django_assert_num_queries(queries):
                    assert visitor.get(page["next"]).json()["items"], path

    grow(0, 1)
    costs_what_it_costs(1)
    grow(1, 8)
    costs_what_it_costs(3)
    costs_what_it_costs(100)


def test_records(
    grow: Any, visitor: Any, read: Any, django_assert_num_queries: Any
) -> None:
    grow(0, 3)
    show = read("performances")["items"][0]["id"]
    change = read("changes")["items"][0]["id"]
    for path, queries in (
        (f"performances/{show}", 4), (f"changes/{change}", 1), ("works/piece-00", 3),
        ("venues/hall-00", 2), ("troupes/team-00", 1), ("regions/152200", 1),
        ("openapi.json", 0), ("docs", 0), ("", 0),
    ):  # fmt: skip
        with django_assert_num_queries(MOMENT + queries):
            assert visitor.get(f"/api/v1/{path}").status_code == 200
