"""A small season in which a visitor meets every kind of page and every state of a show.

Every name, hour and word is given, so that what is read of it can be compared.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Page, Site

from performances import scheduling
from performances.models import (
    Performance,
    Showcase,
    ShowcaseIndexPage,
    ShowcasePage,
)
from performances.scheduling import ItemFacts
from performances.scheduling.facts import facts_of
from performances.slots import DayPart, Precision
from performances.statuses import Status
from tests import factories
from troupes.genres import Category
from troupes.models import (
    TrainingIndexPage,
    TrainingPage,
    Troupe,
    TroupeIndexPage,
    TroupeMember,
    TroupePage,
    Work,
    WorkIndexPage,
    WorkPage,
)
from ulanmuqi.base import clock
from ulanmuqi.base.models import Picture
from ulanmuqi.home.models import (
    HomePage,
    NewsIndexPage,
    NewsPage,
    SiteDetails,
    StandardPage,
)
from ulanmuqi.places.models import Venue

# Saturday, 18 November 2023, 10:00 in Beijing; the showcase opens on Monday at 19:30.
NOW = datetime(2023, 11, 18, 2, tzinfo=UTC)
T_ZERO = datetime(2023, 11, 20, 11, 30, tzinfo=UTC)
LONG_TITLE = "“石榴花开一家亲，乌兰牧骑草原行”基层巡回惠民演出暨优秀传统剧目展演专场"
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Season:
    """One of each thing a page can be about."""

    troupe: Troupe
    hall: Venue
    work: Work
    show: Performance
    cancelled: Performance
    showcase: Showcase
    past: Showcase
    news: Page
    training: Page
    about: Page


def lay(*, pictures: bool = True) -> Season:
    """About thirty acts, by the verbs of scheduling. The clock stands at NOW."""
    hall = factories.venue(
        "150105", code="xincheng", name="新城区红色剧场", address="剧场街1号"
    )
    square = factories.venue(
        "152222",
        code="zhongqi-guangchang",
        name="科右中旗乌兰牧骑广场",
        address="广场路3号",
        is_outdoor=True,
    )
    linhe = factories.venue(
        "150802", code="linhe", name="临河区河套剧场", address="河套街2号"
    )
    school = factories.venue(
        "152222", name="隐名小学礼堂", public_precision=Venue.PublicPrecision.BANNER
    )
    troupe = _troupe("152222", "科尔沁右翼中旗乌兰牧骑", "科右中旗", "zhongqi")
    other = _troupe("150824", "乌拉特中旗乌兰牧骑", "乌拉特中旗", "wulate")
    city = _troupe("150121", "土默特左旗乌兰牧骑", "土默特左旗", "tumote")
    work = factories.work(troupe, code="muchang", title="牧场上的歌", minutes=8)
    second = factories.work(
        other, code="hetao", title="河套夜话", genre="group_dance", minutes=12
    )
    programme = (
        ItemFacts(form="独唱", work=work, performers="队员甲"),
        ItemFacts(form="群舞", title="河套夜话", work=second, minutes=12),
    )
    _became(troupe, other, hall, square, school)
    show = _show(
        "牧场上的歌专场", 15, (troupe,), hall, programme=programme, minutes=80,
        admission="免费，先到先坐", genre=Category.VOCAL,
    )  # fmt: skip
    cancelled = scheduling.cancel(
        _show("嘎查惠民演出", 17, (other,), linhe), reason="大风"
    ).performance
    _dense_day(city, other, hall, linhe, square)
    past = _showcase("春天三地会演", "chuntian", NOW - 30 * _DAY, (hall, linhe))
    showcase = _showcase("新创作品三地展演", "sandi", T_ZERO, (linhe, hall, square))
    scheduling.open_late(
        showcase.performances.get(venue=linhe), starts_at=T_ZERO + _HOUR / 2,
        reason="停电", decided_by="指挥部", accept="测试",
    )  # fmt: skip
    pages = _pages(troupe, work, showcase, pictures=pictures)
    return Season(
        troupe, hall, work, show, cancelled, showcase, past,
        pages["news"], pages["training"], pages["about"],
    )  # fmt: skip


def _troupe(region: str, name: str, short: str, code: str) -> Troupe:
    return factories.troupe(
        region, code=code, name=name, short_name=short, name_en=f"{code} Ulanmuqi"
    )


def _show(
    title: str, hour: float, troupes: tuple[Troupe, ...], venue: Venue | None,
    *, days: int = 0, **facts: Any,
) -> Performance:  # fmt: skip
    """At an hour in Beijing, some days from now."""
    starts_at = clock.midnight(NOW) + days * _DAY + hour * _HOUR
    return factories.performance(
        title=title, starts_at=starts_at, troupes=troupes, venue=venue, **facts
    )


def _became(
    troupe: Troupe, other: Troupe, hall: Venue, square: Venue, school: Venue
) -> None:
    """Whatever can become of a show, today and on Sunday."""
    _show("早市演出", 6.5, (other,), square, minutes=60)
    _show("正在演的一场", 9.5, (other,), hall, minutes=90)
    _show("校园公开课", 13, (troupe,), school, minutes=45)
    moved = _show("广场专场", 19.5, (other,), square)
    scheduling.postpone(
        moved, reason="大风", starts_at=moved.starts_at + 3 * _DAY, accept="测试"
    )
    conditional = _show("草场上的一场", 14, (troupe,), square, days=1)
    scheduling.make_conditional(
        conditional,
        reason="看风力",
        decide_by=conditional.starts_at - 6 * _HOUR,
        accept="测试",
    )
    noon = clock.midnight(NOW) + 1.5 * _DAY
    factories.performance(
        title="下午的一场", status=Status.CONDITIONAL, troupes=(other,), venue=hall,
        precision=Precision.PART.value, day_part=DayPart.AFTERNOON.value,
        starts_at=noon, ends_at=noon + 6 * _HOUR,
    )  # fmt: skip
    factories.performance(
        title="地点还没定的一场", starts_at=noon + 5 * _DAY, troupes=(troupe,),
        venue=None, region=factories.region("152222"),
    )  # fmt: skip
    _show(LONG_TITLE, 19.5, (troupe,), hall, days=4, is_example=True)


def _dense_day(
    city: Troupe, other: Troupe, hall: Venue, linhe: Venue, square: Venue
) -> None:
    """Eleven shows in a week, which fold by league."""
    for number in range(11):
        venue = (hall, linhe, square)[number % 3]
        _show(f"惠民小场{number + 1}", 8 + number, (city, other)[number % 2:][:1],
              venue, days=7, minutes=30)  # fmt: skip


def _showcase(
    title: str, code: str, t_zero: datetime, venues: tuple[Venue, ...]
) -> Showcase:
    with clock.frozen(t_zero - 5 * _DAY):
        made = factories.showcase(venues, t_zero=t_zero, title=title, code=code)
        for opening in made.performances.select_related("venue__region"):
            name = opening.venue.region.name
            # A troupe of its own, which the factory numbered.
            company = f"{name}乌兰牧骑（{title[:2]}）"
            Troupe.objects.filter(performances=opening).update(
                name=company, short_name=company
            )
            items = (
                ItemFacts(form="合唱", title=f"{name}开场歌", minutes=6),
                ItemFacts(form="群舞", title=f"{name}舞", minutes=12, is_example=True),
            )
            facts = replace(facts_of(opening), programme=items)
            scheduling.revise(opening, facts, accept="测试")
    return made


def _pages(
    troupe: Troupe, work: Work, showcase: Showcase, *, pictures: bool
) -> dict[str, Page]:
    photo = _picture() if pictures else None
    about = StandardPage(title="关于", slug="about", lead="这是谁办的网站。")
    HomePage.objects.get(locale__language_code="zh-hans").add_child(instance=about)
    told = TroupePage(title=troupe.name, troupe=troupe, lead="走遍嘎查。", photo=photo)
    told.members = [
        TroupeMember(name="队员甲", roles="马头琴、呼麦", photo=photo),
        TroupeMember(name="队员乙", roles="舞蹈"),
    ]
    _below(TroupeIndexPage, told)
    _below(WorkIndexPage, WorkPage(title="牧场上的歌", work=work, photo=photo))
    _below(
        ShowcaseIndexPage,
        ShowcasePage(title=showcase.title, showcase=showcase, lead="三地同时启幕。"),
    )
    news = NewsPage(
        title="三地启幕", date=date(2023, 11, 17), summary="周一同时启幕。", photo=photo
    )
    news.body = [("heading", "缘起"), ("text", "<p>从渠边听来的歌。</p>")]
    if photo:
        news.body.append(("picture", {"picture": photo, "caption": "草场上"}))
    news.troupes = [troupe]
    training = TrainingPage(
        title="长调培训班", starts_on=date(2023, 11, 1), place="旗文化馆", hours=24
    )
    training.troupes = [troupe]
    details = SiteDetails.for_site(Site.objects.get(is_default_site=True))
    details.operator, details.icp_number = "示例主办单位", "蒙ICP备00000000号"
    details.psb_number = "蒙公网安备 15010002000000号"
    details.contact_phone, details.privacy_page = "0471-0000000", about
    details.save()
    return {
        "news": _below(NewsIndexPage, news),
        "training": _below(TrainingIndexPage, training),
        "about": about,
    }


def _below(section: type[Page], page: Page) -> Page:
    return section.objects.get(locale__language_code="zh-hans").add_child(instance=page)


def _picture() -> Picture:
    drawn = BytesIO()
    Image.linear_gradient("L").resize((320, 240)).save(drawn, "PNG")
    return Picture.objects.create(
        title="草场",
        description="队员在草场上唱歌",
        credit="示例图",
        file=ContentFile(drawn.getvalue(), "meadow.png"),
    )
