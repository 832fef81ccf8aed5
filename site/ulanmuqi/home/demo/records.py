"""What the troupes reported of the past: most of it reviewed, some of it waiting, some
missing, one sent back, one put back by a change of its show, one carried over from the
wrong show. Every figure is invented and marked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from performances import scheduling
from performances.models import (
    FieldAct,
    Performance,
    Record,
    Reported,
    ReportState,
    missing_records,
)
from performances.scheduling import (
    ActFacts,
    DayFacts,
    PhotoFacts,
    RecordFacts,
    ShowFacts,
)
from performances.scheduling.carry import may_be_carried_to
from ulanmuqi.base import clock
from ulanmuqi.base.models import Picture
from ulanmuqi.places.kinds import VenueKind

from . import drawings
from .days import Days, awake
from .scene import Scene

# How many come, by kind of place; what is not named is a hall.
_CROWDS = {
    VenueKind.GACHA_SITE: (60, 260),
    VenueKind.HERDER_HOME: (15, 60),
    VenueKind.BORDER_POST: (20, 70),
    VenueKind.CARE_HOME: (30, 90),
    VenueKind.CAMPUS: (180, 620),
    VenueKind.SQUARE: (200, 900),
    VenueKind.SCENIC_AREA: (150, 700),
    VenueKind.GRASSLAND_GROUND: (200, 1200),
    VenueKind.TOWNSHIP_STATION: (80, 260),
}
_HALLS = (0.55, 0.97)
_SEATS = 300
# Where a day counts as one in the grassroots.
_GRASSROOTS = frozenset(
    {
        VenueKind.GACHA_SITE,
        VenueKind.HERDER_HOME,
        VenueKind.BORDER_POST,
        VenueKind.CARE_HOME,
        VenueKind.TOWNSHIP_STATION,
    }
)
_COACHED = (
    "辅导嘎查业余文艺队",
    "教村里的秧歌队走台",
    "马头琴入门课",
    "安代舞基本步",
    "社区合唱团发声练习",
)
_SERVED = (
    "给老人理发",
    "修收音机和小家电",
    "义诊、量血压",
    "送春联和图书",
    "宣讲惠民政策",
    "帮牧户搬饲草",
)
_TROUBLE = (
    "风大，字幕屏没有立起来",
    "发电机停了几分钟，音响重启一次",
    "路上堵了半小时，装台赶",
    "话筒有一支没电",
)
_WHERE_LEADER = "152222"
_OF_THE_LEADER = (
    ("下乡惠民演出：牧区冬日", -4, 14, 30),
    ("群众点单演出：嘎查文化室", -1, 15, 0),
)
_WORD = "和村里报的人数对不上，请再核一下"
_MEANT = "同一趟两场，手机上点错了一行"
_STREAMED = "旗融媒体中心也直播了，请补线上观看量"


def plan(scene: Scene) -> None:
    """The troupe that has a login played yesterday, and a few days ago."""
    for title, offset, hour, minute in _OF_THE_LEADER:
        day = scene.days.day(offset)
        if scene.cast.is_free(scene.cast.troupes[_WHERE_LEADER], day):
            scene.place(
                scene.show(title, _WHERE_LEADER, offset, hour, minute, minutes=60)
            )


def write(days: Days) -> None:
    """After the season was played: nobody reports what has not been."""
    with clock.frozen(days.latest):
        shows = list(
            missing_records(days.latest)
            .for_cards()
            .filter(ends_at__lt=days.at(0, 0) - timedelta(hours=6))
            .order_by("starts_at", "title", "venue__code")
        )
    told: dict[datetime, list[Reported]] = defaultdict(list)
    away: set[tuple[int, date]] = set()
    for show in shows:
        chance = days.chance(f"record:{show.starts_at.isoformat()}:{show.title}")
        if _is_forgotten(show, days, chance):
            continue
        at = min(
            awake(show.ends_at + timedelta(hours=chance.randint(1, 12))), days.latest
        )
        with clock.frozen(max(at, show.ends_at)):
            made = _report(show, chance, away)
        if chance.random() < _share_reviewed(show, days):
            # The league looks at a week's reports on the Monday after it.
            monday = 7 - show.starts_at.astimezone(clock.SHANGHAI).weekday()
            at = show.ends_at + timedelta(days=monday + 1)
            told[min(_at_ten(at), days.latest)] += made
    _one_comes_back(told, days)
    for at, rows in sorted(told.items()):
        with clock.frozen(at):
            scheduling.review_many(rows, "reviewed")
    with clock.frozen(days.latest):
        _nobody_had_planned(days)
        _pictures()
        _one_is_put_back(days)
        _one_was_of_another_show(days)


def _is_forgotten(show: Performance, days: Days, chance: Random) -> bool:
    """The last day's are still missing; before that one in twelve."""
    if show.starts_at > days.at(-1, 0):
        return chance.random() < 0.7
    return show.showcase_id is None and chance.random() < 0.08


def _share_reviewed(show: Performance, days: Days) -> float:
    age = days.latest - show.ends_at
    return 0.96 if age > timedelta(days=12) else 0.5 if age > timedelta(days=5) else 0


def _at_ten(at: datetime) -> datetime:
    return at.astimezone(clock.SHANGHAI).replace(hour=10, minute=0, second=0)


def _report(
    show: Performance, chance: Random, away: set[tuple[int, date]]
) -> list[Reported]:
    """`away` are the days that were told with an earlier show."""
    kind = show.venue.kind if show.venue else VenueKind.GACHA_SITE
    online = show.mode != Performance.Mode.ON_SITE
    facts = RecordFacts(
        onsite_audience=_crowd(show, kind, chance),
        online_views=chance.randrange(800, 24_000) if online else None,
        remarks=chance.choice(_TROUBLE) if chance.random() < 0.08 else "",
    )
    lead = show.troupes_in_order[0]
    day, acts = _day(kind, chance), _acts(kind, chance)
    is_told = (lead.pk, show.day) in away
    away.add((lead.pk, show.day))
    outcome = scheduling.report_show(
        show,
        facts,
        troupe=lead,
        day=None if is_told else day,
        acts=acts,
        is_example=True,
    )
    made = (outcome.record, outcome.day, *outcome.acts)
    return [row for row in made if row is not None]


def _crowd(show: Performance, kind: str, chance: Random) -> int | None:
    if show.mode == Performance.Mode.ONLINE:
        return None
    capacity = show.venue.capacity if show.venue else None
    if VenueKind(kind) in _CROWDS:
        low, high = _CROWDS[VenueKind(kind)]
        came = chance.randrange(low, high)
        return min(came, round(capacity * 1.5)) if capacity else came
    return round((capacity or _SEATS) * chance.uniform(*_HALLS))


def _day(kind: str, chance: Random) -> DayFacts:
    is_far = VenueKind(kind) in _GRASSROOTS
    return DayFacts(
        distance_km=chance.randrange(36, 260) if is_far else chance.randrange(6, 60),
        hours=Decimal(chance.randrange(8, 23)) / 2,
        in_grassroots=is_far,
    )


def _acts(kind: str, chance: Random) -> Sequence[ActFacts]:
    if VenueKind(kind) not in _GRASSROOTS:
        return ()
    acts = []
    if chance.random() < 0.22:
        people = chance.randrange(8, 40)
        title = chance.choice(_COACHED)
        acts.append(ActFacts(kind=FieldAct.Kind.COACHING, title=title, people=people))
    if chance.random() < 0.25:
        acts.append(ActFacts(kind=FieldAct.Kind.SERVICE, title=chance.choice(_SERVED)))
    return acts


def _one_comes_back(told: dict[datetime, list[Reported]], days: Days) -> None:
    """The last one of the troupe that has a login."""
    records = Record.objects.filter(
        performance__troupes__region__code=_WHERE_LEADER,
        performance__showcase=None,
    )
    last = records.order_by("-performance__starts_at").first()
    if last is None:
        return
    for rows in told.values():
        rows[:] = [row for row in rows if row != last]
    with clock.frozen(days.latest):
        scheduling.review_report(last, "returned", note=_WORD)


def _one_is_put_back(days: Days) -> None:
    """The league learned that a show was streamed too: its record waits again."""
    record = (
        Record.objects.reviewed()
        .filter(
            photos=None,
            performance__showcase=None,
            performance__mode=Performance.Mode.ON_SITE,
            performance__starts_at__range=(days.at(-40, 0), days.at(-12, 0)),
        )
        .exclude(performance__troupes__region__code=_WHERE_LEADER)
        .order_by("-performance__starts_at", "performance__title")
        .first()
    )
    if record is not None:
        show = record.performance
        facts = replace(scheduling.facts_of(show), mode=Performance.Mode.BOTH)
        scheduling.revise(show, facts, accept=_STREAMED)


def _one_was_of_another_show(days: Days) -> None:
    """A troupe reported one of two shows of a journey, and meant the other."""
    records = (
        Record.objects.filter(
            state=ReportState.REPORTED,
            photos=None,
            performance__showcase=None,
            performance__mode=Performance.Mode.ON_SITE,
        )
        .exclude(performance__troupes__region__code=_WHERE_LEADER)
        .exclude(performance__entered_after=True)
        .order_by("-performance__starts_at", "performance__title")
    )
    for record in records:
        if record.is_put_back:
            continue
        near = may_be_carried_to(record, None).filter(mode=Performance.Mode.ON_SITE)
        other = near.order_by("starts_at", "title").first()
        if other is not None:
            scheduling.carry_record(record, other, reason=_MEANT)
            return


def _nobody_had_planned(days: Days) -> None:
    """An extra show a week ago, asked for on the spot, beside another of the same
    afternoon."""
    planned = (
        Performance.objects.filter(
            starts_at__range=(days.at(-12, 0), days.at(-4, 0)),
            venue__kind=VenueKind.GACHA_SITE,
            status="confirmed",
        )
        .for_cards()
        .order_by("starts_at", "title", "venue__code")
        .first()
    )
    if planned is None:
        return
    starts_at = planned.starts_at + timedelta(minutes=45)
    scheduling.report_past_show(
        ShowFacts(
            title="牧民点唱（加演）",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=30),
            region=planned.region,
            troupes=tuple(planned.troupes_in_order),
            precision="about",
            is_example=True,
        ),
        RecordFacts(onsite_audience=35),
    )


def _pictures() -> None:
    """The drawings of the pages once more, on the record of a showcase's opening."""
    record = (
        Record.objects.reviewed()
        .filter(performance__showcase__is_example=True)
        .order_by("performance__starts_at", "performance__venue__code")
        .first()
    )
    drawn = list(Picture.objects.filter(credit=drawings.CREDIT).order_by("pk")[:2])
    if record is None or not drawn:
        return
    facts = []
    for picture in drawn:
        with picture.open_file() as file:
            facts.append(
                PhotoFacts(
                    data=file.read(),
                    caption=picture.title,
                    consent="示例图，本站绘制，没有真人",
                    may_publish=True,
                    credit=drawings.CREDIT,
                )
            )
    scheduling.add_photos(record, facts)
