"""What plays today and tomorrow: at every hour from early morning past midnight
something is on, whatever the hour at which the demo is looked at."""

from datetime import timedelta
from functools import partial

from performances import scheduling
from performances.models import Performance
from performances.scheduling import ShowFacts
from performances.slots import Precision

from .diary import Turn
from .scene import Scene

Kind = Performance.Kind

# Hour, minute, length, home of the troupe, title, kind, entries of the programme.
_TODAY = (
    (6, 40, 60, "150502", "早市里的乌兰牧骑", Kind.CAMPUS, 0),
    (7, 30, 75, "150125", "早市里的乌兰牧骑", Kind.CAMPUS, 6),
    (8, 30, 80, "150523", "“进社区”慰问演出", Kind.GREETING, 0),
    (9, 30, 80, "152526", "“文化进万家”惠民演出", Kind.GRASSROOTS, 8),
    (10, 30, 75, "150823", "《河套夜话》下乡惠民演出", Kind.GRASSROOTS, 8),
    (10, 30, 60, "150727", "牧民点单演出", Kind.REQUESTED, 0),
    (11, 30, 75, "150525", "“百团千场下基层”惠民演出", Kind.GRASSROOTS, 9),
    (12, 30, 80, "150981", "群众点单演出", Kind.REQUESTED, 6),
    (13, 30, 80, "150623", "“乌兰牧骑+”综合服务小分队演出", Kind.GRASSROOTS, 7),
    (14, 30, 75, "152224", "《边防线上》下乡惠民演出", Kind.GRASSROOTS, 8),
    (15, 0, 80, "150430", "“文化进万家”惠民演出", Kind.GRASSROOTS, 0),
    (15, 30, 90, "152524", "《牧场上的歌》下乡惠民演出", Kind.GRASSROOTS, 10),
    (16, 30, 80, "150822", "《黄河谣》下乡惠民演出", Kind.GRASSROOTS, 8),
    (17, 30, 80, "150922", "新创作品汇报演出", Kind.GRASSROOTS, 9),
    (18, 30, 85, "150783", "周末惠民剧场", Kind.GRASSROOTS, 10),
    (19, 0, 90, "150121", "《敕勒川之约》小戏专场", Kind.GRASSROOTS, 8),
    (19, 30, 90, "150929", "《杜尔伯特牧歌》民歌专场", Kind.GRASSROOTS, 10),
    (19, 30, 90, "150526", "扎鲁特民歌之夜", Kind.GRASSROOTS, 11),
    (20, 30, 90, "150785", "林区职工惠民演出", Kind.GRASSROOTS, 8),
    (21, 20, 90, "152921", "夜市里的乌兰牧骑", Kind.GRASSROOTS, 6),
)
_TOMORROW = (
    (9, 30, 60, "150924", "“进社区”慰问演出", Kind.CAMPUS, 0),
    (10, 30, 75, "150626", "《无定河的春天》下乡惠民演出", Kind.GRASSROOTS, 8),
    (14, 30, 70, "150782", "“文化进万家”惠民演出", Kind.GRASSROOTS, 7),
    (15, 0, 80, "152223", "《稻香》下乡惠民演出", Kind.GRASSROOTS, 9),
    (15, 30, 60, "150928", "牧民点单演出", Kind.REQUESTED, 0),
    (19, 0, 90, "150428", "新创作品汇报演出", Kind.GRASSROOTS, 10),
    (19, 30, 90, "152530", "《我们的马头琴》音乐会", Kind.GRASSROOTS, 9),
    (19, 30, 90, "150821", "《五原麦浪》惠民演出", Kind.GRASSROOTS, 10),
)
_NIGHT_GROUND = "v042"


# A show of today and two of tomorrow, by their place above: one of them always lies
# a few hours ahead, whatever the hour at which the demo is loaded.
_IN_THE_WIND = ((0, 9), (1, 0), (1, 3))
_FEW_HOURS, _A_DAY = timedelta(hours=3), timedelta(hours=24)


def write(scene: Scene) -> None:
    is_blown = False
    for offset, shows in ((0, _TODAY), (1, _TOMORROW)):
        batch = [
            scene.show(
                title, code, offset, hour, minute,
                minutes=minutes, items=items, kind=kind,
            )
            for hour, minute, minutes, code, title, kind, items in shows
        ]  # fmt: skip
        # Early and late shows lie outside the hours of some houses.
        agreed = "和场地说好了，提前开门、演完再锁"
        turns = [] if is_blown else _wind(scene, offset, batch)
        is_blown = is_blown or bool(turns)
        scene.diary.place(scene.entered(offset, 16), batch, *turns, accept=agreed)
    _past_midnight(scene)


def _wind(scene: Scene, offset: int, batch: list[ShowFacts]) -> list[Turn]:
    """Just now one show within the day became conditional: a call sheet is open and a
    notice does not wait."""
    now = scene.days.latest
    for day, place in _IN_THE_WIND:
        starts = batch[place].starts_at if day == offset else now
        if _FEW_HOURS < starts - now < _A_DAY:
            act = partial(
                scheduling.make_conditional,
                reason="大风蓝色预警，看风力再定",
                decide_by=starts - timedelta(hours=2),
            )
            return [(place, now, act)]
    return []


def _past_midnight(scene: Scene) -> None:
    """Two nights in a row, each from late evening into the next day."""
    ground = scene.cast.venues[_NIGHT_GROUND]
    shows = [
        scene.show(
            "阿尔山夜场：长调与马头琴", "152221", offset, 22, 40,
            venue=ground, minutes=110, around=1, precision=Precision.ABOUT.value,
        )
        for offset in (-1, 0)
    ]  # fmt: skip
    entered = min(show.starts_at for show in shows) - timedelta(days=20)
    # Asked for in the cold months only; in summer there is nothing to accept.
    warmth = "场边生火、设暖棚，观众已提醒穿厚，风大就改到室内"
    scene.diary.place(entered, shows, accept=warmth)
