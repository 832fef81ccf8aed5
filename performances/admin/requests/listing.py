"""The list of requests: who waits longest, who was served least, and its filters."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Case, QuerySet, When
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from ulanmuqi.base import clock
from ulanmuqi.base.row_tables import SAYS_ITSELF
from ulanmuqi.base.row_views import RowsIndex
from ulanmuqi.places.models import Region

from ...models import Request
from ...scheduling.request_grounds import last_there, least_served_first
from ...scheduling.request_wording import state_text
from . import words
from .on_map import ANSWER
from .served_words import last_show_text

SCHEDULED, OVER, ALL = "scheduled", "over", "all"
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
            # Translators: zh: 定了或留了日子的
            (SCHEDULED, gettext_lazy("With a day, settled or kept")),
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
