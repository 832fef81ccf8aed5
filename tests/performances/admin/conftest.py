"""Rows of one's own and of strangers, and forms filled in as a browser would."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from performances import scheduling
from performances.measures import Measure
from performances.models import (
    Call,
    CallSheet,
    Delivery,
    DeviceTrial,
    Notice,
    Performance,
    gate,
)
from performances.scheduling import (
    ActFacts,
    DayFacts,
    ExclusionFacts,
    PhotoFacts,
    RecordFacts,
    ShowcaseFacts,
    ShowFacts,
)
from performances.scheduling.added_places import PlaceFacts, add_place
from performances.scheduling.adoptions import AdoptionFacts, adopt_work
from performances.scheduling.advisers import PairingFacts
from performances.scheduling.carried_over import CarriedFacts, carry_over
from performances.scheduling.road_legs import LegFacts, enter_leg
from performances.scheduling.road_notices import NoticeFacts, post_notice
from performances.scheduling.targets import TargetFacts, set_target
from tests import factories
from tests.performances.requests_season import asked
from troupes.models import Membership, Troupe
from ulanmuqi.places.models import Venue

# 19:30 in Beijing on 20 November 2023.
T_ZERO = datetime(2023, 11, 20, 11, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _stopped(frozen_clock: Any) -> None:
    """1 November 2023: everything planned here lies ahead."""


@pytest.fixture
def placed() -> Callable[..., Performance]:
    """A show of a troupe at a venue, confirmed at T_ZERO unless said otherwise."""

    def place(troupe: Troupe, venue: Venue, **changes: Any) -> Performance:
        status = changes.pop("status", "confirmed")
        accept = changes.pop("accept", "")
        starts = changes.pop("starts_at", T_ZERO)
        facts = {
            "title": "草原新歌",
            "starts_at": starts,
            "ends_at": starts + timedelta(minutes=90),
            "troupes": (troupe,),
            "venue": venue,
            "region": venue.region,
            "load_in_minutes": 60,
            "strike_minutes": 30,
        }
        return scheduling.place(
            ShowFacts(**(facts | changes)), status=status, accept=accept
        ).performance

    return place


@pytest.fixture
def own_show(placed: Any, troupe: Any, hinggan_venue: Any) -> Performance:
    """Two days before the showcase, so that both can stand."""
    return placed(troupe, hinggan_venue, starts_at=T_ZERO - timedelta(days=2))


@pytest.fixture
def show(own_show: Performance, frozen_clock: Any) -> Performance:
    """The troupe's own, looked back upon: it was the day before yesterday."""
    frozen_clock.set(T_ZERO)
    return own_show


@pytest.fixture
def three_cities(
    troupe: Any,
    other_troupe: Any,
    hohhot_venue: Any,
    hinggan_venue: Any,
    bayannur_venue: Any,
) -> Any:
    """A confirmed showcase with its openings west to east: 巴彦淖尔, 呼和浩特, 兴安."""
    capital = factories.troupe("150121", code="tumote-zuoqi")
    casts = [
        (bayannur_venue, other_troupe),
        (hohhot_venue, capital),
        (hinggan_venue, troupe),
    ]
    return scheduling.create_showcase(
        ShowcaseFacts(title="三地展演", code="sandi", t_zero=T_ZERO),
        [
            ShowFacts(
                title="三地展演",
                starts_at=T_ZERO,
                ends_at=T_ZERO + timedelta(minutes=90),
                venue=venue,
                troupes=(player,),
                load_in_minutes=60,
                strike_minutes=30,
            )
            for venue, player in casts
        ],
        status="confirmed",
    )


@pytest.fixture
def strangers(
    placed: Any, three_cities: Any, other_troupe: Any, bayannur_venue: Any, regions: Any
) -> Any:
    """One row of every kind that belongs to Bayannur alone, by the admin's name."""
    leg = enter_leg(
        LegFacts(
            origin=regions["150802"],
            destination=regions["150824"],
            km=Decimal(140),
            hours=Decimal(3),
            source="司机",
        )
    ).row
    stranger_truck = factories.truck("150824", troupe=other_troupe)
    foreign = factories.member("stranger", Membership.Role.MEMBER, troupe=other_troupe)
    return SimpleNamespace(
        performances=placed(
            other_troupe,
            bayannur_venue,
            title="河套生人场",
            starts_at=T_ZERO + timedelta(days=3),
        ),
        showcases=three_cities.showcase,
        venues=bayannur_venue,
        regions=regions["150824"],
        troupes=other_troupe,
        works=factories.work(other_troupe),
        memberships=foreign.memberships.get(),
        engagements=factories.engagement(
            other_troupe,
            title="河套生人排练",
            starts_at=T_ZERO + timedelta(days=60),
            region=regions["150824"],
        ),
        training_sessions=factories.training(
            other_troupe,
            title="河套生人培训",
            starts_at=T_ZERO + timedelta(days=70),
            region=regions["150824"],
        ),
        added_places=add_place(
            PlaceFacts(
                troupe=other_troupe, name="河套生人草场", region=other_troupe.region
            )
        ),
        adoptions=adopt_work(
            AdoptionFacts(
                work=factories.work(factories.troupe("150802")),
                troupe=other_troupe,
                since=date(2023, 1, 1),
            )
        ),
        advisers=factories.adviser(
            region=regions["150800"],
            pairings=(PairingFacts(other_troupe, date(2023, 1, 1)),),
        ),
        carried_over=carry_over(
            CarriedFacts(
                troupe=other_troupe,
                first=date(2022, 1, 1),
                last=date(2022, 12, 31),
                measure=Measure.SHOWS,
                value=96,
                source="2022年年报",
            )
        ),
        targets=set_target(
            TargetFacts(
                troupe=other_troupe, year=2023, measure=Measure.SHOWS, value=110
            )
        ),
        trucks=stranger_truck,
        people=factories.person(other_troupe),
        exclusions=scheduling.keep_apart(
            ExclusionFacts(
                name="一名司机",
                why="只有一名司机",
                members=(stranger_truck, factories.truck("150800")),
            )
        ),
        subscriptions=scheduling.subscribe(
            other_troupe, scheduling.Choices(note="河套生人手机")
        )[0],
        requests=asked("150824", place_name="河套生人嘎查"),
        device_trials=DeviceTrial.objects.create(
            client=DeviceTrial.Client.APPLE,
            device="iPhone 14，iOS 18.3",
            on=date(2023, 1, 5),
            outcome=DeviceTrial.Outcome.FOLLOWED,
        ),
        device_logins=scheduling.log_in_device(foreign, agent="Android")[0],
        road_legs=leg,
        road_notices=post_notice(
            NoticeFacts(leg=leg, kind="closed", starts_at=T_ZERO, source="交警")
        ).row,
        **_reported(
            placed(
                other_troupe,
                bayannur_venue,
                title="河套生人旧场",
                starts_at=T_ZERO - timedelta(days=40),
                accept="补录",
            )
        ),
        **_told(
            factories.performance(
                troupes=(other_troupe,),
                venue=bayannur_venue,
                title="河套生人场二",
                starts_at=T_ZERO + timedelta(days=6),
            )
        ),
    )


def _reported(show: Performance) -> dict[str, Any]:
    """What the strangers said of a show that is over."""
    told = scheduling.report_show(
        show,
        RecordFacts(onsite_audience=99),
        day=DayFacts(distance_km=99),
        acts=[ActFacts(kind="service", title="河套生人服务")],
    )
    photo = PhotoFacts(data=factories.jpeg(), consent="当面同意")
    scheduling.add_photos(told.record, [photo])
    return {
        "records": told.record,
        "troupe_days": told.day,
        "field_acts": told.acts[0],
    }


def _told(show: Performance) -> dict[str, Any]:
    """A notice and a call sheet about a show, with one address and one party each."""
    with gate.opened():
        notice = Notice.objects.create(
            audience="troupe:0", name="河套生人队", region=show.region, state="review",
            made_at=show.created_at, changed_at=show.created_at,
        )  # fmt: skip
        Delivery.objects.create(
            notice=notice, channel="mail", address="stranger@ulanmuqi.example",
            state="failed", next_at=show.created_at,
        )  # fmt: skip
        sheet = CallSheet.objects.create(
            performance=show, change=show.changes.get(), opened_at=show.created_at
        )
        Call.objects.create(sheet=sheet, party="host")
    return {"notices": notice, "callsheets": sheet}


@pytest.fixture
def show_post() -> Callable[..., dict[str, Any]]:
    """What a browser sends for a show; say only what differs."""

    def filled(troupe: Troupe | None, venue: Venue | None, **changes: Any) -> dict:
        values = {
            "title": "草原新歌",
            "title_en": "",
            "kind": "grassroots",
            "genre": "mixed",
            "language": "both",
            "mode": "on_site",
            "venue": venue.pk if venue else "",
            "region": "",
            "day": "2023-11-20",
            "precision": "exact",
            "hour": "19:30",
            "day_part": "",
            "minutes": "90",
            "until": "",
            "load_in_minutes": "60",
            "strike_minutes": "30",
            "status": "confirmed",
            "troupes-TOTAL_FORMS": "1",
            "troupes-INITIAL_FORMS": "0",
            "troupes-0-troupe": troupe.pk if troupe else "",
            "programme-TOTAL_FORMS": "0",
            "programme-INITIAL_FORMS": "0",
        }
        return values | changes

    return filled
