"""Private calendars of some phones, each fetched some time ago by some program.

Their tokens are thrown away: nobody can read them. One more is printed at every start.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import get_user_model

from performances import scheduling
from performances.calendar_clients import Client
from performances.calendars.private import feeds, reach
from performances.models import Subscription
from performances.scheduling import Choices
from troupes.models import Troupe
from ulanmuqi.places.models import Region, Venue

from .days import Days

WHOSE = "演示手机（示例）"
_PRINTED_OF = "152222"


@dataclass(frozen=True, slots=True)
class Phone:
    """`kind` and `code` name what it shows, "" what its `login` may see. `hours` ago
    it was fetched, None for never; `is_behind`: before the last change."""

    note: str
    client: Client | None
    hours: float | None
    kind: str = ""
    code: str = ""
    login: str = ""
    is_behind: bool = False
    alarm: str = ""
    opaque: bool = False
    holds: bool = True


_PHONES = (
    Phone("值班手机（示例）", Client.APPLE, 1, "venue", "v039", alarm="load_in:120"),
    Phone(
        "队长手机（示例）", Client.ICSX5, 2, "troupe", "152222", opaque=True,
        alarm="start:1440",
    ),
    Phone(
        "司机手机（示例）", Client.HUAWEI, 49, "troupe", "152222", is_behind=True,
        alarm="load_in:1440",
    ),
    Phone("办公室电脑（示例）", Client.OUTLOOK, 5, "region", "152200", holds=False),
    Phone("办公室大屏（示例）", Client.GOOGLE, 27, "region", "150000", is_behind=True),
    Phone("自己的手机（示例）", None, None, login="leader"),
    Phone("自己的电脑（示例）", Client.THUNDERBIRD, 3, login="coordinator"),
)  # fmt: skip
_MODELS: dict[str, type[Venue | Region]] = {"venue": Venue, "region": Region}


def write(days: Days) -> None:
    for phone in _PHONES:
        holder = None
        if phone.login:
            holder = get_user_model().objects.get(username=phone.login)
        made, _token = scheduling.subscribe(
            _target(phone.kind, phone.code),
            Choices(
                note=phone.note,
                holds=phone.holds,
                opaque=phone.opaque,
                alarm=phone.alarm,
            ),
            holder=holder,
            is_example=True,
        )
        if phone.client is not None:
            _fetched(made, phone, days)


def print_link(base_url: str) -> str:
    """The address printed at the start; every start gives it a new one."""
    troupe = _target("troupe", _PRINTED_OF)
    if troupe is None:
        return ""
    old = Subscription.objects.standing().filter(troupe=troupe, note=WHOSE).first()
    if old is not None:
        _row, token = scheduling.reset_subscription(old)
    else:
        choices = Choices(note=WHOSE)
        _row, token = scheduling.subscribe(troupe, choices, is_example=True)
    return f"  {base_url}{feeds.path(token)}  {troupe.name}：内部日历（用日历程序订阅）"


def _target(kind: str, code: str) -> Venue | Troupe | Region | None:
    if kind == "troupe":
        return Troupe.objects.filter(region__code=code).order_by("pk").first()
    return _MODELS[kind].objects.get(code=code) if kind else None


def _fetched(row: Subscription, phone: Phone, days: Days) -> None:
    row = Subscription.objects.for_rows().get(pk=row.pk)
    at = days.latest - timedelta(hours=phone.hours or 0)
    stamp = reach.of(row, days.latest).stamp or row.changed_at
    if phone.is_behind:
        stamp -= timedelta(hours=1)
    scheduling.note_fetch(row, client=phone.client or Client.OTHER, stamp=stamp, now=at)
