"""The showcase of 20 November 2023, exactly as reported.

What the reports do not say (the hour, the venues, the troupes, the programme) is
invented after the design's mockup and marked as an example.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import performances
from performances import scheduling
from performances.models import Performance
from performances.scheduling import (
    ItemFacts,
    OrganiserFacts,
    ShowcaseFacts,
    ShowFacts,
)
from performances.statuses import Status

from .cast import Cast
from .days import on
from .diary import Diary
from .programmes import form_of

CODE = "xuechuangyan-2023"

_FILE = Path(performances.__file__).parent / "reference" / "showcase_2023.json"
_WIDE = str.maketrans({",": "，", "(": "（", ")": "）"})
_FINALE = "同一片草原"


@dataclass(frozen=True, slots=True)
class Opening:
    """One city: venue, troupes, and the works in order with whose home each is of."""

    league: str
    venue: str
    troupes: tuple[str, ...]
    works: tuple[tuple[str, str], ...]
    minutes: int


OPENINGS = (
    Opening(
        "150800",
        "v035",
        ("150824", "150823", "150822"),
        (
            ("序曲：河套的黎明", "150824"),
            ("黄河谣", "150822"),
            ("耕读人家", "150823"),
            ("驼鼓", "150824"),
            ("河套夜话", "150823"),
            ("二人台新唱", "150822"),
            ("阴山牧歌", "150824"),
        ),
        77,
    ),
    Opening(
        "150100",
        "v006",
        ("150121", "150122", "150125"),
        (
            ("序曲：青城的黎明", "150121"),
            ("敕勒川之约", "150121"),
            ("红色嫩芽", "150122"),
            ("丰收的鼓点", "150125"),
            ("老乡，您听我说", "150122"),
            ("莜麦花开", "150125"),
            ("大青山下", "150121"),
        ),
        77,
    ),
    Opening(
        "152200",
        "v039",
        ("152222", "152223", "152224"),
        (
            ("序曲：兴安的黎明", "152223"),
            ("图什业图婚礼新编", "152222"),
            ("乌力格尔新段", "152222"),
            ("稻香", "152223"),
            ("边防线上", "152224"),
            ("四胡齐奏", "152222"),
            ("绰尔河之歌", "152223"),
        ),
        79,
    ),
)


def write(diary: Diary, cast: Cast) -> None:
    reported = json.loads(_FILE.read_text(encoding="utf-8"))
    launch = date.fromisoformat(reported["launch_date"])
    t_zero = on(launch, 19, 30)
    announced = t_zero - timedelta(days=7)
    diary.write(
        announced - timedelta(days=5),
        lambda: scheduling.create_showcase(
            _facts(reported, t_zero),
            [_opening(opening, t_zero, cast) for opening in OPENINGS],
            status=Status.CONFIRMED,
            announced_at=announced,
        ),
    )


def _facts(reported: dict, t_zero: datetime) -> ShowcaseFacts:
    return ShowcaseFacts(
        code=CODE,
        title=reported["title_zh"],
        short_title="“学·创·演”新创作品展演",
        title_en=reported["title_en"],
        t_zero=t_zero,
        purpose=reported["purpose_zh"].translate(_WIDE),
        organisers=tuple(
            OrganiserFacts(name=one["name_zh"], name_en=one["name_en"])
            for one in reported["organisers"]
        ),
        source="；".join(one["title"] for one in reported["sources"]).translate(_WIDE),
        t_zero_is_example=True,
    )


def _opening(opening: Opening, t_zero: datetime, cast: Cast) -> ShowFacts:
    city = cast.regions[opening.league]
    return ShowFacts(
        title=f"“学·创·演”新创作品展演{city.name}启幕演出",
        title_en=f"Showcase of New Works: Opening in {city.name_en}",
        kind=Performance.Kind.SHOWCASE,
        starts_at=t_zero,
        ends_at=t_zero + timedelta(minutes=opening.minutes),
        venue=cast.venues[opening.venue],
        troupes=tuple(cast.troupes[code] for code in opening.troupes),
        load_in_minutes=240,
        strike_minutes=120,
        admission="免费，18:45开始入场，先到先坐",
        public_note="演出时间、场地、队伍和节目单未见于报道，均为示例。",
        programme=(*_programme(opening, cast), _finale(cast)),
        is_example=True,
    )


def _programme(opening: Opening, cast: Cast) -> list[ItemFacts]:
    items = []
    for title, home in opening.works:
        work = cast.works[title]
        items.append(
            ItemFacts(
                form=form_of(work.genre),
                title=title,
                work=work,
                minutes=work.minutes,
                genre=work.category,
                performers=cast.troupes[home].name,
                is_premiere=True,
                is_example=True,
            )
        )
    return items


def _finale(cast: Cast) -> ItemFacts:
    work = cast.works[_FINALE]
    return ItemFacts(
        form="群舞",
        title=f"尾声：{_FINALE}",
        work=work,
        minutes=work.minutes,
        genre=work.category,
        performers="三队合演",
        is_example=True,
    )
