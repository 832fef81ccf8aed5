"""Invented trucks, a lent member, rehearsals and closures around the showcase."""

from dataclasses import replace
from datetime import timedelta

from performances import scheduling
from performances.models import Engagement, Performance, TrainingSession
from performances.scheduling import EngagementFacts, ExclusionFacts, facts_of
from performances.scheduling.training import plan_training
from performances.scheduling.training_facts import AttendingFacts, TrainingFacts
from troupes.models import Loan, Member, StageTruck, Troupe
from ulanmuqi.places.models import Venue

from . import upcoming
from .cast import Cast
from .days import Days
from .diary import Diary

Kind = Engagement.Kind

# Its own troupe keeps it.
OWN_TRUCK = "科右中旗舞台车（示例）"
# Home region, name, and whose it is ("" the region's own).
_TRUCKS = (
    ("152200", "兴安1号舞台车（示例）", ""),
    ("152222", OWN_TRUCK, "152222"),
    ("152500", "锡林郭勒1号舞台车（示例）", ""),
    ("152500", "锡林郭勒2号舞台车（示例）", ""),
    ("150700", "呼伦贝尔舞台车（示例）", ""),
)
# The league whose opening borrows a member, and the member's home.
_BORROWS, _LENDS = "152500", "152527"
_CLOSED_HALL = "150402"
_CLOSED_FROM, _CLOSED_DAYS = 16, 7
# The venue whose own page the demo opens, and when its boiler is looked at.
_LINKED_HALL, _BOILER_FROM, _BOILER_DAYS = "v039", 17, 2
_TRAINING_DAYS = 5


def load(cast: Cast) -> None:
    """Trucks and the one member; persons are never invented, so the name says so."""
    for code, name, keeper in _TRUCKS:
        StageTruck.objects.create(
            region=cast.regions[code],
            name=name,
            troupe=cast.troupes[keeper] if keeper else None,
            stage_width_m="9.6",
            stage_depth_m="6.5",
            stage_height_m="4.2",
            power="three",
            power_kw=30,
            is_example=True,
        )
    Member.objects.create(
        troupe=cast.troupes[_LENDS], name="示例队员甲", role="马头琴", is_example=True
    )


def write(diary: Diary, cast: Cast, days: Days) -> None:
    """After the showcase is written and before the tours, which keep out of the way."""
    diary.write(days.entered(-11), lambda: _lend(cast, days))
    for league, hall, homes in upcoming.CITIES:
        _rehearse(diary, cast, days, hall, homes)
        if league == _BORROWS:
            _move_on(diary, cast, days, hall, homes[0])
    hall = cast.hall(_CLOSED_HALL)
    _close(diary, cast, days, hall, "舞台机械年检（示例）", _CLOSED_FROM, _CLOSED_DAYS)
    hall = cast.venues[_LINKED_HALL]
    _close(diary, cast, days, hall, "锅炉检修（示例）", _BOILER_FROM, _BOILER_DAYS)
    _train(diary, cast, days)


def _lend(cast: Cast, days: Days) -> None:
    """One driver for two trucks; a member and a truck in the opening of Xilin Gol."""
    league = StageTruck.objects.filter(region=cast.regions[_BORROWS]).order_by("name")
    first, second = league
    scheduling.keep_apart(
        ExclusionFacts(
            name="一名司机（示例）",
            why="两辆车目前只有一名司机",
            members=(first, second),
        )
    )
    member = Member.objects.get(name="示例队员甲")
    Loan.objects.create(
        member=member,
        team="四地联演锡林郭勒小分队（示例）",
        since=days.day(2),
        until=days.day(8),
        is_released=True,
    )
    # Read again, with the loan.
    member = Member.objects.prefetch_related("loans").get(pk=member.pk)
    opening = Performance.objects.for_cards().get(
        showcase__code=upcoming.CODE, is_opening=True, region__league__code=_BORROWS
    )
    facts = replace(facts_of(opening), along=(first, member))
    scheduling.revise(opening, facts)


def _rehearse(
    diary: Diary, cast: Cast, days: Days, hall: str, homes: tuple[str, ...]
) -> None:
    """The afternoon before, in the hall, all troupes of the city."""
    venue, offset = cast.by_name[hall], 4
    if not cast.is_free(venue, days.day(offset)):
        return
    cast.take(venue, days.day(offset))
    troupes = [cast.troupes[code] for code in homes]
    for troupe in troupes:
        cast.take(troupe, days.day(offset))
    starts = days.at(offset, 15)
    facts = EngagementFacts(
        kind=Kind.REHEARSAL,
        title="四地联演合成排练（示例）",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2, minutes=30),
        takes=(*troupes, venue),
        venue=venue,
        is_example=True,
    )
    diary.write(
        days.entered(-8),
        lambda: scheduling.book(facts, accept="各队头天出发，到了再排"),
    )


def _move_on(diary: Diary, cast: Cast, days: Days, hall: str, home: str) -> None:
    """The troupe's way to its next show in the league."""
    stop = next(stop for stop in upcoming.AFTER if stop[0] == _BORROWS)
    facts = EngagementFacts(
        kind=Kind.TRANSFER,
        title="转场到下一站（示例）",
        starts_at=days.at(6, 9),
        ends_at=days.at(6, 18),
        takes=(cast.troupes[home],),
        from_venue=cast.by_name[hall],
        venue=cast.by_name[stop[1]],
        is_example=True,
    )
    # It comes late from the last stop: the day after is for rest.
    cast.take(cast.troupes[home], days.day(6), days.day(8))
    diary.write(
        days.entered(-7), lambda: scheduling.book(facts, accept="路上留足了时间")
    )


def _close(
    diary: Diary,
    cast: Cast,
    days: Days,
    hall: Venue,
    title: str,
    first: int,
    length: int,
) -> None:
    """Whole days on which the hall is not available, where nothing stands there."""
    offsets = range(first, first + length)
    if not all(cast.is_free(hall, days.day(offset)) for offset in offsets):
        return
    cast.take(hall, *(days.day(offset) for offset in offsets))
    facts = EngagementFacts(
        kind=Kind.BLACKOUT,
        title=title,
        starts_at=days.at(first, 0),
        ends_at=days.at(first + length, 0),
        takes=(hall,),
        venue=hall,
        is_example=True,
    )
    diary.write(days.entered(-20), lambda: scheduling.book(facts))


def _train(diary: Diary, cast: Cast, days: Days) -> None:
    """Five whole days at home, of the first troupe that has them free."""
    for troupe in cast.troupes.values():
        for first in range(9, 40):
            offsets = range(first, first + _TRAINING_DAYS)
            if troupe.level == Troupe.Level.BANNER and all(
                cast.is_free(troupe, days.day(offset)) for offset in offsets
            ):
                _enter_training(diary, cast, days, troupe, first)
                return


def _enter_training(
    diary: Diary, cast: Cast, days: Days, troupe: Troupe, first: int
) -> None:
    cast.take(troupe, *(days.day(first + number) for number in range(_TRAINING_DAYS)))
    facts = TrainingFacts(
        kind=TrainingSession.Kind.STUDY,
        title="冬训：基本功和新节目（示例）",
        starts_at=days.at(first, 0),
        ends_at=days.at(first + _TRAINING_DAYS, 0),
        troupes=(AttendingFacts(troupe, 18),),
        region=troupe.region,
        is_example=True,
    )
    diary.write(days.entered(-15), lambda: plan_training(facts))
