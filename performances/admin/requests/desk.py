"""Requests in the admin: who waits longest, who was served least, one in full."""

from datetime import datetime
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Case, QuerySet, When
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from ulanmuqi.base import clock, rights
from ulanmuqi.base.row_tables import SAYS_ITSELF
from ulanmuqi.base.row_views import RowInspect, RowsIndex
from ulanmuqi.base.viewsets import ReadingViewSet
from ulanmuqi.places.models import Region

from ...forms.cast import castable_troupes
from ...models import Performance, Request
from ...scheduling.request_following import token_of
from ...scheduling.request_grounds import LastThere, last_there, least_served_first
from ...scheduling.request_proposals import suggestions
from ...scheduling.request_wording import state_text
from ...statuses import Status
from .. import columns as show_columns
from ..phone import dialled
from . import words
from .act_page import RequestActView, open_acts
from .entry import RequestEntry
from .on_map import ANSWER, RequestMap
from .placing import RequestLink, RequestPlacing
from .road_words import why
from .served_words import around_text, last_show_text
from .step_words import step_lines

SCHEDULED, OVER, ALL = "scheduled", "over", "all"
LAST_SHOWS = 3
LEAST_SERVED = "last_show_at"
# By what was served so many rows are put in order; those beyond follow as they come.
MOST_ORDERED = 500
_State = Request.State


class RequestFilters(WagtailFilterSet):
    period = django_filters.ChoiceFilter(
        label=gettext_lazy("Where it stands"),
        choices=[
            # Translators: zh: 等着答复的
            (ANSWER, gettext_lazy("Waiting for an answer")),
            (SCHEDULED, pgettext_lazy("request", "Scheduled")),
            (OVER, gettext_lazy("Over")),
            (ALL, gettext_lazy("All")),
        ],
        # Translators: zh: 还没有着落的
        empty_label=gettext_lazy("Still to be seen to"),
        method="in_period",
        widget=forms.RadioSelect,
    )
    state = django_filters.MultipleChoiceFilter(
        label=pgettext_lazy("notice", "State"),
        choices=_State,
        widget=forms.CheckboxSelectMultiple,
    )
    league = django_filters.ModelChoiceFilter(
        label=gettext_lazy("League or city"),
        queryset=Region.objects.leagues(),
        field_name="region__league",
    )
    banner = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Banner, county or district"),
        queryset=Region.objects.banners(),
        field_name="region__banner",
    )

    class Meta:
        model = Request
        fields = ["period", "state", "league", "banner", "place_kind"]

    def in_period(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        if value == ANSWER:
            return rows.waiting_for_answer()
        if value == SCHEDULED:
            return rows.filter(state=_State.SCHEDULED)
        return rows.filter(state__in=Request.OVER) if value == OVER else rows


class RequestIndex(RowsIndex):
    """Seven queries of its own, three more by `last_show_at`: then whoever was served
    least comes first, otherwise whoever waits longest."""

    telephone_url_name = map_url_name = ""

    def get_base_queryset(self) -> QuerySet:
        rows = super().get_base_queryset().with_place().with_show().with_said()
        asked = self.request.GET
        if asked.get("period") or asked.get("state") or asked.get("q"):
            return rows
        return rows.to_see_to(clock.now())

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        # By what was served only once it is filtered: it is reckoned row by row.
        if self.ordering in ("waiting_since", LEAST_SERVED, f"-{LEAST_SERVED}"):
            return queryset.longest_waiting_first(clock.now())
        return super().order_queryset(queryset)

    def get_queryset(self) -> QuerySet:
        rows = super().get_queryset()
        if str(self.ordering).lstrip("-") != LEAST_SERVED:
            return rows
        listed = Request.objects.filter(pk__in=rows.order_by().values("pk"))
        keys = least_served_first(list(listed.with_place()), clock.now())
        if self.ordering != LEAST_SERVED:
            keys.reverse()
        places = [When(pk=key, then=at) for at, key in enumerate(keys[:MOST_ORDERED])]
        first = Case(*places, default=MOST_ORDERED) if places else "pk"
        return rows.order_by(first, "pk")

    def get_table(self, object_list: Any) -> Any:
        rows = list(object_list)
        self.there = last_there(rows, clock.now())
        return super().get_table(rows)

    def last_show(self, row: Request) -> str:
        return last_show_text(self.there[row.pk])

    @cached_property
    def columns(self) -> list[Column]:
        titled = self._get_title_column_class(TitleColumn)
        return [
            titled(
                "place",
                label=gettext_lazy("Place"),
                accessor=words.place_text,
                get_url=self.get_inspect_url,
            ),
            Column(
                "waits",
                # Translators: zh: 等了多久
                label=gettext_lazy("Waits"),
                accessor=words.waits_text,
                sort_key="waiting_since",
            ),
            StatusTagColumn(
                "state",
                label=pgettext_lazy("notice", "State"),
                accessor=state_text,
                primary=words.is_our_turn,
                sort_key="state",
            ),
            Column(
                "window",
                label=gettext_lazy("When"),
                accessor=words.window_text,
                sort_key="window_from",
                classname=SAYS_ITSELF,
            ),
            Column(
                "last_show",
                # Translators: zh: 那里上一场
                label=gettext_lazy("Last show there"),
                accessor=self.last_show,
                sort_key=LEAST_SERVED,
            ),
            # Translators: zh: 在谁手上
            Column("hands", label=gettext_lazy("With"), accessor=words.hands_text),
        ]

    @cached_property
    def header_more_buttons(self) -> list:
        return []

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [
            HeaderButton(
                # Translators: zh: 记下电话点单
                _("Enter one told by telephone"),
                url=reverse(self.telephone_url_name),
                icon_name="plus",
            ),
            HeaderButton(
                _("On the map"), url=reverse(self.map_url_name), icon_name="globe"
            ),
        ]


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
            "fits": [(one, why(one)) for one in fitting.found] if fitting else [],
            "may_place": set(
                castable_troupes(self.request.user).values_list("pk", flat=True)
            ),
            "show": show,
            "keeps": row.keeps_a_show(now),
            "keeps_hold": show is not None and show.status == Status.HOLD,
            "may_free": show is not None and rights.may(user, "release", show),
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


class RequestViewSet(ReadingViewSet):
    model = Request
    name = "requests"
    icon = "comment"
    # Translators: zh: 点单
    menu_label = gettext_lazy("Requests for shows")
    menu_order = 12
    index_view_class = RequestIndex
    inspect_view_class = RequestInspect
    filterset_class = RequestFilters
    search_fields = ["number", "place_name", "region__name", "troupe__name"]
    ordering = "waiting_since"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(
            telephone_url_name=self.get_url_name("telephone"),
            map_url_name=self.get_url_name("map"),
            act_url_name=self.get_url_name("act"),
            place_url_name=self.get_url_name("place"),
            link_url_name=self.get_url_name("link"),
            **kwargs,
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        """Requests are asked, never deleted: they end."""
        view = self.construct_view
        return [
            *super().get_urlpatterns(),
            path("telephone/", view(RequestEntry), name="telephone"),
            path("map/", view(RequestMap), name="map"),
            path("act/<int:pk>/<slug:act>/", view(RequestActView), name="act"),
            path("place/<int:pk>/", view(RequestPlacing), name="place"),
            path("link/<int:pk>/", view(RequestLink), name="link"),
        ]
