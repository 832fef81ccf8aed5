"""Searching among 100,000 shows: one page of results, beside an empty page.

Shows are laid in bulk with the names `performances.search` would keep for them.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random

from django.test import Client

from performances.models import Performance, PerformanceTroupe, ShowName, gate
from performances.slots import epoch
from tests import factories
from tests.benchmarks.measure import Comparison
from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.finding import keeping
from ulanmuqi.finding.documents import Kind, number, title_number
from ulanmuqi.finding.spelling import Said
from ulanmuqi.places.models import Venue

SHOWS = 100_000
BATCH = 5_000
HOMES = (
    "150105 150121 150205 150221 150303 150402 150421 150422 150423 150424 150425 "
    "150502 150521 150522 150523 150524 150525 150602 150621 150622 150623 150624 "
    "150702 150721 150722 150723 150724 150725 150802 150821 150822 150823 150824 "
    "150902 150921 150922 150923 150924 150925 152201 152202 152221 152222 152223 "
    "152501 152502 152522 152523 152524 152525 152921 152922 152923"
).split()
_SHARED = ("惠民演出", "送欢乐下基层", "草原文艺轻骑兵", "迎新春慰问演出")
_THEMES = (
    "那达慕 草原晨曲 马头琴之夜 安代 顶碗舞 长调 好来宝 牧区行 边关行 进校园 进社区 "
    "颂歌 丰收 金秋 盛夏 冬日 春天 敖包 驼铃 白马 鸿雁 胡杨 星空 红旗"
).split()
# What visitors may type: of many shows, of few, of none, in every spelling.
ASKED = (
    "乌兰牧骑", "演出", "演", "惠民演出", "科右中旗", "科右中旗 惠民",
    "呼和浩特 阿拉善",
    "wulanmuqi", "wlmq", "kyzq", "keyouzhongqi", "horqin right", "马头琴之夜", "w",
    "没有这样的演出", "第777场", "12",
)  # fmt: skip


def comparisons() -> Iterator[Comparison]:
    lay()
    visitor = Client()

    def page(words: str) -> Callable[[], None]:
        def ask() -> None:
            answer = visitor.get("/search/", {"q": words})
            if answer.status_code != 200:
                raise RuntimeError(answer.status_code)

        return ask

    yield Comparison(
        f"A page of results among {SHOWS:,} shows (wanted: under 50 ms each)",
        ("the page with nothing asked", page("")),
        [(f"“{words}”", page(words)) for words in ASKED],
        runs=5,
    )


def lay(*, all_titles_differ: bool = False) -> None:
    """Three in ten shows share four titles; the others have some 5,000 titles."""
    troupes = [factories.troupe(code) for code in HOMES]
    venues = [
        factories.venue(code, name=f"{word}文化广场{code[-2:]}")
        for code in HOMES
        for word in ("东", "西", "南", "北", "中心")
    ]
    chance = Random(20231120)
    begins = clock.midnight(clock.now()) - timedelta(days=1_825)
    known: set[int] = set()
    with gate.opened():
        for first in range(0, SHOWS, BATCH):
            shows = [
                _show(one, chance, venues, begins, all_titles_differ)
                for one in range(first, first + BATCH)
            ]
            Performance.objects.bulk_create(shows)
            _name(shows, troupes, venues, known)
    from tests.benchmarks.many_shows import settle

    settle()


def _show(
    one: int, chance: Random, venues: list[Venue], begins: datetime, differ: bool
) -> Performance:
    starts_at = begins + timedelta(minutes=one * 53)
    theme = chance.choice(_THEMES)
    title = chance.choice(_SHARED)
    if differ or chance.random() > 0.3:
        title = f"{title}·{theme}第{one if differ else chance.randrange(52)}场"
    venue = venues[one % len(venues)]
    return Performance(
        title=title,
        status="confirmed",
        venue=venue,
        region=venue.region,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=90),
        announced_at=begins,
        created_at=begins,
        changed_at=begins,
        public_changed_at=begins,
    )


def _name(
    shows: list[Performance],
    troupes: list[Troupe],
    venues: list[Venue],
    known: set[int],
) -> None:
    parts, names, titles = [], [], {}
    for show in shows:
        troupe = troupes[venues.index(show.venue) // 5]
        parts.append(PerformanceTroupe(performance=show, troupe=troupe))
        title = title_number(show.title)
        if title not in known:
            titles[title] = Said((show.title,))
        found_by = [title, number(Kind.TROUPE, troupe.pk)]
        found_by.append(number(Kind.VENUE, show.venue_id))
        found_by += [number(Kind.REGION, one.pk) for one in show.region.public_parts]
        names += [
            ShowName(
                document=document,
                performance=show,
                starts=epoch(show.starts_at),
                ends=epoch(show.ends_at),
                told=epoch(show.announced_at),
            )
            for document in found_by
        ]
    PerformanceTroupe.objects.bulk_create(parts)
    ShowName.objects.bulk_create(names, batch_size=2_000)
    known |= titles.keys()
    keeping.keep(titles)
