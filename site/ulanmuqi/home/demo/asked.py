"""Requests in every state: what a troupe, a league and the whole region see at their
desks, and what askers follow on theirs. Places are words, persons are not invented."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse

from performances.models import Performance, Request
from performances.scheduling import ShowFacts
from performances.scheduling import request_answers as answers
from performances.scheduling import request_following as following
from performances.scheduling.request_asking import RequestFacts, ask
from performances.scheduling.request_booking import link_show, schedule_request
from performances.scheduling.request_due import see_to_requests
from performances.scheduling.request_notices import let_requests_lie
from performances.scheduling.request_proposals import suggestions
from troupes.models import Work
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region

from .days import Days

_WHO = "值班干部（示例）"
# No number anybody has.
_PHONE = "000-0000000"
_LEADER, _DESK, _ALL = "leader", "hinggan", "coordinator"
Place, Setting = Request.Place, Request.Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`before` days ago; the window in days from the reference day."""

    code: str
    place: str
    before: int
    window: tuple[int, int]
    words: str = ""
    kind: str = Place.GACHA
    audience: int | None = 120
    setting: str = Setting.EITHER
    space: str = ""
    power: str = ""
    genre: str = ""
    note: str = ""
    hour: int = 10
    doubts: tuple[str, ...] = ()
    by: str = ""


def write(days: Days) -> None:
    """After the season was played, so that requests can be answered by its shows."""
    _waiting(days)
    _talked_over(days)
    _in_the_schedule(days)
    _at_an_end(days)
    with clock.frozen(days.latest):
        see_to_requests()
        let_requests_lie(days.latest - timedelta(hours=6))


def print_link(base_url: str) -> str:
    """The page of the one who has a date to answer."""
    row = Request.objects.filter(state=Request.State.PROPOSED).order_by("pk").first()
    if row is None:
        return ""
    where = reverse("request", args=[following.token_of(row)])
    return f"  {base_url}{where}  点单人的网页（示例）"


def _waiting(days: Days) -> None:
    _ask(
        days,
        Asked(
            code="152222", place="宝力根嘎查文化室", before=1, window=(9, 20),
            words="下月上旬都行，看天气", audience=150, setting=Setting.INDOORS,
            space="文化室，约12×8米", power="single",
        ),
    )  # fmt: skip
    _ask(
        days,
        Asked(
            code="152223", place="示例镇敬老院", before=5, window=(6, 25),
            words="老人们下午精神好", kind=Place.CARE, audience=60,
            setting=Setting.INDOORS, note="想听好来宝和四胡。（示例）",
        ),
    )  # fmt: skip
    _ask(
        days,
        Asked(
            code="150525", place="示例社区", before=12, window=(10, 40),
            kind=Place.COMMUNITY, audience=400, setting=Setting.OPEN_AIR,
            space="社区广场，约30×20米", power="three", genre="dance",
        ),
    )  # fmt: skip
    _ask(
        days,
        Asked(
            code="152524", place="示例边防连队", before=2, window=(15, 45),
            kind=Place.BORDER, audience=40, by=_ALL,
        ),
    )  # fmt: skip
    _ask(
        days,
        Asked(
            code="152222", place="示例公司", before=1, window=(5, 8), hour=3,
            kind=Place.OTHER, audience=None, doubts=("links",),
            note="合作请看 www.example.invalid （示例：疑似广告）",
        ),
    )  # fmt: skip
    for offset in range(-10, 0):
        with clock.frozen(_at(days, offset, 9)):
            see_to_requests()


def _talked_over(days: Days) -> None:
    row = _ask(
        days,
        Asked(
            code="152222", place="示例中学", before=4, window=(12, 16),
            words="期中考试以后", kind=Place.SCHOOL, audience=500,
            setting=Setting.OPEN_AIR, space="操场，平整",
        ),
    )  # fmt: skip
    _do(
        days, -2, row, answers.propose_date, _LEADER,
        day=days.day(19), words="那周在外演出，19天后下午可以到。（示例）",
    )  # fmt: skip
    row = _ask(
        days,
        Asked(
            code="152224", place="示例嘎查", before=6, window=(8, 30), audience=90,
            setting=Setting.OPEN_AIR,
        ),
    )  # fmt: skip
    _do(
        days,
        -5,
        row,
        answers.ask_back,
        _DESK,
        words="村里有没有能停大车的平地？（示例）",
    )
    _do(
        days, -3, row, following.reply, "", words="村口有一块平地，大车能掉头。（示例）"
    )
    row = _ask(
        days,
        Asked(
            code="150824", place="示例苏木文化站", before=8, window=(14, 35),
            audience=200, genre="mixed",
        ),
    )  # fmt: skip
    _do(
        days,
        -6,
        row,
        answers.accept_request,
        _ALL,
        words="一定来，日子再商量。（示例）",
    )


def _in_the_schedule(days: Days) -> None:
    row = _ask(
        days,
        Asked(
            code="152222", place="北部示例嘎查", before=7, window=(21, 34),
            words="雪不大就行", audience=130,
        ),
    )  # fmt: skip
    _keep_a_day(days, row)
    row = _ask(
        days,
        Asked(code="152221", place="东沟示例村", before=9, window=(22, 36)),
    )  # fmt: skip
    if _keep_a_day(days, row):
        _do(
            days, 0, row, following.withdraw_request, "",
            words="那天村里有事，不用来了，谢谢。（示例）",
        )  # fmt: skip
    coming = _shows(days).filter(starts_at__gt=days.at(2, 0)).first()
    if coming is not None:
        offset = (coming.starts_at.astimezone(clock.SHANGHAI).date() - days.today).days
        row = _ask(
            days,
            Asked(
                code="152222", place="示例社区活动室", before=9,
                window=(offset, offset), kind=Place.COMMUNITY, audience=180,
            ),
        )  # fmt: skip
        _do(days, -4, row, link_show, _LEADER, show=coming)


def _keep_a_day(days: Days, row: Request) -> bool:
    """A hold on the first day suggested; whether there was one."""
    with clock.frozen(days.entered(-1)):
        found = suggestions(_fresh(row), days.latest).found
        fitting = next((one for one in found if not one.warnings), None)
        if fitting is None:
            return False
        facts = ShowFacts(
            title="点单演出", starts_at=fitting.starts_at,
            ends_at=fitting.starts_at + timedelta(minutes=60),
            troupes=(fitting.troupe,), region=row.region, load_in_minutes=60,
            strike_minutes=30, kind=Performance.Kind.REQUESTED, is_example=True,
        )  # fmt: skip
        schedule_request(
            _fresh(row), facts, decide_by=days.at(12, 18),
            words="先把这天留着。（示例）",
        )  # fmt: skip
    return True


def _at_an_end(days: Days) -> None:
    gone = _shows(days).filter(ends_at__lt=days.at(-1, 0)).last()
    if gone is not None:
        offset = (gone.starts_at.astimezone(clock.SHANGHAI).date() - days.today).days
        row = _ask(
            days,
            Asked(
                code="152222", place="示例嘎查文化室", before=10 - offset,
                window=(offset, offset), audience=150,
            ),
        )  # fmt: skip
        _do(days, offset - 5, row, link_show, _LEADER, show=gone)
        _do(days, 0, row, following.confirm_played, "", took_place=True, audience=165)
    _not_played(days)
    row = _ask(
        days,
        Asked(
            code="152224", place="示例小学", before=15, window=(-4, 3),
            kind=Place.SCHOOL, audience=220,
        ),
    )  # fmt: skip
    _do(
        days, -13, row, answers.decline_request, _DESK,
        reason="这几天队伍都在外地，春节以后可以来，请那时再点一次。（示例）",
    )  # fmt: skip
    row = _ask(days, Asked(code="152221", place="示例村", before=11, window=(2, 12)))
    _do(days, -6, row, following.withdraw_request, "")
    _ask(days, Asked(code="152921", place="示例嘎查", before=40, window=(-30, -8)))


def _not_played(days: Days) -> None:
    """The troupe reported one of which the place says that nobody came to play."""
    home = Region.objects.get(code="152221")
    reported = Performance.objects.firm().within(home).filter(
        record__state="reported", requests=None, showcase=None,
        starts_at__gt=days.at(-20, 0), ends_at__lt=days.at(-1, 0),
    )  # fmt: skip
    gone = reported.in_order().last()
    if gone is None:
        return
    offset = (gone.starts_at.astimezone(clock.SHANGHAI).date() - days.today).days
    row = _ask(
        days,
        Asked(
            code="152221", place="西部示例嘎查", before=9 - offset,
            window=(offset, offset), audience=90,
        ),
    )  # fmt: skip
    _do(days, offset - 4, row, link_show, _DESK, show=gone)
    _do(days, 0, row, following.confirm_played, "", took_place=False)


def _shows(days: Days) -> Any:
    """The leader's own firm ones around these days, in the countryside."""
    rows = Performance.objects.firm().filter(
        troupes__region__code="152222", is_opening=False, requests=None
    )
    near = rows.filter(starts_at__gt=days.at(-12, 0), starts_at__lt=days.at(30, 0))
    return near.within(Region.objects.get(code="152222")).in_order()


def _ask(days: Days, one: Asked) -> Request:
    first, last = one.window
    work = Work.objects.filter(genre=one.genre).first() if one.genre else None
    facts = RequestFacts(
        region=Region.objects.select_related("league", "banner").get(code=one.code),
        place_name=f"{one.place}（示例）",
        place_kind=one.kind,
        window_from=days.day(first),
        window_until=days.day(last),
        when_words=one.words,
        genre=one.genre,
        work=work,
        audience=one.audience,
        setting=one.setting,
        power=one.power,
        space=one.space,
        note=one.note,
        contact_name=_WHO,
        contact_phone=_PHONE,
        is_example=True,
    )
    with clock.frozen(_at(days, -one.before, one.hour)):
        row, _is_new = ask(facts, doubts=one.doubts, by=_user(one.by))
    return row


def _do(
    days: Days,
    offset: int,
    row: Request,
    act: Callable[..., Any],
    by: str,
    **facts: Any,
) -> None:
    with clock.frozen(_at(days, offset, 15)):
        act(_fresh(row), by=_user(by), **facts)


def _at(days: Days, offset: int, hour: int) -> datetime:
    return min(days.at(offset, hour), days.latest)


def _fresh(row: Request) -> Request:
    return Request.objects.with_place().with_show().get(pk=row.pk)


def _user(name: str) -> Any:
    return get_user_model().objects.get(username=name) if name else None
