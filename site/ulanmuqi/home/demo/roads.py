"""Bad weather in the week of the coming showcase: two invented legs, two notices, and
what the coordinators decide about the show that cannot be reached."""

from datetime import datetime, timedelta
from decimal import Decimal

from performances import scheduling
from performances.models import Performance
from performances.scheduling.road_legs import LegFacts, enter_leg
from performances.scheduling.road_notices import NoticeFacts, post_notice

from .days import awake
from .reasons import hindrance, weather
from .scene import Scene

# From, to, kilometres, hours, roads: invented, no road map was asked.
_LEGS = (
    ("150600", "150622", "165", "2.75", "示例一号路"),
    ("152502", "152530", "245", "4", "示例二号路"),
)
_STRANDED = "四地联演惠民专场：准格尔旗"
# Who might drive these legs in that week, and would have no say in it.
_KEPT_AWAY = ("150600", "152500", "152502")


def write(scene: Scene) -> None:
    """Before the tours are laid, which keep out of the way of whoever waits here."""
    for code in _KEPT_AWAY:
        if code in scene.cast.troupes:
            week = [scene.days.day(offset) for offset in range(4, 9)]
            scene.cast.take(scene.cast.troupes[code], *week)
    scene.diary.write(scene.days.entered(-40), lambda: _enter_legs(scene))
    told = awake(scene.days.latest - timedelta(hours=4))
    scene.diary.write(told, lambda: _post(scene))
    scene.diary.write(told + timedelta(minutes=20), lambda: _decide(scene))


def _enter_legs(scene: Scene) -> None:
    regions = scene.cast.regions
    for origin, destination, km, hours, road in _LEGS:
        enter_leg(
            LegFacts(
                origin=regions[origin],
                destination=regions[destination],
                km=Decimal(km),
                hours=Decimal(hours),
                roads=road,
                source="示例：司机口述，大巴",
                is_example=True,
            )
        )


def _post(scene: Scene) -> None:
    """One road closes the evening the showcase opens, until the next; the other is
    slow for three days."""
    days = scene.days
    why = hindrance(days.day(5).month, days.chance("roads:closed"))
    closed = (days.at(5, 20), days.at(6, 20))
    slow = (days.at(5, 18), days.at(8, 12))
    _notice(_LEGS[0][4], *closed, source=f"示例：交警预告，{why}", kind="closed")
    _notice(
        _LEGS[1][4],
        *slow,
        source="示例：公路养护段通报，限速通行",
        kind="slow",
        factor=Decimal("1.5"),
    )


def _notice(
    road: str,
    starts_at: datetime,
    ends_at: datetime,
    *,
    source: str,
    kind: str,
    factor: Decimal | None = None,
) -> None:
    post_notice(
        NoticeFacts(
            road=road,
            kind=kind,
            factor=factor,
            starts_at=starts_at,
            ends_at=ends_at,
            source=source,
            is_example=True,
        )
    )


def _decide(scene: Scene) -> None:
    """The show on the far side waits for the road, and says until when."""
    scheduling.make_conditional(
        Performance.objects.get(title=_STRANDED),
        reason=weather(scene.days.day(6).month),
        decide_by=scene.days.at(6, 12),
        accept="演员分乘小车绕行，舞台车等通车；中午不通车就改期",
    )
