"""Known legs in the admin: what somebody drove, and which coming shows need it."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from ulanmuqi.base.row_views import (
    RowCreate,
    RowDelete,
    RowEdit,
    RowInspect,
    RowsIndex,
)
from ulanmuqi.base.viewsets import RowViewSet

from ..models import RoadLeg
from ..scheduling import SchedulingError
from ..scheduling.road_legs import (
    RoadOutcome,
    enter_leg,
    remove_leg,
    revise_leg,
    rides_on,
)
from .rides import lines_for
from .road_forms import LegForm
from .road_writes import RoadWrite

_RELATED = (
    "from_venue__region__league",
    "from_region__league",
    "to_venue__region__league",
    "to_region__league",
)


class LegIndex(RowsIndex):
    @cached_property
    def columns(self) -> list[Column]:
        """The first leads to the page that lists who drives it."""
        titled = self._get_title_column_class(TitleColumn)
        label = gettext_lazy("Leg")
        first = titled("leg", label=label, accessor=str, get_url=self.get_inspect_url)
        return [first, *super().columns]


class LegCreate(RoadWrite, RowCreate):
    def write(self, form: LegForm) -> RoadOutcome:
        return enter_leg(form.facts(), by=self.request.user)


class LegEdit(RoadWrite, RowEdit):
    def write(self, form: LegForm) -> RoadOutcome:
        return revise_leg(
            self.object,
            form.facts(),
            by=self.request.user,
            version=form.cleaned_data["seen"],
        )


class LegInspect(RowInspect):
    """The leg, and every coming journey that takes it, the tightest first."""

    template_name = "performances/admin/road_leg.html"
    fields = ["km"]

    def rows(self) -> Any:
        return RoadLeg.objects.with_ends()

    def get_page_title(self) -> str:
        return _("Known leg")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = self.get_edit_url()
        return [HeaderButton(_("Edit"), url=url, icon_name="edit")] if url else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rides = lines_for(self.request.user, rides_on(self.object))
        notices = self.object.notices.order_by("-starts_at")[:20]
        return super().get_context_data(**kwargs) | {
            "rides": rides,
            "compared": _("The hours before are those reckoned without this leg."),
            "notices": [(notice, hindrance_text(notice)) for notice in notices],
        }


class LegDelete(RowDelete):
    def form_valid(self, form: Any) -> HttpResponse:
        try:
            rides = remove_leg(self.object, by=self.request.user)
        except SchedulingError as error:
            messages.error(self.request, str(error))
            return HttpResponseRedirect(self.get_success_url())
        lost = sum(ride.conflict is not None for ride in rides)
        said = _(
            "The leg was removed. Coming journeys judged again: %(count)s, of them "
            "%(lost)s cannot be made."
        )
        messages.success(self.request, said % {"count": len(rides), "lost": lost})
        return HttpResponseRedirect(self.get_success_url())


def figure(value: Decimal) -> str:
    """Without a trailing “.0”."""
    return f"{float(value):g}"


def hindrance_text(notice: Any) -> str:
    """Closed, or so many times slower."""
    if notice.factor is None:
        return str(notice.get_kind_display())
    # Translators: zh: 慢行，%(factor)s倍时间
    return _("Slow, %(factor)s times the hours") % {"factor": figure(notice.factor)}


class LegViewSet(RowViewSet):
    model = RoadLeg
    name = "road_legs"
    icon = "arrow-right-full"
    menu_label = gettext_lazy("Known legs")
    menu_order = 210
    add_to_reference_index = False
    index_view_class = LegIndex
    add_view_class = LegCreate
    edit_view_class = LegEdit
    inspect_view_class = LegInspect
    delete_view_class = LegDelete
    list_display = [
        Column("km", label=gettext_lazy("km"), accessor=lambda row: figure(row.km)),
        Column(
            "hours", label=gettext_lazy("Hours"), accessor=lambda row: figure(row.hours)
        ),
        "roads",
        "source",
    ]
    list_filter = ["is_one_way", "holds_all_year"]
    search_fields = [
        "from_venue__name", "from_region__name", "to_venue__name", "to_region__name",
        "roads", "source",
    ]  # fmt: skip
    ordering = "pk"
    related = _RELATED
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [FieldPanel("from_region"), FieldPanel("from_venue")]
                    ),
                    FieldRowPanel([FieldPanel("to_region"), FieldPanel("to_venue")]),
                    FieldPanel("is_one_way"),
                ],
                heading=gettext_lazy("From where to where"),
                # Translators: zh: 地区就是指它的驻地；有了场地之间的路程，先用场地的。
                help_text=gettext_lazy(
                    "A region stands for its seat. Between two venues the leg of the "
                    "venues counts before that of their towns. Both directions are one."
                ),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("km"), FieldPanel("hours")]),
                    FieldPanel("holds_all_year"),
                    FieldPanel("roads"),
                ],
                heading=gettext_lazy("How far and how long"),
            ),
            MultiFieldPanel(
                [FieldPanel("source"), FieldPanel("note")],
                heading=gettext_lazy("Who says so"),
            ),
        ],
        base_form_class=LegForm,
    )
