"""A season with everything a feed can hold, made by the verbs of scheduling."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.test import Client

from performances import scheduling
from performances.calendars import directory
from performances.models import Performance, Showcase
from performances.scheduling import ItemFacts
from performances.slots import DayPart, Precision
from performances.statuses import Status
from tests import factories
from troupes.genres import Category
from troupes.models import Troupe, Work
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region, Venue

SUMMER = datetime(2023, 8, 1, tzinfo=UTC)
NOVEMBER = datetime(2023, 11, 1, tzinfo=UTC)
T_ZERO = datetime(2023, 11, 20, 11, 30, tzinfo=UTC)
_DAY = timedelta(days=1)

# Everything TEXT has to escape, what folding may cut, and the script with its joiners.
AWKWARD = (
    'a,b;c\\d\\n:"e" 😀👨\u200d👩\u200d👧 ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ\u180e\u180b \u200fעב\u200e'
)
AWKWARD_NOTE = f"{AWKWARD}\n第二行；{'长' * 300}\n{'x' * 300}\nC:\\New\\new，<3 & 4>"


@dataclass
class Season:
    """What was made, and what its feeds answered."""

    shows: dict[str, Performance] = field(default_factory=dict)
    showcase: Showcase | None = None
    rows: dict[str, Any] = field(default_factory=dict)
    # Answers by path: the body and the headers.
    feeds: dict[str, tuple[bytes, dict[str, str]]] = field(default_factory=dict)
    downloads: dict[str, tuple[bytes, dict[str, str]]] = field(default_factory=dict)
    # The public shows, with what an entry needs, and their entries' texts.
    public: dict[str, Performance] = field(default_factory=dict)
    hidden_titles: list[str] = field(default_factory=list)

    def bodies(self) -> dict[str, bytes]:
        return {
            path: body for path, (body, _h) in (self.feeds | self.downloads).items()
        }


def build() -> Season:
    """About forty acts. The clock is moved; the caller puts it back."""
    season = Season()
    clock.freeze(SUMMER)
    _places_and_troupes(season)
    _summer(season)
    clock.freeze(NOVEMBER)
    _plain(season)
    _odd_times_and_places(season)
    _what_became_of_them(season)
    _showcase(season)
    _never_public(season)
    return season


def ask(season: Season) -> Season:
    """Every public feed and every download, as a client without any header gets it."""
    client = Client()
    for path in paths_of_feeds():
        season.feeds[path] = _answer(client, path)
    season.feeds["/calendars/all.ics?past=all"] = _answer(
        client, "/calendars/all.ics?past=all"
    )
    shows = Performance.objects.public(clock.now()).select_related("calendar_entry")
    for show in shows.for_cards():
        season.public[str(show.uid)] = show
        path = f"/performances/{show.public_id}.ics"
        season.downloads[path] = _answer(client, path)
    return season


def paths_of_feeds() -> list[str]:
    """One of every feed the public has, whether it holds a show or not."""
    area = ("region__league", "region__banner")
    venues = Venue.objects.select_related(*area).order_by("pk")
    feeds = [
        directory.everything(),
        *map(directory.of_troupe, Troupe.objects.order_by("pk")),
        *(directory.of_venue(v) for v in venues.standing().with_own_page()),
        *map(directory.of_region, Region.objects.select_related("league", "banner")),
        *map(directory.of_showcase, Showcase.objects.public(clock.now())),
        *map(directory.of_work, Work.objects.standing()),
        *map(directory.of_genre, Category),
    ]
    return [feed.path for feed in feeds]


def _answer(client: Client, path: str) -> tuple[bytes, dict[str, str]]:
    response = client.get(path)
    assert response.status_code == 200, path
    assert not response.cookies
    return response.content, dict(response.items())


def _places_and_troupes(season: Season) -> None:
    for code in ("150000", "150105", "150121", "152201", "152222", "150802", "150824"):
        factories.region(code)
    troupe = factories.troupe("152222")
    season.rows = {
        "troupe": troupe,
        "silent troupe": factories.troupe("150824"),
        "hall": factories.venue("150105", name='“草原”剧场, 一号; "北"'),
        "empty venue": factories.venue("150824"),
        "seat only": factories.venue("150824", coord_precision="seat"),
        "private": factories.venue(
            "152222",
            name="隐名小学礼堂",
            address="隐名路9号",
            public_precision="banner",
        ),
        "far": factories.venue("150105", time_zone="Asia/Urumqi"),
        "work": factories.work(troupe, title="鸿雁；\\n归来, 一"),
        "unplayed work": factories.work(troupe),
    }


def _made(season: Season, name: str, *, announced: bool = True, **facts: Any) -> Any:
    facts.setdefault("title", name)
    facts.setdefault("starts_at", T_ZERO + (len(season.shows) + 1) * _DAY)
    made = factories.performance(announced=announced, **facts)
    season.shows[name] = made
    return made


def _summer(season: Season) -> None:
    """Long over by November: in the whole history alone, but for one."""
    _made(season, "夏日", starts_at=SUMMER + 5 * _DAY)
    _made(season, "刚演过", starts_at=NOVEMBER - 3 * _DAY)
    off = _made(season, "秋天取消", starts_at=NOVEMBER - 20 * _DAY)
    scheduling.cancel(off, reason="大雪")


def _plain(season: Season) -> None:
    rows = season.rows
    programme = (
        ItemFacts(form="独唱", work=rows["work"], performers="甲, 乙; 丙"),
        ItemFacts(form="群舞", title='名字"；,', is_example=True),
    )
    _made(
        season,
        "普通",
        troupes=(rows["troupe"],),
        venue=rows["hall"],
        genre=Category.VOCAL,
        programme=programme,
        admission="免费, 先到; 先坐",
    )
    _made(season, "怪字", title=AWKWARD, public_note=AWKWARD_NOTE)
    long = tuple(
        ItemFacts(form="独唱", title="长" * 110, performers="众" * 190)
        for _n in range(40)
    )
    _made(season, "长单", title="很" * 119, programme=long, genre=Category.DANCE)
    _made(season, "示例", is_example=True)
    _made(
        season,
        "合演",
        troupes=(rows["troupe"], factories.troupe("150105")),
        mode=Performance.Mode.BOTH,
    )


def _odd_times_and_places(season: Season) -> None:
    rows = season.rows
    late = datetime(2023, 12, 31, 15, 0, tzinfo=UTC)
    _made(season, "跨年", starts_at=late, minutes=150)
    _made(season, "大约", precision=Precision.ABOUT.value)
    midnight = clock.day_begins(date(2023, 12, 10))
    _made(season, "只有日子", precision=Precision.DATE.value, starts_at=midnight,
          ends_at=midnight + _DAY, status=Status.CONDITIONAL)  # fmt: skip
    _made(season, "只有下午", precision=Precision.PART.value,
          day_part=DayPart.AFTERNOON.value, starts_at=midnight + _DAY / 2,
          ends_at=midnight + _DAY / 4 * 3, status=Status.CONDITIONAL)  # fmt: skip
    _made(season, "地点未定", venue=None, region=factories.region("152222"))
    _made(season, "线上", venue=None, mode=Performance.Mode.ONLINE,
          region=factories.region("150000"))  # fmt: skip
    _made(season, "不公开", venue=rows["private"])
    _made(season, "旗政府所在地", venue=rows["seat only"])
    _made(season, "新疆时间", venue=rows["far"])


def _what_became_of_them(season: Season) -> None:
    conditional = _made(season, "看天气")
    scheduling.make_conditional(
        conditional, reason="看风力", decide_by=conditional.starts_at - _DAY / 4
    )
    scheduling.cancel(_made(season, "取消"), reason="大雪封路, 不通; 行")
    scheduling.withdraw(_made(season, "撤销"), reason="重复录入")
    scheduling.postpone(_made(season, "改期未定"), reason="停电")
    put_off = _made(season, "改期")
    outcome = scheduling.postpone(
        put_off, reason="沙尘暴", starts_at=put_off.starts_at + 30 * _DAY
    )
    season.shows["改期后"] = outcome.replacement
    back = _made(season, "恢复")
    scheduling.cancel(back, reason="大雪")
    scheduling.reinstate(Performance.objects.get(pk=back.pk), reason="雪停了")
    moved = _made(season, "挪动", venue=season.rows["hall"])
    scheduling.move(moved, starts_at=moved.starts_at + _DAY / 24, reason="让路")


def _showcase(season: Season) -> None:
    season.showcase = factories.showcase(t_zero=T_ZERO, code="founding")
    first, second, third = season.showcase.performances.order_by("pk")
    season.shows |= {"晚开": first, "等通知": second, "准时": third}
    scheduling.open_late(
        first, starts_at=T_ZERO + _DAY / 24, reason="入场慢", decided_by="指挥部"
    )
    scheduling.open_late(
        second, next_word_at=T_ZERO - _DAY / 24, reason="等车", decided_by="指挥部"
    )


def _never_public(season: Season) -> None:
    for name, facts in (
        ("草稿不见", {"status": Status.DRAFT}),
        ("备选不见", {"status": Status.HOLD}),
        ("未公布不见", {"announced": False}),
    ):
        _made(season, name, **facts)
        season.hidden_titles.append(name)


def made_once() -> Season:
    """The season and all its feeds, with nothing left in the database."""
    with clock.frozen(NOVEMBER), transaction.atomic():
        season = ask(build())
        transaction.set_rollback(True)
    return season
