"""The leader's troupe on the road: a show of today and of tomorrow, whom to call, a
wish for a change, and the phones that are logged in."""

from datetime import timedelta

from django.contrib.auth import get_user_model

from performances import scheduling
from performances.models import Performance
from troupes.models import DutyContact, Troupe
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region

from .days import Days
from .scene import Scene

HOME, NEXT_DOOR = "152222", "152223"
# Invented: nobody's.
_PHONE = "000-0000000"
_ON_DUTY = (
    ("leader", "队长", "示例队长"),
    ("driver", "司机", "示例司机"),
)
_SHOWS = (
    ("走进邻旗：好来宝与四胡专场", NEXT_DOOR, 0, 19, 0),
    ("群众点单演出：冬日牧场", HOME, 1, 15, 0),
)
# Tomorrow's begins later than everybody had read.
_LATER = timedelta(minutes=30)
_WHY_LATER = "村里上午有会，晚半小时开演"
_WISH = "那天村里办婚礼，能不能改到第二天下午？"
_PHONES = (
    ("Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0", 12),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Safari/604.1", 0),
)


def write(scene: Scene) -> None:
    """Where the troupe is not spoken for already."""
    for title, banner, offset, hour, minute in _SHOWS:
        day = scene.days.day(offset)
        if not scene.cast.is_free(scene.cast.troupes[HOME], day):
            continue
        place = scene.home(banner, offset, rural=banner == HOME)
        show = scene.show(
            title, HOME, offset, hour, minute, venue=place, minutes=80, items=6
        )
        scene.place(show, accept="和场地说好了")


def tell(days: Days) -> None:
    """After the season was played."""
    troupe = Troupe.objects.get(region__code=HOME)
    leader = get_user_model().objects.get(username="leader")
    Region.objects.filter(code="152200").update(desk_phone=_PHONE)
    for order, (duty, role, name) in enumerate(_ON_DUTY):
        known = troupe.duty_contacts.filter(duty=duty).exists()
        if not known:
            DutyContact.objects.create(
                troupe=troupe, duty=duty, role=role, name=name, phone=_PHONE,
                sort_order=order,
            )  # fmt: skip
    ahead = Performance.objects.firm().filter(
        troupes=troupe, starts_at__gt=days.latest + timedelta(days=3)
    )
    show = ahead.order_by("starts_at", "pk").first()
    tomorrow = Performance.objects.firm().filter(
        troupes=troupe, title=_SHOWS[-1][0], starts_at__gt=days.latest
    )
    moved = tomorrow.first()
    with clock.frozen(days.latest - timedelta(hours=3)):
        if moved is not None:
            scheduling.move(
                moved, starts_at=moved.starts_at + _LATER, reason=_WHY_LATER, by=leader
            )
    with clock.frozen(days.latest - timedelta(hours=2)):
        if show is not None:
            scheduling.ask_for_change(show, text=_WISH, troupe=troupe, by=leader)
    for agent, age in _PHONES:
        with clock.frozen(days.latest - timedelta(days=age, minutes=30)):
            scheduling.log_in_device(leader, agent=agent)
