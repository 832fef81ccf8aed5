"""Invented showcases: one opens in four cities within days, one ended last month."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from performances import scheduling
from performances.models import Performance, Showcase
from performances.scheduling import OrganiserFacts, ShowcaseFacts, ShowFacts
from performances.statuses import Status

from . import opening_night
from .cast import Cast
from .days import Days
from .diary import Diary
from .programmes import length, programme

CODE = opening_night.CODE
PAST_CODE = "jiumeng-huiyan"

# League, hall, and the homes of the troupes that play there, west to east.
CITIES = (
    ("152900", "阿拉善左旗文化馆小剧场", ("152921", "152922", "152900")),
    ("150600", "鄂尔多斯大剧院", ("150622", "150626", "150627")),
    ("152500", "锡林郭勒歌舞剧院", ("152500", "152530", "152526")),
    ("150700", "呼伦贝尔大剧院", ("150724", "150725", "150722")),
)
AFTER = (
    ("150600", "准格尔旗文化馆小剧场", ("150622",), 6),
    ("152500", "正蓝旗文化馆小剧场", ("152530",), 7),
    ("150700", "鄂温克族自治旗文化馆小剧场", ("150724",), 6),
)
_PAST_CITIES = (
    ("150200", "包头大剧院", ("150221", "150223")),
    ("150400", "赤峰国际会展中心", ("150426", "150425")),
    ("150500", "科尔沁大剧院", ("150524", "150526")),
)


def write(diary: Diary, cast: Cast, days: Days) -> None:
    """The four-city showcase, with what follows it in three of the leagues."""
    t_zero = days.at(5, 19, 30)
    facts = ShowcaseFacts(
        code=CODE,
        title="北疆同心——全区乌兰牧骑新创作品四地联演",
        short_title="新创作品四地联演",
        title_en="Hearts of the Northern Frontier: New Works in Four Cities at Once",
        kind=Showcase.Kind.JOINT,
        t_zero=t_zero,
        end_date=days.day(7),
        purpose="让四个盟市的观众在同一时刻看到今年的新作品。",
        organisers=(OrganiserFacts(name="示例主办单位", name_en="Example organiser"),),
        t_zero_is_example=True,
        is_example=True,
    )
    openings = [_opening(cast, days, city, t_zero, "四地联演") for city in CITIES]
    after = [_follow_up(cast, days, *stop) for stop in AFTER]
    made: list[Performance] = []

    def enter() -> None:
        outcome = scheduling.create_showcase(
            facts,
            openings,
            status=Status.CONFIRMED,
            announced_at=days.entered(-9),
        )
        made.extend(outcome.openings)
        scheduling.place_all(
            after,
            showcase=outcome.showcase,
            status=Status.CONFIRMED,
            announced_at=days.entered(-9),
        )

    diary.write(days.entered(-12), enter)
    diary.write(days.entered(-1), lambda: opening_night.report(made))
    diary.write(days.entered(-1), lambda: opening_night.first_go(made[0]))


def write_past(diary: Diary, cast: Cast, days: Days) -> None:
    """Three cities last month: all delayed, one opened later still, in one the hall
    changed."""
    t_zero = days.at(-24, 19)
    facts = ShowcaseFacts(
        code=PAST_CODE,
        title="草原金秋——三地乌兰牧骑会演",
        short_title="三地乌兰牧骑会演",
        title_en="Golden Autumn: Ulanmuqi Troupes in Three Cities",
        kind=Showcase.Kind.FESTIVAL,
        t_zero=t_zero,
        purpose="三地队伍同台交流，互看新作。",
        organisers=(OrganiserFacts(name="示例主办单位", name_en="Example organiser"),),
        t_zero_is_example=True,
        is_example=True,
    )
    openings = [_opening(cast, days, city, t_zero, "三地会演") for city in _PAST_CITIES]
    made: list[Performance] = []

    def enter() -> None:
        outcome = scheduling.create_showcase(
            facts,
            openings,
            status=Status.CONFIRMED,
            announced_at=days.at(-38, 10),
        )
        made.extend(outcome.openings)

    diary.write(days.at(-40, 10), enter)
    diary.write(
        days.at(-30, 16),
        lambda: scheduling.move_to_reserve(
            made[1],
            venue=cast.hall("150402"),
            reason="会展中心另有展会，改在备用场地",
            decided_by="赤峰会场",
        ),
    )
    diary.write(
        days.at(-24, 15),
        lambda: scheduling.delay_showcase(
            made[0].showcase,
            minutes=15,
            reason="为等候远道观众，三地一起推迟15分钟",
            decided_by="会演统筹组",
        ),
    )
    diary.write(
        days.at(-24, 18, 40),
        lambda: scheduling.open_late(
            made[2],
            starts_at=t_zero + timedelta(minutes=45),
            reason="剧场临时停电，恢复供电后开演",
            decided_by="通辽会场",
        ),
    )


def _opening(
    cast: Cast,
    days: Days,
    city: tuple[str, str, Sequence[str]],
    t_zero: datetime,
    name: str,
) -> ShowFacts:
    league, hall, homes = city
    venue = cast.by_name[hall]
    troupes = tuple(cast.troupes[code] for code in homes)
    for troupe in troupes:
        cast.take(troupe, t_zero.date(), around=1)
    cast.take(venue, t_zero.date())
    chance = days.chance(f"{name}:{league}")
    play = partial(programme, cast, chance=chance)
    items = tuple(item for troupe in troupes for item in play(troupe, count=3))
    region = cast.regions[league]
    return ShowFacts(
        title=f"{name}{region.name}启幕演出",
        title_en=f"Opening in {region.name_en}",
        kind=Performance.Kind.SHOWCASE,
        starts_at=t_zero,
        ends_at=t_zero + timedelta(minutes=length(items) + 8),
        venue=venue,
        troupes=troupes,
        mode=Performance.Mode.BOTH,
        load_in_minutes=240,
        strike_minutes=120,
        doors_minutes=45,
        admission="免费",
        needs_power="three" if venue.power == "three" else "",
        needs_truck=True,
        programme=items,
        is_example=True,
    )


def _follow_up(
    cast: Cast, days: Days, league: str, hall: str, homes: Sequence[str], offset: int
) -> ShowFacts:
    venue, troupe = cast.by_name[hall], cast.troupes[homes[0]]
    cast.take(troupe, days.day(offset))
    cast.take(venue, days.day(offset))
    chance = days.chance(f"follow:{league}")
    items = programme(cast, troupe, chance, count=8)
    starts_at = days.at(offset, 19, 30)
    return ShowFacts(
        title=f"四地联演惠民专场：{venue.region.name}",
        title_en=f"Joint performance on tour: {venue.region.name_en}",
        kind=Performance.Kind.SHOWCASE,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=length(items)),
        venue=venue,
        troupes=(troupe,),
        load_in_minutes=120,
        strike_minutes=60,
        doors_minutes=30,
        admission="免费，不用预约",
        programme=items,
        is_example=True,
    )
