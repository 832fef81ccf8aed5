"""The week before the four-city opening: readiness half ticked, one city go, one with
trouble. Everybody named here is invented and says so."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse

from performances import scheduling
from performances.models import AccessLink, Performance

CODE = "beijiang-tongxin"
WHOSE = "舞台监督手机（示例）"
_SAID_BY = "舞台监督（示例）"
# What each city reported, west to east: item, state, note.
_REPORTED = (
    (
        ("stage", "ready", ""),
        ("power", "ready", "双路供电，备发电车一台（示例）"),
        ("sound", "ready", ""),
        ("host", "ready", ""),
        ("stream", "ready", ""),
    ),
    (
        ("stage", "ready", ""),
        ("power", "ready", ""),
        ("sound", "not_yet", "调音台后天到（示例）"),
        ("host", "ready", ""),
    ),
    (
        ("stage", "not_yet", ""),
        ("power", "ready", ""),
        ("sound", "problem", "右侧主音箱无声，正在换（示例）"),
    ),
    (("host", "ready", "双语主持（示例）"),),
)
# Hours before the curtain at which each city's troupes are expected.
_EXPECTED = (30, 8, 9, 26)


def report(openings: Iterable[Performance]) -> None:
    """Every venue said yes, and ticks what the cities reported so far."""
    for opening, reported, hours in zip(openings, _REPORTED, _EXPECTED, strict=True):
        scheduling.answer_for_venue(
            opening, venue=opening.venue, answer="accepted", note="",
            told_by="场地值班室（示例）", by_telephone=True,
        )  # fmt: skip
        for item, state, note in reported:
            scheduling.tick(opening, item, state, note=note, said_by=_SAID_BY)
        expected = opening.starts_at - timedelta(hours=hours)
        for number, troupe in enumerate(opening.troupes_in_order):
            scheduling.tick(
                opening, "arrival", "not_yet", troupe=troupe, said_by=_SAID_BY,
                expected_at=expected + timedelta(minutes=40 * number),
            )  # fmt: skip


def print_link(base_url: str) -> str:
    """The address printed at the start; every start issues a new one, since the token
    is kept nowhere."""
    rows = Performance.objects.filter(showcase__code=CODE, is_opening=True)
    opening = rows.select_related("region__league").order_by("pk").first()
    if opening is None:
        return ""
    links = AccessLink.objects.filter(performance=opening, label=WHOSE).standing()
    old = links.first()
    if old is not None:
        _link, token = scheduling.reset_link(old)
    else:
        _link, token = scheduling.issue_link("site", opening, label=WHOSE)
    city = opening.region.league.name
    return f"  {base_url}{reverse('site', args=[token])}  {city}：启幕现场链接"


def first_go(opening: Performance) -> None:
    scheduling.say_go(
        opening, True, said_by="会场统筹（示例）", why="队伍在路上，其余就绪（示例）"
    )
