"""What figures from before say beside a target, where reports of one year overlap."""

from datetime import date
from typing import Any

import pytest

from performances.measures import Measure
from performances.scheduling.carried_over import CarriedFacts, carry_over
from performances.statistics.before import beside_targets
from troupes.models import Troupe

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_of_rows_that_overlap_the_longest_counts(
    troupe: Troupe, frozen_clock: Any
) -> None:
    rows = (
        (date(2022, 1, 1), date(2022, 1, 31), 5),
        (date(2022, 1, 15), date(2022, 11, 30), 100),
        (date(2022, 12, 1), date(2022, 12, 31), 7),
    )
    for first, last, value in rows:
        carry_over(
            CarriedFacts(
                troupe=troupe, first=first, last=last, measure=Measure.SHOWS,
                value=value, source="年报",
            )
        )  # fmt: skip
    told = beside_targets(2022)[troupe.pk, Measure.SHOWS]
    assert told == ((Measure.SHOWS, 107),)
