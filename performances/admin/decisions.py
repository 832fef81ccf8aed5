"""What has to be decided, soonest first: the Decisions screen and its panel."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic import (
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
)

from ulanmuqi.base import clock, rights
from ulanmuqi.base.row_policy import RowPolicy

from ..models import Performance, Showcase, VenueAnswer
from ..scheduling import is_accepted, rank_text, ranks_of
from ..scheduling.countdown import countdown
from ..statuses import BOOKED, INSIDE, OFF, Status
from . import columns
from .acts import DECISIONS
from .answers import Said, said_of
from .decision_taps import Tap, show_taps, showcase_taps
from .showcases import t_zero_text

# More than anybody decides in a day; the page says that there are more.
SHOWN = 200
IN_PANEL = 5
_FAR = datetime.max.replace(tzinfo=clock.SHANGHAI)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One line: a show, or a showcase whose openings wait together."""

    title: str
    url: str
    when: str
    place: str
    status: str
    rank: str = ""
    decide_by: datetime | None = None
    countdown: str = ""
    is_overdue: bool = False
    said: Said | None = None
    taps: tuple[Tap, ...] = ()


def decisions(user: Any, now: datetime) -> list[Decision]:
    """Overdue first, then by the time left, then what only needs a word with the
    venue. At most nine queries, however many wait."""
    shows = list(_waiting(user, now)[:SHOWN])
    alone = [show for show in shows if not _waits_together(show)]
    together = {show.showcase_id for show in shows if _waits_together(show)}
    ranks = ranks_of(alone)
    lines = [
        _of_show(user, show, rank_text(ranks.get(show.pk, ())), now) for show in alone
    ]
    lines += [_of_showcase(user, one, now) for one in _showcases(together)]
    return sorted(lines, key=lambda line: line.decide_by or _FAR)


def _waiting(user: Any, now: datetime) -> QuerySet:
    """Shows ahead with a time to decide, or whose venue said no or another time."""
    visible = rights.policy_for(Performance).visible(user, Performance.objects.all())
    dated = Q(status__in=(Status.HOLD, Status.CONDITIONAL), decide_by__isnull=False)
    answered = VenueAnswer.objects.standing().filter(answer__in=VenueAnswer.OPEN)
    open_word = Q(status__in=BOOKED, pk__in=answered.values("performance"))
    together = Q(status=Status.HOLD, is_opening=True)
    rows = visible.filter(dated | open_word | together, ends_at__gt=now)
    return rows.for_cards().with_answers().order_by("decide_by", "starts_at", "id")


def _waits_together(show: Performance) -> bool:
    return show.is_opening and show.status in INSIDE


def _showcases(keys: Iterable[int]) -> QuerySet:
    return Showcase.objects.filter(pk__in=keys).prefetch_related(
        "performances__venue_answers", "performances__venue"
    )


def _of_show(user: Any, show: Performance, rank: str, now: datetime) -> Decision:
    is_dated = show.status in (Status.HOLD, Status.CONDITIONAL) and show.decide_by
    asks = show.status == Status.HOLD or show.venue_answer is not None
    return Decision(
        title=show.title,
        url=reverse("performances:inspect", args=[show.pk]),
        when=columns.when_text(show),
        place=columns.place_text(show),
        status=str(show.get_status_display()),
        rank=rank,
        decide_by=show.decide_by if is_dated else None,
        countdown=countdown(show.decide_by, now) if is_dated else "",
        is_overdue=show.is_overdue(now),
        said=said_of(show) if asks and show.venue_id else None,
        taps=show_taps(user, show),
    )


def _of_showcase(user: Any, showcase: Showcase, now: datetime) -> Decision:
    on = [
        one
        for one in showcase.performances.all()
        if one.is_opening and one.status not in OFF
    ]
    times = [one.decide_by for one in on if one.status == Status.HOLD and one.decide_by]
    decide_by = min(times, default=None)
    accepted = sum(is_accepted(one) for one in on)
    return Decision(
        title=str(showcase),
        url=reverse("showcases:inspect", args=[showcase.pk]),
        when=t_zero_text(showcase),
        # Translators: zh: %(cities)s个城市
        place=_("%(cities)s cities") % {"cities": len(on)},
        status=str(Status.HOLD.label),
        decide_by=decide_by,
        countdown=countdown(decide_by, now) if decide_by else "",
        is_overdue=decide_by is not None and decide_by <= now,
        # Translators: zh: %(cities)s个场地中%(accepted)s个已同意
        said=Said(
            "yes" if accepted == len(on) else "waiting",
            _("%(accepted)s of %(cities)s venues accept")
            % {"accepted": accepted, "cities": len(on)},
        ),
        taps=showcase_taps(user, showcase),
    )


class Decisions(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """For whoever sees shows; each tap asks the rights of its own act."""

    permission_policy = RowPolicy(Performance)
    any_permission_required = ["view"]
    # Translators: zh: 待决定
    page_title = gettext_lazy("Decisions")
    header_icon = "time"
    template_name = "performances/admin/decisions.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        lines = decisions(request.user, clock.now())
        context = self.get_context_data(
            lines=lines, is_full=len(lines) >= SHOWN, next_url=reverse(DECISIONS)
        )
        return self.render_to_response(context)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class DecisionsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return rights.policy_for(Performance).may(request.user, "view")


class DecisionsPanel(Component):
    """The most urgent ones on the first page; nothing where none wait."""

    name = "decisions"
    template_name = "performances/admin/decisions_panel.html"
    order = 40

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        user = parent_context["request"].user
        if not rights.policy_for(Performance).may(user, "view"):
            return {"lines": []}
        lines = decisions(user, clock.now())
        return {
            "lines": lines[:IN_PANEL],
            "more": max(0, len(lines) - IN_PANEL),
            "url": reverse(DECISIONS),
        }
