"""The board's page and its data."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.generic import (
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
)

from troupes.admin.choices import troupes_by_league
from troupes.models import Troupe
from troupes.rights import scope_of
from ulanmuqi.base import clock, rights
from ulanmuqi.base.lunar import lunar_day, solar_term
from ulanmuqi.base.templatetags.dates import short_day, weekday
from ulanmuqi.places.admin.choices import league_of
from ulanmuqi.places.admin.regions import leagues

from ...forms.board import BoardDialog
from ...models import Performance, Showcase
from ...statuses import Status
from . import undo
from .asked import Asked, Rows, read
from .bars import Bar
from .picture import Picture, picture
from .words import words

DAY_CHOICES = (7, 10, 14, 21, 31)
SHOWCASES_OFFERED = 20


@dataclass(frozen=True, slots=True)
class DayHead:
    """A column: its date, and what is written above it."""

    date: str
    day: str
    weekday: str
    lunar: str
    text: str
    is_today: bool
    is_weekend: bool


class _Board(PermissionCheckedMixin, View):
    model = Performance
    any_permission_required = ["view"]

    @cached_property
    def asked(self) -> Asked:
        today = clock.now().astimezone(clock.SHANGHAI).date()
        asked = read(self.request.GET, today=today)
        if "rows" not in self.request.GET and _has_only_venues(self.request.user):
            return replace(asked, rows=Rows.VENUES)
        return asked

    def picture(self) -> Picture:
        return picture(self.request.user, self.asked, now=clock.now())


def _has_only_venues(user: Any) -> bool:
    """Whoever looks after a hall looks for its row, not for those of the troupes."""
    scope = scope_of(user)
    return bool(scope.venues) and not (
        scope.coordinates or scope.troupes or scope.member_of
    )


class BoardBars(_Board):
    """The bars, the cards and the waiting shows for the same query as the page's."""

    def get(self, request: HttpRequest) -> JsonResponse:
        last = undo.recall(request)
        return JsonResponse(
            self.picture().as_json() | {"undo": last.told() if last else None}
        )


class BoardPage(WagtailAdminTemplateMixin, _Board):
    """Everything a reader without script needs, and what the script starts from."""

    template_name = "performances/admin/board.html"
    # Translators: zh: 排期板
    page_title = gettext_lazy("Scheduling board")
    header_icon = "table"

    def get(self, request: HttpRequest) -> HttpResponse:
        shown = self.picture()
        heads = list(_heads(self.asked))
        context = self.get_context_data(
            asked=self.asked,
            picture=shown,
            heads=heads,
            days=_by_day(shown, heads),
            start=self.start(shown, heads),
            filters=self.filters(shown),
            dialog=BoardDialog(),
            may_add=rights.policy_for(Performance).may(request.user, "add"),
            steps=self.steps(),
        )
        return self.render_to_response(context)

    def get_page_subtitle(self) -> str:
        return _range_text(self.asked.first, self.asked.last)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def steps(self) -> dict[str, str]:
        today = clock.now().astimezone(clock.SHANGHAI).date()
        return {
            "back": self.asked.moved(-self.asked.days),
            "today": self.asked.query(first=today),
            "on": self.asked.moved(self.asked.days),
        }

    def start(self, shown: Picture, heads: list[DayHead]) -> dict[str, Any]:
        last = undo.recall(self.request)
        return shown.as_json() | {
            "undo": last.told() if last else None,
            "first": self.asked.first.isoformat(),
            "count": self.asked.days,
            "heads": [asdict(head) for head in heads],
            "kind": self.asked.rows.value,
            "groups": [
                {"key": key, "title": title, "rows": [asdict(row) for row in rows]}
                for key, title, rows in shown.rows.groups
            ],
            "mayAdd": rights.policy_for(Performance).may(self.request.user, "add"),
            "mayAccept": scope_of(self.request.user).coordinates,
            "urls": {
                "bars": f"{reverse('board:bars')}?{self.asked.query()}",
                "act": reverse("board:act", args=[0, "ACT"]),
                "new": reverse("board:new"),
                "undo": reverse("board:undo"),
                "form": reverse("performances:add"),
            },
            "words": words(),
        }

    def filters(self, shown: Picture) -> dict[str, Any]:
        """What the filter form offers; four queries."""
        user, asked = self.request.user, self.asked
        troupes: dict[str, list[Troupe]] = defaultdict(list)
        visible = rights.policy_for(Troupe).visible(user, troupes_by_league())
        for troupe in visible:
            troupes[league_of(troupe.region)].append(troupe)
        showcases = rights.policy_for(Showcase).visible(user, Showcase.objects.all())
        return {
            "rows": _row_kinds(asked),
            "days": sorted({*DAY_CHOICES, asked.days}),
            "leagues": leagues(self.request),
            "troupes": dict(troupes),
            "showcases": showcases.order_by("-launch_date", "-pk")[:SHOWCASES_OFFERED],
            "statuses": [
                {"value": value, "label": label, "is_chosen": value in asked.statuses}
                for value, label in Status.choices
                if value != Status.WITHDRAWN
            ],
            "clear": asked.query(
                league=None, troupe=None, showcase=None, statuses=(), only_busy=False
            ),
            "left_out": shown.rows.left_out,
        }


def _row_kinds(asked: Asked) -> list[dict[str, Any]]:
    labels = {
        Rows.TROUPES: _("Troupes"),
        Rows.VENUES: _("Venues"),
        Rows.TRUCKS: _("Stage trucks"),
    }
    return [
        {"value": kind.value, "label": label, "is_chosen": kind is asked.rows}
        for kind, label in labels.items()
    ]


def _heads(asked: Asked) -> Iterator[DayHead]:
    today = clock.now().astimezone(clock.SHANGHAI).date()
    in_english = (get_language() or "").startswith("en")
    for offset in range(asked.days):
        day = asked.first + timedelta(days=offset)
        yield DayHead(
            date=day.isoformat(),
            day=f"{day.month}/{day.day}"
            if day.day == 1 or not offset
            else f"{day.day}",
            weekday=weekday(day),
            lunar="" if in_english else _lunar(day),
            text=short_day(day),
            is_today=day == today,
            is_weekend=day.weekday() >= 5,
        )


def _lunar(day: date) -> str:
    """A solar term, the month on its first day, else the day of the lunar month."""
    month, _sign, number = lunar_day(day).partition("月")
    return solar_term(day) or (f"{month}月" if number == "初一" else number)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list by days: a bar with the names of its rows."""

    bar: Bar
    rows: str


def _by_day(shown: Picture, heads: list[DayHead]) -> list[tuple[DayHead, list[Line]]]:
    """The same facts as a list: what a reader without script or on a phone gets."""
    titles = {row.key: row.title for row in shown.rows.rows}
    by_day: dict[str, list[Line]] = defaultdict(list)
    first = shown.asked.first.isoformat()
    for bar in sorted(shown.bars, key=lambda bar: (bar.start, bar.id)):
        names = "、".join(titles[key] for key in bar.rows)
        by_day[max(bar.start[:10], first)].append(Line(bar, names))
    return [(head, by_day[head.date]) for head in heads]


def _range_text(first: date, last: date) -> str:
    return f"{short_day(first)} – {short_day(last)}"
