"""Showcases in the admin: list, form, cities, acts on the whole."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from ulanmuqi.base import clock
from ulanmuqi.base.row_views import RowInspect, RowsIndex
from ulanmuqi.base.templatetags.dates import full_moment
from ulanmuqi.base.viewsets import RowViewSet

from ..models import Showcase
from ..scheduling.countdown import decision_text
from ..statuses import BOOKED
from . import columns
from .act_view import ActView
from .answers import said_of
from .blocked import what_blocks
from .changes import told
from .opening_room import OpeningRoom
from .opening_ways import NextOpening, SinceThen
from .rehearsal import openings_of
from .show_acts import SHOW_ACTS
from .showcase_acts import SHOWCASE_ACTS
from .showcase_forms import AddCities, ShowcaseCreate, ShowcaseEdit


def t_zero_text(showcase: Showcase) -> str:
    """T-zero in Beijing time, or that it is open."""
    if showcase.t_zero is None:
        # Translators: zh: 启幕时间待定
        return _("T-zero open")
    return full_moment(showcase.t_zero, "Asia/Shanghai")


class ShowcaseIndex(RowsIndex):
    def get_base_queryset(self) -> QuerySet:
        openings = Count("performances", filter=Q(performances__is_opening=True))
        return super().get_base_queryset().annotate(cities=openings)


class ShowcaseInspect(RowInspect):
    template_name = "performances/admin/showcase_inspect.html"
    fields = ["title"]
    act_url_name = add_cities_url_name = history_url_name = opening_url_name = ""

    def get_page_title(self) -> str:
        return _("Showcase")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons = []
        if url := self.row_url(self.opening_url_name, "room"):
            buttons.append(HeaderButton(_("Opening room"), url=url, icon_name="globe"))
        if url := self.row_url(self.add_cities_url_name, "change"):
            buttons.append(HeaderButton(_("Add cities"), url=url, icon_name="plus"))
        if url := self.get_edit_url():
            buttons.append(HeaderButton(_("Edit"), url=url, icon_name="edit"))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        showcase, user = self.object, self.request.user
        context = super().get_context_data(**kwargs)
        if self.may("change", showcase):
            context["history_url"] = reverse(self.history_url_name, args=[showcase.pk])
        openings = openings_of(showcase)
        blocked = what_blocks(openings)
        return context | {
            "acts": SHOWCASE_ACTS.open_for(user, showcase),
            "act_url_name": self.act_url_name,
            "t_zero": t_zero_text(showcase),
            "cities": [self._city(one, blocked.get(one.pk, ())) for one in openings],
            "is_blocked": bool(blocked),
            "others": showcase.performances.filter(is_opening=False).count(),
            "organisers": showcase.organisers.all(),
            "changes": told(showcase.changes),
        }

    def _city(self, opening: Any, blocked: tuple[str, ...]) -> dict[str, Any]:
        area = opening.region
        sees = self.may("view", opening)
        return {
            "show": opening,
            "city": ((area.league or area).local_name if area else opening.title),
            "when": columns.when_text(opening),
            "place": columns.place_text(opening),
            "troupes": columns.troupes_text(opening),
            "status": columns.status_text(opening),
            "said": said_of(opening) if opening.status in BOOKED else None,
            "may_record": self.may("record_answer", opening),
            "record_url": self._record_url(opening),
            "decision": decision_text(opening, clock.now()),
            "is_overdue": opening.is_overdue(clock.now()),
            "blocked": blocked,
            "url": reverse("performances:inspect", args=[opening.pk]) if sees else "",
            "acts": SHOW_ACTS.open_for(self.request.user, opening, only_of_cities=True),
        }

    def _record_url(self, opening: Any) -> str:
        act = SHOW_ACTS.get("record-answer")
        if act is None or not (act.fits(opening) and self.may(act.verb, opening)):
            return ""
        return reverse("performances:act", args=[opening.pk, act.key])


class ShowcaseViewSet(RowViewSet):
    model = Showcase
    name = "showcases"
    icon = "globe"
    menu_label = gettext_lazy("Showcases")
    menu_order = 50
    add_to_reference_index = False
    index_view_class = ShowcaseIndex
    add_view_class = ShowcaseCreate
    edit_view_class = ShowcaseEdit
    inspect_view_class = ShowcaseInspect
    list_filter = ["kind", "launch_date"]
    list_display = [
        "title",
        Column("t_zero", label=gettext_lazy("T-zero"), accessor=t_zero_text),
        "kind",
        Column("cities", label=gettext_lazy("Cities")),
        "code",
    ]
    search_fields = ["title", "short_title", "title_en", "code"]
    ordering = "-launch_date"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(
            act_url_name=self.get_url_name("act"),
            add_cities_url_name=self.get_url_name("add_cities"),
            opening_url_name=self.get_url_name("opening"),
            **{"delete_url_name": None, **kwargs},
        )

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # Schedule rows have no model form: scheduling writes them.
        return kwargs

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return kwargs

    def get_urlpatterns(self) -> list[URLPattern]:
        """Nothing that was ever public is deleted, so there is no address for it."""
        kept = [url for url in super().get_urlpatterns() if url.name != "delete"]
        act = self.construct_view(ActView, acts=SHOWCASE_ACTS)
        return [
            *kept,
            path("cities/<int:pk>/", self.construct_view(AddCities), name="add_cities"),
            path("opening/", self.construct_view(NextOpening), name="next_opening"),
            path("opening/<int:pk>/", self.construct_view(OpeningRoom), name="opening"),
            path(
                "opening/<int:pk>/since/",
                self.construct_view(SinceThen),
                name="opening_since",
            ),
            path("act/<int:pk>/<slug:act>/", act, name="act"),
        ]
