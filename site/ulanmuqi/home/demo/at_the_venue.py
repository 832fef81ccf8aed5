"""One theatre as its people see it: a hold that waits for an answer, one answered on
the telephone, a show that was moved, and the secret link the demo prints."""

from datetime import timedelta
from decimal import Decimal

from django.urls import reverse

from performances import scheduling
from performances.models import AccessLink
from performances.statuses import Status
from ulanmuqi.places.models import Venue

from .scene import Scene

VENUE = "v039"
# Words only: persons are not invented.
WHOSE = "值班手机（示例）"
_NEEDS = "侧台请留出两个服装架的位置；幕布试一遍开合。（示例）"


def write(scene: Scene) -> None:
    hall = scene.cast.venues[VENUE]
    waiting = scene.show(
        "“文化进万家”惠民演出", "152223", 6, 19, 30,
        venue=hall, items=8, technical_note=_NEEDS,
        needs_power="three", needs_power_kw=30, needs_dressing_rooms=2,
        needs_width_m=Decimal(10), expected_audience=400,
    )  # fmt: skip
    scene.place(
        waiting,
        status=Status.HOLD,
        public=False,
        decide_by=scene.days.at(3, 18),
    )
    told = scene.show("四胡与长调专场", "152221", 11, 15, venue=hall, items=7)
    scene.place(
        told,
        (0, _lately(scene, 30), _answered_by_telephone(hall)),
        status=Status.HOLD,
        public=False,
        decide_by=scene.days.at(8, 18),
    )
    moved = scene.show(
        "下乡归来汇报演出", "152224", 15, 19, 30,
        venue=hall, items=9, technical_note="自带调音台，只用场地的主扩。（示例）",
    )  # fmt: skip
    scene.place(
        moved,
        (
            0,
            _lately(scene, 5),
            lambda row: scheduling.move(
                row,
                starts_at=row.starts_at - timedelta(hours=5),
                reason="当晚剧场检修供暖，改到下午",
            ),
        ),
    )


def print_link(base_url: str) -> str:
    """The address printed at the start. Its token is kept nowhere, so every start
    issues a new one; whoever has an old one is shown that it was exchanged."""
    venue = Venue.objects.filter(code=VENUE).first()
    if venue is None:
        return ""
    links = AccessLink.objects.filter(venue=venue, label=WHOSE).standing()
    old = links.first()
    if old is not None:
        _link, token = scheduling.reset_link(old)
    else:
        _link, token = scheduling.issue_link("venue", venue, label=WHOSE)
    return f"  {base_url}{reverse('venue_home', args=[token])}  {venue.name}：场地专页"


def _lately(scene: Scene, hours: int):
    return scene.days.latest - timedelta(hours=hours)


def _answered_by_telephone(hall: Venue):
    return lambda row: scheduling.answer_for_venue(
        row,
        venue=hall,
        answer="accepted",
        note="可以，下午三点前能腾出舞台（示例）",
        told_by="剧场值班室（示例）",
        by_telephone=True,
    )
