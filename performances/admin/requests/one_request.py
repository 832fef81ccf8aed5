"""One request in full: what is asked, what was there before, what was said, who could
go."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from ulanmuqi.base import clock, rights
from ulanmuqi.base.row_views import RowInspect

from ...forms.cast import castable_troupes
from ...models import Performance, Request
from ...scheduling.request_following import token_of
from ...scheduling.request_grounds import LastThere, last_there
from ...scheduling.request_proposals import suggestions
from ...scheduling.request_wording import state_text
from ...statuses import Status
from .. import columns as show_columns
from ..phone import dialled
from . import words
from .act_page import open_acts
from .road_words import why
from .served_words import around_text, last_show_text
from .step_words import step_lines

LAST_SHOWS = 3
_State = Request.State


class RequestInspect(RowInspect):
    template_name = "performances/admin/request.html"
    fields = ["number"]
    act_url_name = place_url_name = link_url_name = ""

    def rows(self) -> QuerySet:
        return Request.objects.with_place().with_show().with_said()

    def get_page_title(self) -> str:
        return _("Request for a show")

    def castable(self) -> set[int]:
        """Troupes the user may put on a stage. One query."""
        return set(castable_troupes(self.request.user).values_list("pk", flat=True))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is asked, what was there before, what was said, and what would fit."""
        row, now, user = self.object, clock.now(), self.request.user
        acts, there = open_acts(user, row), last_there([row], now)[row.pk]
        may_place = self.may("answer", row) and (row.is_open or row.lost_its_show)
        may_place = may_place and row.state != _State.HELD
        fitting = suggestions(row, now) if may_place else None
        castable = self.castable() if fitting else set()
        show, confirmation = row.show, row.confirmation
        steps = row.steps.select_related("by").order_by("-at", "-pk")
        # Whoever asked reads it, not whoever sends it.
        with override(settings.LANGUAGE_CODE):
            own_address = reverse("request", args=[token_of(row)])
        return super().get_context_data(**kwargs) | {
            "place": words.place_text(row),
            "state": state_text(row),
            "window": words.window_text(row),
            "wish": words.wish_text(row),
            "waits": words.waits_text(row),
            "with_troupe": words.waits_with_troupe(row),
            "hands": words.hands_text(row),
            "doubts": words.doubt_words(row.doubts) if row.state == _State.HELD else [],
            "dial": dialled(row.contact_phone),
            "steps": step_lines(row, steps),
            "last_show": last_show_text(there),
            "around": around_text(there),
            "before": [
                (
                    one,
                    show_columns.when_text(one),
                    show_columns.place_text(one),
                    show_columns.troupes_text(one),
                )
                for one in self.last_shows(there, now)
            ],
            "acts": [act for act in acts if not act.is_told],
            "told_acts": [act for act in acts if act.is_told],
            "act_url_name": self.act_url_name,
            "place_url": reverse(self.place_url_name, args=[row.pk])
            if may_place
            else "",
            "link_url": reverse(self.link_url_name, args=[row.pk]) if may_place else "",
            "fitting": fitting,
            "fits": [
                (one, why(one, is_theirs=one.troupe.pk in castable))
                for one in (fitting.found if fitting else ())
            ],
            "may_place": castable,
            "show": show,
            "keeps": row.keeps_a_show(now),
            "keeps_hold": show is not None and show.status == Status.HOLD,
            "may_free": show is not None and rights.may(user, "release", show),
            "may_confirm": show is not None
            and show.status == Status.HOLD
            and rights.may(user, "confirm", show),
            "may_cancel": show is not None and rights.may(user, "cancel", show),
            "show_when": show_columns.when_text(show) if show else "",
            "show_status": show_columns.status_text(show) if show else "",
            "confirmation": confirmation,
            "confirmed": words.confirmed_text(confirmation),
            "denied": row.denied,
            "denied_when": (
                show_columns.when_text(row.denied.performance) if row.denied else ""
            ),
            "own_url": self.request.build_absolute_uri(own_address),
        }

    def last_shows(self, there: LastThere, now: datetime) -> QuerySet:
        """What took place in that very place, or where nothing did in its banner, the
        latest first, as cards read them."""
        near = there.ground if there.at else self.object.region
        rows = Performance.objects.within(near).given(now)
        rows = rows.exclude(mode=Performance.Mode.ONLINE)
        return rows.order_by("-starts_at", "-pk").for_cards()[:LAST_SHOWS]
