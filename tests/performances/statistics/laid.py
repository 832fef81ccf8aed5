"""A generated season, laid row by row past the verbs: thousands of acts are too slow,
and what is counted are rows. Each row also stands in plain Python, to be counted there.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from performances.models import (
    FieldAct,
    Performance,
    PerformanceTroupe,
    PlaceConfirmation,
    Record,
    ReportState,
    Request,
    TrainingSession,
    TrainingTroupe,
    TroupeDay,
    gate,
)
from performances.statuses import Status
from tests import factories
from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region

NOW = datetime(2023, 11, 20, 4, tzinfo=UTC)
_REQUESTED = (
    "received", "review", "accepted", "proposed", "declined", "withdrawn", "lapsed",
)  # fmt: skip
_GENRES = ("vocal", "dance", "quyi")
_STATUSES = (Status.CONFIRMED,) * 6 + (
    Status.LATE, Status.CONDITIONAL, Status.CANCELLED, Status.POSTPONED,
    Status.WITHDRAWN, Status.HOLD, Status.DRAFT,
)  # fmt: skip


@dataclass(slots=True)
class Show:
    starts_at: datetime
    status: str
    mode: str
    genre: str
    troupes: tuple[int, ...]
    gacha: int | None
    is_announced: bool
    is_afterwards: bool
    record: tuple[str, int | None, int | None] | None


@dataclass(slots=True)
class Laid:
    troupes: list[Troupe]
    gacha: list[Region]
    shows: list[Show] = field(default_factory=list)
    days: list[tuple[int, date, int | None, bool]] = field(default_factory=list)
    acts: list[tuple[int, date, str, int | None, int | None]] = field(
        default_factory=list
    )
    works: list[tuple[tuple[int, ...], int, date | None, str]] = field(
        default_factory=list
    )
    # When, for whom with how many of each, how many others, and in which state.
    sessions: list[tuple[datetime, dict[int, int | None], int | None, str]] = field(
        default_factory=list
    )
    # In whose hands, when it was answered, in which state it is, and whether the place
    # said that no show was there.
    requests: list[tuple[int | None, datetime | None, str, bool]] = field(
        default_factory=list
    )


def ground() -> tuple[list[Troupe], list[Region]]:
    """Five troupes of two leagues, one of the region itself, and four gacha."""
    homes = ("152200", "152222", "152201", "150824", "150802", "150000")
    troupes = [factories.troupe(code) for code in homes]
    banner = factories.region("152222")
    sumu = Region.objects.create(
        code="152222100", level="sumu", name="示例苏木", parent=banner
    )
    gacha = [
        Region.objects.create(
            code=f"152222100{n:03}", level="gacha", name=f"示例嘎查{n}", parent=sumu
        )
        for n in range(4)
    ]
    return troupes, gacha


def lay(seed: int, shows: int = 60, on: Laid | None = None, hours: int = 9000) -> Laid:
    """The same for the same seed; `on` the ground of a season that is there already.
    Shows lie within so many hours before NOW."""
    chance = Random(seed)
    troupes, gacha = (on.troupes, on.gacha) if on else ground()
    laid = Laid(troupes, gacha)
    keys = [troupe.pk for troupe in troupes]
    for _number in range(shows):
        laid.shows.append(_show(chance, keys, gacha, hours))
    for key in keys:
        for back in chance.sample(range(1, 400), 0 if on else 12):
            day = (NOW - timedelta(days=back)).astimezone(clock.SHANGHAI).date()
            km = chance.choice((None, 0, 40, 120))
            laid.days.append((key, day, km, chance.random() < 0.6))
            where = chance.choice([None, *(one.pk for one in gacha)])
            kind = chance.choice(("coaching", "service"))
            laid.acts.append((key, day, kind, chance.choice((None, 8, 30)), where))
    for number in range(14):
        year = chance.choice((2022, 2023, 2023))
        first = chance.choice((None, date(year, chance.randint(1, 12), 5)))
        makers = tuple(chance.sample(keys, chance.randint(1, 3)))
        genre = ("solo_song", "group_dance", "holboo")[number % 3]
        laid.works.append((makers, year, first, genre))
    for _number in range(0 if on else 16):
        begun = NOW - timedelta(hours=chance.randint(-300, 9000))
        there = {
            key: chance.choice((None, 5, 12))
            for key in chance.sample(keys, chance.randint(1, 3))
        }
        state = chance.choice(("planned", "reported", "reviewed", "cancelled"))
        laid.sessions.append((begun, there, chance.choice((None, 4)), state))
    for _number in range(0 if on else 24):
        answered = NOW - timedelta(hours=chance.randint(-300, 9000))
        laid.requests.append(
            (
                chance.choice([None, *keys]),
                chance.choice((None, answered, answered)),
                chance.choice(_REQUESTED),
                chance.random() < 0.3,
            )
        )
    _write(laid)
    return laid


def _show(chance: Random, keys: list[int], gacha: list[Region], hours: int) -> Show:
    # Also in the last hours of a year, and some still to come.
    starts_at = NOW - timedelta(hours=chance.randint(-400, hours))
    if chance.random() < 0.2:
        starts_at = datetime(2022, 12, 31, chance.choice((15, 16, 17)), tzinfo=UTC)
    told = None
    if chance.random() < 0.7:
        state = chance.choice(list(ReportState.values))
        people, views = (chance.choice((None, 0, 60, 400)) for _side in range(2))
        told = (state, people, views)
    return Show(
        starts_at,
        chance.choice(_STATUSES),
        chance.choice(list(Performance.Mode.values)),
        chance.choice(_GENRES),
        tuple(chance.sample(keys, chance.choice((0, 1, 1, 1, 2, 3)))),
        chance.choice([None, *(one.pk for one in gacha)]),
        chance.random() < 0.8,
        chance.random() < 0.2,
        told,
    )


def _write(laid: Laid) -> None:
    with gate.opened():
        rows = Performance.objects.bulk_create(
            Performance(
                title="示例演出", starts_at=one.starts_at,
                ends_at=one.starts_at + timedelta(hours=1), status=one.status,
                mode=one.mode, genre=one.genre, region_id=one.gacha,
                announced_at=one.starts_at if one.is_announced else None,
                entered_after=one.is_afterwards,
                created_at=NOW, changed_at=NOW, public_changed_at=NOW,
            )
            for one in laid.shows
        )  # fmt: skip
        told = list(zip(rows, laid.shows, strict=True))
        PerformanceTroupe.objects.bulk_create(
            PerformanceTroupe(performance=row, troupe_id=key, position=place)
            for row, one in told
            for place, key in enumerate(one.troupes)
        )
        Record.objects.bulk_create(
            Record(
                performance=row, state=one.record[0], reported_at=NOW,
                onsite_audience=one.record[1], online_views=one.record[2],
            )
            for row, one in told
            if one.record
        )  # fmt: skip
        TroupeDay.objects.bulk_create(
            TroupeDay(
                troupe_id=key, day=day, distance_km=km, in_grassroots=out,
                reported_at=NOW,
            )
            for key, day, km, out in laid.days
        )  # fmt: skip
        FieldAct.objects.bulk_create(
            FieldAct(
                troupe_id=key, day=day, kind=kind, people=people, region_id=where,
                title="示例", reported_at=NOW,
            )
            for key, day, kind, people, where in laid.acts
        )  # fmt: skip
        Request.objects.bulk_create(
            Request(
                number=f"{place:08}", region=laid.gacha[0], place_name="示例",
                window_from=NOW.date(), window_until=NOW.date(), asked_at=NOW,
                troupe_id=key, answered_at=at, state=state, proposed_on=NOW.date(),
            )
            for place, (key, at, state, _denied) in enumerate(laid.requests)
        )  # fmt: skip
        told = {f"{n:08}" for n, row in enumerate(laid.requests) if row[3]}
        PlaceConfirmation.objects.bulk_create(
            PlaceConfirmation(
                request=row, performance=Performance.objects.earliest("pk"),
                took_place=False, at=NOW,
            )
            for row in Request.objects.filter(number__in=told)
        )  # fmt: skip
        for begun, there, others, state in laid.sessions:
            session = TrainingSession.objects.create(
                kind="course", title="示例", starts_at=begun,
                ends_at=begun + timedelta(hours=2), other_people=others, state=state,
                created_at=NOW, changed_at=NOW,
            )  # fmt: skip
            TrainingTroupe.objects.bulk_create(
                TrainingTroupe(session=session, troupe_id=key, attended=people)
                for key, people in there.items()
            )
    by_key = {troupe.pk: troupe for troupe in laid.troupes}
    for makers, year, first, genre in laid.works:
        factories.work(
            *(by_key[key] for key in makers),
            new_work_year=year, first_shown=first, genre=genre,
        )  # fmt: skip
