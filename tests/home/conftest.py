"""The first pages as migrations laid them, and shows announced on them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from performances import scheduling
from performances.models import Performance, Showcase
from tests import factories
from troupes.models import Troupe, TroupeIndexPage, TroupePage
from ulanmuqi.home.models import HomePage

# 19:30 in Beijing on 20 November 2023.
T_ZERO = datetime(2023, 11, 20, 11, 30, tzinfo=UTC)


@pytest.fixture
def home(db: None) -> HomePage:
    return HomePage.objects.get()


@pytest.fixture
def announced(frozen_clock: Any) -> Callable[..., Performance]:
    """Places and announces a 90-minute show; a venue of its own unless given."""

    def made(troupe: Troupe, *, hours: int = 24, **facts: Any) -> Performance:
        starts = facts.pop("starts_at", frozen_clock.now + timedelta(hours=hours))
        values = {
            "title": "草原新歌会",
            "starts_at": starts,
            "ends_at": starts + timedelta(minutes=90),
            "troupes": (troupe,),
            "venue": facts.pop("venue", None) or factories.venue("150105"),
        }
        show = scheduling.ShowFacts(**(values | facts))
        row = scheduling.place(show, status="confirmed", accept="测试").performance
        return scheduling.announce(row, accept="测试").performance

    return made


@pytest.fixture
def showcase(
    frozen_clock: Any,
    troupe: Troupe,
    other_troupe: Troupe,
    hinggan_venue: Any,
    bayannur_venue: Any,
) -> Showcase:
    """Announced, opens in two cities on 20 November 2023."""
    openings = [
        scheduling.ShowFacts(
            title=f"展演 {venue.name}",
            starts_at=T_ZERO,
            ends_at=T_ZERO + timedelta(minutes=80),
            troupes=(one,),
            venue=venue,
        )
        for venue, one in ((hinggan_venue, troupe), (bayannur_venue, other_troupe))
    ]
    facts = scheduling.ShowcaseFacts(
        title="全区乌兰牧骑新创作品展演",
        code="xcy-2023",
        t_zero=T_ZERO,
        launch_date=T_ZERO.date(),
        organisers=(scheduling.OrganiserFacts(name="自治区文化和旅游厅"),),
    )
    made = scheduling.create_showcase(facts, openings, status="confirmed").showcase
    return scheduling.announce_showcase(made).showcase


@pytest.fixture
def troupe_page(db: None) -> Callable[..., TroupePage]:
    """A published page about a troupe, below the list of troupes."""

    def made(troupe: Troupe, **facts: Any) -> TroupePage:
        index = facts.pop("parent", None) or TroupeIndexPage.objects.get(
            locale__language_code="zh-hans"
        )
        page = TroupePage(**({"title": troupe.name, "troupe": troupe} | facts))
        return index.add_child(instance=page)

    return made
