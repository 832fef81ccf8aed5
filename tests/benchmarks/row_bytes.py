"""What one more show weighs in the busiest list there can be: 1,000 on one day.

The rows are those of the schedule, made by its own cards and templates from shows that
are nowhere stored: all banners of the region, three venues in each, forty titles, the
hours at which shows begin. Addresses are random, as real ones are.
"""

import json
from datetime import timedelta
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from django.template.loader import render_to_string

from performances.models import Performance
from performances.views.cards import days
from ulanmuqi import places
from ulanmuqi.base import clock, codings
from ulanmuqi.base.codes import random_code
from ulanmuqi.places.models import Region, Venue

# In bytes of gzip, a show: what architecture 8 allows.
ALLOWED = 30
SHOWS = 1_000
FEW = 12
_KINDS = ("文化馆小剧场", "乌兰牧骑宫", "文化广场")
_HOURS = ((9, 30), (10, 0), (15, 0), (16, 0), (19, 0), (19, 30), (19, 30), (20, 0))
_TITLES = (
    "牧场上的歌 河套夜话 胡杨下的琴声 红山脚下 敕勒川之约 小雪这一天 驼铃向晚 青城之夜 "
    "草原新歌 边关月夜 红旗牧场 彩虹之路 鄂尔多斯的春天 牧民新居 驯鹿之歌 赛马少年 "
    "乌兰牧骑走进嘎查 送戏下乡惠民演出 百团千场下基层 乌兰牧骑之夜 草原文艺轻骑兵 "
    "歌舞惠民专场 长调与马头琴 好来宝专场 四胡与乌力格尔 安代舞专场 科尔沁故事会 "
    "新创作品汇报演出 舞蹈专场 器乐专场 声乐专场 曲艺小戏专场 那达慕颂 敖包相会 "
    "祝赞词说丰年 夏夜广场演出 非遗进社区 走边关慰问演出 少儿专场 乌兰牧骑月专场"
).split()


def bytes_per_show(shows: int = SHOWS) -> float:
    """Compressed bytes each show beyond the first FEW adds to a list; no query."""
    return (_packed(shows) - _packed(FEW)) / (shows - FEW)


def _packed(shows: int) -> int:
    now = clock.now()
    groups = days(_shows(shows), now)
    whole = "".join(
        render_to_string("components/day_group.html", {"group": group})
        for group in groups
    )
    return len(codings.packed(whole.encode()))


def _shows(count: int) -> list[Performance]:
    chance = Random(count)
    stages = list(product(_banners(), _KINDS))
    day = clock.midnight(clock.now()) + timedelta(days=200)
    made = []
    for number in range(count):
        banner, kind = chance.choice(stages)
        hour, minute = chance.choice(_HOURS)
        venue = Venue(
            name=f"{banner.name}{kind}",
            region=banner,
            is_outdoor=kind == "文化广场",
            lat=banner.lat,
            lon=banner.lon,
        )
        starts_at = day + timedelta(hours=hour, minutes=minute)
        show = Performance(
            pk=number + 1,
            public_id=random_code(),
            title=chance.choice(_TITLES),
            venue=venue,
            region=banner,
            status="confirmed",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=90),
        )
        show._prefetched_objects_cache = {"troupe_parts": []}
        made.append(show)
    return sorted(made, key=lambda show: show.starts_at)


def _banners() -> list[Region]:
    """Unsaved, each with its league, from the reference data."""
    path = Path(places.__file__).parent / "reference" / "regions.json"
    known = json.loads(path.read_text(encoding="utf-8"))
    leagues = {row["code"]: _region(row, "league") for row in known["leagues"]}
    for league in leagues.values():
        league.league = league
    banners = []
    for row in known["banners"]:
        banner = _region(row, "banner")
        banner.league, banner.banner = leagues[row["parent"]], banner
        banners.append(banner)
    return banners


def _region(row: dict[str, Any], level: str) -> Region:
    return Region(
        code=row["code"],
        level=level,
        name=row["name_zh"],
        lat=row["lat"],
        lon=row["lon"],
    )
