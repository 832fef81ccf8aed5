"""Venues of the demo: those the reports name, and invented ones marked as such."""

import json
from datetime import date
from math import cos, pi, radians, sin
from pathlib import Path
from random import Random

from ulanmuqi import places
from ulanmuqi.places.borders import km_outside
from ulanmuqi.places.kinds import OUTDOOR, VenueKind
from ulanmuqi.places.models import Region, Venue

from . import gachas

_FILE = Path(places.__file__).parent / "reference" / "venues.json"

_KM_PER_DEGREE = 111.2
_WIDE = str.maketrans({"(": "（", ")": "）", ",": "，", ";": "；", ":": "："})

# Banners without a troupe of their own that get a hall and sites all the same: the
# showcase cities' reserve venues, and leagues with few venues in the reports.
_ALSO = (
    "150102 150105 150203 150207 150302 150303 150304 150402 150581 150602 150603 "
    "150702 150781 150802 152201 152202"
).split()

# Banners at the border; their posts are known to the public by the banner alone.
BORDER = (
    "150223 150725 150726 150727 150784 150824 150825 150929 152221 152501 152522 "
    "152523 152524 152525 152921 152922 152923"
).split()

_GACHA = (
    "巴彦塔拉 查干淖尔 白音敖包 乌兰图嘎 额尔敦乌拉 宝力根 "
    "哈日根台 阿尔善图 呼和陶勒盖 查干敖包 乌日根 萨如拉 "
    "赛音呼都嘎 吉仁高勒 哈登胡舒 巴音布拉格 浩雅尔宝力格 伊和淖尔 "
    "乌兰哈达 达布希勒图 沙日塔拉 敦达浩特 洪格尔 都日布勒吉 "
    "花敖包 敖伦宝力格 布日都 那仁宝力格 陶森淖尔 希日塔拉"
).split()
_VILLAGES = (
    "前进 新丰 东梁 大营子 柳树沟 永胜 红旗 三道河 "
    "二道梁 西河沿 福兴 五星 双井 兴隆庄 石门 太平 "
    "向阳 南坪 杏树洼 北沙梁"
).split()


def load() -> None:
    """Writes all venues of the demo; the table must be empty of them."""
    regions = {r.code: r for r in Region.objects.select_related("league")}
    made = [_reported(row, regions) for row in _rows()]
    for banner in _banners_with_venues(regions):
        made += _invented(banner)
    for number, venue in enumerate(made, start=1):
        venue.code = f"v{number:03d}"
    Venue.objects.bulk_create(made)
    gachas.load(_GACHA)


def _rows() -> list[dict]:
    return json.loads(_FILE.read_text(encoding="utf-8"))["venues"]


def _reported(row: dict, regions: dict[str, Region]) -> Venue:
    kind = VenueKind(row["kind"])
    private = kind == VenueKind.CAMPUS
    seen = {"verified": "来源中见到名称与所在地", "general knowledge": "常识，未见来源"}
    note = (row["note"] or "").translate(_WIDE)
    return Venue(
        name=row["name_zh"].translate(_WIDE),
        name_en=row["name_en"] or "",
        region=regions[row["region_code"]],
        kind=kind,
        lat=row["lat"],
        lon=row["lon"],
        coord_precision=row["coord_precision"],
        capacity=row["capacity"],
        is_outdoor=kind in OUTDOOR,
        public_precision="banner" if private else "exact",
        source="。".join(filter(None, [row["source"], seen[row["confidence"]], note])),
    )


def _banners_with_venues(regions: dict[str, Region]) -> list[Region]:
    with_troupe = set(
        Region.objects.banners().exclude(troupes=None).values_list("code", flat=True)
    )
    return [regions[code] for code in sorted(with_troupe | set(_ALSO))]


def _invented(banner: Region) -> list[Venue]:
    """A hall, three sites in the country and what only the banner is told of."""
    chance = Random(f"venues:{banner.code}")  # noqa: S311 no secret
    made = [
        _venue(
            banner, f"{banner.name}文化馆小剧场", VenueKind.CULTURAL_CENTRE, chance,
            name_en=f"{banner.name_en} Cultural Centre, Small Theatre",
            far=0, capacity=chance.choice((220, 260, 320, 400)),
            stage_width_m=chance.choice((10, 12, 14)),
            stage_depth_m=chance.choice((7, 8, 9)), stage_height_m=6,
            power="three", power_kw=chance.choice((60, 80, 100)),
            dressing_rooms=2, has_wings=True, has_heating=True,
            has_light=True, has_sound=True,
            has_truck_access=True, has_mobile_signal=True,
            opening_hours=_hours(banner),
        )
    ]  # fmt: skip
    in_steppe = banner.kind in ("旗", "自治旗")
    pool = _GACHA if in_steppe else _VILLAGES
    for number, name in enumerate(chance.sample(pool, 3)):
        indoors = number < 2
        place = f"{name}嘎查" if in_steppe else f"{name}村"
        made.append(
            _venue(
                banner, place + ("文化室" if indoors else "演出点"),
                VenueKind.GACHA_SITE, chance, far=chance.randint(6, 22),
                is_outdoor=not indoors, capacity=chance.choice((60, 80, 120)),
                stage_width_m=6 if indoors else None,
                stage_depth_m=4 if indoors else None,
                power="single" if indoors else "none", has_heating=indoors,
                has_light=False, has_sound=indoors,
                has_truck_access=True, has_mobile_signal=indoors,
            )
        )  # fmt: skip
    return made + _known_by_banner(banner, chance)


# A told case plays here on a day counted from today, whatever weekday that is.
_OPEN_ON_MONDAYS = frozenset({"150926", "152530"})


def is_closed(venue: Venue, day: date) -> bool:
    """Whether the house is known to be closed all that day."""
    week = venue.opening_hours
    return bool(week) and week[day.weekday()] == []


def _hours(banner: Region) -> list:
    """Of two houses in three somebody said when they open; a third of those close on
    Mondays. A chance of its own, so that everything else stays as it was."""
    chance = Random(f"hours:{banner.code}").random()  # noqa: S311 no secret
    if chance < 1 / 3:
        return []
    daily = [[8 * 60, 23 * 60 + 30]]
    closes = chance > 7 / 9 and banner.code not in _OPEN_ON_MONDAYS
    return [[] if closes else daily, *[daily] * 6]


def _known_by_banner(banner: Region, chance: Random) -> list[Venue]:
    """Schools, border posts and homes: their names stay inside."""
    wanted = [("实验小学礼堂", VenueKind.CAMPUS, 1)]
    if banner.code in BORDER:
        wanted.append(("边防连队", VenueKind.BORDER_POST, 20))
        wanted.append(("牧户家中", VenueKind.HERDER_HOME, 16))
    elif chance.random() < 0.4:
        wanted.append(("养老服务中心", VenueKind.CARE_HOME, 1))
    return [
        _venue(
            banner, banner.name + name, kind, chance, far=far,
            public_precision="banner", power="single", has_heating=True,
        )
        for name, kind, far in wanted
    ]  # fmt: skip


def _venue(
    banner: Region,
    name: str,
    kind: VenueKind,
    chance: Random,
    *,
    far: int,
    **facts: object,
) -> Venue:
    lat, lon = _point(banner, far, chance)
    values = {"is_outdoor": kind in OUTDOOR, "public_precision": "exact"} | facts
    return Venue(
        name=name,
        region=banner,
        kind=kind,
        lat=lat,
        lon=lon,
        coord_precision="approximate",
        source="演示用，虚构。",
        is_example=True,
        **values,
    )


def _point(banner: Region, far: int, chance: Random) -> tuple[float, float]:
    """So many kilometres from the seat, nearer where the league ends before."""
    for km in (far, far / 2, 0.5):
        for _try in range(6):
            angle = chance.random() * 2 * pi
            lat = banner.lat + km * sin(angle) / _KM_PER_DEGREE
            lon = banner.lon + km * cos(angle) / (
                _KM_PER_DEGREE * cos(radians(banner.lat))
            )
            if km_outside(banner.league.code, lat, lon) == 0:
                return round(lat, 4), round(lon, 4)
    return banner.lat, banner.lon
