"""Shows as a coordinator would state them, around 20 November 2023."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from performances.scheduling import ShowcaseFacts, ShowFacts, place
from performances.scheduling.road_legs import LegFacts, enter_leg
from tests import factories

# 19:30 in Beijing on 20 November 2023.
T_ZERO = datetime(2023, 11, 20, 11, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _stopped(frozen_clock: Any) -> None:
    """1 November 2023: everything planned here lies ahead."""


@pytest.fixture
def show(troupe: Any, hinggan_venue: Any) -> Callable[..., ShowFacts]:
    """Facts of a 90-minute show of the troupe at the Hinggan theatre at T_ZERO."""

    def stated(**changes: Any) -> ShowFacts:
        starts = changes.pop("starts_at", T_ZERO)
        values = {
            "title": "草原新歌",
            "starts_at": starts,
            "ends_at": starts + timedelta(minutes=90),
            "troupes": (troupe,),
            "venue": hinggan_venue,
            "load_in_minutes": 60,
            "strike_minutes": 30,
        }
        return ShowFacts(**(values | changes))

    return stated


@pytest.fixture
def three_cities(
    show: Any, troupe: Any, other_troupe: Any, hohhot_venue: Any, hinggan_venue: Any,
    bayannur_venue: Any,
) -> list[ShowFacts]:  # fmt: skip
    capital = factories.troupe("150121", code="tumote-zuoqi")
    return [
        show(title="巴彦淖尔", venue=bayannur_venue, troupes=(other_troupe,)),
        show(title="呼和浩特", venue=hohhot_venue, troupes=(capital,)),
        show(title="兴安", venue=hinggan_venue, troupes=(troupe,)),
    ]


@pytest.fixture
def founding() -> ShowcaseFacts:
    return ShowcaseFacts(
        title="全区乌兰牧骑新创作品展演", code="xcy-2023", t_zero=T_ZERO
    )


@pytest.fixture
def leg_facts(regions: Any) -> LegFacts:
    """Hohhot to Linhe by the G6: 400 km in 6 hours, winter included."""
    return LegFacts(
        origin=regions["150100"],
        destination=regions["150802"],
        km=Decimal(400),
        hours=Decimal(6),
        roads="g6, G7",
        source="司机包师傅，大巴，10月",
        holds_all_year=True,
    )


@pytest.fixture
def leg(leg_facts: LegFacts) -> Any:
    return enter_leg(leg_facts).row


@pytest.fixture
def tour(show: Any, hohhot_venue: Any, bayannur_venue: Any) -> Any:
    """Two firm shows of one troupe: Hohhot in the evening, Linhe the next noon; strike
    to load-in are 13 hours, and the road takes 6½ with both buffers."""
    first = place(show(title="青城晚场", venue=hohhot_venue), status="confirmed")
    later = T_ZERO + timedelta(hours=16)
    second = place(
        show(title="河套午场", venue=bayannur_venue, starts_at=later),
        status="confirmed",
    )
    return first.performance, second.performance
