"""One of everything that can become of a show, each entered as an editor would."""

from datetime import datetime, timedelta
from decimal import Decimal

from performances import scheduling
from performances.models import Performance
from performances.slots import DayPart, Precision
from performances.statuses import Status
from troupes.models import StageTruck
from ulanmuqi.places.kinds import VenueKind

from . import crew
from .days import awake
from .reasons import hindrance, weather
from .scene import Scene

Kind = Performance.Kind
Mode = Performance.Mode


def write(scene: Scene) -> None:
    _called_off(scene)
    _put_off(scene)
    _moved(scene)
    _conditional(scene)
    _without_hour(scene)
    _without_venue(scene)
    _known_by_banner(scene)
    _together(scene)
    _online(scene)
    _accepted(scene)
    _too_small(scene)
    _on_wheels(scene)
    _not_public(scene)


def _told(scene: Scene, hours: int) -> datetime:
    """An instant shortly before the season was loaded."""
    return awake(scene.days.latest - timedelta(hours=hours))


def _why(scene: Scene, offset: int, name: str) -> str:
    month = scene.days.day(offset).month
    return hindrance(month, scene.days.chance(name))


def _called_off(scene: Scene) -> None:
    for code, offset, hour, hours in (
        ("152525", 1, 15, 5),
        ("150723", 2, 10, 8),
        ("150927", 3, 14, 3),
        ("152922", 0, 16, 20),
    ):
        show = scene.show("“百团千场下基层”惠民演出", code, offset, hour, 30, items=8)
        why = _why(scene, offset, code)
        scene.place(
            show,
            (
                0,
                _told(scene, hours),
                lambda row, why=why: scheduling.cancel(
                    row, reason=why, decided_by="本队值班"
                ),
            ),
        )
    mistaken = scene.show("下乡惠民演出", "150925", 4, 15)
    scene.place(
        mistaken,
        (
            0,
            _told(scene, 30),
            lambda row: scheduling.withdraw(row, reason="重复录入，另一场照常演出"),
        ),
    )


def _put_off(scene: Scene) -> None:
    show = scene.show(
        "《红山脚下》舞蹈专场", "150426", 1, 14, 30, items=9, genre="dance"
    )
    hall = show.venue
    new = scene.days.at(8, 14, 30)
    scene.cast.take(scene.cast.troupes["150426"], new.date())
    scene.cast.take(hall, new.date())
    scene.place(
        show,
        (
            0,
            _told(scene, 6),
            lambda row: scheduling.postpone(
                row,
                starts_at=new,
                reason=_why(scene, 1, "150426"),
                decided_by="本队值班",
            ),
        ),
    )
    for code, offset in (("152522", 2), ("150221", 4)):
        open_date = scene.show("“文化进万家”惠民演出", code, offset, 15, items=7)
        why = _why(scene, offset, code)
        scene.place(
            open_date,
            (
                0,
                _told(scene, 9),
                lambda row, why=why: scheduling.postpone(row, reason=why),
            ),
        )


def _moved(scene: Scene) -> None:
    """To another hall and half an hour later; the change log says why."""
    venue = scene.cast.hall("150621")
    show = scene.show("民歌专场", "150621", 3, 19, venue=venue, items=10, genre="vocal")
    other = scene.home("150621", 3)
    scene.cast.take(other, scene.days.day(3))
    scene.place(
        show,
        (
            0,
            _told(scene, 26),
            lambda row: scheduling.move(
                row,
                venue=other,
                starts_at=show.starts_at + timedelta(minutes=30),
                reason="小剧场检修供暖，改到嘎查文化室",
            ),
        ),
    )


def _conditional(scene: Scene) -> None:
    for title, code, offset, hour in (
        ("《胡杨下的琴声》专场", "152923", 1, 10),
        ("“走进草原深处”惠民演出", "152523", 2, 14),
        ("“文化进万家”惠民演出", "150784", 3, 15),
        ("牧民点单演出", "150825", 6, 14),
    ):
        show = scene.show(title, code, offset, hour, items=6)
        scene.place(
            show,
            status=Status.CONDITIONAL,
            reason=weather(scene.days.day(offset).month),
            decide_by=show.starts_at - timedelta(hours=2),
        )


def _without_hour(scene: Scene) -> None:
    """Only the part of the day is known, or only the day."""
    for code, offset, hour, part in (
        ("150424", 4, 12, DayPart.AFTERNOON),
        ("150625", 6, 18, DayPart.EVENING),
        ("152531", 8, 8, DayPart.MORNING),
    ):
        hours = {DayPart.MORNING: 4, DayPart.AFTERNOON: 6, DayPart.EVENING: 5}[part]
        show = scene.show(
            "下乡惠民演出", code, offset, hour, minutes=hours * 60,
            precision=Precision.PART.value, day_part=part.value,
        )  # fmt: skip
        scene.place(
            show,
            status=Status.CONDITIONAL,
            reason="具体钟点等嘎查定场地",
            decide_by=scene.days.at(offset - 1, 18),
        )
    for code, offset in (("150923", 9), ("150721", 12)):
        show = scene.show(
            "“进社区”慰问演出", code, offset, 0, minutes=24 * 60,
            kind=Kind.CAMPUS, precision=Precision.DATE.value,
        )  # fmt: skip
        scene.place(
            show,
            status=Status.CONDITIONAL,
            reason="只定了日子，钟点待社区确认",
            decide_by=scene.days.at(offset - 2, 18),
        )


def _without_venue(scene: Scene) -> None:
    for code, offset, hour in (("152527", 7, 15), ("150722", 9, 19)):
        region = scene.cast.regions[code]
        show = scene.show(
            "“学·创·演”新作下乡", code, offset, hour,
            items=9, region=region, public_note="场地定下后在这里公布。",
        )  # fmt: skip
        scene.place(show)
    away = scene.show(
        "“乌兰牧骑神州行”交流演出", "150000", 20, 19, 30,
        items=12, around=2, kind=Kind.TOUR, region=None,
        public_note="演出地在自治区外，场地定下后在这里公布。",
    )  # fmt: skip
    scene.place(away)


def _known_by_banner(scene: Scene) -> None:
    for code, offset, hour, place, title, kind in (
        ("152501", 2, 10, VenueKind.BORDER_POST, "“走边关”慰问演出", Kind.BORDER),
        ("150726", 3, 14, VenueKind.BORDER_POST, "“走边关”慰问演出", Kind.BORDER),
        ("150824", 3, 11, VenueKind.HERDER_HOME, "送演出到牧户", Kind.REQUESTED),
        ("150223", 6, 14, VenueKind.HERDER_HOME, "送演出到牧户", Kind.REQUESTED),
        ("152222", 2, 10, VenueKind.CAMPUS, "“进校园”四胡课堂", Kind.CAMPUS),
        ("150122", 2, 15, VenueKind.CAMPUS, "“进校园”惠民演出", Kind.CAMPUS),
    ):
        venue = scene.private(code, place)
        scene.place(
            scene.show(title, code, offset, hour, venue=venue, items=6, kind=kind)
        )


def _together(scene: Scene) -> None:
    """Two troupes on one stage: an exchange between neighbours."""
    for first, second, offset in (("152528", "152529", 7), ("150422", "150423", 10)):
        partner = scene.cast.troupes[second]
        scene.cast.take(partner, scene.days.day(offset), around=1)
        show = scene.show(
            "互访交流演出", first, offset, 19, 30, items=10, around=1,
            kind=Kind.EXCHANGE,
            troupes=(scene.cast.troupes[first], partner),
        )  # fmt: skip
        scene.place(show)


def _online(scene: Scene) -> None:
    studio = scene.cast.venues["v006"]
    stream = scene.show(
        "云上乌兰牧骑：新作直播", "150000", 4, 20,
        venue=studio, items=8, mode=Mode.ONLINE,
        public_note="只在线上播出，不设观众席。",
    )  # fmt: skip
    both = scene.show(
        "安代舞专场", "150524", 6, 19, 30,
        venue=scene.cast.hall("150524"), items=9, genre="dance", mode=Mode.BOTH,
    )  # fmt: skip
    scene.place(stream)
    scene.place(both)


def _accepted(scene: Scene) -> None:
    """Too short a road between two shows, and a reason why it goes all the same."""
    morning = scene.show(
        "周末惠民演出", "150926", 9, 10,
        venue=scene.cast.hall("150926"), minutes=60, around=1,
        load_in_minutes=30, strike_minutes=15,
    )  # fmt: skip
    noon = scene.show(
        "文化馆午间惠民演出", "150926", 9, 12, 30,
        venue=scene.cast.hall("150921"), minutes=60, load_in_minutes=45,
    )  # fmt: skip
    scene.place(morning)
    scene.place(noon, accept="设备车头天晚上先到，演员轻装赶场", before=13)


def _too_small(scene: Scene) -> None:
    """More people than seats, and a stage that lacks two metres: both accepted. The
    second then moved to a larger hall, so that its acceptance lapsed."""
    crowded = scene.show(
        "那达慕老歌会", "152502", 6, 15,
        venue=scene.home("152502", 6, rural=True), items=7, expected_audience=150,
    )  # fmt: skip
    scene.place(crowded, accept="门窗打开，院里加凳子，嘎查派人引导")
    tight = scene.show(
        "大型舞蹈《草原晨曲》", "152531", 5, 15,
        venue=scene.home("152531", 5, rural=True), items=8, genre="dance",
        needs_width_m=Decimal(8), needs_depth_m=Decimal(6),
    )  # fmt: skip
    hall = scene.cast.hall("152531")
    scene.cast.take(hall, scene.days.day(5))
    scene.place(
        tight,
        (
            0,
            _told(scene, 20),
            lambda row: scheduling.move(
                row, venue=hall, reason="观众报名多，改到旗里的小剧场"
            ),
        ),
        accept="按小台面改了队形，去掉一排",
    )


def _on_wheels(scene: Scene) -> None:
    """A village room too small and too dark for it: the stage truck brings both."""
    truck = StageTruck.objects.get(name=crew.OWN_TRUCK)
    show = scene.show(
        "乌力格尔与安代专场（流动舞台车）", "152222", 9, 10,
        venue=scene.home("152222", 9, rural=True), items=8, along=(truck,),
        load_in_minutes=120,
        needs_width_m=Decimal(9), needs_depth_m=Decimal(6), needs_power="three",
        needs_power_kw=20, needs_light=True, needs_sound=True,
    )  # fmt: skip
    scene.place(show)


def _not_public(scene: Scene) -> None:
    holds = (
        "150421 150425 150429 150522 150521 150624 150725 "
        "150826 152502 152523 150902 150921"
    )
    for number, code in enumerate(holds.split()):
        offset = 13 + number * 2
        show = scene.show("“迎新”惠民演出（待对方确认）", code, offset, 15, items=6)
        scene.place(
            show,
            status=Status.HOLD,
            public=False,
            decide_by=scene.days.at(offset - 7, 18),
            before=20,
        )
    drafts = "150727 150783 152221 152224 150981 150430 150627".split()
    for number, code in enumerate(drafts):
        show = scene.show("下乡惠民演出（拟）", code, 16 + number * 3, 14)
        scene.place(show, status=Status.DRAFT, public=False)
