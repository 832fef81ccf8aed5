"""Shows as a coordinator would state them, around 20 November 2023."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from performances.scheduling import ShowcaseFacts, ShowFacts
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
