"""Requests that wait for an answer of the troupe, for those who may answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db.models import Count, F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from troupes.models import Troupe
from troupes.rights import scope_of
from ulanmuqi.base import rights
from ulanmuqi.base.templatetags.dates import full_dates

from ...models import Request, RequestSettings
from ...scheduling.request_wording import came_back_text

SHOWN = 12
# More than this waits in no troupe's hands; a bound for the count.
_MOST = 100
_State = Request.State


@dataclass(frozen=True, slots=True)
class Waiting:
    """One request in a line: no name, no telephone. `days` it has waited."""

    number: str
    place: str
    wish: str
    when: str
    waits: str
    days: int
    is_late: bool
    note: str

    @classmethod
    def of(cls, row: Request, now: datetime, due_days: int) -> Self:
        days = days_since(row.waiting_since or row.asked_at, now)
        return cls(
            number=row.number,
            place=place_of(row),
            wish=wish_of(row),
            when=full_dates(row.window_from, row.window_until),
            waits=waits_words(row, now),
            days=days,
            is_late=days >= due_days,
            note=_note(row, now),
        )


@dataclass(frozen=True, slots=True)
class Queue:
    """`rows` by how long they wait, `number` counts all; `due_days` is what askers are
    promised."""

    rows: tuple[Waiting, ...]
    number: int
    due_days: int


def waiting_for(troupe: Troupe, user: Any, now: datetime) -> Queue | None:
    """None for members, and where nothing waits. No query for members; one for others,
    and three more where something waits."""
    if troupe.pk not in scope_of(user).troupes:
        return None
    rows = rights.policy_for(Request).visible(
        user, Request.objects.waiting_for_desk(now).filter(troupe=troupe)
    )
    order = F("waiting_since").asc(nulls_last=True)
    found = list(
        rows.with_place()
        .with_said()
        .select_related("performance__replacement")
        .order_by(order, "pk")[:_MOST]
    )
    if not found:
        return None
    due = RequestSettings.load().troupe_days
    return Queue(
        tuple(Waiting.of(row, now, due) for row in found[:SHOWN]), len(found), due
    )


def waiting_numbers(user: Any, now: datetime) -> dict[int, int]:
    """How many wait, by the troupe, of those the person writes for; one query, none for
    members."""
    mine = scope_of(user).troupes
    if not mine:
        return {}
    rows = rights.policy_for(Request).visible(
        user, Request.objects.waiting_for_desk(now).filter(troupe__in=mine)
    )
    numbers = rows.order_by("troupe").values_list("troupe")
    return dict(numbers.annotate(number=Count("pk", distinct=True)))


def days_since(at: datetime, now: datetime) -> int:
    return max(0, (now - at).days)


def waits_words(row: Request, now: datetime) -> str:
    """How long it waits for us; of one that came back, since when it was asked too."""
    again = came_back_text(row, now)
    if again:
        return again
    days = days_since(row.waiting_since or row.asked_at, now)
    if not days:
        # Translators: zh: 今天来的
        return _("came today")
    # Translators: zh: 等了%(days)s天
    told = ngettext("waits for %(days)s day", "waits for %(days)s days", days)
    return told % {"days": days}


def place_of(row: Request) -> str:
    """As it was typed, after the sumu or gacha where that is known."""
    here = "" if row.region_id == row.region.banner_id else row.region.local_name
    return row.place_name if here in row.place_name else f"{here} {row.place_name}"


def wish_of(row: Request) -> str:
    if row.work is not None:
        # Translators: zh: “%(title)s”
        return _("“%(title)s”") % {"title": row.work.local_title}
    return str(row.get_genre_display()) if row.genre else ""


def _note(row: Request, now: datetime) -> str:
    if row.keeps_a_show(now):
        # Translators: zh: 对方不要了，日子还留着
        return _("They need it no more; a day is still kept")
    if row.denied is not None:
        # Translators: zh: 点单人说没有演，请打电话问清楚
        return _("Whoever asked says it did not take place: ring and ask")
    if row.state == _State.HELD:
        # Translators: zh: 先核实是不是真的
        return _("To be checked first")
    if row.state == _State.ACCEPTED:
        # Translators: zh: 已答应，日子还没定
        return _("Accepted; the day is still open")
    if row.passed_on_at is not None:
        # Translators: zh: 盟市也知道了
        return _("The league knows of it too")
    return ""
