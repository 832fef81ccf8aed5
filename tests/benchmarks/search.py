"""Searching among 100,000 shows: pages of results, suggestions, the schedule.

Shows are laid in bulk with the names `performances.search` would keep for them.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.core.cache import cache
from django.db import connection
from django.test import Client

from performances.models import Performance, PerformanceTroupe, ShowName, gate
from performances.slots import epoch
from tests import factories
from tests.benchmarks.many_shows import another, copied, evenly, settle
from tests.benchmarks.measure import Finding, Findings, best, progress, resident
from ulanmuqi.base import clock
from ulanmuqi.finding import keeping
from ulanmuqi.finding.documents import Kind, number, title_number
from ulanmuqi.finding.spelling import Said
from ulanmuqi.places.models import Venue

SHOWS = 100_000
RUNS = 5
# A page, and a list of suggestions, takes no longer (issue 5, line 3).
WANTED_MS = 50
# What so many questions may leave behind in a worker.
MOST_MB = 64
_PATHS = {
    "A page of results": "/search/",
    "Suggestions": "/search/suggest/",
    "The schedule's own search": "/schedule/",
}
HOMES = (
    "150105 150121 150205 150221 150303 150402 150421 150422 150423 150424 150425 "
    "150502 150521 150522 150523 150524 150525 150602 150621 150622 150623 150624 "
    "150702 150721 150722 150723 150724 150725 150802 150821 150822 150823 150824 "
    "150902 150921 150922 150923 150924 150925 152201 152202 152221 152222 152223 "
    "152501 152502 152522 152523 152524 152525 152921 152922 152923"
).split()
SHARED = ("惠民演出", "送欢乐下基层", "草原文艺轻骑兵", "迎新春慰问演出")
PLACES = ("东", "西", "南", "北", "中心")
TURNS = range(52)
THEMES = (
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


def comparisons() -> Iterator[Findings]:
    lay()
    visitor = Client()
    held = resident()

    def answered(path: str, words: str) -> Callable[[], None]:
        def ask() -> None:
            cache.clear()  # so often as here nobody may ask
            answer = visitor.get(path, {"q": words})
            if answer.status_code != 200:
                raise RuntimeError(answer.status_code)

        return ask

    for title, path in _PATHS.items():
        lines = [
            Finding(
                f"“{words}”",
                WANTED_MS,
                best(answered(path, words), runs=RUNS) * 1_000,
                "ms",
                1,
                at_most=True,
            )
            for words in ("", *ASKED)
        ]
        yield Findings(f"{title} among {SHOWS:,} shows", lines)
    grown = (resident() - held) / 2**20
    line = Finding("grown, of what it may", MOST_MB, grown, "MB", 1, at_most=True)
    yield Findings("Memory of the worker after all of these questions", [line])


def lay() -> None:
    """Three in ten shows share four titles; the others have some 5,000 titles."""
    troupes = [factories.troupe(code) for code in HOMES]
    venues = [
        factories.venue(code, name=f"{word}文化广场{code[-2:]}")
        for code in HOMES
        for word in PLACES
    ]
    _titles()
    with gate.opened():
        _copy(troupes[0].pk, venues)
    settle()


def _titles() -> None:
    """All of them by number, in a table of this connection's own; the shared first."""
    others = (
        f"{one}·{theme}第{n}场" for one in SHARED for theme in THEMES for n in TURNS
    )
    titles = (*SHARED, *others)
    keeping.keep({title_number(title): Said((title,)) for title in titles})
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE bench_title "
            "(n integer PRIMARY KEY, text varchar(200), document bigint)"
        )
        cursor.executemany(
            "INSERT INTO bench_title VALUES (%s, %s, %s)",
            [(n, title, title_number(title)) for n, title in enumerate(titles)],
        )


def _copy(troupe: int, venues: list[Venue]) -> None:
    """Copies of one show and of one of its names, made by the database. Rows of places
    and troupes were made one after another, so that a number leads to each."""
    begins = clock.midnight(clock.now()) - timedelta(days=1_825)
    venue, minutes = venues[0], timedelta(minutes=53)
    show = Performance.objects.create(
        title=SHARED[0],
        status="confirmed",
        venue=venue,
        region=venue.region,
        starts_at=begins,
        ends_at=begins + timedelta(minutes=90),
        announced_at=begins,
        created_at=begins,
        changed_at=begins,
        public_changed_at=begins,
    )
    part = PerformanceTroupe.objects.create(performance=show, troupe_id=troupe)
    at = epoch(begins)
    name = ShowName.objects.create(
        document=0, performance=show, starts=at, ends=at, told=at
    )
    own = {"performance_id": f"{show.pk} + i"}
    # Spread over everything, the same at every run.
    chance = "((i * 2654435761) %% 4294967296 / 65536)"
    others = len(SHARED) * len(THEMES) * len(TURNS)
    title = (
        f"CASE WHEN {chance} %% 10 < 3 THEN {chance} / 10 %% {len(SHARED)} "
        f"ELSE {len(SHARED)} + {chance} / 10 %% {others} END"
    )
    plays_at = f"((i - 1) %% {len(venues)})"
    home = f"({troupe} + {plays_at} / {len(PLACES)})"
    joined = (
        f"JOIN places_venue v ON v.id = {venue.pk} + {plays_at} "
        "JOIN places_region r ON r.id = v.region_id "
        f"JOIN bench_title b ON b.n = {title}"
    )
    shows = another(f"{show.pk} + i") | evenly(begins, minutes)
    shows |= {"title": "b.text", "venue_id": "v.id", "region_id": "v.region_id"}
    copied(Performance, show.pk, shows, SHOWS, joined=joined)
    copied(PerformanceTroupe, part.pk, own | {"troupe_id": home}, SHOWS)
    seconds = int(minutes.total_seconds())
    times = {"starts": f"{at} + i * {seconds}", "ends": f"{at} + i * {seconds} + 5400"}
    documents = (
        *("b.document", _document(Kind.TROUPE, home), _document(Kind.VENUE, "v.id")),
        *(_document(Kind.REGION, f"r.{part}_id") for part in ("league", "banner")),
    )
    for done, document in enumerate(documents, start=1):
        changed = own | times | {"document": document}
        copied(ShowName, name.pk, changed, SHOWS, joined=joined)
        progress("names of shows laid", done * SHOWS, len(documents) * SHOWS)
    show.delete()


def _document(kind: Kind, key: str) -> str:
    """`finding.documents.number` in SQL."""
    return f"{key} * {number(kind, 1) - number(kind, 0)} + {number(kind, 0)}"
