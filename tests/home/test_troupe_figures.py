"""A troupe's year in figures on its own page."""

from datetime import timedelta

import pytest

from performances import scheduling
from performances.measures import Measure
from performances.scheduling import DayFacts, RecordFacts
from performances.scheduling.targets import TargetFacts, set_target
from performances.views.figures.troupe import year_of
from tests import factories
from ulanmuqi.base import clock

pytestmark = pytest.mark.django_db


def test_a_troupe_tells_its_year_and_no_target(
    home, frozen_clock, troupe, other_troupe, troupe_page, visitor,
    django_assert_num_queries,
) -> None:  # fmt: skip
    page = f"/troupes/{troupe_page(troupe).troupe.code}/"
    told = factories.performance(troupes=(troupe, other_troupe), mode="both")
    factories.performance(troupes=(troupe,), starts_at=factories.evening(6))
    assert "今年的脚步" not in visitor.get(page).text
    frozen_clock.forward(days=9)
    scheduling.report_show(
        told, RecordFacts(onsite_audience=1286, online_views=20_500),
        troupe=troupe, day=DayFacts(distance_km=340, in_grassroots=True),
    )  # fmt: skip
    set_target(TargetFacts(troupe=troupe, year=2023, measure=Measure.SHOWS, value=4321))

    html = visitor.get(page).text
    figures = html.split('id="year"')[1].split("</section>")[0]
    for number in ("2", "1,286", "20,500", "340", "1"):
        assert f"<dd>{number}</dd>" in figures
    assert "截至2023年11月10日，演过2场。" in figures
    assert "1场有记录，其中0场已审核" in figures
    assert "还没有记录" not in figures
    assert f"to=2023-11-10&amp;troupe={troupe.code}" in figures
    for target in ("4321", "4,321", "目标", "落后"):
        assert target not in html
    with django_assert_num_queries(8):
        assert year_of(troupe, clock.now())


def test_a_day_tells_of_no_show_nobody_announced(frozen_clock, troupe) -> None:
    yesterday = clock.midnight(frozen_clock.now) - timedelta(hours=4)
    past = factories.show_facts(starts_at=yesterday, minutes=60, troupes=(troupe,))
    scheduling.report_past_show(past, RecordFacts(onsite_audience=80))

    year = year_of(troupe, clock.now())
    assert year.figures[Measure.SHOWS] == 1
    assert [step.number for step in year.strip.steps if step.path] == [0]
