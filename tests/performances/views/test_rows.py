"""Rows of a list read no more columns than their cards show, and no fewer."""

from datetime import timedelta

import pytest

from performances import scheduling
from performances.models import Performance
from performances.views import list_rows
from performances.views.cards import card
from tests import factories
from ulanmuqi.base import clock

pytestmark = pytest.mark.django_db


@pytest.mark.database
def test_a_row_has_all_its_card_shows_without_another_query(
    frozen_clock, troupe, other_troupe, private_venue, django_assert_num_queries
):
    showcase = factories.showcase()
    opening = showcase.performances.order_by("pk").first()
    scheduling.open_late(
        opening, reason="路上有雪", decided_by="指挥部",
        next_word_at=opening.starts_at - timedelta(hours=1),
    )  # fmt: skip
    moved, off, *_others = (
        factories.performance(troupes=(one,), **where)
        for one, where in (
            (troupe, {}),
            (factories.troupe(), {}),
            (other_troupe, {"venue": private_venue}),
        )
    )
    scheduling.postpone(
        moved, reason="沙尘暴", starts_at=moved.starts_at + timedelta(days=3),
        accept="测试",
    )  # fmt: skip
    scheduling.cancel(off, reason="疫情", decided_by="旗文旅局")
    rows, now = Performance.objects.listed(clock.now()).in_order(), clock.now()
    whole = [card(row, now) for row in rows.for_cards()]
    light = list_rows.load(rows)

    with django_assert_num_queries(0):
        cards = [card(row, now) for row in light]

    assert cards == whole
    assert len(cards) == 7
